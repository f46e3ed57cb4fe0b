"""What a change of the rules would do to the ledger, and from which day on, before anybody saves it.

The days looked at are today and all later ones on which the law or the publication of the records
concerned changes; on each, the answer is the one the site would give on that day. See spec:preview.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from tlvwa.portal.areas.gazetteer import Gazetteer

from .decision import Said
from .kernel import Kernel
from .ledger import standing
from .ledger_states import LedgerState
from .rulebook import RuleBook
from .territory import Territory

MOST_DAYS = 24
_ONE_DAY = timedelta(days=1)

Stand = tuple[LedgerState, frozenset[Said]]

_NOTHING: Stand = LedgerState.NOT_EXPECTED, frozenset()


class StateChange(NamedTuple):
    """How a service stood and would stand.

    The states are equal where only the office changes. ``contradicts`` tells that offices would
    overlap that do not yet.
    """

    service: str
    before: LedgerState
    after: LedgerState
    contradicts: bool = False


class DatedStateChange(NamedTuple):
    """A turn in some municipalities, from ``day`` to ``until``, both inclusive; None: no end is seen."""

    turn: StateChange
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
    """What becomes of ``services`` in ``areas``, earliest first, overlaps before gaps before the rest.

    ``services`` are all whose answer may change, ``areas`` the keys for which the changed records
    are or were. ``land`` is the key of the Land whose coverage is expected.
    """
    uids, within = sorted(set(services)), sorted(set(areas))
    days = _days(rules, uids, today)
    kernels = Kernel(rules.before, rules.gazetteer), Kernel(rules.after, rules.gazetteer)
    seen: list[Mapping[StateChange, frozenset[str]]] = []
    for day in days:
        territory = Territory(rules.gazetteer, day, _on(rules.gazetteer, within, day))
        seen.append(_compared(kernels, uids, territory, land))
    found = [shift for at in range(len(days)) for shift in _begun(days, seen, at)]
    return tuple(sorted(found, key=_rank))


def _days(rules: RulesBeforeAfter, services: Sequence[str], today: date) -> list[date]:
    found = set(rules.gazetteer.days)
    for book in (rules.before, rules.after):
        for uid in book.lineage(services):
            found.update(_days_of(book, uid))
    return [today, *sorted(day for day in found if day > today)][:MOST_DAYS]


def _days_of(book: RuleBook, service: str) -> Iterator[date]:
    rules = book.services[service]
    yield from filter(None, (rules.service.shown_from, rules.service.shown_to))
    for records in rules.by_place.values():
        for record in records:
            yield from record.change_days
            yield from filter(None, (record.shown_from, record.shown_to))


def _on(gazetteer: Gazetteer, areas: Iterable[str], day: date) -> set[str]:
    return {at for key in areas for at in gazetteer.successors_on(key, day)}


def _compared(
    kernels: tuple[Kernel, Kernel], services: Iterable[str], territory: Territory, land: str
) -> dict[StateChange, frozenset[str]]:
    """The municipalities of one day in which a service stands otherwise after than before."""
    found: dict[StateChange, set[str]] = {}
    for uid in services:
        old, new = (list(_stands(kernel, uid, territory, land)) for kernel in kernels)
        for start, end, before, after in _side_by_side(old, new):
            if before != after:
                turn = StateChange(uid, before[0], after[0], _contradicts(before, after))
                found.setdefault(turn, set()).update(territory.keys[start:end])
    return {turn: frozenset(keys) for turn, keys in found.items()}


def _contradicts(before: Stand, after: Stand) -> bool:
    """Whether offices overlap for some facts that overlap for none before."""
    return any(len(said) > 1 and not any(said <= other for other in before[1]) for said in after[1])


def _stands(
    kernel: Kernel, service: str, territory: Territory, land: str
) -> Iterator[tuple[int, Stand]]:
    rules = kernel.rulebook.services.get(service)
    if rules is None or not rules.service.shown_on(territory.day):
        yield len(territory), _NOTHING
        return
    stands = standing(kernel, rules.service, territory, territory.day, land)
    yield from ((end, (state, decision.offices)) for end, state, decision in stands)


def _side_by_side(
    old: Sequence[tuple[int, Stand]], new: Sequence[tuple[int, Stand]]
) -> Iterator[tuple[int, int, Stand, Stand]]:
    at = one = other = 0
    while one < len(old) and other < len(new):
        end = min(old[one][0], new[other][0])
        yield at, end, old[one][1], new[other][1]
        at = end
        one += old[one][0] == end
        other += new[other][0] == end


def _begun(
    days: Sequence[date], seen: Sequence[Mapping[StateChange, frozenset[str]]], at: int
) -> Iterator[DatedStateChange]:
    """What begins on one of the days: those for which it was not so on the day before."""
    for turn, keys in seen[at].items():
        left = keys - seen[at - 1].get(turn, frozenset()) if at else keys
        for later in range(at + 1, len(days) + 1):
            lasting = seen[later].get(turn, frozenset()) if later < len(days) else frozenset()
            ending = left - lasting
            if ending:
                until = days[later] - _ONE_DAY if later < len(days) else None
                yield DatedStateChange(turn, days[at], until, tuple(sorted(ending)))
            left &= lasting


def _rank(shift: DatedStateChange) -> tuple[date, int, str, str, date]:
    worst = {LedgerState.OVERLAP: 0, LedgerState.GAP: 1}.get(shift.turn.after, 2)
    until = shift.until or date.max
    return shift.day, worst, shift.turn.service, shift.turn.before.value, until
