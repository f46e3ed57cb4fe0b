"""Checks whether the criteria of records in one place can be read, are disjoint and complete."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from .criteria import Criterion
from .decision import Decision
from .errors import CriterionError
from .records import Record, Role


class CriterionProblem(StrEnum):
    """The kinds of problems with the values of records."""

    UNKNOWN = "unknown"  # the service has no such criterion
    UNREADABLE = "unreadable"  # the criterion cannot read a value
    TWICE = "twice"  # one record names a value twice, or two of its values mean the same
    OVERLAP = "overlap"  # several offices for the same facts
    GAP = "gap"  # no office for some facts


class CriterionFinding(NamedTuple):
    """One problem: the name of the criterion, the values or facts as text, the records concerned."""

    problem: CriterionProblem
    criterion: str
    text: str
    records: tuple[str, ...] = ()


def check_record(criteria: Mapping[str, Criterion], record: Record) -> tuple[CriterionFinding, ...]:
    """Check the values of one record by itself; ``criteria`` are those of the service by name."""
    if not record.criterion:
        return ()
    criterion = criteria.get(record.criterion)
    if criterion is None:
        return (
            CriterionFinding(
                CriterionProblem.UNKNOWN, record.criterion, record.criterion, (record.id,)
            ),
        )
    readable, findings = [], []
    for value in record.values:
        try:
            readable.append((value, criterion.region((value,))))
        except CriterionError:
            findings.append(
                CriterionFinding(CriterionProblem.UNREADABLE, record.criterion, value, (record.id,))
            )
    for number, (value, region) in enumerate(readable):
        if any(region.intersects(other) for _, other in readable[:number]):
            findings.append(
                CriterionFinding(CriterionProblem.TWICE, record.criterion, value, (record.id,))
            )
    return tuple(findings)


def check_place(decision: Decision) -> tuple[CriterionFinding, ...]:
    """Check for which facts no office, or more than one, is responsible in a municipality.

    ``text`` of a finding holds the facts, criterion by criterion, as ``Axis.text`` writes them.
    There are no findings where no fact decides.
    """
    if decision.split is None or not decision.depends(Role.RESPONSIBLE):
        return ()
    split, findings = decision.split, []
    for index, key in split.table.items():
        statements = key[0]
        if len(statements) != 1:
            problem = CriterionProblem.OVERLAP if statements else CriterionProblem.GAP
            texts = [axis.text(part) for axis, part in zip(split.axes, index, strict=True)]
            names = [axis.criterion.name for axis in split.axes]
            targets = {target for _effect, target in statements}
            findings.append(
                CriterionFinding(
                    problem,
                    ", ".join(names),
                    " · ".join(texts),
                    _records_naming(decision.verdict.records[0], targets),
                )
            )
    return tuple(findings)


def _records_naming(records: Sequence[Record], targets: set[str]) -> tuple[str, ...]:
    return tuple(record.id for record in records if record.statement[1] in targets)
