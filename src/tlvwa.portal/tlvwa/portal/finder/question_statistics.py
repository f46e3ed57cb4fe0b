"""Counts how many questions people are asked from a postal code to their answer.

The count covers every service and every postal code: the question for the place only where the
answer depends on it, then the highest number of questions for criteria. For comparison, it also
counts the questions if the place were asked for wherever several municipalities share a code.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from tlvwa.portal.areas.gazetteer import Gazetteer

from .decision import Decision
from .kernel import Kernel
from .territory import Territory

_PERCENTILE = 0.95


class QuestionCount(NamedTuple):
    """The number of questions for one service at one postal code.

    ``ours`` is the number of the finder, ``always`` the one if the place were always asked for.
    """

    service: str
    code: str
    questions: int
    questions_always_asking: int


@dataclass(frozen=True, slots=True)
class QuestionCounter:
    """How many pairs of a service and a postal code need how many questions."""

    ours: Counter[int] = field(default_factory=Counter)
    always: Counter[int] = field(default_factory=Counter)

    def add(self, count: QuestionCount) -> None:
        """Count one pair."""
        self.ours[count.questions] += 1
        self.always[count.questions_always_asking] += 1


def count_questions(
    kernel: Kernel, services: Iterable[str], codes: Iterable[str], day: date, today: date
) -> Iterator[QuestionCount]:
    """Count the questions for each of ``services`` at each of ``codes``.

    Raises UnknownArea for an unknown postal code.
    """
    territory = Territory(kernel.gazetteer, day)
    numbers_by_code = _numbers_by_code(kernel.gazetteer, territory, codes, day)
    for service in services:
        answers = list(_answers(kernel, service, territory, today))
        for code, numbers in numbers_by_code.items():
            distinct = {id(answers[number][0]): answers[number] for number in numbers}
            answers_here = {answer for _decision, answer, _longest in distinct.values()}
            further = max((longest for *_, longest in distinct.values()), default=0)
            place = int(len(answers_here) > 1)
            yield QuestionCount(service, code, place + further, int(len(numbers) > 1) + further)


def mean(counts: Mapping[int, int]) -> float:
    """The mean number of questions; 0 without any count."""
    total = sum(counts.values())
    return sum(number * count for number, count in counts.items()) / total if total else 0.0


def percentile(counts: Mapping[int, int], share: float = _PERCENTILE) -> int:
    """The smallest number of questions that at least ``share`` of all pairs do not exceed."""
    remaining = share * sum(counts.values())
    for number in sorted(counts):
        remaining -= counts[number]
        if remaining <= 0:
            return number
    return 0


def _numbers_by_code(
    gazetteer: Gazetteer, territory: Territory, codes: Iterable[str], day: date
) -> dict[str, tuple[int, ...]]:
    return {
        code: tuple(
            territory.municipality_range(key).start
            for key in gazetteer.possible_municipalities(code, day)
        )
        for code in codes
    }


def _answers(
    kernel: Kernel, service: str, territory: Territory, today: date
) -> Iterator[tuple[Decision, object, int]]:
    """For each municipality the decision, its answer, and the highest number of questions to it."""
    by_decision: dict[int, tuple[Decision, object, int]] = {}
    for run, decision in kernel.runs(service, territory, today):
        entry = by_decision.get(id(decision))
        if entry is None:
            longest = 0 if decision.split is None else decision.split.most_questions
            entry = by_decision[id(decision)] = decision, decision.answer, longest
        yield from [entry] * (run.end - run.start)
