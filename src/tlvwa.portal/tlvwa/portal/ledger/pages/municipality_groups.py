"""The municipalities of an area that stand alike for a service: one state, one word. Plain Python."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from tlvwa.portal.finder.decision import Said, said
from tlvwa.portal.finder.kernel import Kernel
from tlvwa.portal.finder.ledger import Ledger, standing
from tlvwa.portal.finder.ledger_states import LedgerState
from tlvwa.portal.finder.records import Record
from tlvwa.portal.finder.territory import MunicipalityRange, Territory

WORST_FIRST = (
    *(
        LedgerState.OVERLAP,
        LedgerState.GAP,
        LedgerState.DERIVED,
        LedgerState.CONDITIONAL,
        LedgerState.ONE,
    ),
    *(LedgerState.REFERRED, LedgerState.NOT_OFFERED, LedgerState.NOT_EXPECTED),
)


class MunicipalityGroup(NamedTuple):
    """Municipalities, by key, with the records that answer there, or that can if facts decide."""

    state: LedgerState
    records: tuple[Record, ...]
    municipalities: tuple[str, ...]


def municipality_groups(
    kernel: Kernel, ledger: Ledger, service: str, spans: Sequence[MunicipalityRange]
) -> list[MunicipalityGroup]:
    """How a service stands in some spans of a ledger that holds it, worst first, then the largest."""
    found: dict[tuple[LedgerState, Said], tuple[tuple[Record, ...], list[str]]] = {}
    for span, state, records in _parts(kernel, ledger, service, spans):
        _records, keys = found.setdefault((state, said(records)), (records, []))
        keys += ledger.territory.keys[span.start : span.end]
    told = [
        MunicipalityGroup(state, records, tuple(keys))
        for (state, _), (records, keys) in found.items()
    ]
    return sorted(told, key=_rank)


def cover(territory: Territory, keys: Iterable[str]) -> list[str]:
    """The fewest areas that are together exactly some municipalities, by key; never the Bund."""
    wanted = set(keys)
    found: dict[str, None] = {}
    for key in sorted(wanted):
        for rung in reversed(territory.gazetteer.ancestors(key)[:-1]):
            span = territory.span(rung)
            if wanted.issuperset(territory.keys[span.start : span.end]):
                found[rung] = None
                break
    return list(found)


def _parts(
    kernel: Kernel, ledger: Ledger, service: str, spans: Sequence[MunicipalityRange]
) -> Iterator[tuple[MunicipalityRange, LedgerState, tuple[Record, ...]]]:
    asked = kernel.rulebook.services[service].service
    start = 0
    for end, state, decision in standing(
        kernel, asked, ledger.territory, ledger.today, ledger.land
    ):
        for span in spans:
            part = MunicipalityRange(max(start, span.start), min(end, span.end))
            if part.size > 0:
                yield part, state, decision.verdict.won[0]
        start = end


def _rank(group: MunicipalityGroup) -> tuple[int, int, str]:
    return WORST_FIRST.index(group.state), -len(group.municipalities), group.municipalities[0]
