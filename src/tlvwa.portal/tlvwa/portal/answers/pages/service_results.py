"""Results of the service search as a page shows them: groups, extracts, filters, and paging."""

from collections.abc import Callable
from functools import cached_property
from html import escape
from typing import TypedDict

from tlvwa.portal.answers.queries.referrals import referrals
from tlvwa.portal.answers.queries.service_search import (
    ONLINE,
    FacetOptions,
    ServiceFilters,
    facets_of_search,
    find_services,
    online_services,
)
from tlvwa.portal.answers.texts.localized import LocalizedService, localize
from tlvwa.portal.common.i18n import _, content_language, say
from tlvwa.portal.common.paging import PageLinks, page_links, page_of
from tlvwa.portal.common.settings import site_topics
from tlvwa.portal.common.vocabularies import AUDIENCES, label
from tlvwa.portal.readmodels.payloads import Node
from tlvwa.portal.readmodels.snapshot import Snapshot
from tlvwa.portal.search.fields import Document
from tlvwa.portal.search.grouping import HitGroup, group_hits, ungrouped
from tlvwa.portal.search.index import MatchKind, SearchIndex, SearchResult
from tlvwa.portal.search.snippets import Marker

PAGE = 20  # groups on one page
SHOWN_OF_GROUP = 10  # services beside the best one
TITLES = {"audience": _("Für wen"), "topic": _("Thema"), "online": _("Online")}


class ServiceRow(TypedDict):
    """What a page shows of a service, with others of its group; title and snippet are HTML.

    ``office`` is the one office that answers for it at the place asked for, if that is known; else empty.
    ``referred_to`` are the titles of those who do it, where it is only referred to them; else ``None``.
    """

    uid: str
    title: str
    snippet: str
    synonym: str
    office: str
    language: str | None
    url: str
    online: bool
    referred_to: list[str] | None
    offices_language: str | None
    count: int
    others: list["ServiceRow"]
    all_url: str


class FacetLink(TypedDict):
    """A value of a filter, how many services it leaves, and the address that sets or lifts it."""

    title: str
    language: str | None
    count: int
    current: bool
    url: str


class Facet(TypedDict):
    """A filter with its values."""

    id: str
    title: str
    options: list[FacetLink]


class ChosenFilter(TypedDict):
    """A filter in force, and the address of the list without it."""

    title: str
    value: str
    language: str | None
    url: str


def marker(index: SearchIndex, result: SearchResult) -> Marker:
    """Return a marker for the words of a result's query, or of the corrected query."""
    parts = result.match is MatchKind.SOME_WORDS
    query = result.query or index.analyzer.query("")
    return Marker(query, index.lexicon.stems_inside, parts)


def groups_of(query: str, filters: ServiceFilters, result: SearchResult) -> tuple[HitGroup, ...]:
    """Return the hits in groups; without words or in one Leistungsobjekt each hit is a group."""
    return group_hits(result.hits) if query and not filters.object else ungrouped(result.hits)


def extract_text(marks: Marker, localized: LocalizedService, node: Node, document: Document) -> str:
    """Return an extract of a service's own texts, or of the description of a text variant."""
    body = document.body if localized.node is node else ""
    return marks.snippet(localized.description, body, title=localized.title)


def _value_title(name: str, value: str) -> str:
    """Return the title of the value of a filter."""
    if name == "audience":
        return label(AUDIENCES, value)
    return dict(site_topics()).get(value, value) if name == "topic" else say(_("möglich"))


def plain_row(snapshot: Snapshot, uid: str, service_url: Callable[[str], str]) -> ServiceRow:
    """Return what a page shows of a service without marking any words in it."""
    localized = localize(snapshot, snapshot.nodes[uid])
    offices = referrals(snapshot).get(uid)
    return {
        "uid": uid,
        "title": escape(localized.title),
        "snippet": escape(localized.description),
        "synonym": "",
        "office": "",
        "language": localized.language,
        "url": service_url(uid),
        "online": uid in online_services(snapshot),
        "referred_to": [node.title for node in offices] if offices is not None else None,
        "offices_language": content_language(),
        "count": 0,
        "others": [],
        "all_url": "",
    }


class ServiceResults:
    """One page of the results of a search.

    ``url(**changes)`` returns the address of the search with other values for ``q``, ``audience``,
    ``topic``, ``online``, ``objekt``, ``genau`` or ``b_start``; ``service_url`` the address for the UID
    of a service. ``exact`` turns corrections of typing errors off.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        query: str,
        filters: ServiceFilters,
        url: Callable[..., str],
        service_url: Callable[[str], str],
        exact: bool = False,
        start: int = 0,
    ) -> None:
        self.snapshot = snapshot
        self.query = query
        self.filters = filters
        self.exact = exact
        self._url = url
        self._service_url = service_url
        self.result = find_services(snapshot, query, filters, correcting=not exact)
        groups = groups_of(query, filters, self.result)
        self.batch = page_of(groups, PAGE, start // PAGE * PAGE)

    @property
    def match(self) -> str:
        """The attempt that found the services."""
        return self.result.match.value

    @property
    def only_hit(self) -> str:
        """The UID of the one service that is meant without doubt; empty if there are several, or doubts.

        It is the only one that is found, or the only one that is called so.
        """
        if self.result.match not in (MatchKind.EXACT, MatchKind.ALL_WORDS):
            return ""
        found = [hit.document.uid for hit in self.result.hits]
        meant = found if len(found) == 1 else list(filter(self._is_called_so, found))
        return meant[0] if len(meant) == 1 else ""

    def _is_called_so(self, uid: str) -> bool:
        query, index = self.result.query, self.snapshot.service_index
        return query is not None and any(query.phrase in one.phrases for one in index.entries(uid))

    @property
    def total(self) -> int:
        """The number of services, including those within groups."""
        return len(self.result.hits)

    @property
    def corrected(self) -> str:
        """The corrected query that was searched for; empty without a correction."""
        return self.result.corrected

    @property
    def corrected_url(self) -> str:
        """The address of the search for the corrected words."""
        return self._url(q=self.corrected, genau="", b_start="")

    @property
    def exact_url(self) -> str:
        """The address of the search for exactly what was typed."""
        return self._url(genau="1", b_start="")

    @cached_property
    def rows(self) -> list[ServiceRow]:
        """The groups as the page shows them."""
        return [self._row(group) for group in self.batch]

    @cached_property
    def mentions(self) -> list[ServiceRow]:
        """The services whose texts only mention what is sought, as the page shows them."""
        return [
            plain_row(self.snapshot, hit.document.uid, self._service_url)
            for hit in self.result.mentions
        ]

    @cached_property
    def _marks(self) -> Marker:
        return marker(self.snapshot.service_index, self.result)

    def _row(self, group: HitGroup) -> ServiceRow:
        document = group.best
        node = self.snapshot.nodes[document.uid]
        localized = localize(self.snapshot, node)
        others = group.others[:SHOWN_OF_GROUP]
        all_url = self._url(objekt=document.leistungsobjekt, b_start="")
        return {
            **plain_row(self.snapshot, document.uid, self._service_url),
            "title": self._marks.title(localized.title),
            "snippet": extract_text(self._marks, localized, node, document),
            "synonym": self._synonym(document),
            "count": len(group.others),
            "others": [self._other(other) for other in others],
            "all_url": all_url if len(others) < len(group.others) else "",
        }

    def _other(self, document: Document) -> ServiceRow:
        row = plain_row(self.snapshot, document.uid, self._service_url)
        title = localize(self.snapshot, self.snapshot.nodes[document.uid]).title
        return {**row, "title": self._marks.title(title)}

    def _synonym(self, document: Document) -> str:
        """Return the synonym of the service that was typed; empty if none was."""
        typed = self.query.casefold()
        return next((name for name in document.synonyms if name.casefold() == typed), "")

    @cached_property
    def _counts(self) -> dict[str, FacetOptions]:
        return facets_of_search(
            self.snapshot, self.query, self.filters, self.result.documents, not self.exact
        )

    @property
    def _values(self) -> dict[str, str]:
        online = {True: ONLINE, None: ""}.get(self.filters.online, "")
        return {
            "audience": self.filters.audience, "topic": self.filters.topic, "online": online,
        }  # fmt: skip

    @cached_property
    def facets(self) -> list[Facet]:
        """The filters with something to choose: id, title, and the values as links."""
        facets = [self._facet(name) for name in TITLES]
        return [facet for facet in facets if facet["options"]]

    def _facet(self, name: str) -> Facet:
        current = self._values[name]
        values = [
            option for option in self._counts[name] if name != "online" or option["value"] == ONLINE
        ]
        if not current and all(option["count"] == self.total for option in values):
            values = []  # each value would leave the list as it is
        options: list[FacetLink] = [
            {
                "title": option["title"],
                "language": getattr(option["title"], "language", None),
                "count": option["count"],
                "current": option["value"] == current,
                "url": self._filtered(name, "" if option["value"] == current else option["value"]),
            }
            for option in values
        ]
        return {"id": name, "title": say(TITLES[name]), "options": options}

    @property
    def chosen(self) -> list[ChosenFilter]:
        """The filters in force: title, value, and the address without this filter."""
        filters: list[ChosenFilter] = [
            {
                "title": say(TITLES[name]),
                "value": (title := _value_title(name, value)),
                "language": getattr(title, "language", None),
                "url": self._filtered(name, ""),
            }
            for name, value in self._values.items()
            if value
        ]
        if self.filters.object:
            filters.append(
                {
                    "title": say(_("Gegenstand")),
                    "value": self.filters.object,
                    "language": None,
                    "url": self._url(objekt="", b_start=""),
                }
            )
        return filters

    def _filtered(self, name: str, value: str) -> str:
        return self._url(**{name: "1" if value == ONLINE else value, "b_start": ""})

    @property
    def pages(self) -> PageLinks:
        """The links to the pages before and after."""
        return page_links(self.batch, lambda start: self._url(b_start=start or ""))
