"""The rehearsal of a reform: proposals, the changes of records, and their result (spec:rehearsal)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from tlvwa.portal.common.dates import ONE_DAY

from .area_transition import AreaTransition
from .changes import RecordChanges, changed_records, record_changes
from .comparison import AnswerChange, AnswerComparison, WorseAnswer, compare_answers
from .proposals import OfficeException, RecordFate, ReformProposal, open_decisions, proposals
from .state import RuleState


@dataclass(frozen=True)
class Rehearsal:
    """What a reform would change. Nothing is written; equal inputs give equal results.

    ``staying`` are the exceptions, ``decided`` the decisions by the id of their proposals.
    """

    state: RuleState
    transition: AreaTransition
    today: date
    exceptions: tuple[OfficeException, ...] = ()
    decisions: Mapping[str, RecordFate] | None = None

    @cached_property
    def proposals(self) -> tuple[ReformProposal, ...]:
        """The proposals for each record in an area that ends."""
        return proposals(self.state, self.transition, self.today, self.exceptions)

    @cached_property
    def open_proposals(self) -> tuple[ReformProposal, ...]:
        """The proposals that still need a decision."""
        return open_decisions(self.proposals, self.decisions or {})

    @cached_property
    def changes(self) -> RecordChanges:
        """The changes of records that would be written."""
        return record_changes(self.state, self.transition, self.proposals, self.decisions or {})

    @cached_property
    def state_after(self) -> RuleState:
        """The state after the changes."""
        return changed_records(self.state, self.transition, self.changes)

    @cached_property
    def comparison(self) -> AnswerComparison:
        """The ledger before and after on the day of the reform."""
        return compare_answers(
            self.state, self.state_after, self.transition, self.transition.day, self.today
        )

    @cached_property
    def violations(self) -> tuple[WorseAnswer, ...]:
        """The answers that are worse on the day of the reform, or on a day after an exception ends."""
        return self.comparison.violations + tuple(
            violation
            for day in self._days_after()
            for violation in compare_answers(
                self.state, self.state_after, self.transition, day, self.today
            ).violations
            if violation._replace(day=self.transition.day) not in self.comparison.violations
        )

    @property
    def lost_answers(self) -> tuple[WorseAnswer, ...]:
        """The answers that would be lost."""
        return tuple(
            violation for violation in self.violations if violation.change is AnswerChange.LOST
        )

    @property
    def doubled_answers(self) -> tuple[WorseAnswer, ...]:
        """The answers that would name several offices instead of one."""
        return tuple(
            violation for violation in self.violations if violation.change is AnswerChange.DOUBLED
        )

    def _days_after(self) -> list[date]:
        return sorted(
            {
                exception.until + ONE_DAY
                for exception in self.exceptions
                if exception.until > self.transition.day
            }
        )
