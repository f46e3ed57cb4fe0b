"""What a page lists of the services that a search found: groups, extracts, filters, and ways on."""

from functools import cached_property
from html import escape

from plone.batching import Batch

from tlvwa.portal.answers.queries.service_search import (
    ONLINE,
    facets_of_search,
    find_services,
    online_services,
)
from tlvwa.portal.answers.texts.localized import localize
from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.common.settings import site_topics
from tlvwa.portal.common.vocabularies import AUDIENCES, label
from tlvwa.portal.search.grouping import apart, group_hits
from tlvwa.portal.search.index import MatchKind
from tlvwa.portal.search.snippets import Marker

PAGE = 20
SHOWN_OF_GROUP = 10
TITLES = {"audience": _("Für wen"), "topic": _("Thema"), "online": _("Online")}


def marker(index, result):
    """Marks what a result met of a query, or of what it was corrected to."""
    parts = result.match is MatchKind.SOME_WORDS
    asked = result.asked or index.analyzer.query("")
    return Marker(asked, index.lexicon.inside, parts)


def groups_of(query, filters, result):
    """The groups of a result; each service for itself without words, or within one Leistungsobjekt."""
    return group_hits(result.hits) if query and not filters.object else apart(result.hits)


def extract(marks, told, node, document):
    """The extract of what is told of a service: of its own texts, or of a text variant's teaser."""
    body = document.body if told.node is node else ""
    return marks.snippet(told.description, body, title=told.title)


def _value_title(name, value):
    """What a page calls the value of a filter."""
    if name == "audience":
        return label(AUDIENCES, value)
    return dict(site_topics()).get(value, value) if name == "topic" else say(_("möglich"))


def plain_row(models, uid, service_url):
    """What a page shows of one service that nobody sought by words."""
    told = localize(models, models.nodes[uid])
    return {
        "title": escape(told.title),
        "snippet": escape(told.description),
        "synonym": "",
        "language": told.language,
        "url": service_url(uid),
        "online": uid in online_services(models),
        "count": 0,
        "others": [],
        "all_url": "",
    }


class ServiceResults:
    """One page of them. ``url(**changes)`` is the address of the search with other parameters.

    The parameters are ``q``, ``audience``, ``topic``, ``online``, ``objekt``, ``genau`` and ``b_start``;
    ``service_url`` makes the address for a service's UID. ``exact`` is a search for what was typed only.
    """

    def __init__(self, models, query, filters, url, service_url, exact=False, start=0):
        self.models = models
        self.query = query
        self.filters = filters
        self.exact = exact
        self._url = url
        self._service_url = service_url
        self.result = find_services(models, query, filters, correcting=not exact)
        groups = groups_of(query, filters, self.result)
        last = max(0, len(groups) - 1) // PAGE * PAGE
        self.batch = Batch(groups, PAGE, min(start // PAGE * PAGE, last))

    @property
    def match(self):
        """Which attempt found them."""
        return self.result.match.value

    @property
    def total(self):
        """How many services there are, those within groups counted."""
        return len(self.result.hits)

    @property
    def corrected(self):
        """What was sought instead of what was typed; nothing where that was sought."""
        return self.result.corrected

    @property
    def corrected_url(self):
        """The search for the corrected words."""
        return self._url(q=self.corrected, genau="", b_start="")

    @property
    def exact_url(self):
        """The search for exactly what was typed."""
        return self._url(genau="1", b_start="")

    @cached_property
    def rows(self):
        """What the page shows of each group."""
        return [self._row(group) for group in self.batch]

    @cached_property
    def _marks(self):
        return marker(self.models.index, self.result)

    def _row(self, group):
        document = group.best
        node = self.models.nodes[document.uid]
        told = localize(self.models, node)
        others = group.others[:SHOWN_OF_GROUP]
        all_url = self._url(objekt=document.leistungsobjekt, b_start="")
        return plain_row(self.models, document.uid, self._service_url) | {
            "title": self._marks.title(told.title),
            "snippet": extract(self._marks, told, node, document),
            "synonym": self._synonym(document),
            "count": len(group.others),
            "others": [self._other(each) for each in others],
            "all_url": all_url if len(others) < len(group.others) else "",
        }

    def _other(self, document):
        row = plain_row(self.models, document.uid, self._service_url)
        title = localize(self.models, self.models.nodes[document.uid]).title
        return row | {"title": self._marks.title(title)}

    def _synonym(self, document):
        """The word of the service that was typed, where it is not in its title."""
        typed = self.query.casefold()
        return next((name for name in document.synonyms if name.casefold() == typed), "")

    @cached_property
    def _counts(self):
        return facets_of_search(
            self.models, self.query, self.filters, self.result.documents, not self.exact
        )

    @property
    def _given(self):
        online = {True: ONLINE, None: ""}.get(self.filters.online, "")
        return {
            "audience": self.filters.audience, "topic": self.filters.topic, "online": online,
        }  # fmt: skip

    @cached_property
    def facets(self):
        """The filters that there is something to choose in: id, title, and the values as links."""
        found = [self._facet(name) for name in TITLES]
        return [each for each in found if each["options"]]

    def _facet(self, name):
        given = self._given[name]
        values = [
            each for each in self._counts[name] if name != "online" or each["value"] == ONLINE
        ]
        if not given and all(each["count"] == self.total for each in values):
            values = []  # Every one of them would leave the list as it is.
        options = [
            {
                "title": each["title"],
                "language": getattr(each["title"], "language", None),
                "count": each["count"],
                "current": each["value"] == given,
                "url": self._filtered(name, "" if each["value"] == given else each["value"]),
            }
            for each in values
        ]
        return {"id": name, "title": say(TITLES[name]), "options": options}

    @property
    def chosen(self):
        """The filters in force: title, value, and the address without each."""
        found = [
            {
                "title": say(TITLES[name]),
                "value": (title := _value_title(name, value)),
                "language": getattr(title, "language", None),
                "url": self._filtered(name, ""),
            }
            for name, value in self._given.items()
            if value
        ]
        if self.filters.object:
            name = {"title": say(_("Gegenstand")), "value": self.filters.object, "language": None}
            found.append(name | {"url": self._url(objekt="", b_start="")})
        return found

    def _filtered(self, name, value):
        return self._url(**{name: "1" if value == ONLINE else value, "b_start": ""})

    @property
    def previous_url(self):
        """The address of the page before; empty on the first."""
        return self._page(self.batch.start - 1 - PAGE) if self.batch.has_previous else ""

    @property
    def next_url(self):
        """The address of the next page; empty on the last."""
        return self._page(self.batch.start - 1 + PAGE) if self.batch.has_next else ""

    def _page(self, start):
        return self._url(b_start=start or "")
