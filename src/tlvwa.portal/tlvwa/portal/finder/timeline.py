"""The timeline of an answer: the answers before and after its valid interval.

``Answer.valid`` is the longest interval in which the answer stays the same. Beyond each end there is
another answer with an interval of its own, from which the next one is found. See spec:timeline.
"""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from tlvwa.portal.common.dates import ONE_DAY

from .answer import Answer, Status
from .resolver import Resolver

MOST = 4  # answers in one direction; for more, ask for another day


class Timeline(NamedTuple):
    """The answers after another one (``coming``) and before it (``gone``), each nearest first.

    Each answer holds on the days of its own ``valid``.
    """

    later: tuple[Answer, ...] = ()
    earlier: tuple[Answer, ...] = ()


def timeline(
    resolver: Resolver, answer: Answer, back: date, ahead: date, most: int = MOST
) -> Timeline:
    """The answers to the same query that begin until ``ahead``, or end not before ``back``.

    Both days are inclusive. At most ``most`` in each direction. A question has no timeline: it must
    be answered first. What is public stays as of ``answer.today``. It ends where knowledge does.
    """
    if answer.service is None or answer.status is Status.QUESTION:
        return Timeline()

    def later(current: Answer) -> date | None:
        last = current.valid[1]
        return last + ONE_DAY if last is not None and last < ahead else None

    def earlier(current: Answer) -> date | None:
        first = current.valid[0]
        return first - ONE_DAY if first is not None and first > back else None

    return Timeline(
        _answers_beyond(resolver, answer, later, most),
        _answers_beyond(resolver, answer, earlier, most),
    )


def _answers_beyond(
    resolver: Resolver, start: Answer, next_day: Callable[[Answer], date | None], most: int
) -> tuple[Answer, ...]:
    answers: list[Answer] = []
    day = next_day(start)
    while day is not None and len(answers) < most:
        assert start.service is not None
        answer = resolver.answer(
            start.service, start.location, day, start.today, start.facts, start.known[1]
        )
        if not answer.is_day_known:
            break
        answers.append(answer)
        day = next_day(answer)
    return tuple(answers)


def same_office(first: Answer, second: Answer) -> bool:
    """True if two answers have the same offices and refusals, so that they differ otherwise."""
    return _office(first) == _office(second)


def _office(answer: Answer) -> object:
    outcomes = (*answer.offices, *answer.refusals)
    return (
        answer.status,
        answer.derived,
        frozenset(outcome.record.statement for outcome in outcomes),
    )
