"""What an answer turns into, and what it was before: the answers on the other side of its days.

``Answer.valid`` is the longest interval in which the answer stays the same. Beyond each of its ends
lies another answer with an interval of its own; this walks from one to the next. See spec:timeline.
"""

from calendar import monthrange
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from .answer import Answer, Status
from .resolver import Resolver
from .validity import ONE_DAY

MOST = 4  # changes told in one direction: who needs more asks for another day


class Timeline(NamedTuple):
    """The answers that come after another one, and those before it, each nearest first.

    The days on which each of them holds are its own ``valid``.
    """

    coming: tuple[Answer, ...] = ()
    gone: tuple[Answer, ...] = ()


def timeline(
    resolver: Resolver, answer: Answer, back: date, ahead: date, most: int = MOST
) -> Timeline:
    """The answers to the same question that begin until ``ahead``, or end not before ``back``.

    Both days are inclusive. At most ``most`` in each direction. A question has no other side: it is
    to be answered first. What is published stays as it was for ``answer``.
    """
    if answer.service is None or answer.status is Status.QUESTION:
        return Timeline()

    def later(one: Answer) -> date | None:
        last = one.valid[1]
        return last + ONE_DAY if last is not None and last < ahead else None

    def earlier(one: Answer) -> date | None:
        first = one.valid[0]
        return first - ONE_DAY if first is not None and first > back else None

    return Timeline(_walk(resolver, answer, later, most), _walk(resolver, answer, earlier, most))


def _walk(
    resolver: Resolver, start: Answer, beyond: Callable[[Answer], date | None], most: int
) -> tuple[Answer, ...]:
    found: list[Answer] = []
    day = beyond(start)
    while day is not None and len(found) < most:
        assert start.service is not None
        found.append(resolver.answer(start.service, start.place, day, start.today, start.facts))
        day = beyond(found[-1])
    return tuple(found)


def same_office(one: Answer, other: Answer) -> bool:
    """Whether two answers name the same office, or refuse alike: they differ in something else."""
    return _office(one) == _office(other)


def _office(answer: Answer) -> object:
    outcomes = (*answer.offices, *answer.refusals)
    return answer.status, answer.derived, frozenset(one.record.says for one in outcomes)


def add_months(day: date, months: int) -> date:
    """The same day some months later, or (negative) earlier; the month's last where it has none.

    The first or last day there is where that would be beyond it.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year < date.min.year:
        return date.min
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
