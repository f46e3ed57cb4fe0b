"""The municipalities of an area that stand alike for a service: one state, one word. Plain Python."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from tlvwa.portal.finder.decision import Said, said
from tlvwa.portal.finder.kernel import Kernel
from tlvwa.portal.finder.ledger import Ledger, standing
from tlvwa.portal.finder.records import Record
from tlvwa.portal.finder.states import State
from tlvwa.portal.finder.territory import Span, Territory

WORST_FIRST = (
    *(State.OVERLAP, State.GAP, State.DERIVED, State.CONDITIONAL, State.ONE),
    *(State.REFERRED, State.NOT_OFFERED, State.NOT_EXPECTED),
)


class Group(NamedTuple):
    """Municipalities, by key, with the records that answer there, or that can if facts decide."""

    state: State
    records: tuple[Record, ...]
    municipalities: tuple[str, ...]


def groups(kernel: Kernel, ledger: Ledger, service: str, spans: Sequence[Span]) -> list[Group]:
    """How a service stands in some spans of a ledger that holds it, worst first, then the largest."""
    found: dict[tuple[State, Said], tuple[tuple[Record, ...], list[str]]] = {}
    for span, state, records in _parts(kernel, ledger, service, spans):
        _records, keys = found.setdefault((state, said(records)), (records, []))
        keys += ledger.territory.keys[span.start : span.end]
    told = [Group(state, records, tuple(keys)) for (state, _), (records, keys) in found.items()]
    return sorted(told, key=_rank)


def cover(territory: Territory, keys: Iterable[str]) -> list[str]:
    """The fewest areas that are together exactly some municipalities, by key; never the Bund."""
    wanted = set(keys)
    found: dict[str, None] = {}
    for key in sorted(wanted):
        for rung in reversed(territory.gazetteer.ladder(key)[:-1]):
            span = territory.span(rung)
            if wanted.issuperset(territory.keys[span.start : span.end]):
                found[rung] = None
                break
    return list(found)


def _parts(
    kernel: Kernel, ledger: Ledger, service: str, spans: Sequence[Span]
) -> Iterator[tuple[Span, State, tuple[Record, ...]]]:
    asked = kernel.rulebook.services[service].service
    start = 0
    for end, state, decision in standing(
        kernel, asked, ledger.territory, ledger.today, ledger.land
    ):
        for span in spans:
            part = Span(max(start, span.start), min(end, span.end))
            if part.size > 0:
                yield part, state, decision.verdict.won[0]
        start = end


def _rank(group: Group) -> tuple[int, int, str]:
    return WORST_FIRST.index(group.state), -len(group.municipalities), group.municipalities[0]
