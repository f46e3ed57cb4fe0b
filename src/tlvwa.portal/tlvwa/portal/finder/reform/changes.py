"""What is written when a reform is applied: records that gain an area, end, or begin."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from .area_transition import AreaTransition
from .proposals import RecordFate, ReformProposal
from .state import AssignedRecord, RuleState


class ExtendedRecord(NamedTuple):
    """A record is for further areas too; they begin with the reform, so no day is needed."""

    record: str
    areas: tuple[str, ...]


class EndedRecord(NamedTuple):
    """A record of which all areas end is law until ``last``."""

    record: str
    last: date


class NewRecord(NamedTuple):
    """What ``record`` says begins anew for some services in other areas, from day to day."""

    record: str
    services: tuple[str, ...]
    areas: tuple[str, ...]
    first: date
    last: date | None


class RecordChanges(NamedTuple):
    """All that is written, each by record."""

    extended: tuple[ExtendedRecord, ...] = ()
    ended: tuple[EndedRecord, ...] = ()
    begun: tuple[NewRecord, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything is written."""
        return any(self)


def record_changes(
    world: RuleState,
    passage: AreaTransition,
    found: Iterable[ReformProposal],
    decided: Mapping[str, RecordFate],
) -> RecordChanges:
    """What the proposals and the decisions come to; what is open or left writes nothing."""
    extended: defaultdict[str, set[str]] = defaultdict(set)
    begun: defaultdict[tuple[str, tuple[str, ...], date, date | None], set[str]]
    begun = defaultdict(set)
    staying: set[str] = set()
    touched: dict[str, AssignedRecord] = {}
    for each in found:
        holding = touched[each.record] = world.holdings[each.record]
        match _settled(each, decided):
            case RecordFate.CARRY if each.successor and _is_whole(each, holding, passage):
                extended[each.record].add(each.successor)
            case RecordFate.CARRY if each.successor:
                first, last = _days(each, holding)
                begun[each.record, each.services, first, last].add(each.successor)
            case RecordFate.DECIDE | RecordFate.LEAVE:
                staying.add(each.record)
    return RecordChanges(
        tuple(ExtendedRecord(uid, tuple(sorted(areas))) for uid, areas in sorted(extended.items())),
        tuple(
            EndedRecord(uid, last)
            for uid, holding in sorted(touched.items())
            if uid not in staying and uid not in extended
            for last in _last(holding, passage)
        ),
        tuple(
            NewRecord(uid, services, tuple(sorted(areas)), first, last)
            for (uid, services, first, last), areas in sorted(
                begun.items(), key=lambda item: (item[0][:3], str(item[0][3]))
            )
        ),
    )


def changed_records(world: RuleState, passage: AreaTransition, made: RecordChanges) -> RuleState:
    """The later state: the records as they are after the changes, over the later areas."""
    holdings = dict(world.holdings)
    for uid, areas in made.extended:
        old = holdings[uid]
        holdings[uid] = old._replace(areas=(*old.areas, *areas))
    for uid, last in made.ended:
        old = holdings[uid]
        holdings[uid] = old._replace(record=replace(old.record, valid_to=last))
    for number, new in enumerate(made.begun):
        record = replace(
            world.holdings[new.record].record,
            id=f"{new.record}+{number}",
            valid_from=new.first,
            valid_to=new.last,
        )
        holdings[record.id] = AssignedRecord(record, new.areas, new.services)
    return world.over(passage.after).holding(holdings)


def _settled(each: ReformProposal, decided: Mapping[str, RecordFate]) -> RecordFate:
    return decided.get(each.id, each.fate) if each.fate is RecordFate.DECIDE else each.fate


def _is_whole(each: ReformProposal, holding: AssignedRecord, passage: AreaTransition) -> bool:
    """Whether the record itself can go on: with all its services, in an area that is new."""
    return (
        each.until is None
        and each.successor in passage.begun
        and set(each.services) == set(holding.services)
    )


def _days(each: ReformProposal, holding: AssignedRecord) -> tuple[date, date | None]:
    record = holding.record
    first = max(each.day, record.valid_from or each.day)
    lasts = [last for last in (record.valid_to, each.until) if last is not None]
    return first, min(lasts, default=None)


def _last(holding: AssignedRecord, passage: AreaTransition) -> Iterable[date]:
    """The day on which the last of the record's areas ends, where all do and it does not before."""
    ends = [passage.ended.get(passage.before.canonical_key(key)) for key in holding.areas]
    if not ends or None in ends:
        return
    last = max(end for end in ends if end is not None)
    record = holding.record
    if (record.valid_to or date.max) > last >= (record.valid_from or date.min):
        yield last
