"""The floor of relevance: a hit names the matter that is sought; a text that only mentions it is no hit.

The matter is the weightiest word of the query that is no step and no circumstance: of „baum fällen“ the
tree. Names are titles, other names and synonyms of an entry. A word is in a name if a stem of it is, alone
or inside of a longer word, or if all stems of what it means in the thesaurus are.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tlvwa.portal.search.demands import NAMELESS, Demands, Stems, without_steps
from tlvwa.portal.search.fields import IndexEntry, IndexField
from tlvwa.portal.search.lexicon import Lexicon
from tlvwa.portal.search.query import CERTAIN, MEANT, Alternative, Concept, Query, Way
from tlvwa.portal.search.ranking import Statistics, covered_share
from tlvwa.portal.search.stemming import stem
from tlvwa.portal.search.word_kinds import is_circumstance, is_step, step_stems

MUCH = 0.45  # share of the weight of what is sought that makes a hit without the weightiest word
MOST = 0.75  # share of a name that the query has to have, for a hit to be certain


class Naming(NamedTuple):
    """How an entry names the matter of a query.

    ``matter``: one of its names has it. ``whole``: the query has one of its names, with a thing that is
    sought, though another word may be weightier. ``much``: its names have much of what is sought.
    ``step``: the matter is a compound of what one of its names says, and of a step
    („Hundesteuer|anmeldung“). ``certain``: the matter is most of one of its names.
    """

    matter: bool = False
    whole: bool = False
    much: bool = False
    step: bool = False
    certain: bool = False

    @property
    def is_hit(self) -> bool:
        """True unless the entry only mentions what is sought."""
        return any(self)


NOT_NAMED = Naming()
NAMED = Naming(matter=True, whole=True, much=True, certain=True)  # the query is one of its names


class _Way(NamedTuple):
    """One way to say a word that is sought: its stems, and the same without the steps of a meaning.

    ``thing`` is the number of the word among the things; -1 for a word that is none.
    """

    stems: Stems
    core: Stems
    thing: int
    is_certain: bool


class Floor:
    """Says of entries whether they name the matter of one query."""

    def __init__(self, query: Query, statistics: Statistics, lexicon: Lexicon) -> None:
        self._phrase, self._statistics = query.phrase, statistics
        self._inside, self._first = lexicon.stems_inside, lexicon.first_stems
        things = _things(query.concepts)
        numbers = {concept: number for number, concept in enumerate(things)}
        # Each way by one of its stems, so that few are looked at.
        self._ways: dict[str, list[_Way]] = {}
        for concept in query.concepts:
            for alternative in concept.alternatives:
                if alternative.way not in NAMELESS:
                    way = _way(alternative, numbers.get(concept, -1))
                    self._ways.setdefault(next(iter(way.core)), []).append(way)
        self._wanted = frozenset(
            root for ways in self._ways.values() for way in ways for root in way.stems
        )
        self._around = self._wanted | lexicon.stems_around(self._wanted)
        weights = [statistics.weight(concept) for concept in things]
        total = sum(weights) or 1.0
        self._shares = [weight / total for weight in weights]
        self._matter = max(range(len(things)), key=weights.__getitem__, default=-1)
        matter = things[self._matter] if things else None
        self._law = stem(matter.word) if matter and matter.word.startswith("§") else ""
        ways = matter.alternatives if matter else ()
        self._compounds = [way.stems for way in ways if way.way is Way.PARTS]
        self._demands = Demands(query, things, statistics, lexicon)

    def naming(self, entry: IndexEntry, complete: bool) -> Naming:
        """Say how an entry names the matter.

        What is inside of a longer word and not its first part names it where the entry has all words
        (``complete``). What is only related to a word does not name it.
        """
        if self._phrase in entry.phrases:
            return NAMED
        if self._law and self._law in entry.terms.get(IndexField.LAW, ()):
            return Naming(matter=True, certain=True)
        met: set[int] = set()
        spelt: set[int] = set()
        whole = step = certain = False
        inside = self._inside if complete else self._first
        for name, core in zip(entry.titles, entry.cores, strict=True):
            around = name & self._around
            if not around:
                continue
            stems = around.union(*map(inside, around)) & self._wanted
            step = step or self._is_step(core)
            ways = [way for root in stems for way in self._ways.get(root, ()) if way.core <= stems]
            if not ways:
                continue
            met.update(way.thing for way in ways)
            spelt.update(way.thing for way in ways if way.core <= name)
            whole = whole or self._is_whole(core, stems, ways)
            certain = certain or self._is_certain(core, stems, ways)
        # Of two things that are sought, a part of a word is too little for one of them.
        told = met & spelt if len(self._shares) == 2 else met
        much = sum(self._shares[thing] for thing in told if thing >= 0) >= MUCH
        naming = Naming(self._matter >= 0 and self._matter in met, whole, much, step, certain)
        is_unmet = naming.is_hit and self._demands.are_unmet(entry, complete)
        return NOT_NAMED if is_unmet else naming

    def _is_whole(self, core: Stems, met: Stems, ways: Iterable[_Way]) -> bool:
        if not core <= met:
            return False
        full = [way for way in ways if way.stems <= met]
        return core.issubset({root for way in full for root in way.stems}) and any(
            way.thing >= 0 and way.stems <= core for way in full
        )

    def _is_step(self, core: Stems) -> bool:
        return any(
            stems[0] in core and step_stems().issuperset(stems[1:]) for stems in self._compounds
        )

    def _is_certain(self, core: Stems, met: Stems, ways: Iterable[_Way]) -> bool:
        return (
            any(way.is_certain and way.thing == self._matter and way.stems <= met for way in ways)
            and covered_share(core, met, self._around, self._statistics, self._inside) >= MOST
        )


def _things(concepts: Sequence[Concept]) -> Sequence[Concept]:
    """The words that may be the matter: nouns; without any, steps and verbs; without these, all words.

    A word that is typed twice is one.
    """
    once = tuple(dict.fromkeys(concepts))
    needed = [concept for concept in once if not concept.optional] or once
    lasting = [concept for concept in needed if not is_circumstance(concept.word)] or needed
    return [concept for concept in lasting if not is_step(concept.word)] or lasting


def _way(way: Alternative, thing: int) -> _Way:
    stems = frozenset(way.stems)
    core = without_steps(way) if way.way in MEANT else stems
    return _Way(stems, core, thing, way.way in CERTAIN)
