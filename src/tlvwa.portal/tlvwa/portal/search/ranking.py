"""The ranking of hits: by the words that match, by the share of the name, and by the kind of step."""

from collections.abc import Mapping, Set
from math import log
from typing import NamedTuple

from tlvwa.portal.search.fields import IndexEntry, Inside
from tlvwa.portal.search.lexicon import Lexicon
from tlvwa.portal.search.query import Concept, Query, Way
from tlvwa.portal.search.stemming import stem

OPTIONAL = 0.25  # factor for the weight of an optional word
MET, COVERED = 0.65, 0.35  # shares of the score: query words that match, name words in the query
HALF = 0.6  # share of a name word's weight if the query has only a part of it
EXCEPTIONAL = 0.06  # taken off for an exceptional step that the query does not name
WHOLE = 0.1  # added for an entry of which the query has a whole name
PLAIN = 0.01  # added for a Leistungsobjekt or Verrichtung without a detail (the key ends with 000)

# Steps (Verrichtungen) that people hardly look for unless they name them.
EXCEPTIONAL_STEPS = frozenset(
    stem(word)
    for word in (
        *("widerruf", "rucknahme", "untersagung", "entzug", "entziehung", "aufhebung", "loschung"),
        *("uberwachung", "uberprufung", "kontrolle", "anordnung", "ruckforderung", "verfolgung"),
        *(
            "zurucknahme",
            "sperrung",
            "einziehung",
            "ruckgabe",
            "verzicht",
            "erloschen",
            "beendigung",
        ),
        *("veroffentlichung", "ubermittlung", "speicherung", "bekanntgabe", "bekanntmachung"),
        *("ersatz", "verlust", "anderung", "verlangerung", "berichtigung", "ausnahme", "befreiung"),
        *("erganzung", "verkurzung", "stundung", "einstellung", "schatzung", "zurucksetzung"),
    )
)


class Statistics:
    """The rarity of stems among the documents: from nearly 0 (in all of them) to 1 (in none)."""

    def __init__(self, frequencies: Mapping[str, int], total: int) -> None:
        self._frequencies = frequencies
        self._total = total
        self._rarity: dict[str, float] = {}
        self._sums: dict[frozenset[str], float] = {}

    def rarity(self, root: str) -> float:
        """The inverse document frequency of a stem, scaled to 1 for a stem that no document has."""
        value = self._rarity.get(root)
        if value is None:
            value = self._rarity[root] = self._scaled(self._frequencies.get(root, 0))
        return value

    def sum(self, name: frozenset[str]) -> float:
        """The rarities of the stems of a name together."""
        value = self._sums.get(name)
        if value is None:
            value = self._sums[name] = sum(map(self.rarity, name))
        return value

    def weight(self, concept: Concept) -> float:
        """The weight of a word of the query: its rarity.

        A word that no document has gets the mean rarity of its alternatives that documents have.
        """
        typed = stem(concept.word)
        if self._frequencies.get(typed):
            rare = self.rarity(typed)
        else:
            rarities = [
                max(map(self.rarity, alternative.stems))
                for alternative in concept.alternatives
                if alternative.way is not Way.PART
                and all(map(self._frequencies.get, alternative.stems))
            ]
            rare = sum(rarities) / len(rarities) if rarities else 1.0
        return rare * (OPTIONAL if concept.optional else 1.0)

    def is_known(self, concept: Concept) -> bool:
        """True if a document has the word, or what it means."""
        return any(
            alternative.way is not Way.PART and all(map(self._frequencies.get, alternative.stems))
            for alternative in concept.alternatives
        )

    def _scaled(self, frequency: int) -> float:
        return log(1 + self._total / (1 + frequency)) / log(1 + self._total) if self._total else 1.0


def covered_share(
    name: frozenset[str], stems: Set[str], around: Set[str], statistics: Statistics, inside: Inside
) -> float:
    """The share of a name's stems, by rarity, that are among others; a part of a word counts less.

    ``around`` has all of ``stems``, and all words that have one of them inside.
    """
    covered = 0.0
    for term in name & around:
        if term in stems:
            covered += statistics.rarity(term)
        elif not stems.isdisjoint(inside(term)):
            covered += statistics.rarity(term) * HALF
    return covered / (statistics.sum(name) or 1.0)


class Parts(NamedTuple):
    """The parts of a score: words that match, share of the name, kind of step, whole name, exact name."""

    met: float
    covered: float
    step: float
    whole: float
    name: float


class Ranking:
    """Ranks hits for one query."""

    def __init__(self, query: Query, statistics: Statistics, lexicon: Lexicon) -> None:
        self._statistics = statistics
        self._inside = lexicon.stems_inside
        needed = [c for c in query.concepts if not c.optional] or query.concepts
        self._most = sum(statistics.weight(concept) for concept in needed) or 1.0
        self._phrase = query.phrase
        self._wanted = frozenset(
            root
            for concept in query.concepts
            for alternative in concept.alternatives
            for root in alternative.stems
        )
        self._around = self._wanted | lexicon.stems_around(self._wanted)
        self._exceptional = EXCEPTIONAL_STEPS - self._wanted

    def share(self, weight: float) -> float:
        """The share of the query's weight that a hit matches."""
        return weight / self._most

    def score(self, entry: IndexEntry, weight: float, whole: bool) -> float:
        """The score of an entry: from about 0 to a little above 1, and 1 more for an exact name.

        It is rounded as in the explanation of hits, so that the two are equal.
        """
        return round(sum(self.parts(entry, weight, whole)), 6)

    def parts(self, entry: IndexEntry, weight: float, whole: bool) -> Parts:
        """The score in its parts; ``whole``: the query has a whole name of the entry."""
        share = self.share(weight)
        covered = share * COVERED * self.covered(entry)
        exact = float(self.is_exact(entry))
        return Parts(share * MET, covered, self._step(entry), WHOLE * whole, exact)

    def is_exact(self, entry: IndexEntry) -> bool:
        """True if the query is one of the entry's names or keys, word for word."""
        return self._phrase in entry.phrases

    def covered(self, entry: IndexEntry) -> float:
        """The highest share, by weight, of one of the entry's names that the query contains."""
        return max(map(self._covered, entry.titles), default=0.0)

    def _covered(self, title: frozenset[str]) -> float:
        return covered_share(title, self._wanted, self._around, self._statistics, self._inside)

    def _step(self, entry: IndexEntry) -> float:
        """The points for the kind of step (Verrichtung), if the query does not name it."""
        exceptional = not all(map(self._exceptional.isdisjoint, entry.titles[:1]))
        return PLAIN * entry.document.is_plain - EXCEPTIONAL * exceptional
