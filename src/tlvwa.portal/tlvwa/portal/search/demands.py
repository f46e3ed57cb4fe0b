"""What some queries want beyond their matter: that a deal is meant, or what words mean together.

„Möbel kaufen“ is no matter of an authority that collects furniture; „Hund züchten“ is a permit, neither
Hund nor Zucht alone.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tlvwa.portal.search.fields import IndexEntry
from tlvwa.portal.search.lexicon import Lexicon
from tlvwa.portal.search.query import Alternative, Concept, Query, Way
from tlvwa.portal.search.ranking import Statistics
from tlvwa.portal.search.stemming import stem
from tlvwa.portal.search.word_kinds import step_stems
from tlvwa.portal.search.words import deal_words

NAMELESS = (Way.PART, Way.RELATED)  # ways by which a name does not have a word
SPELT = (Way.WORD, Way.JOINED, Way.PARTS)
PHRASED = (Way.SYNONYM, Way.LATER)

Stems = frozenset[str]


class _Phrase(NamedTuple):
    """What several words of the query mean together, without steps; and the ways to spell each of them."""

    core: Stems
    words: Sequence[Sequence[Stems]]


class Demands:
    """Says of entries that name the matter of one query whether they lack what else it wants.

    ``things`` are the words that may be the matter.
    """

    def __init__(
        self, query: Query, things: Sequence[Concept], statistics: Statistics, lexicon: Lexicon
    ) -> None:
        self._inside = lexicon.stems_inside
        deals = [concept for concept in query.concepts if concept.word in deal_words()]
        self._deals = [way for deal in deals for way in _meanings(deal)]
        known = list(filter(statistics.is_known, things)) or things
        self._phrases = _phrases(query.concepts, max(known, key=statistics.weight, default=None))
        typed = query.concepts if self._phrases else ()
        self._typed = frozenset().union(*(way for concept in typed for way in _spellings(concept)))

    def are_unmet(self, entry: IndexEntry, complete: bool) -> bool:
        """Whether an entry lacks what the query wants; ``complete``: it has all words."""
        if not (self._deals or self._phrases):
            return False
        names = [name.union(*map(self._inside, name)) for name in entry.titles]
        return self._lacks_deal(names) or (not complete and self._lacks_phrase(entry, names))

    def _lacks_deal(self, names: Sequence[Stems]) -> bool:
        """Whether a deal is sought that no name tells of."""
        return bool(self._deals) and not any(deal <= name for name in names for deal in self._deals)

    def _lacks_phrase(self, entry: IndexEntry, names: Sequence[Stems]) -> bool:
        """Whether the matter means something with its neighbours, and no name has that or all of them.

        A name of several words that were all typed is enough, too.
        """
        if not self._phrases or any(len(name) > 1 and name <= self._typed for name in entry.titles):
            return False
        together = frozenset().union(*names)
        return not any(
            any(phrase.core <= name for name in names)
            or all(any(way <= together for way in word) for word in phrase.words)
            for phrase in self._phrases
        )


def without_steps(way: Alternative) -> Stems:
    """The stems of a way to say a word without steps; all of them if there are only steps."""
    stems = frozenset(way.stems)
    return stems - step_stems() or stems


def _phrases(concepts: Iterable[Concept], matter: Concept | None) -> Sequence[_Phrase]:
    """What the matter means together with other words.

    With a step it is the same matter („Handyvertrag kündigen“).
    """
    if matter is None or stem(matter.word) in step_stems():
        return []
    others = {word for word in concepts if stem(word.word) not in step_stems()} - {matter}
    shared = Counter(way for other in others for way in other.alternatives if way.way in PHRASED)
    phrases = []
    for way in filter(shared.__contains__, dict.fromkeys(matter.alternatives)):
        having = [matter, *(other for other in others if way in other.alternatives)]
        phrases.append(_Phrase(without_steps(way), list(map(_spellings, having))))
    return phrases


def _spellings(concept: Concept) -> Sequence[Stems]:
    return [frozenset(own.stems) for own in concept.alternatives if own.way in SPELT]


def _meanings(concept: Concept) -> Sequence[Stems]:
    """The ways to name a word, without steps."""
    return [without_steps(way) for way in concept.alternatives if way.way not in NAMELESS]
