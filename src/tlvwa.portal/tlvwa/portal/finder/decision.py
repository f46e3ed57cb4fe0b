"""What holds for one municipality: a verdict, or several between which facts decide.

A *verdict* is what holds when all facts are known. A *decision* is one verdict, or, where facts
are still unknown and make a difference, a split into several (spec:question).
"""

from collections.abc import Sequence
from typing import NamedTuple

from .ledger_states import LedgerState
from .open_criteria import CriteriaSplit
from .records import ROLES, Record, RecordEffect, Role

SLOT = {role: slot for slot, role in enumerate(ROLES)}
NOBODY: tuple[Record, ...] = ()
_OWN = (0,) * len(ROLES)

Won = tuple[tuple[Record, ...], ...]  # for each role those that answer
Said = frozenset[tuple[RecordEffect, str]]
Key = tuple[Said, ...]  # for each role what they say

_SILENCE: Said = frozenset()


def said(records: tuple[Record, ...]) -> Said:
    """What records of one role say together."""
    return frozenset([record.says for record in records]) if records else _SILENCE


class Verdict(NamedTuple):
    """For each role (in the order of ROLES) the records that answer, and who speaks there.

    ``origin`` is 0 where the service's own records answer, else the generation of the parents that
    do. Nobody speaks for a role without records.
    """

    won: Won
    origin: tuple[int, ...] = _OWN

    @property
    def key(self) -> Key:
        """What two verdicts have in common that give the same answer."""
        return tuple([said(records) for records in self.won])

    @property
    def derived(self) -> bool:
        """Whether the office comes from another service."""
        return self.origin[0] > 0


class Decision(NamedTuple):
    """What the known facts leave: ``verdict`` alone, or ``split`` by criteria still unknown.

    Of a split, ``verdict`` holds all records that can still win.
    """

    verdict: Verdict
    split: CriteriaSplit[Key] | None = None

    @property
    def answer(self) -> object:
        """Equal for two decisions exactly if they lead to the same answers, whatever is asked."""
        return self.verdict.key if self.split is None else self.split.answer

    def depends(self, role: Role) -> bool:
        """Whether facts decide who answers in a role."""
        slot = SLOT[role]
        return self.split is not None and len({key[slot] for key in self.split.outcomes}) > 1

    @property
    def offices(self) -> frozenset[Said]:
        """What can be said of the responsible office, one way or several as facts decide."""
        keys = [self.verdict.key] if self.split is None else self.split.outcomes
        return frozenset(key[0] for key in keys)

    @property
    def state(self) -> LedgerState:
        """How the responsible office stands in the ledger."""
        return LedgerState.of(self.offices, self.verdict.derived)


NOTHING = Decision(Verdict((NOBODY,) * len(ROLES)))  # nobody, anywhere


def together(verdicts: Sequence[Verdict]) -> Verdict:
    """All that can win in any of several verdicts."""
    won = [NOBODY] * len(ROLES)
    for verdict in verdicts:
        won = [joined(a, b) for a, b in zip(won, verdict.won, strict=True)]
    origin = (max(origins) for origins in zip(*(v.origin for v in verdicts), strict=True))
    return Verdict(tuple(won), tuple(origin))


def joined(one: tuple[Record, ...], other: tuple[Record, ...]) -> tuple[Record, ...]:
    """The records of both, each once."""
    if not one:
        return other
    known = {record.id for record in one}
    return one + tuple(record for record in other if record.id not in known)
