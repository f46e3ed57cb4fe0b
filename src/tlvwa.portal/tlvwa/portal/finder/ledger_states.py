"""The ledger states: what is known for one service in one municipality."""

from collections.abc import Collection
from enum import StrEnum

from .records import RecordEffect


class LedgerState(StrEnum):
    """The state of one service in one municipality (spec:ledger-states).

    A gap is ``not_expected`` where the coverage of the service expects no answer; only the ledger
    knows the coverage, so ``of`` never returns it. An office that nobody has checked, or from whose
    rule there may be exceptions, is ``one_unconfirmed``, whether facts decide it or not.
    """

    ONE = "one"
    ONE_UNCONFIRMED = "one_unconfirmed"
    CONDITIONAL = "conditional"
    DERIVED = "derived"
    NOT_OFFERED = "not_offered"
    REFERRED = "referred"
    GAP = "gap"
    OVERLAP = "overlap"
    NOT_EXPECTED = "not_expected"

    @classmethod
    def of(
        cls,
        cases: Collection[frozenset[tuple[RecordEffect, str]]],
        derived: bool,
        confirmed: bool,
    ) -> "LedgerState":
        """The state for all possible cases, each as the statements of its records.

        The worst case counts: no office, then several offices, then a derived one, then one that is
        not ``confirmed``.
        """
        if any(not statements for statements in cases):
            return cls.GAP
        if any(len(statements) > 1 for statements in cases):
            return cls.OVERLAP
        if derived:
            return cls.DERIVED
        if len(cases) > 1:
            return cls.CONDITIONAL if confirmed else cls.ONE_UNCONFIRMED
        ((effect, _),) = next(iter(cases))
        state = _BY_EFFECT[effect]
        return cls.ONE_UNCONFIRMED if state is cls.ONE and not confirmed else state


_BY_EFFECT = {
    RecordEffect.RULE: LedgerState.ONE,
    RecordEffect.NOT_OFFERED: LedgerState.NOT_OFFERED,
    RecordEffect.REFERRED: LedgerState.REFERRED,
}
