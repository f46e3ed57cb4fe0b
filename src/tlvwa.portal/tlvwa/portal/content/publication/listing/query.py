"""Query for publications and its result, for pages, feeds and REST."""

from dataclasses import dataclass, field, replace
from functools import cached_property

from zExceptions import BadRequest

from tlvwa.portal.common import request_params
from tlvwa.portal.common.clock import today
from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.common.settings import coded_lines
from tlvwa.portal.common.vocabularies import DOCUMENT_LANGUAGES, label
from tlvwa.portal.content.folder_list import listed_path
from tlvwa.portal.content.publication.files.fulltext import matching_uids
from tlvwa.portal.content.publication.listing.cache import cache_of, replacements
from tlvwa.portal.content.publication.listing.facets import (
    CURRENT,
    FACETS,
    KIND,
    LANGUAGE,
    NEWEST,
    PUBLISHER,
    STATE,
    SUBJECT,
    TITLE,
    WITHDRAWN,
    YEAR,
)
from tlvwa.portal.readmodels.follower import site_snapshot

LONGEST = 200
TITLES = {
    KIND: _("Art"),
    YEAR: _("Jahr"),
    PUBLISHER: _("Herausgeber"),
    SUBJECT: _("Schlagwort"),
    LANGUAGE: _("Sprache"),
    STATE: _("Stand"),
}
STATES = {CURRENT: _("aktuell"), WITHDRAWN: _("zurückgezogen")}


@dataclass(frozen=True, slots=True)
class ParameterNames:
    """The names of the parameters, and the codes of states and orders, in one interface."""

    facets: dict[str, str]
    states: dict[str, str]
    sorts: dict[str, str]


PAGE_PARAMETERS = ParameterNames(
    {KIND: "art", YEAR: "jahr", PUBLISHER: "herausgeber", SUBJECT: "schlagwort",
     LANGUAGE: "sprache", STATE: "stand"},
    {CURRENT: "aktuell", WITHDRAWN: "zurueckgezogen"},
    {NEWEST: "neueste", TITLE: "titel"},
)  # fmt: skip
JSON_PARAMETERS = ParameterNames(
    {name: name for name in FACETS},
    {CURRENT: CURRENT, WITHDRAWN: WITHDRAWN},
    {NEWEST: NEWEST, TITLE: TITLE},
)


@dataclass(frozen=True)
class PublicationQuery:
    """What is searched for: words, a value for each facet that filters, and the order."""

    words: str = ""
    filters: dict[str, str] = field(default_factory=dict)
    sort: str = NEWEST

    @classmethod
    def of(cls, form, names):
        """Read the query from the parameters of a request. Raises BadRequest if one is invalid."""
        words = request_params.text(form, "q")[:LONGEST]
        filters = {
            name: request_params.text(form, names.facets[name]) for name in FACETS if name != STATE
        }
        if filters[YEAR] and not (filters[YEAR].isdecimal() and len(filters[YEAR]) <= 4):
            raise BadRequest(f"{names.facets[YEAR]}: a year is expected, for example 2026.")
        filters[STATE] = _code(form, names.facets[STATE], names.states, CURRENT)
        sort = _code(form, "sort", names.sorts, NEWEST)
        return cls(words, {name: value for name, value in filters.items() if value}, sort)

    def with_value(self, name, value):
        """Return the same query with another value of a facet; empty does not filter."""
        return replace(self, filters=self.filters | {name: value})

    def parameters(self, names):
        """Return the parameters of this query without those at their default."""
        parameters_by_name = {"q": self.words}
        for name in FACETS:
            value = self.filters.get(name, "")
            if name == STATE:
                value = names.states[value] if value and value != CURRENT else ""
            parameters_by_name[names.facets[name]] = value
        parameters_by_name["sort"] = names.sorts[self.sort] if self.sort != NEWEST else ""
        return {name: value for name, value in parameters_by_name.items() if value}


def _code(form, name, codes, default):
    """Return what the code in a parameter stands for."""
    code_given = request_params.code(form, name, set(codes.values()))
    return next((meaning for meaning, code in codes.items() if code == code_given), default)


class PublicationResult:
    """The publications below a folder that match; below a navigation root those of the site."""

    def __init__(self, context, query):
        self.query = query
        self.snapshot = site_snapshot()
        self.day = today()
        self.path = listed_path(self.snapshot, context)

    @cached_property
    def filter_result(self):
        """The rows and the counts."""
        cache = cache_of(self.snapshot, self.path, self.day)
        return cache.result(self.query.sort, self.query.filters, self._uids_with_words())

    @property
    def rows(self):
        """The rows in the order asked for."""
        return self.filter_result.rows

    def node(self, row):
        """Return the publication node of a row."""
        return self.snapshot.nodes[row.uid]

    def public(self, uids):
        """Return the nodes of those UIDs that are public, in their order."""
        return [self.snapshot.nodes[uid] for uid in uids if self.snapshot.is_public(uid, self.day)]

    def replaced_by(self, uid):
        """Return the nodes of the publications that replace one, newest first."""
        return replacements(self.snapshot, self.day).get(uid, [])

    @cached_property
    def facets(self):
        """By facet its values as ``(value, title, count)``, sorted for reading.

        Years are sorted newest first, kinds as in the settings, all others by their count.
        """
        return {name: self._values(name) for name in FACETS}

    def title_of(self, name, value):
        """Return the label of a facet's value."""
        match name:
            case "kind":
                return dict(self._kinds).get(value, value)
            case "publisher":
                node = self.snapshot.nodes.get(value)
                if node is None or not self.snapshot.is_public(value, self.day):
                    return value
                return node.title
            case "language":
                return label(DOCUMENT_LANGUAGES, value)
            case "state":
                return say(STATES[value])
        return value

    @cached_property
    def _kinds(self):
        return coded_lines("publication_kinds")

    def _values(self, name):
        counts = self.filter_result.counts[name]
        current = self.query.filters.get(name, "")
        # The value that filters is listed even where nothing is left of it, so that it can be removed.
        values = dict(counts) | ({current: 0} if current and current not in counts else {})
        titled = [(value, self.title_of(name, value), count) for value, count in values.items()]
        return sorted(titled, key=lambda row: self._sort_key(name, *row))

    def _sort_key(self, name, value, title, count):
        if name == YEAR:
            return (-int(value),)
        if name == KIND:
            codes = [code for code, _title in self._kinds]
            return (codes.index(value) if value in codes else len(codes), title)
        if name == STATE:
            return (value != CURRENT,)
        return (-count, title.casefold(), value)

    def _uids_with_words(self):
        if not self.query.words:
            return None
        return matching_uids(self.query.words) or frozenset()
