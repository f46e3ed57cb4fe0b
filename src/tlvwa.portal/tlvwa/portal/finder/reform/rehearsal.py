"""A whole rehearsal: what a reform touches, what would be written, and what it comes to (spec:rehearsal)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from .area_transition import AreaTransition
from .changes import RecordChanges, changed_records, record_changes
from .comparison import AnswerChange, AnswerComparison, LostAnswer, compare_answers
from .proposals import OfficeException, RecordFate, ReformProposal, open_decisions, proposals
from .state import RuleState

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Rehearsal:
    """Nothing here is written anywhere; equal inputs give equal results."""

    world: RuleState
    passage: AreaTransition
    today: date
    staying: tuple[OfficeException, ...] = ()
    decided: Mapping[str, RecordFate] | None = None

    @cached_property
    def proposals(self) -> tuple[ReformProposal, ...]:
        """What is to become of each record on an area that ends."""
        return proposals(self.world, self.passage, self.today, self.staying)

    @cached_property
    def open(self) -> tuple[ReformProposal, ...]:
        """What still needs a decision."""
        return open_decisions(self.proposals, self.decided or {})

    @cached_property
    def changes(self) -> RecordChanges:
        """What would be written."""
        return record_changes(self.world, self.passage, self.proposals, self.decided or {})

    @cached_property
    def later(self) -> RuleState:
        """The state after it."""
        return changed_records(self.world, self.passage, self.changes)

    @cached_property
    def comparison(self) -> AnswerComparison:
        """The ledger before and after on the day of the reform."""
        return compare_answers(self.world, self.later, self.passage, self.passage.day, self.today)

    @cached_property
    def violations(self) -> tuple[LostAnswer, ...]:
        """What is worse on the day of the reform, or on the day after an exception ends."""
        return self.comparison.violations + tuple(
            each
            for day in self._days_after()
            for each in compare_answers(
                self.world, self.later, self.passage, day, self.today
            ).violations
            if each._replace(day=self.passage.day) not in self.comparison.violations
        )

    @property
    def lost(self) -> tuple[LostAnswer, ...]:
        """Where an answer that there was would be missing."""
        return tuple(each for each in self.violations if each.turn is AnswerChange.LOST)

    @property
    def doubled(self) -> tuple[LostAnswer, ...]:
        """Where several offices would answer instead of one."""
        return tuple(each for each in self.violations if each.turn is AnswerChange.DOUBLED)

    def _days_after(self) -> list[date]:
        return sorted(
            {each.until + _ONE_DAY for each in self.staying if each.until > self.passage.day}
        )
