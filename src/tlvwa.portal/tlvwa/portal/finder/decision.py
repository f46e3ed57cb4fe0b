"""The decision for one municipality: one verdict, or several between which facts decide.

A *verdict* is what holds once all facts are known. A *decision* is one verdict, or, where facts are
unknown and make a difference, a split into several (spec:question).
"""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from .certainty import Assurance, assurance, first_known_day
from .ledger_states import LedgerState
from .open_criteria import CriteriaSplit
from .records import ROLES, Certainty, Record, RecordEffect, Role

SLOT = {role: slot for slot, role in enumerate(ROLES)}
NO_RECORDS: tuple[Record, ...] = ()
_OWN = (0,) * len(ROLES)

WinningRecords = tuple[tuple[Record, ...], ...]  # for each role the records that answer
Statements = frozenset[tuple[RecordEffect, str]]  # what some records say: see ``Record.says``
AnswerKey = tuple[Statements, ...]  # for each role what its records say

_SILENCE: Statements = frozenset()


def statements_of(records: tuple[Record, ...]) -> Statements:
    """What the records of one role say together."""
    return frozenset([record.statement for record in records]) if records else _SILENCE


class Verdict(NamedTuple):
    """For each role (in the order of ROLES) the records that answer, and whose records they are.

    ``origin`` is, for each role, 0 where records of the service itself answer (or none do), else
    the number of the generation of parents whose records answer.
    """

    records: WinningRecords
    origin: tuple[int, ...] = _OWN

    @property
    def key(self) -> AnswerKey:
        """What the verdict says in each role; equal for two verdicts with the same answer."""
        return tuple([statements_of(records) for records in self.records])

    @property
    def derived(self) -> bool:
        """True if the office comes from a parent service."""
        return self.origin[0] > 0


class Decision(NamedTuple):
    """The outcome under the known facts: ``verdict`` alone, or ``split`` by the unknown criteria.

    With a split, ``verdict`` holds all records that can still win.
    """

    verdict: Verdict
    split: CriteriaSplit[AnswerKey] | None = None

    @property
    def answer(self) -> object:
        """A value that is equal for two decisions exactly if they lead to the same answers."""
        return self.verdict.key if self.split is None else self.split.answer

    def depends(self, role: Role) -> bool:
        """True if facts decide who answers in a role."""
        slot = SLOT[role]
        return self.split is not None and len({key[slot] for key in self.split.outcomes}) > 1

    @property
    def offices(self) -> frozenset[Statements]:
        """What the records of the responsible office can say: one case, or several by the facts."""
        keys = [self.verdict.key] if self.split is None else self.split.outcomes
        return frozenset(key[0] for key in keys)

    @property
    def assurance(self) -> Assurance | None:
        """How sure the responsible office is; None if nobody is."""
        return assurance(self.verdict.records[0], derived=self.verdict.derived)

    @property
    def known_since(self) -> date | None:
        """The first day for which the responsible office is known; None if that is not limited."""
        return first_known_day(self.verdict.records[0])

    @property
    def state(self) -> LedgerState:
        """The ledger state of the responsible office."""
        sure = self.assurance
        confirmed = sure is not None and sure.level is Certainty.CONFIRMED
        return LedgerState.of(self.offices, self.verdict.derived, confirmed)


NO_DECISION = Decision(Verdict((NO_RECORDS,) * len(ROLES)))  # no record in any role


def combine(verdicts: Sequence[Verdict]) -> Verdict:
    """Combine several verdicts into one with all records that win in any of them."""
    won = [NO_RECORDS] * len(ROLES)
    for verdict in verdicts:
        won = [merge_records(a, b) for a, b in zip(won, verdict.records, strict=True)]
    origin = (max(origins) for origins in zip(*(v.origin for v in verdicts), strict=True))
    return Verdict(tuple(won), tuple(origin))


def merge_records(first: tuple[Record, ...], second: tuple[Record, ...]) -> tuple[Record, ...]:
    """Return the records of both, each once."""
    if not first:
        return second
    known = {record.id for record in first}
    return first + tuple(record for record in second if record.id not in known)
