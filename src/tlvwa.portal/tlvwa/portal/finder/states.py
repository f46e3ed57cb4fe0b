"""How an office stands for a service in a municipality, as the ledger counts it."""

from collections.abc import Collection
from enum import StrEnum

from .records import Effect


class State(StrEnum):
    """One outcome by what it proves (DESIGN §6, the ledger).

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
    def of(cls, cases: Collection[frozenset[tuple[Effect, str]]], derived: bool) -> "State":
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
    Effect.RULE: State.ONE,
    Effect.NOT_OFFERED: State.NOT_OFFERED,
    Effect.REFERRED: State.REFERRED,
}
