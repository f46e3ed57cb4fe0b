"""The table of services and areas: how many municipalities have which state. Plain Python."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
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
    """Return the areas directly below an area, by name: districts of a Land, Verbände of a district.

    A municipality has itself as its only column. An area that does not exist on the territory's day is
    replaced by its successors or predecessors on that day. Raises UnknownArea.
    """
    gazetteer = territory.gazetteer
    keys: dict[str, None] = {}
    for current in gazetteer.successors_on(area, territory.day):
        place = gazetteer.canonical_key(current)
        span = territory.municipality_range(place)
        for municipality in territory.keys[span.start : span.end]:
            keys[_below(gazetteer.ancestors(municipality), place)] = None
    areas = [
        HeatColumn(key, gazetteer.area(key).name, territory.municipality_range(key)) for key in keys
    ]
    return sorted(areas, key=lambda column: (normalize_place(column.name), column.key))


def _below(ladder: Sequence[str], place: str) -> str:
    """Return the level below ``place`` in a ladder; ``place`` itself if it is the lowest."""
    return ladder[max(0, ladder.index(place) - 1)]


def runs_by_service(ledger_runs: Iterable[LedgerRun]) -> dict[str, list[LedgerRun]]:
    """Return ledger runs by service, in the order of the services."""
    runs: dict[str, list[LedgerRun]] = {}
    for run in ledger_runs:
        runs.setdefault(run.service, []).append(run)
    return runs


def count_states(runs: Iterable[LedgerRun], areas: Sequence[HeatColumn]) -> dict[str, Counts]:
    """Count the states in each area, by its key; ``areas`` must not overlap."""
    in_order = sorted(areas, key=lambda column: column.span)
    starts = [column.span.start for column in in_order]
    counts: dict[str, Counts] = {column.key: Counter() for column in areas}
    for run in runs:
        at = max(0, bisect_right(starts, run.municipalities.start) - 1)
        while at < len(in_order) and starts[at] < run.municipalities.end:
            size = _shared(run.municipalities, in_order[at].span)
            if size > 0:
                counts[in_order[at].key][run.state] += size
            at += 1
    return counts


def _shared(one: MunicipalityRange, other: MunicipalityRange) -> int:
    return min(one.end, other.end) - max(one.start, other.start)
