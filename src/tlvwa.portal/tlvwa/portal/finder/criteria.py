"""Criteria: the questions beside place and day that decide who is responsible.

A criterion has a kind (the initial of a name, street and house number, a choice); a record names
the values it is for. Values and facts are both exact sets of what the fact can be, so whether a
fact decides, whether values are disjoint and whether they are complete is arithmetic on sets. See
spec:criterion.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from . import addresses, initials
from .errors import CriterionError
from .interval_sets import IntervalSet, partition, union

_LONGEST_FACT = 20_000  # letters: enough for the rest of a city, written street by street

Fact = str | Mapping[str, str]  # a text, or of an address {"street": …, "number": …}


class CriterionKind(StrEnum):
    """What a criterion asks for."""

    INITIAL = "initial"
    ADDRESS = "address"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Atom:
    """A part of all that a fact can be, wholly inside or wholly outside of each of some value sets.

    ``members`` are the numbers of the value sets it is inside of; for the rest it is empty.
    """

    region: IntervalSet
    members: frozenset[int]


@dataclass(frozen=True, slots=True)
class Criterion:
    """A question that a service may ask. ``options`` are the values of a choice, in order."""

    name: str
    label: str
    kind: CriterionKind
    options: tuple[str, ...] = ()

    @property
    def is_askable(self) -> bool:
        """True if there is any reply: a choice needs options."""
        return bool(self.options) or self.kind is not CriterionKind.CHOICE

    def region(self, values: tuple[str, ...]) -> IntervalSet:
        """The set that the values of a record stand for.

        Raises CriterionError with the value that cannot be read.
        """
        try:
            return _region(self.kind, self.options, values)
        except CriterionError as error:
            raise CriterionError(f"criterion {self.name!r}: {error}") from None

    def fact(self, reply: Fact) -> IntervalSet:
        """Read a fact: the set of all that the reply can mean.

        Raises CriterionError with the name of the fact, but without the reply: that is personal and
        must not reach a log.
        """
        try:
            return _fact(self.kind, self.options, _fact_text(self.kind, reply))
        except CriterionError:
            raise CriterionError(f"fact {self.name!r} is no {self.kind.value}") from None

    def known(self, fact: IntervalSet, values: Sequence[str]) -> IntervalSet:
        """All that a fact can be beside the values of all records, as written.

        A typed street can be one that a record names, or another: see spec:address.
        """
        if self.kind is not CriterionKind.ADDRESS:
            return fact
        return addresses.known_houses(fact, addresses.spellings_of(values))

    def is_met(self, values: tuple[str, ...], fact: IntervalSet) -> bool | None:
        """True if a known fact is among the values, False if not, None if it does not decide."""
        region = self.region(values)
        if fact.is_subset(region):
            return True
        return None if fact.intersects(region) else False

    def atoms(
        self, regions: Sequence[IntervalSet], fact: IntervalSet | None = None
    ) -> tuple[Atom, ...]:
        """Part all that the fact can be, or the part of it that is known, by the given sets.

        Each option of a choice is an atom of its own; of the other kinds, an atom is all that is
        inside of the same sets.
        """
        universe = self._universe(regions) if fact is None else fact
        parts = [universe]
        if self.kind is CriterionKind.CHOICE:
            parts = [part for part in map(_option, self.options) if part.is_subset(universe)]
        return tuple(
            Atom(region, members)
            for part in parts
            for members, region in partition(part, regions).items()
        )

    def are_disjoint(self, values: Sequence[tuple[str, ...]]) -> bool:
        """True if no fact is among the values of two records."""
        return all(len(atom.members) < 2 for atom in self._partition(values))

    def are_complete(self, values: Sequence[tuple[str, ...]]) -> bool:
        """True if every fact is among the values of a record."""
        return all(atom.members for atom in self._partition(values))

    def write(self, region: IntervalSet, texts: Sequence[str] = ()) -> str:
        """Write a set as a text that ``fact`` reads, with streets spelt as in ``texts``."""
        match self.kind:
            case CriterionKind.INITIAL:
                return initials.write(region)
            case CriterionKind.ADDRESS:
                return addresses.write(region, addresses.spellings_of(texts))
            case CriterionKind.CHOICE:
                return "; ".join(track for track, _, _ in region.spans)

    def reply(self, region: IntervalSet, written: str) -> str:
        """The text of a fact that is read as ``region``, which ``write`` has written so."""
        is_address = self.kind is CriterionKind.ADDRESS
        return addresses.fact_text(region, written) if is_address else written

    def comparable(self, region: IntervalSet, known: IntervalSet) -> IntervalSet:
        """A part of what is ``known``, in a form in which equal sets of facts compare equal."""
        is_address = self.kind is CriterionKind.ADDRESS
        return addresses.without_elsewhere(region, known) if is_address else region

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
            return union(_option_named(options, text) for text in values)


def _fact(kind: CriterionKind, options: tuple[str, ...], text: str) -> IntervalSet:
    if len(text) > _LONGEST_FACT:
        raise CriterionError("too long")
    match kind:
        case CriterionKind.INITIAL:
            return initials.read_fact(text)
        case CriterionKind.ADDRESS:
            return addresses.read_fact(text)
        case CriterionKind.CHOICE:
            return _option_named(options, text)


def _fact_text(kind: CriterionKind, fact: Fact) -> str:
    if isinstance(fact, str):
        return fact
    if kind is not CriterionKind.ADDRESS or not set(fact) <= {"street", "number"}:
        raise CriterionError(f"not in a form that is read: {', '.join(sorted(fact))[:60]!r}")
    return f"{fact.get('street', '')} {fact.get('number', '')}".strip()


def _option_named(options: tuple[str, ...], text: str) -> IntervalSet:
    if text not in options:
        raise CriterionError(f"{text[:40]!r} is none of the options")
    return _option(text)


@lru_cache(maxsize=4096)
def _option(option: str) -> IntervalSet:
    return IntervalSet([(option, "0", "1")])
