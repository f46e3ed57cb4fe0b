"""The comparison of all answers before and after a reform: every service in every municipality.

Both states are resolved for the same day, the earlier one as if there were no reform, so that what
changes for other reasons on that day is not counted.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from tlvwa.portal.finder.decision import Decision
from tlvwa.portal.finder.kernel import Kernel
from tlvwa.portal.finder.ledger_states import LedgerState
from tlvwa.portal.finder.territory import Territory

from .area_transition import AreaTransition
from .state import RuleState

ANSWERED = frozenset(LedgerState) - {LedgerState.GAP, LedgerState.NOT_EXPECTED}


class AnswerChange(StrEnum):
    """How the answer of one service changes for an old municipality."""

    LOST = "lost"
    GAINED = "gained"
    DOUBLED = "doubled"
    WEAKER = "weaker"  # a hint only, where there was more
    OTHER = "other"  # another office
    SAME = "same"


WORSE = (AnswerChange.LOST, AnswerChange.DOUBLED, AnswerChange.WEAKER)


class WorseAnswer(NamedTuple):
    """A service whose answer for an old municipality is worse in ``new``.

    ``new`` is empty if the old municipality has no successor.
    """

    service: str
    old: str
    new: str
    change: AnswerChange
    day: date


@dataclass(frozen=True, slots=True)
class AnswerComparison:
    """The ledgers before and after on one day: states by service, and the changes of answers.

    ``turns`` counts pairs of an old municipality and a successor of it, by service and change.
    """

    day: date
    before: Mapping[str, Counter[LedgerState]]
    after: Mapping[str, Counter[LedgerState]]
    changes: Mapping[str, Counter[AnswerChange]]
    violations: tuple[WorseAnswer, ...]

    @property
    def worse_answers(self) -> tuple[WorseAnswer, ...]:
        """The pairs that lose their answer."""
        return tuple(
            violation for violation in self.violations if violation.change is AnswerChange.LOST
        )

    def total(self, change: AnswerChange) -> int:
        """The number of pairs over all services with one kind of change."""
        return sum(counts[change] for counts in self.changes.values())


def compare_answers(
    before: RuleState, after: RuleState, transition: AreaTransition, day: date, today: date
) -> AnswerComparison:
    """Compare the two states by the law of ``day``."""
    old, new = Territory(before.gazetteer, day), Territory(after.gazetteer, day)
    numbers = {key: number for number, key in enumerate(new.keys)}
    successors = [
        [numbers[there] for there in transition.after.successors_on(key, day) if there in numbers]
        for key in old.keys
    ]
    befores: dict[str, Counter[LedgerState]] = {}
    afters: dict[str, Counter[LedgerState]] = {}
    changes: dict[str, Counter[AnswerChange]] = {}
    violations: list[WorseAnswer] = []
    for uid, service in before.services.items():
        if not service.shown_on(today):
            continue
        was = _by_number(before.kernel, uid, old, today)
        now = _by_number(after.kernel, uid, new, today)
        befores[uid], afters[uid] = _states(was), _states(now)
        changes[uid] = Counter()
        # Municipalities share decisions, so most pairs of an old and a new one are compared already.
        # Their identities are safe as keys: the lists keep the decisions alive.
        known: dict[tuple[int, int], AnswerChange] = {}
        for number, (decision, new_numbers) in enumerate(zip(was, successors, strict=True)):
            for new_number, change in _answer_changes(decision, new_numbers, now, known):
                changes[uid][change] += 1
                if change in WORSE:
                    new_key = "" if new_number is None else new.keys[new_number]
                    violations.append(WorseAnswer(uid, old.keys[number], new_key, change, day))
    return AnswerComparison(day, befores, afters, changes, tuple(violations))


def _by_number(kernel: Kernel, service: str, territory: Territory, today: date) -> list[Decision]:
    decisions: list[Decision] = []
    for run, decision in kernel.runs(service, territory, today):
        decisions += [decision] * (run.end - run.start)
    return decisions


def _states(decisions: Iterable[Decision]) -> Counter[LedgerState]:
    counted: dict[int, int] = {}
    by_id: dict[int, Decision] = {}
    for decision in decisions:
        identity = id(decision)
        by_id[identity] = decision
        counted[identity] = counted.get(identity, 0) + 1
    states: Counter[LedgerState] = Counter()
    for identity, count in counted.items():
        states[by_id[identity].state] += count
    return states


def _answer_changes(
    was: Decision,
    new_numbers: list[int],
    now: list[Decision],
    known: dict[tuple[int, int], AnswerChange],
) -> Iterator[tuple[int | None, AnswerChange]]:
    if not new_numbers:
        yield None, AnswerChange.LOST if was.state in ANSWERED else AnswerChange.SAME
    for number in new_numbers:
        pair = id(was), id(now[number])
        change = known.get(pair)
        if change is None:
            change = known[pair] = _answer_change(was, now[number])
        yield number, change


def _answer_change(was: Decision, now: Decision) -> AnswerChange:
    if was is now or (was.answer == now.answer and was.verdict.derived == now.verdict.derived):
        return AnswerChange.SAME
    old, new = was.state, now.state
    if new not in ANSWERED:
        return AnswerChange.LOST if old in ANSWERED else AnswerChange.SAME
    if old not in ANSWERED:
        return AnswerChange.GAINED
    if new is LedgerState.OVERLAP and old is not LedgerState.OVERLAP:
        return AnswerChange.DOUBLED
    if new is LedgerState.DERIVED and old is not LedgerState.DERIVED:
        return AnswerChange.WEAKER
    return AnswerChange.OTHER
