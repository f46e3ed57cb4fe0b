"""Whether the criteria of records that meet in one place are disjoint and complete, and where not."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from .criteria import Criterion
from .decision import Decision
from .errors import CriterionError
from .records import Record, Role


class CriterionProblem(StrEnum):
    """What is wrong with the values of records."""

    UNKNOWN = "unknown"  # the service has no such criterion
    UNREADABLE = "unreadable"  # a value is none of the criterion's
    TWICE = "twice"  # one record names a value twice, or two of its values mean the same
    OVERLAP = "overlap"  # several offices for the same facts
    GAP = "gap"  # no office for some facts


class CriterionFinding(NamedTuple):
    """One problem: the criterion's name, the values or facts in words, the records concerned."""

    problem: CriterionProblem
    criterion: str
    text: str
    records: tuple[str, ...] = ()


def check_record(criteria: Mapping[str, Criterion], record: Record) -> tuple[CriterionFinding, ...]:
    """What is wrong with the values of one record alone; ``criteria`` are the service's by name."""
    if not record.criterion:
        return ()
    criterion = criteria.get(record.criterion)
    if criterion is None:
        return (
            CriterionFinding(
                CriterionProblem.UNKNOWN, record.criterion, record.criterion, (record.id,)
            ),
        )
    readable, found = [], []
    for value in record.values:
        try:
            readable.append((value, criterion.region((value,))))
        except CriterionError:
            found.append(
                CriterionFinding(CriterionProblem.UNREADABLE, record.criterion, value, (record.id,))
            )
    for number, (value, region) in enumerate(readable):
        if any(region.meets(other) for _, other in readable[:number]):
            found.append(
                CriterionFinding(CriterionProblem.TWICE, record.criterion, value, (record.id,))
            )
    return tuple(found)


def check_place(decision: Decision) -> tuple[CriterionFinding, ...]:
    """For which facts nobody, or more than one office, is responsible in a municipality.

    Facts are told criterion by criterion, as ``Axis.choices`` writes them; none where no fact
    decides.
    """
    if decision.split is None or not decision.depends(Role.RESPONSIBLE):
        return ()
    split, found = decision.split, []
    for index, key in split.table.items():
        said = key[0]
        if len(said) != 1:
            problem = CriterionProblem.OVERLAP if said else CriterionProblem.GAP
            texts = [axis.text(part) for axis, part in zip(split.axes, index, strict=True)]
            names = [axis.criterion.name for axis in split.axes]
            targets = {target for _effect, target in said}
            found.append(
                CriterionFinding(
                    problem,
                    ", ".join(names),
                    " · ".join(texts),
                    _speaking(decision.verdict.won[0], targets),
                )
            )
    return tuple(found)


def _speaking(records: Sequence[Record], targets: set[str]) -> tuple[str, ...]:
    return tuple(record.id for record in records if record.says[1] in targets)
