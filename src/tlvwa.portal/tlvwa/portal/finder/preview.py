"""The preview: what a change of the rules would do to the ledger before it is saved, day by day.

It compares today and all later days on which areas, or law or publication of the records concerned,
change; for each day the answer is the one that the site would give on that day. See spec:preview.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from tlvwa.portal.areas.gazetteer import Gazetteer
from tlvwa.portal.common.dates import ONE_DAY

from .decision import Statements
from .kernel import Kernel
from .ledger import service_states
from .ledger_states import LedgerState
from .rulebook import RuleBook
from .territory import Territory

MOST_DAYS = 24

ServiceState = tuple[LedgerState, frozenset[Statements]]

_NO_STATE: ServiceState = LedgerState.NOT_EXPECTED, frozenset()


class StateChange(NamedTuple):
    """The ledger state of a service before and after the change.

    The states are equal where only the office changes. ``contradicts`` is true if offices would
    overlap that do not overlap yet, ``same_office`` if only how sure it is changes.
    """

    service: str
    before: LedgerState
    after: LedgerState
    contradicts: bool = False
    same_office: bool = False


class DatedStateChange(NamedTuple):
    """A state change in some municipalities from ``day`` to ``until``, both inclusive.

    ``until`` is None if no end is seen.
    """

    change: StateChange
    day: date
    until: date | None
    municipalities: tuple[str, ...]


class RulesBeforeAfter(NamedTuple):
    """The rules before and after a change, over the same areas."""

    before: RuleBook
    after: RuleBook
    gazetteer: Gazetteer


def state_changes(
    rules: RulesBeforeAfter, services: Iterable[str], areas: Iterable[str], today: date, land: str
) -> tuple[DatedStateChange, ...]:
    """The state changes of ``services`` in ``areas``, by day, overlaps before gaps before others.

    ``services`` are all whose answer may change, ``areas`` the keys of the areas of the changed
    records before and after. ``land`` is the key of the Land in which answers are expected.
    """
    uids, within = sorted(set(services)), sorted(set(areas))
    days = _days(rules, uids, today)
    kernels = Kernel(rules.before, rules.gazetteer), Kernel(rules.after, rules.gazetteer)
    changes_by_day: list[Mapping[StateChange, frozenset[str]]] = []
    for day in days:
        territory = Territory(rules.gazetteer, day, _successors_on(rules.gazetteer, within, day))
        changes_by_day.append(_changes_on(kernels, uids, territory, land))
    changes = [
        change
        for position in range(len(days))
        for change in _starting_changes(days, changes_by_day, position)
    ]
    return tuple(sorted(changes, key=_rank))


def _days(rules: RulesBeforeAfter, services: Sequence[str], today: date) -> list[date]:
    days = set(rules.gazetteer.days)
    for book in (rules.before, rules.after):
        for uid in book.lineage(services):
            days.update(_days_of(book, uid))
    return [today, *sorted(day for day in days if day > today)][:MOST_DAYS]


def _days_of(book: RuleBook, service: str) -> Iterator[date]:
    rules = book.services[service]
    yield from filter(None, (rules.service.shown_from, rules.service.shown_to))
    for records in rules.records_by_area.values():
        for record in records:
            yield from record.change_days
            yield from filter(None, (record.shown_from, record.shown_to))


def _successors_on(gazetteer: Gazetteer, areas: Iterable[str], day: date) -> set[str]:
    return {successor for key in areas for successor in gazetteer.successors_on(key, day)}


def _changes_on(
    kernels: tuple[Kernel, Kernel], services: Iterable[str], territory: Territory, land: str
) -> dict[StateChange, frozenset[str]]:
    """The municipalities in which the state or the offices of a service change, for one day."""
    keys_by_change: dict[StateChange, set[str]] = {}
    for uid in services:
        old, new = (list(_service_states(kernel, uid, territory, land)) for kernel in kernels)
        for start, end, before, after in _side_by_side(old, new):
            if before != after:
                change = StateChange(
                    uid, before[0], after[0], _contradicts(before, after), before[1] == after[1]
                )
                keys_by_change.setdefault(change, set()).update(territory.keys[start:end])
    return {change: frozenset(keys) for change, keys in keys_by_change.items()}


def _contradicts(before: ServiceState, after: ServiceState) -> bool:
    """True if offices overlap for some facts that did not overlap for any facts before."""
    return any(
        len(statements) > 1 and not any(statements <= other for other in before[1])
        for statements in after[1]
    )


def _service_states(
    kernel: Kernel, service: str, territory: Territory, land: str
) -> Iterator[tuple[int, ServiceState]]:
    rules = kernel.rulebook.services.get(service)
    if rules is None or not rules.service.shown_on(territory.day):
        yield len(territory), _NO_STATE
        return
    runs = service_states(kernel, rules.service, territory, territory.day, land)
    yield from ((end, (state, decision.offices)) for end, state, decision in runs)


def _side_by_side(
    old: Sequence[tuple[int, ServiceState]], new: Sequence[tuple[int, ServiceState]]
) -> Iterator[tuple[int, int, ServiceState, ServiceState]]:
    """Cut two rows of runs at the borders of both: start, end, old state, new state."""
    start = old_run = new_run = 0
    while old_run < len(old) and new_run < len(new):
        end = min(old[old_run][0], new[new_run][0])
        yield start, end, old[old_run][1], new[new_run][1]
        start = end
        old_run += old[old_run][0] == end
        new_run += new[new_run][0] == end


def _starting_changes(
    days: Sequence[date],
    changes_by_day: Sequence[Mapping[StateChange, frozenset[str]]],
    position: int,
) -> Iterator[DatedStateChange]:
    """The changes that begin on one of the days: they did not hold on the previous one.

    Municipalities in which a change ends on different days make several entries.
    """
    for change, keys in changes_by_day[position].items():
        remaining = (
            keys - changes_by_day[position - 1].get(change, frozenset()) if position else keys
        )
        for later in range(position + 1, len(days) + 1):
            lasting = (
                changes_by_day[later].get(change, frozenset()) if later < len(days) else frozenset()
            )
            ending = remaining - lasting
            if ending:
                until = days[later] - ONE_DAY if later < len(days) else None
                yield DatedStateChange(change, days[position], until, tuple(sorted(ending)))
            remaining &= lasting


def _rank(change: DatedStateChange) -> tuple[date, int, str, str, date]:
    worst = {LedgerState.OVERLAP: 0, LedgerState.GAP: 1}.get(change.change.after, 2)
    until = change.until or date.max
    return change.day, worst, change.change.service, change.change.before.value, until
