"""Services × areas: how many municipalities stand how, from what is found of a ledger. Plain Python."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from tlvwa.portal.areas.normalize import normalize_place
from tlvwa.portal.finder.ledger import LedgerRun
from tlvwa.portal.finder.ledger_states import LedgerState
from tlvwa.portal.finder.territory import MunicipalityRange, Territory

Counts = Counter[LedgerState]


class HeatColumn(NamedTuple):
    """An area of the table: its key, its name, and its municipalities."""

    key: str
    name: str
    span: MunicipalityRange


def columns(territory: Territory, area: str) -> list[HeatColumn]:
    """What lies directly below an area, by name: districts of a Land, Verbände of a district, and so on.

    A municipality stands for itself. An area of another day is what stands for it on the territory's.
    Raises UnknownArea.
    """
    gazetteer = territory.gazetteer
    keys: dict[str, None] = {}
    for standing in gazetteer.successors_on(area, territory.day):
        place = gazetteer.canonical_key(standing)
        span = territory.span(place)
        for municipality in territory.keys[span.start : span.end]:
            keys[_below(gazetteer.ancestors(municipality), place)] = None
    found = [HeatColumn(key, gazetteer.area(key).name, territory.span(key)) for key in keys]
    return sorted(found, key=lambda column: (normalize_place(column.name), column.key))


def _below(ladder: Sequence[str], place: str) -> str:
    """The rung below ``place``; itself where it is the lowest."""
    return ladder[max(0, ladder.index(place) - 1)]


def by_service(entries: Iterable[LedgerRun]) -> dict[str, list[LedgerRun]]:
    """Entries by their service, in the order in which services come."""
    found: dict[str, list[LedgerRun]] = {}
    for entry in entries:
        found.setdefault(entry.service, []).append(entry)
    return found


def counted(entries: Iterable[LedgerRun], areas: Sequence[HeatColumn]) -> Mapping[str, Counts]:
    """How often each state is met in each area, by its key; ``areas`` do not overlap."""
    in_order = sorted(areas, key=lambda column: column.span)
    starts = [column.span.start for column in in_order]
    found: dict[str, Counts] = {column.key: Counter() for column in areas}
    for entry in entries:
        at = max(0, bisect_right(starts, entry.span.start) - 1)
        while at < len(in_order) and starts[at] < entry.span.end:
            size = _shared(entry.span, in_order[at].span)
            if size > 0:
                found[in_order[at].key][entry.state] += size
            at += 1
    return found


def _shared(one: MunicipalityRange, other: MunicipalityRange) -> int:
    return min(one.end, other.end) - max(one.start, other.start)
