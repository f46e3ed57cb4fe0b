"""What the search over the site finds beside services: authorities, publications, funding, pages."""

from dataclasses import dataclass
from functools import cached_property

from plone import api
from plone.batching import Batch
from zope.globalrequest import getRequest

from tlvwa.portal.answers.pages.service_results import marker
from tlvwa.portal.answers.texts.localized import localize
from tlvwa.portal.common.clock import today
from tlvwa.portal.common.i18n import _, current_language
from tlvwa.portal.common.urls import has_root_folders, url_of
from tlvwa.portal.search.index import MatchKind

PAGE = 20
FIRST = 5  # of each kind, before its own page is opened
GOOD = (MatchKind.EXACT, MatchKind.ALL_WORDS)


@dataclass(frozen=True, slots=True)
class ResultKind:
    """A kind of what is found: its code in the read models and in addresses, and its heading."""

    code: str
    name: str
    title: str


AUTHORITY = ResultKind("authority", "behoerden", _("Behörden"))
KINDS = (
    AUTHORITY,
    ResultKind("publication", "publikationen", _("Publikationen")),
    ResultKind("funding", "foerderung", _("Förderprogramme")),
    ResultKind("page", "seiten", _("Seiten")),
)
BY_NAME = {kind.name: kind for kind in KINDS}


class SiteResults:
    """What of the site fits some words, by kind; public today, in the language of the request."""

    def __init__(self, models, query, kind="", correcting=True):
        self._models = models
        self._request = getRequest()
        self._languages = set(api.portal.get_registry_record("plone.available_languages"))
        self._kind = kind
        self.result = models.pages.search(query, today(), self._wanted, correcting)

    @property
    def is_good(self):
        """Whether all words are met as they were typed."""
        return self.result.match in GOOD

    def documents(self, kind):
        """All documents of a kind, best first."""
        return [each for each in self.result.documents if each.kind == kind.code]

    def rows(self, documents):
        """What a page shows of some documents."""
        return [self._row(document) for document in documents]

    def batch(self, kind, start):
        """A page of the documents of a kind; the last one where there are no more."""
        documents = self.documents(kind)
        last = max(0, len(documents) - 1) // PAGE * PAGE
        return Batch(documents, PAGE, min(start // PAGE * PAGE, last))

    def _wanted(self, document):
        kinds = not self._kind or document.kind == self._kind
        return kinds and self._is_in_language(document)

    def _is_in_language(self, document):
        """Pages are shown in their own language; what is for all languages, in each."""
        if not has_root_folders():
            return True
        path = self._models.nodes[document.uid].path.removeprefix(self._models.tree.root)
        folder = path.strip("/").partition("/")[0]
        written = document.language or (folder if folder in self._languages else "")
        return written in ("", current_language())

    @cached_property
    def _marks(self):
        return marker(self._models.pages, self.result)

    def _row(self, document):
        node = self._models.nodes[document.uid]
        told = localize(self._models, node)
        body = document.body if document.kind == "page" and told.node is node else ""
        return {
            "title": self._marks.title(told.title),
            "snippet": self._marks.snippet(told.description, body, title=told.title),
            "language": None if document.language == current_language() else told.language,
            "url": url_of(self._request, told.node),
        }
