"""The ledger states: what is proven for one service in one municipality."""

from collections.abc import Collection
from enum import StrEnum

from .records import RecordEffect


class LedgerState(StrEnum):
    """The state of one service in one municipality (spec:ledger-states).

    A gap is ``not_expected`` where the coverage of the service expects no answer; only the ledger
    knows the coverage, so ``of`` never returns it.
    """

    ONE = "one"
    CONDITIONAL = "conditional"
    DERIVED = "derived"
    NOT_OFFERED = "not_offered"
    REFERRED = "referred"
    GAP = "gap"
    OVERLAP = "overlap"
    NOT_EXPECTED = "not_expected"

    @classmethod
    def of(
        cls, cases: Collection[frozenset[tuple[RecordEffect, str]]], derived: bool
    ) -> "LedgerState":
        """The state for all possible cases, each as the statements of its records.

        The worst case counts: no office, then several offices, then a derived one.
        """
        if any(not statements for statements in cases):
            return cls.GAP
        if any(len(statements) > 1 for statements in cases):
            return cls.OVERLAP
        if derived:
            return cls.DERIVED
        if len(cases) > 1:
            return cls.CONDITIONAL
        ((effect, _),) = next(iter(cases))
        return _BY_EFFECT[effect]


_BY_EFFECT = {
    RecordEffect.RULE: LedgerState.ONE,
    RecordEffect.NOT_OFFERED: LedgerState.NOT_OFFERED,
    RecordEffect.REFERRED: LedgerState.REFERRED,
}
