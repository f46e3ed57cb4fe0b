"""What facts still decide: the outcome over all that unknown facts can be, reduced to what matters.

Every criterion in play is an axis, cut into the parts on which its records hold or do not. The
outcome is computed for every combination; parts that never make a difference are put together, and
an axis of one part is dropped. What is left is the same for any two places that lead to the same
answers, and tells which question splits best (spec:question).
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Generic, NamedTuple, TypeVar

from .criteria import Atom, Criterion, CriterionKind
from .interval_sets import IntervalSet

K = TypeVar("K")
Index = tuple[int, ...]


class ConditionedRecord(NamedTuple):
    """A record with a criterion: its id, what its values stand for, and the values as written."""

    id: str
    region: IntervalSet
    values: tuple[str, ...]


class Reply(NamedTuple):
    """One possible reply: the text a client sends back as the fact, and whether it is the rest."""

    text: str
    rest: bool


class Axis(NamedTuple):
    """One criterion with the parts on which the outcome differs, each of one or several atoms."""

    criterion: Criterion
    parts: tuple[tuple[Atom, ...], ...]
    texts: tuple[str, ...]

    def choices(self) -> tuple[Reply, ...]:
        """The replies that decide this criterion; the rest comes last, options keep their order."""
        if self.criterion.kind is CriterionKind.CHOICE:
            atoms: list[tuple[Atom, ...]] = [(atom,) for part in self.parts for atom in part]
            order = {option: at for at, option in enumerate(self.criterion.options)}
            atoms.sort(key=lambda one: order[one[0].region.spans[0][0]])
        else:
            atoms = sorted(self.parts, key=_is_rest)
        return tuple(Reply(self._write(part), _is_rest(part)) for part in atoms)

    def text(self, part: int) -> str:
        """One part as a text that the criterion reads as a fact."""
        return self._write(self.parts[part])

    def _write(self, part: Sequence[Atom]) -> str:
        return self.criterion.write(self._region(part), self.texts)

    def _region(self, part: Sequence[Atom]) -> IntervalSet:
        return self.criterion.merged([atom.region for atom in part])

    def regions(self) -> tuple[IntervalSet, ...]:
        """What each part stands for, equal for equal sets of facts."""
        return tuple(self._region(part) for part in self.parts)


@dataclass(frozen=True, slots=True)
class CriteriaSplit(Generic[K]):
    """Several outcomes, by the parts of one or more axes; every axis makes a difference."""

    axes: tuple[Axis, ...]
    table: Mapping[Index, K]

    @property
    def outcomes(self) -> Collection[K]:
        """All outcomes."""
        return self.table.values()

    @property
    def answer(self) -> object:
        """Equal for two splits exactly if every combination of facts has the same outcome."""
        names = tuple(axis.criterion.name for axis in self.axes)
        regions = [axis.regions() for axis in self.axes]
        rows = (
            (tuple(regions[axis][part] for axis, part in enumerate(index)), key)
            for index, key in self.table.items()
        )
        return names, frozenset(rows)

    def best(self) -> Axis:
        """The criterion to ask: it leaves the fewest outcomes on average; of equals the first."""
        return self.axes[min(range(len(self.axes)), key=self._left)]

    @property
    def longest(self) -> int:
        """How many questions are asked at most, if always the best one is."""
        at = self.axes.index(self.best())
        others = self.axes[:at] + self.axes[at + 1 :]
        below = (
            _reduced(
                others, {i[:at] + i[at + 1 :]: k for i, k in self.table.items() if i[at] == part}
            )
            for part in range(len(self.axes[at].parts))
        )
        return 1 + max(0 if rest is None else rest.longest for rest in below)

    def _left(self, axis: int) -> float:
        parts = len(self.axes[axis].parts)
        return sum(len(set(_slice(self.table, axis, part))) for part in range(parts)) / parts


def split_by_criteria(
    criteria: Mapping[str, Criterion],
    conditioned: Mapping[str, Sequence[ConditionedRecord]],
    facts: Mapping[str, IntervalSet],
    judge: Callable[[Collection[str]], K],
) -> CriteriaSplit[K] | None:
    """Judge every combination of what the facts can be; None if all have one outcome.

    ``judge`` gets the ids of the records whose criterion is met and gives the outcome.
    """
    axes = [
        _axis(criteria[name], conditioned[name], facts.get(name))
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
    return _reduced(axes, table)


def _axis(
    criterion: Criterion, records: Sequence[ConditionedRecord], fact: IntervalSet | None
) -> Axis:
    atoms = criterion.atoms([record.region for record in records], fact)
    texts = tuple(text for record in records for text in record.values)
    return Axis(criterion, tuple((atom,) for atom in atoms), texts)


def _reduced(axes: Sequence[Axis], table: dict[Index, K]) -> CriteriaSplit[K] | None:
    kept = list(axes)
    for at in reversed(range(len(kept))):
        alike: dict[tuple[K, ...], list[int]] = {}
        for part in range(len(kept[at].parts)):
            alike.setdefault(tuple(_slice(table, at, part)), []).append(part)
        groups = list(alike.values())
        first = {group[0]: number for number, group in enumerate(groups)}
        drop = len(groups) == 1
        table = {
            index[:at] + (() if drop else (first[index[at]],)) + index[at + 1 :]: key
            for index, key in table.items()
            if index[at] in first
        }
        if drop:
            del kept[at]
        else:
            kept[at] = _merged(kept[at], groups)
    return CriteriaSplit(tuple(kept), table) if kept else None


def _merged(axis: Axis, groups: Iterable[Sequence[int]]) -> Axis:
    parts = (tuple(atom for number in group for atom in axis.parts[number]) for group in groups)
    return axis._replace(parts=tuple(parts))


def _slice(table: Mapping[Index, K], axis: int, part: int) -> Iterable[K]:
    return (key for index, key in table.items() if index[axis] == part)


def _is_rest(part: Sequence[Atom]) -> bool:
    return any(not atom.members for atom in part)
