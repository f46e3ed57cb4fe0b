"""Puts hits in order: how well the words are met, how much of the name they are, what kind of step it is."""

from collections.abc import Mapping, Sequence
from math import log
from typing import NamedTuple

from tlvwa.portal.search.fields import IndexEntry, Inside
from tlvwa.portal.search.query import Concept, Query, Way
from tlvwa.portal.search.stemming import stem

OPTIONAL = 0.25  # how much of its weight a word keeps that need not be met
MET, COVERED = 0.65, 0.35  # shares of the score: the query's words met, the name's words asked for
HALF = 0.6
EXCEPTIONAL = 0.06
PLAIN = 0.01
NAME_ALONE = "000000"

# Steps that somebody who does not name them is hardly after.
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
    """How rare words are among the documents: from 0 (in all of them) to 1 (in none)."""

    def __init__(self, frequencies: Mapping[str, int], total: int) -> None:
        self._frequencies = frequencies
        self._total = total
        self._rarity: dict[str, float] = {}

    def rarity(self, found: str) -> float:
        """The inverse document frequency of a stem, scaled to 1 for one that no document has."""
        known = self._rarity.get(found)
        if known is None:
            known = self._rarity[found] = self._scaled(self._frequencies.get(found, 0))
        return known

    def weight(self, concept: Concept) -> float:
        """How much a word of the query counts: the rarer, the more. One in no text: as what it means."""
        typed = stem(concept.word)
        if self._frequencies.get(typed):
            rare = self.rarity(typed)
        else:
            known = [
                max(map(self.rarity, alternative.stems))
                for alternative in concept.alternatives
                if alternative.way is not Way.PART
                and all(map(self._frequencies.get, alternative.stems))
            ]
            rare = sum(known) / len(known) if known else 1.0
        return rare * (OPTIONAL if concept.optional else 1.0)

    def _scaled(self, frequency: int) -> float:
        return log(1 + self._total / (1 + frequency)) / log(1 + self._total) if self._total else 1.0


class Parts(NamedTuple):
    """What a score is the sum of: words met, name covered, kind of step, exact name."""

    met: float
    covered: float
    step: float
    name: float


class Ranking:
    """The order of hits for one query; ``inside`` tells the parts of compounds."""

    def __init__(self, query: Query, statistics: Statistics, inside: Inside) -> None:
        self._statistics = statistics
        self._inside = inside
        needed = [c for c in query.concepts if not c.optional] or query.concepts
        self._most = sum(statistics.weight(concept) for concept in needed) or 1.0
        self._phrase = query.phrase
        self._wanted = frozenset(
            found
            for concept in query.concepts
            for alternative in concept.alternatives
            for found in alternative.stems
        )
        self._exceptional = EXCEPTIONAL_STEPS - self._wanted

    def share(self, met: float) -> float:
        """How much of the query's weight a hit meets."""
        return met / self._most

    def rated(self, hits: Sequence[tuple[IndexEntry, float]]) -> list[tuple[float, IndexEntry]]:
        """Each entry with its final score, best first; ties by title and UID."""
        rated = [(self.score(entry, met), entry) for entry, met in hits]
        rated.sort(key=lambda each: (-each[0], each[1].document.title, each[1].document.uid))
        return rated

    def score(self, entry: IndexEntry, met: float) -> float:
        """From 0 to a little above 1; an exact name is 1 more."""
        return round(sum(self.parts(entry, met)), 6)

    def parts(self, entry: IndexEntry, met: float) -> Parts:
        """The score in its parts."""
        share = self.share(met)
        covered = share * COVERED * self.covered(entry)
        return Parts(share * MET, covered, self._step(entry), float(self.is_exact(entry)))

    def is_exact(self, entry: IndexEntry) -> bool:
        """Whether the query is one of its names or keys, word for word."""
        return self._phrase in entry.phrases

    def covered(self, entry: IndexEntry) -> float:
        """How much of one of its names is asked for, by weight; half of a word for a part of it."""
        return max(map(self._covered, entry.titles), default=0.0)

    def _covered(self, title: frozenset[str]) -> float:
        rarity, wanted = self._statistics.rarity, self._wanted
        asked = whole = 0.0
        for term in title:
            weight = rarity(term)
            whole += weight
            if term in wanted:
                asked += weight
            elif not wanted.isdisjoint(self._inside(term)):
                asked += weight * HALF
        return asked / (whole or 1.0)

    def _step(self, entry: IndexEntry) -> float:
        """What the kind of step (Verrichtung) adds or takes where the query does not name it."""
        exceptional = not all(map(self._exceptional.isdisjoint, entry.titles[:1]))
        plain = any(key.endswith("000") for key in entry.document.keys)
        return PLAIN * plain - EXCEPTIONAL * exceptional
