"""Where a service has exactly one office, and which authorities that is, run by run."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator

from .decision import Decision
from .explanation import authority_of
from .ledger_states import LedgerState
from .records import RecordEffect
from .territory import MunicipalityRange

Offices = frozenset[str]  # UIDs; several where facts decide between them, none without one office

ONE_OFFICE = frozenset((LedgerState.ONE, LedgerState.ONE_UNCONFIRMED, LedgerState.CONDITIONAL))
NO_OFFICES: Offices = frozenset()


class OfficeRow:
    """The offices of one service: runs of municipalities with the same ones. Equal by value."""

    __slots__ = ("ends", "offices")

    def __init__(self, runs: Iterable[tuple[int, Offices]] = ()) -> None:
        """``runs`` are the end of each run (exclusive) with its offices, from the first municipality."""
        ends: list[int] = []
        offices: list[Offices] = []
        for end, named in runs:
            if offices and offices[-1] == named:
                ends[-1] = end
            else:
                ends.append(end)
                offices.append(named)
        self.ends, self.offices = tuple(ends), tuple(offices)

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, OfficeRow)
            and self.ends == other.ends
            and self.offices == other.offices
        )

    __hash__ = None  # type: ignore[assignment]  # as that of a row of the ledger

    def at(self, number: int) -> Offices:
        """The offices in one municipality, by its number."""
        run = bisect_right(self.ends, number)
        return self.offices[run] if run < len(self.ends) else NO_OFFICES

    def runs_in(self, span: MunicipalityRange) -> Iterator[tuple[int, Offices]]:
        """The number of municipalities in each run within a range that has one office, and its offices."""
        run, start = bisect_right(self.ends, span.start), span.start
        while start < span.end and run < len(self.ends):
            end = min(self.ends[run], span.end)
            if self.offices[run]:
                yield end - start, self.offices[run]
            start, run = end, run + 1


def offices_of(state: LedgerState, decision: Decision) -> Offices:
    """The authorities that a decision names as the one office, for any facts."""
    if state not in ONE_OFFICE:
        return NO_OFFICES
    return frozenset(
        [
            authority_of(record)
            for record in decision.verdict.records[0]
            if record.effect is RecordEffect.RULE
        ]
    )
