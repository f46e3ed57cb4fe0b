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

from ..decision import Decision
from ..kernel import Kernel
from ..states import State
from ..territory import Territory
from .ground import Passage
from .world import World

ANSWERED = frozenset(State) - {State.GAP, State.NOT_EXPECTED}


class Turn(StrEnum):
    """What becomes of one service's answer where an old municipality went."""

    LOST = "lost"
    GAINED = "gained"
    DOUBLED = "doubled"
    WEAKER = "weaker"  # a hint only, where there was more
    OTHER = "other"  # another office
    SAME = "same"


WORSE = (Turn.LOST, Turn.DOUBLED, Turn.WEAKER)


class Violation(NamedTuple):
    """A service whose answer for an old municipality is worse in ``new`` (empty: it went nowhere)."""

    service: str
    old: str
    new: str
    turn: Turn
    day: date


@dataclass(frozen=True, slots=True)
class Comparison:
    """The ledger before and after on one day: states by service, and what changed for whom.

    ``turns`` counts pairs of an old municipality and one it went into, by service.
    """

    day: date
    before: Mapping[str, Counter[State]]
    after: Mapping[str, Counter[State]]
    turns: Mapping[str, Counter[Turn]]
    violations: tuple[Violation, ...]

    @property
    def lost(self) -> tuple[Violation, ...]:
        """Where an answer that there was is missing: nobody may be left so."""
        return tuple(each for each in self.violations if each.turn is Turn.LOST)

    def total(self, turn: Turn) -> int:
        """How many pairs over all services take one turn."""
        return sum(counts[turn] for counts in self.turns.values())


def compare(before: World, after: World, passage: Passage, day: date, today: date) -> Comparison:
    """Compare the two states by the law of ``day``."""
    old, new = Territory(before.gazetteer, day), Territory(after.gazetteer, day)
    numbers = {key: number for number, key in enumerate(new.keys)}
    went = [[numbers[at] for at in passage.after.on(key, day) if at in numbers] for key in old.keys]
    befores: dict[str, Counter[State]] = {}
    afters: dict[str, Counter[State]] = {}
    turns: dict[str, Counter[Turn]] = {}
    violations: list[Violation] = []
    for uid, service in before.services.items():
        if not service.shown_on(today):
            continue
        was = _by_number(before.kernel, uid, old, today)
        now = _by_number(after.kernel, uid, new, today)
        befores[uid], afters[uid] = _states(was), _states(now)
        turns[uid] = Counter()
        known: dict[tuple[int, int], Turn] = {}
        for number, (decision, ahead) in enumerate(zip(was, went, strict=True)):
            for at, turn in _turns(decision, ahead, now, known):
                turns[uid][turn] += 1
                if turn in WORSE:
                    there = "" if at is None else new.keys[at]
                    violations.append(Violation(uid, old.keys[number], there, turn, day))
    return Comparison(day, befores, afters, turns, tuple(violations))


def _by_number(kernel: Kernel, service: str, territory: Territory, today: date) -> list[Decision]:
    found: list[Decision] = []
    for run, decision in kernel.runs(service, territory, today):
        found += [decision] * (run.end - run.start)
    return found


def _states(decisions: Iterable[Decision]) -> Counter[State]:
    counted: dict[int, int] = {}
    known: dict[int, Decision] = {}
    for decision in decisions:
        at = id(decision)
        known[at] = decision
        counted[at] = counted.get(at, 0) + 1
    found: Counter[State] = Counter()
    for at, count in counted.items():
        found[known[at].state] += count
    return found


def _turns(
    was: Decision, ahead: list[int], now: list[Decision], known: dict[tuple[int, int], Turn]
) -> Iterator[tuple[int | None, Turn]]:
    if not ahead:
        yield None, Turn.LOST if was.state in ANSWERED else Turn.SAME
    for at in ahead:
        pair = id(was), id(now[at])
        turn = known.get(pair)
        if turn is None:
            turn = known[pair] = _turn(was, now[at])
        yield at, turn


def _turn(was: Decision, now: Decision) -> Turn:
    if was is now or (was.answer == now.answer and was.verdict.derived == now.verdict.derived):
        return Turn.SAME
    old, new = was.state, now.state
    if new not in ANSWERED:
        return Turn.LOST if old in ANSWERED else Turn.SAME
    if old not in ANSWERED:
        return Turn.GAINED
    if new is State.OVERLAP and old is not State.OVERLAP:
        return Turn.DOUBLED
    if new is State.DERIVED and old is not State.DERIVED:
        return Turn.WEAKER
    return Turn.OTHER
