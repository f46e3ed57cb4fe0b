"""The share of the answers with one office whose office is reachable. Plain Python."""

from collections.abc import Collection, Iterable
from typing import NamedTuple

from tlvwa.portal.finder.ledger import Ledger, LedgerRun


class Reach(NamedTuple):
    """The number of answers with one office, and of those among them whose office is reachable.

    Where facts decide between offices, the worst case counts: all of them must be reachable.
    """

    answers: int = 0
    reachable: int = 0

    @property
    def unreachable(self) -> int:
        """The number of answers whose office is not reachable."""
        return self.answers - self.reachable

    @property
    def percent(self) -> int:
        """The share of reachable ones in percent, rounded down, so that 100 means all; 0 for no answers."""
        return self.reachable * 100 // self.answers if self.answers else 0


def reach_of(ledger: Ledger, runs: Iterable[LedgerRun], reachable: Collection[str]) -> Reach:
    """Count in some runs of a ledger; ``reachable`` are the UIDs of the reachable authorities."""
    answers = reached = 0
    for run in runs:
        for size, offices in ledger.rows[run.service].offices.runs_in(run.municipalities):
            answers += size
            if all([uid in reachable for uid in offices]):
                reached += size
    return Reach(answers, reached)


def total_reach(parts: Iterable[Reach]) -> Reach:
    """Return the sum of some counts."""
    counts = list(parts)
    return Reach(sum(part.answers for part in counts), sum(part.reachable for part in counts))
