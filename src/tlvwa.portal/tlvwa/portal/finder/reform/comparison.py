"""Whether anybody is left without an answer: every service in every municipality, before and after.

Both states are asked for the same day, the earlier one as if there were no reform, so that what
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
    """What becomes of one service's answer where an old municipality went."""

    LOST = "lost"
    GAINED = "gained"
    DOUBLED = "doubled"
    WEAKER = "weaker"  # a hint only, where there was more
    OTHER = "other"  # another office
    SAME = "same"


WORSE = (AnswerChange.LOST, AnswerChange.DOUBLED, AnswerChange.WEAKER)


class LostAnswer(NamedTuple):
    """A service whose answer for an old municipality is worse in ``new`` (empty: it went nowhere)."""

    service: str
    old: str
    new: str
    turn: AnswerChange
    day: date


@dataclass(frozen=True, slots=True)
class AnswerComparison:
    """The ledger before and after on one day: states by service, and what changed for whom.

    ``turns`` counts pairs of an old municipality and one it went into, by service.
    """

    day: date
    before: Mapping[str, Counter[LedgerState]]
    after: Mapping[str, Counter[LedgerState]]
    turns: Mapping[str, Counter[AnswerChange]]
    violations: tuple[LostAnswer, ...]

    @property
    def lost(self) -> tuple[LostAnswer, ...]:
        """Where an answer that there was is missing: nobody may be left so."""
        return tuple(each for each in self.violations if each.turn is AnswerChange.LOST)

    def total(self, turn: AnswerChange) -> int:
        """How many pairs over all services take one turn."""
        return sum(counts[turn] for counts in self.turns.values())


def compare_answers(
    before: RuleState, after: RuleState, passage: AreaTransition, day: date, today: date
) -> AnswerComparison:
    """Compare the two states by the law of ``day``."""
    old, new = Territory(before.gazetteer, day), Territory(after.gazetteer, day)
    numbers = {key: number for number, key in enumerate(new.keys)}
    went = [
        [numbers[at] for at in passage.after.successors_on(key, day) if at in numbers]
        for key in old.keys
    ]
    befores: dict[str, Counter[LedgerState]] = {}
    afters: dict[str, Counter[LedgerState]] = {}
    turns: dict[str, Counter[AnswerChange]] = {}
    violations: list[LostAnswer] = []
    for uid, service in before.services.items():
        if not service.shown_on(today):
            continue
        was = _by_number(before.kernel, uid, old, today)
        now = _by_number(after.kernel, uid, new, today)
        befores[uid], afters[uid] = _states(was), _states(now)
        turns[uid] = Counter()
        known: dict[tuple[int, int], AnswerChange] = {}
        for number, (decision, ahead) in enumerate(zip(was, went, strict=True)):
            for at, turn in _turns(decision, ahead, now, known):
                turns[uid][turn] += 1
                if turn in WORSE:
                    there = "" if at is None else new.keys[at]
                    violations.append(LostAnswer(uid, old.keys[number], there, turn, day))
    return AnswerComparison(day, befores, afters, turns, tuple(violations))


def _by_number(kernel: Kernel, service: str, territory: Territory, today: date) -> list[Decision]:
    found: list[Decision] = []
    for run, decision in kernel.runs(service, territory, today):
        found += [decision] * (run.end - run.start)
    return found


def _states(decisions: Iterable[Decision]) -> Counter[LedgerState]:
    counted: dict[int, int] = {}
    known: dict[int, Decision] = {}
    for decision in decisions:
        at = id(decision)
        known[at] = decision
        counted[at] = counted.get(at, 0) + 1
    found: Counter[LedgerState] = Counter()
    for at, count in counted.items():
        found[known[at].state] += count
    return found


def _turns(
    was: Decision, ahead: list[int], now: list[Decision], known: dict[tuple[int, int], AnswerChange]
) -> Iterator[tuple[int | None, AnswerChange]]:
    if not ahead:
        yield None, AnswerChange.LOST if was.state in ANSWERED else AnswerChange.SAME
    for at in ahead:
        pair = id(was), id(now[at])
        turn = known.get(pair)
        if turn is None:
            turn = known[pair] = _turn(was, now[at])
        yield at, turn


def _turn(was: Decision, now: Decision) -> AnswerChange:
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
