"""How an office stands for a service in a municipality, as the ledger counts it."""

from collections.abc import Collection
from enum import StrEnum

from .records import RecordEffect


class LedgerState(StrEnum):
    """One outcome by what it proves (spec:ledger-states).

    A gap where the service's coverage expects no answer is ``not_expected``; only the ledger tells.
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
        """The state for all that can be the case, each given as what the records say.

        The worst case counts: nobody, then several, then only a hint.
        """
        if any(not said for said in cases):
            return cls.GAP
        if any(len(said) > 1 for said in cases):
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
