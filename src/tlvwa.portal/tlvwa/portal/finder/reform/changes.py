"""The changes of records when a reform is applied: records that gain areas, end, or begin."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from .area_transition import AreaTransition
from .proposals import RecordFate, ReformProposal
from .state import AssignedRecord, RuleState


class ExtendedRecord(NamedTuple):
    """A record gains areas. They begin with the reform, so no day is needed."""

    record: str
    areas: tuple[str, ...]


class EndedRecord(NamedTuple):
    """A record ends on ``last``, because all its areas end."""

    record: str
    last: date


class NewRecord(NamedTuple):
    """A copy of ``record`` begins for some services in other areas, from ``first`` to ``last``."""

    record: str
    services: tuple[str, ...]
    areas: tuple[str, ...]
    first: date
    last: date | None


class RecordChanges(NamedTuple):
    """All changes of records, sorted by record."""

    extended_records: tuple[ExtendedRecord, ...] = ()
    ended_records: tuple[EndedRecord, ...] = ()
    new_records: tuple[NewRecord, ...] = ()

    def __bool__(self) -> bool:
        """True if any record changes."""
        return any(self)


def record_changes(
    state: RuleState,
    transition: AreaTransition,
    proposals: Iterable[ReformProposal],
    decisions: Mapping[str, RecordFate],
) -> RecordChanges:
    """The changes that proposals and decisions result in; open or left ones change nothing."""
    extended: defaultdict[str, set[str]] = defaultdict(set)
    begun: defaultdict[tuple[str, tuple[str, ...], date, date | None], set[str]]
    begun = defaultdict(set)
    unchanged: set[str] = set()
    touched: dict[str, AssignedRecord] = {}
    for proposal in proposals:
        assigned = touched[proposal.record] = state.assigned_records[proposal.record]
        match _final_fate(proposal, decisions):
            case RecordFate.CARRY if proposal.successor and _can_be_extended(
                proposal, assigned, transition
            ):
                extended[proposal.record].add(proposal.successor)
            case RecordFate.CARRY if proposal.successor:
                first, last = _period(proposal, assigned)
                begun[proposal.record, proposal.services, first, last].add(proposal.successor)
            case RecordFate.DECIDE | RecordFate.LEAVE:
                unchanged.add(proposal.record)
    return RecordChanges(
        tuple(ExtendedRecord(uid, tuple(sorted(areas))) for uid, areas in sorted(extended.items())),
        tuple(
            EndedRecord(uid, last)
            for uid, assigned in sorted(touched.items())
            if uid not in unchanged and uid not in extended
            for last in _last_day(assigned, transition)
        ),
        tuple(
            NewRecord(uid, services, tuple(sorted(areas)), first, last)
            for (uid, services, first, last), areas in sorted(
                # None and a day do not compare, so the last day is sorted as text.
                begun.items(),
                key=lambda item: (item[0][:3], str(item[0][3])),
            )
        ),
    )


def changed_records(
    state: RuleState, transition: AreaTransition, changes: RecordChanges
) -> RuleState:
    """The later state: the records after the changes, over the later areas."""
    holdings = dict(state.assigned_records)
    for uid, areas in changes.extended_records:
        old = holdings[uid]
        holdings[uid] = old._replace(areas=(*old.areas, *areas))
    for uid, last in changes.ended_records:
        old = holdings[uid]
        holdings[uid] = old._replace(record=replace(old.record, valid_to=last))
    for number, new in enumerate(changes.new_records):
        record = replace(
            state.assigned_records[new.record].record,
            id=f"{new.record}+{number}",
            valid_from=new.first,
            valid_to=new.last,
        )
        holdings[record.id] = AssignedRecord(record, new.areas, new.services)
    return state.with_gazetteer(transition.after).with_holdings(holdings)


def _final_fate(proposal: ReformProposal, decisions: Mapping[str, RecordFate]) -> RecordFate:
    return (
        decisions.get(proposal.id, proposal.fate)
        if proposal.fate is RecordFate.DECIDE
        else proposal.fate
    )


def _can_be_extended(
    proposal: ReformProposal, assigned: AssignedRecord, transition: AreaTransition
) -> bool:
    """True if the record can be extended by the area: for all its services, in a new area."""
    return (
        proposal.until is None
        and proposal.successor in transition.new_areas
        and set(proposal.services) == set(assigned.services)
    )


def _period(proposal: ReformProposal, assigned: AssignedRecord) -> tuple[date, date | None]:
    record = assigned.record
    first = max(proposal.day, record.valid_from or proposal.day)
    lasts = [last for last in (record.valid_to, proposal.until) if last is not None]
    return first, min(lasts, default=None)


def _last_day(assigned: AssignedRecord, transition: AreaTransition) -> Iterable[date]:
    """The last day of a record of which all areas end; nothing if it ends by itself before."""
    ends = [
        transition.ended_areas.get(transition.before.canonical_key(key)) for key in assigned.areas
    ]
    if not ends or None in ends:
        return
    last = max(end for end in ends if end is not None)
    record = assigned.record
    if (record.valid_to or date.max) > last >= (record.valid_from or date.min):
        yield last
