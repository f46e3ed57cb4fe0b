"""Open criteria: the outcomes over all that unknown facts can be, reduced to what matters.

Every criterion of the records is an axis, cut into parts on which the same records apply. The
outcome is computed for every combination of parts; parts that never make a difference are put
together, and an axis of one part is dropped. The result is equal for two places that lead to the
same answers, and it decides which question is asked first (spec:question).
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Generic, NamedTuple, TypeVar

from . import addresses
from .criteria import Atom, Criterion, CriterionKind
from .interval_sets import IntervalSet, union

K = TypeVar("K")
Index = tuple[int, ...]


class ConditionedRecord(NamedTuple):
    """A record with a criterion: its id, the set of its values, and the values as written."""

    id: str
    region: IntervalSet
    values: tuple[str, ...]


class Reply(NamedTuple):
    """One possible reply: as people write it, and the text that a client sends back as the fact.

    ``rest`` is true if it contains facts that no record names; of an address, if it is any street
    that no record names.
    """

    text: str
    fact: str
    rest: bool


class Axis(NamedTuple):
    """One criterion with the parts that have different outcomes, each of one or several atoms.

    ``texts`` are the values of the records as written, for the spelling of streets.
    """

    criterion: Criterion
    parts: tuple[tuple[Atom, ...], ...]
    texts: tuple[str, ...]

    def replies(self) -> tuple[Reply, ...]:
        """The replies that decide this criterion: options in their order, else the rest last.

        Of an address, each street is a reply of its own, and "any other street" is one.
        """
        match self.criterion.kind:
            case CriterionKind.CHOICE:
                atoms = [(atom,) for part in self.parts for atom in part]
                order = {option: position for position, option in enumerate(self.criterion.options)}
                atoms.sort(key=lambda group: order[group[0].region.spans[0][0]])
                return tuple(self._reply(self._region(part), _is_rest(part)) for part in atoms)
            case CriterionKind.INITIAL:
                parts = sorted(self.parts, key=_is_rest)
                return tuple(self._reply(self._region(part), _is_rest(part)) for part in parts)
            case CriterionKind.ADDRESS:
                return tuple(self._addresses())

    def text(self, part: int) -> str:
        """Write one part as a text that the criterion reads as a fact."""
        return self.criterion.write(self._comparable(self.parts[part]), self.texts)

    def regions(self) -> tuple[IntervalSet, ...]:
        """The set of facts of each part; equal sets compare equal."""
        return tuple(map(self._comparable, self.parts))

    @property
    def region(self) -> IntervalSet:
        """All that the fact can be."""
        return union(self._region(part) for part in self.parts)

    def _addresses(self) -> Iterator[Reply]:
        """Each street of each part; the part with any other street is for all the rest."""
        regions = [self._region(part) for part in self.parts]
        named = [region for region in regions if not region.intervals_on(addresses.ELSEWHERE)]
        streets = (
            self._reply(addresses.houses_of(region, street), rest=False)
            for region in named
            for street in addresses.streets_of(region)
        )
        yield from sorted(streets, key=lambda reply: natural_order(reply.text))
        if len(named) < len(regions):
            yield Reply(addresses.ELSEWHERE, addresses.ELSEWHERE, rest=True)

    def _reply(self, region: IntervalSet, rest: bool) -> Reply:
        text = self.criterion.write(region, self.texts)
        return Reply(text, self.criterion.reply(region, text), rest)

    def _region(self, part: Sequence[Atom]) -> IntervalSet:
        return union(atom.region for atom in part)

    def _comparable(self, part: Sequence[Atom]) -> IntervalSet:
        return self.criterion.comparable(self._region(part), self.region)


@dataclass(frozen=True, slots=True)
class CriteriaSplit(Generic[K]):
    """Several outcomes by the parts of one or more axes, each of which makes a difference.

    ``table`` has the outcome for each combination: the number of a part for each axis, in order.
    """

    axes: tuple[Axis, ...]
    table: Mapping[Index, K]

    @property
    def outcomes(self) -> Collection[K]:
        """All outcomes."""
        return self.table.values()

    @property
    def answer(self) -> object:
        """A value that is equal for two splits exactly if all facts have the same outcomes."""
        names = tuple(axis.criterion.name for axis in self.axes)
        regions = [axis.regions() for axis in self.axes]
        rows = (
            (tuple(regions[axis][part] for axis, part in enumerate(index)), key)
            for index, key in self.table.items()
        )
        return names, frozenset(rows)

    def best_axis(self) -> Axis:
        """The criterion to ask: it leaves the fewest outcomes on average; of equals, the first."""
        return self.axes[min(range(len(self.axes)), key=self._mean_outcomes)]

    @property
    def most_questions(self) -> int:
        """The highest number of questions, if the best one is asked each time."""
        at = self.axes.index(self.best_axis())
        others = self.axes[:at] + self.axes[at + 1 :]
        splits = (
            _reduce(
                others, {i[:at] + i[at + 1 :]: k for i, k in self.table.items() if i[at] == part}
            )
            for part in range(len(self.axes[at].parts))
        )
        return 1 + max(0 if split is None else split.most_questions for split in splits)

    def _mean_outcomes(self, axis: int) -> float:
        parts = len(self.axes[axis].parts)
        return sum(len(set(_outcomes(self.table, axis, part))) for part in range(parts)) / parts


def split_by_criteria(
    criteria: Mapping[str, Criterion],
    conditioned: Mapping[str, Sequence[ConditionedRecord]],
    facts: Mapping[str, IntervalSet],
    judge: Callable[[Collection[str]], K],
) -> CriteriaSplit[K] | None:
    """Judge every combination of what the facts can be; return None if all have one outcome.

    ``judge`` gets the ids of the records whose criterion is met and returns the outcome.
    """
    axes = [
        _axis_of(criteria[name], conditioned[name], facts.get(name))
        for name in criteria
        if name in conditioned
    ]
    ids = [[record.id for record in conditioned[axis.criterion.name]] for axis in axes]
    table = {}
    for index in product(*(range(len(axis.parts)) for axis in axes)):
        met = (
            ids[at][member]
            for at, part in enumerate(index)
            for member in axes[at].parts[part][0].members
        )
        table[index] = judge(frozenset(met))
    return _reduce(axes, table)


def _axis_of(
    criterion: Criterion, records: Sequence[ConditionedRecord], fact: IntervalSet | None
) -> Axis:
    texts = tuple(text for record in records for text in record.values)
    known = None if fact is None else criterion.known(fact, texts)
    atoms = criterion.atoms([record.region for record in records], known)
    return Axis(criterion, tuple((atom,) for atom in atoms), texts)


def _reduce(axes: Sequence[Axis], table: dict[Index, K]) -> CriteriaSplit[K] | None:
    """Merge the parts of each axis that make no difference, and drop axes that make none.

    Two parts of an axis make no difference if the table has the same outcomes for both, whatever
    the parts of the other axes are. One pass is enough: merging parts of one axis only removes
    doubled lines of the table, so it makes no parts of another axis differ or agree. The axes are
    taken from the last to the first, so that a dropped one does not shift the positions of others.
    """
    reduced = list(axes)
    for at in reversed(range(len(reduced))):
        alike: dict[tuple[K, ...], list[int]] = {}
        for part in range(len(reduced[at].parts)):
            alike.setdefault(tuple(_outcomes(table, at, part)), []).append(part)
        groups = list(alike.values())
        first = {group[0]: number for number, group in enumerate(groups)}
        drop = len(groups) == 1
        table = {
            index[:at] + (() if drop else (first[index[at]],)) + index[at + 1 :]: key
            for index, key in table.items()
            if index[at] in first
        }
        if drop:
            del reduced[at]
        else:
            reduced[at] = _merge_parts(reduced[at], groups)
    return CriteriaSplit(tuple(reduced), table) if reduced else None


def _merge_parts(axis: Axis, groups: Iterable[Sequence[int]]) -> Axis:
    parts = (tuple(atom for number in group for atom in axis.parts[number]) for group in groups)
    return axis._replace(parts=tuple(parts))


def _outcomes(table: Mapping[Index, K], axis: int, part: int) -> Iterable[K]:
    return (key for index, key in table.items() if index[axis] == part)


def natural_order(text: str) -> list[tuple[int, str]]:
    """A key by which „Ring 9“ comes before „Ring 10“."""
    return [
        (int(part), "") if part.isdecimal() else (0, part.casefold())
        for part in re.split(r"(\d+)", text)
    ]


def _is_rest(part: Sequence[Atom]) -> bool:
    return any(not atom.members for atom in part)
