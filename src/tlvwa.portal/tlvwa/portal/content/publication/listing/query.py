"""What a page, a feed or an answer lists: the publications asked for at a place, with their facets."""

from dataclasses import dataclass, field, replace
from functools import cached_property

from plone.base.interfaces import INavigationRoot
from zExceptions import BadRequest

from tlvwa.portal.common import request_params
from tlvwa.portal.common.clock import today
from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.common.settings import coded_lines
from tlvwa.portal.common.vocabularies import DOCUMENT_LANGUAGES, label
from tlvwa.portal.content.publication.files.fulltext import uids_with
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
class FacetTitles:
    """What a face calls the parameters, and the codes of states and orders."""

    facets: dict[str, str]
    states: dict[str, str]
    sorts: dict[str, str]


ON_PAGES = FacetTitles(
    {KIND: "art", YEAR: "jahr", PUBLISHER: "herausgeber", SUBJECT: "schlagwort",
     LANGUAGE: "sprache", STATE: "stand"},
    {CURRENT: "aktuell", WITHDRAWN: "zurueckgezogen"},
    {NEWEST: "neueste", TITLE: "titel"},
)  # fmt: skip
IN_JSON = FacetTitles(
    {name: name for name in FACETS},
    {CURRENT: CURRENT, WITHDRAWN: WITHDRAWN},
    {NEWEST: NEWEST, TITLE: TITLE},
)


@dataclass(frozen=True)
class PublicationQuery:
    """What is asked for: words, a value for each facet that filters, and the order."""

    words: str = ""
    filters: dict[str, str] = field(default_factory=dict)
    sort: str = NEWEST

    @classmethod
    def of(cls, form, names):
        """From the parameters of a request. Raises BadRequest for what cannot be meant."""
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
        """The same with another value of one facet; an empty one does not filter."""
        return replace(self, filters=self.filters | {name: value})

    def parameters(self, names):
        """The parameters by which a face asks for this; what is usual is left out."""
        found = {"q": self.words}
        for name in FACETS:
            value = self.filters.get(name, "")
            if name == STATE:
                value = names.states[value] if value and value != CURRENT else ""
            found[names.facets[name]] = value
        found["sort"] = names.sorts[self.sort] if self.sort != NEWEST else ""
        return {name: value for name, value in found.items() if value}


def _code(form, name, codes, default):
    """One of a face's codes as what it stands for."""
    given = request_params.code(form, name, set(codes.values()))
    return next((meant for meant, code in codes.items() if code == given), default)


class PublicationResult:
    """The publications below a folder that fit; below a navigation root those of the whole site."""

    def __init__(self, context, asked):
        self.asked = asked
        self.snapshot = site_snapshot()
        self.day = today()
        self.path = (
            self.snapshot.tree.root
            if INavigationRoot.providedBy(context)
            else "/".join(context.getPhysicalPath())
        )

    @cached_property
    def outcome(self):
        """The rows and the counts."""
        shelf = cache_of(self.snapshot, self.path, self.day)
        return shelf.outcome(self.asked.sort, self.asked.filters, self._with_words())

    @property
    def rows(self):
        """The rows in the order asked for."""
        return self.outcome.rows

    def node(self, row):
        """The publication of a row."""
        return self.snapshot.nodes[row.uid]

    def public(self, uids):
        """The nodes of those of some UIDs that the public sees, in their order."""
        return [self.snapshot.nodes[uid] for uid in uids if self.snapshot.is_public(uid, self.day)]

    def replaced_by(self, uid):
        """The nodes of the publications that replace one, the newest first."""
        return replacements(self.snapshot, self.day).get(uid, [])

    @cached_property
    def facets(self):
        """By facet its values with title and count, as ``(value, title, count)``, in a telling order."""
        return {name: self._values(name) for name in FACETS}

    def title_of(self, name, value):
        """A facet's value in words."""
        match name:
            case "kind":
                return dict(self._kinds).get(value, value)
            case "publisher":
                node = self.snapshot.nodes.get(value)
                known = node is not None and self.snapshot.is_public(value, self.day)
                return node.title if known else value
            case "language":
                return label(DOCUMENT_LANGUAGES, value)
            case "state":
                return say(STATES[value])
        return value

    @cached_property
    def _kinds(self):
        return coded_lines("publication_kinds")

    def _values(self, name):
        counts = self.outcome.counts[name]
        asked = self.asked.filters.get(name, "")
        values = dict(counts) | ({asked: 0} if asked and asked not in counts else {})
        titled = [(value, self.title_of(name, value), count) for value, count in values.items()]
        return sorted(titled, key=lambda each: self._place(name, *each))

    def _place(self, name, value, title, count):
        if name == YEAR:
            return (-int(value),)
        if name == KIND:
            codes = [code for code, _title in self._kinds]
            return (codes.index(value) if value in codes else len(codes), title)
        if name == STATE:
            return (value != CURRENT,)
        return (-count, title.casefold(), value)

    def _with_words(self):
        if not self.asked.words:
            return None
        return uids_with(self.asked.words) or frozenset()
