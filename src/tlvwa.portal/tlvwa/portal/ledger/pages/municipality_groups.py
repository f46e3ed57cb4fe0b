"""Groups of municipalities with the same state and the same records for a service. Plain Python."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from tlvwa.portal.finder.decision import Statements, statements_of
from tlvwa.portal.finder.kernel import Kernel
from tlvwa.portal.finder.ledger import Ledger, service_states
from tlvwa.portal.finder.ledger_states import LedgerState
from tlvwa.portal.finder.records import Record
from tlvwa.portal.finder.territory import MunicipalityRange, Territory

WORST_FIRST = (
    *(
        LedgerState.OVERLAP,
        LedgerState.GAP,
        LedgerState.DERIVED,
        LedgerState.ONE_UNCONFIRMED,
        LedgerState.CONDITIONAL,
        LedgerState.ONE,
    ),
    *(LedgerState.REFERRED, LedgerState.NOT_OFFERED, LedgerState.NOT_EXPECTED),
)


class MunicipalityGroup(NamedTuple):
    """Municipalities, by key, with their state and the records that answer there or could answer."""

    state: LedgerState
    records: tuple[Record, ...]
    municipalities: tuple[str, ...]


def municipality_groups(
    kernel: Kernel, ledger: Ledger, service: str, spans: Sequence[MunicipalityRange]
) -> list[MunicipalityGroup]:
    """Return the groups for a service in some ranges of a ledger, worst first, then the largest."""
    parts: dict[tuple[LedgerState, Statements], tuple[tuple[Record, ...], list[str]]] = {}
    for span, state, records in _parts(kernel, ledger, service, spans):
        _records, keys = parts.setdefault((state, statements_of(records)), (records, []))
        keys += ledger.territory.keys[span.start : span.end]
    groups = [
        MunicipalityGroup(state, records, tuple(keys))
        for (state, _), (records, keys) in parts.items()
    ]
    return sorted(groups, key=_rank)


def cover(territory: Territory, keys: Iterable[str]) -> list[str]:
    """Return the fewest areas, by key, that together are exactly these municipalities; never the Bund."""
    wanted = set(keys)
    areas: dict[str, None] = {}
    for key in sorted(wanted):
        for area in reversed(territory.gazetteer.ancestors(key)[:-1]):
            span = territory.municipality_range(area)
            if wanted.issuperset(territory.keys[span.start : span.end]):
                areas[area] = None
                break
    return list(areas)


def _parts(
    kernel: Kernel, ledger: Ledger, service: str, spans: Sequence[MunicipalityRange]
) -> Iterator[tuple[MunicipalityRange, LedgerState, tuple[Record, ...]]]:
    definition = kernel.rulebook.services[service].service
    start = 0
    for end, state, decision in service_states(
        kernel, definition, ledger.territory, ledger.today, ledger.land
    ):
        for span in spans:
            part = MunicipalityRange(max(start, span.start), min(end, span.end))
            if part.size > 0:
                yield part, state, decision.verdict.records[0]
        start = end


def _rank(group: MunicipalityGroup) -> tuple[int, int, str]:
    return WORST_FIRST.index(group.state), -len(group.municipalities), group.municipalities[0]
