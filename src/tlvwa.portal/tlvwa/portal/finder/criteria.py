"""Criteria: what beside the place and the day decides who is responsible.

A criterion has a kind (the initial of a name, street and house number, a choice); a record names
the values it is for. Values and facts are both regions of what the fact can be, so whether a fact
decides, whether values are disjoint and whether anybody is left over is exact arithmetic. See
spec:criterion.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from . import addresses, initials
from .errors import CriterionError
from .interval_sets import IntervalSet, cells, union

_LONGEST_FACT = 20_000  # letters: the rest of a city, street by street

Fact = str | Mapping[str, str]  # a text, or of an address {"street": …, "number": …}


class CriterionKind(StrEnum):
    """What a criterion asks for."""

    INITIAL = "initial"
    ADDRESS = "address"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Atom:
    """One part of all that a fact can be, on which each of some value sets holds or does not.

    ``members`` are the numbers of those that hold; of the rest it is empty.
    """

    region: IntervalSet
    members: frozenset[int]


@dataclass(frozen=True, slots=True)
class Criterion:
    """A question a service may ask. ``options`` are the values of a choice, in order."""

    name: str
    label: str
    kind: CriterionKind
    options: tuple[str, ...] = ()

    @property
    def can_be_asked(self) -> bool:
        """Whether there is any reply: a choice needs options."""
        return bool(self.options) or self.kind is not CriterionKind.CHOICE

    def region(self, values: tuple[str, ...]) -> IntervalSet:
        """All that the values of a record stand for. Raises CriterionError naming the wrong one."""
        try:
            return _region(self.kind, self.options, values)
        except CriterionError as error:
            raise CriterionError(f"criterion {self.name!r}: {error}") from None

    def fact(self, given: Fact) -> IntervalSet:
        """All that the fact can mean. Raises CriterionError naming the fact, but not what was
        given: it is personal and must not reach a log."""
        try:
            return _fact(self.kind, self.options, _text(self.kind, given))
        except CriterionError:
            raise CriterionError(f"fact {self.name!r} is no {self.kind.value}") from None

    def state(self, values: tuple[str, ...], fact: IntervalSet) -> bool | None:
        """Whether the values hold for the fact; None if the fact does not decide it."""
        region = self.region(values)
        if fact.within(region):
            return True
        return None if fact.meets(region) else False

    def atoms(
        self, regions: Sequence[IntervalSet], fact: IntervalSet | None = None
    ) -> tuple[Atom, ...]:
        """The partition of all a fact can be (within what is known) that the regions make.

        Each option of a choice is an atom of its own; of the other kinds an atom is all on which
        the same regions hold.
        """
        universe = self._universe(regions) if fact is None else fact
        parts = [universe]
        if self.kind is CriterionKind.CHOICE:
            parts = [part for part in map(_option, self.options) if part.within(universe)]
        return tuple(
            Atom(region, members)
            for part in parts
            for members, region in cells(part, regions).items()
        )

    def disjoint(self, values: Sequence[tuple[str, ...]]) -> bool:
        """Whether no fact is among the values of two records."""
        return all(len(atom.members) < 2 for atom in self._partition(values))

    def complete(self, values: Sequence[tuple[str, ...]]) -> bool:
        """Whether every fact is among the values of a record."""
        return all(atom.members for atom in self._partition(values))

    def write(self, region: IntervalSet, texts: Sequence[str] = ()) -> str:
        """The region as a text that ``fact`` reads, its streets spelt as in ``texts``."""
        match self.kind:
            case CriterionKind.INITIAL:
                return initials.write(region)
            case CriterionKind.ADDRESS:
                names = {k: v for text in texts for k, v in addresses.spellings(text).items()}
                return addresses.write(region, names)
            case CriterionKind.CHOICE:
                return "; ".join(track for track, _, _ in region.spans)

    def merged(self, regions: Sequence[IntervalSet]) -> IntervalSet:
        """Several atoms as one, in a form in which equal sets of facts are equal."""
        return addresses.without_elsewhere(union(regions))

    def _partition(self, values: Sequence[tuple[str, ...]]) -> tuple[Atom, ...]:
        return self.atoms([self.region(texts) for texts in values])

    def _universe(self, regions: Sequence[IntervalSet]) -> IntervalSet:
        match self.kind:
            case CriterionKind.INITIAL:
                return initials.EVERYTHING
            case CriterionKind.ADDRESS:
                return addresses.universe(regions)
            case CriterionKind.CHOICE:
                return union(_option(option) for option in self.options)


@lru_cache(maxsize=65536)
def _region(kind: CriterionKind, options: tuple[str, ...], values: tuple[str, ...]) -> IntervalSet:
    if not values:
        raise CriterionError("no value is given")
    match kind:
        case CriterionKind.INITIAL:
            return union(initials.read_value(text) for text in values)
        case CriterionKind.ADDRESS:
            return union(addresses.read_value(text) for text in values)
        case CriterionKind.CHOICE:
            return union(_chosen(options, text) for text in values)


def _fact(kind: CriterionKind, options: tuple[str, ...], text: str) -> IntervalSet:
    if len(text) > _LONGEST_FACT:
        raise CriterionError("too long")
    match kind:
        case CriterionKind.INITIAL:
            return initials.read_fact(text)
        case CriterionKind.ADDRESS:
            return addresses.read_fact(text)
        case CriterionKind.CHOICE:
            return _chosen(options, text)


def _text(kind: CriterionKind, given: Fact) -> str:
    if isinstance(given, str):
        return given
    if kind is not CriterionKind.ADDRESS or not set(given) <= {"street", "number"}:
        raise CriterionError(f"not in a form that is read: {', '.join(sorted(given))[:60]!r}")
    return f"{given.get('street', '')} {given.get('number', '')}".strip()


def _chosen(options: tuple[str, ...], text: str) -> IntervalSet:
    if text not in options:
        raise CriterionError(f"{text[:40]!r} is none of the options")
    return _option(text)


@lru_cache(maxsize=4096)
def _option(option: str) -> IntervalSet:
    return IntervalSet([(option, "0", "1")])
