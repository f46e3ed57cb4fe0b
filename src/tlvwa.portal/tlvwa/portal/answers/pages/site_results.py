"""Results of the site search beside services: authorities, publications, funding programmes, pages."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TypedDict

from plone import api
from plone.batching import Batch
from zope.globalrequest import getRequest

from tlvwa.portal.answers.pages.service_results import marker
from tlvwa.portal.answers.texts.localized import localize
from tlvwa.portal.common.clock import today
from tlvwa.portal.common.i18n import _, current_language
from tlvwa.portal.common.paging import page_of
from tlvwa.portal.common.urls import has_root_folders, url_of
from tlvwa.portal.readmodels.snapshot import Snapshot
from tlvwa.portal.search.fields import Document
from tlvwa.portal.search.index import MatchKind
from tlvwa.portal.search.snippets import Marker

PAGE = 20
FIRST = 5  # results of each kind on the page of all kinds
GOOD = (MatchKind.EXACT, MatchKind.ALL_WORDS)


@dataclass(frozen=True, slots=True)
class ResultKind:
    """A kind of results: its ``code`` in documents, its ``name`` in addresses, and its heading."""

    code: str
    name: str
    title: str


class ResultRow(TypedDict):
    """What a page shows of a result; title and snippet are HTML."""

    title: str
    snippet: str
    language: str | None
    url: str


AUTHORITY = ResultKind("authority", "behoerden", _("Behörden"))
KINDS = (
    AUTHORITY,
    ResultKind("publication", "publikationen", _("Publikationen")),
    ResultKind("funding", "foerderung", _("Förderprogramme")),
    ResultKind("page", "seiten", _("Seiten")),
)
BY_NAME = {kind.name: kind for kind in KINDS}


class SiteResults:
    """The results of a query by kind: public today, in the language of the request."""

    def __init__(
        self, snapshot: Snapshot, query: str, kind: str = "", correcting: bool = True
    ) -> None:
        self._snapshot = snapshot
        self._request = getRequest()
        self._languages = set(api.portal.get_registry_record("plone.available_languages"))
        self._kind = kind
        self.result = snapshot.page_index.search(query, today(), self._wanted, correcting)

    @property
    def is_good(self) -> bool:
        """Whether all words were found as they were typed."""
        return self.result.match in GOOD

    def documents(self, kind: ResultKind) -> list[Document]:
        """Return all documents of a kind, best first."""
        return [document for document in self.result.documents if document.kind == kind.code]

    def rows(self, documents: Iterable[Document]) -> list[ResultRow]:
        """Return what a page shows of some documents."""
        return [self._row(document) for document in documents]

    def page(self, kind: ResultKind, start: int) -> Batch:
        """Return the page of a kind's documents that contains ``start``, at most the last one."""
        return page_of(self.documents(kind), PAGE, start // PAGE * PAGE)

    def _wanted(self, document: Document) -> bool:
        is_kind = not self._kind or document.kind == self._kind
        return is_kind and self._is_in_language(document)

    def _is_in_language(self, document: Document) -> bool:
        """Whether a document is in the language of the request, or for all languages."""
        if not has_root_folders():
            return True
        path = self._snapshot.nodes[document.uid].path.removeprefix(self._snapshot.tree.root)
        folder = path.strip("/").partition("/")[0]
        language = document.language or (folder if folder in self._languages else "")
        return language in ("", current_language())

    @cached_property
    def _marks(self) -> Marker:
        return marker(self._snapshot.page_index, self.result)

    def _row(self, document: Document) -> ResultRow:
        node = self._snapshot.nodes[document.uid]
        localized = localize(self._snapshot, node)
        body = document.body if document.kind == "page" and localized.node is node else ""
        return {
            "title": self._marks.title(localized.title),
            "snippet": self._marks.snippet(localized.description, body, title=localized.title),
            "language": None if document.language == current_language() else localized.language,
            "url": url_of(self._request, localized.node),
        }
