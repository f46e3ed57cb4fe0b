"""How many questions people are asked until they have their answer, from a postal code on.

Counted over every service and every postal code: the question for the place only where the answer
depends on it, and then those for criteria, as many as the longest way has. Beside it stands what
asking for the place would cost wherever several municipalities share a code.
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
    """The questions for one service at one postal code, ours and if the place is always asked for."""

    service: str
    code: str
    ours: int
    always: int


@dataclass(frozen=True, slots=True)
class QuestionCounter:
    """Numbers of questions, each with how many pairs of a service and a postal code have it."""

    ours: Counter[int] = field(default_factory=Counter)
    always: Counter[int] = field(default_factory=Counter)

    def add(self, asked: QuestionCount) -> None:
        """Count one pair."""
        self.ours[asked.ours] += 1
        self.always[asked.always] += 1


def count_questions(
    kernel: Kernel, services: Iterable[str], codes: Iterable[str], day: date, today: date
) -> Iterator[QuestionCount]:
    """The questions for every one of ``services`` at every one of ``codes``.

    Raises UnknownArea for a postal code of which nothing is known.
    """
    territory = Territory(kernel.gazetteer, day)
    shared = _numbered(kernel.gazetteer, territory, codes, day)
    for service in services:
        answers = list(_answers(kernel, service, territory, today))
        for code, numbers in shared.items():
            found = {id(answers[number][0]): answers[number] for number in numbers}
            different = {answer for _decision, answer, _longest in found.values()}
            further = max((longest for *_, longest in found.values()), default=0)
            place = int(len(different) > 1)
            yield QuestionCount(service, code, place + further, int(len(numbers) > 1) + further)


def mean(counts: Mapping[int, int]) -> float:
    """The mean number of questions; 0 of nothing."""
    total = sum(counts.values())
    return sum(number * count for number, count in counts.items()) / total if total else 0.0


def percentile(counts: Mapping[int, int], share: float = _PERCENTILE) -> int:
    """The smallest number of questions that at least ``share`` of all pairs do not exceed."""
    left = share * sum(counts.values())
    for number in sorted(counts):
        left -= counts[number]
        if left <= 0:
            return number
    return 0


def _numbered(
    gazetteer: Gazetteer, territory: Territory, codes: Iterable[str], day: date
) -> dict[str, tuple[int, ...]]:
    return {
        code: tuple(territory.span(key).start for key in gazetteer.possible(code, day))
        for code in codes
    }


def _answers(
    kernel: Kernel, service: str, territory: Territory, today: date
) -> Iterator[tuple[Decision, object, int]]:
    """For each municipality the decision, what it answers, and the longest way to it."""
    known: dict[int, tuple[Decision, object, int]] = {}
    for run, decision in kernel.runs(service, territory, today):
        one = known.get(id(decision))
        if one is None:
            longest = 0 if decision.split is None else decision.split.longest
            one = known[id(decision)] = decision, decision.answer, longest
        yield from [one] * (run.end - run.start)
