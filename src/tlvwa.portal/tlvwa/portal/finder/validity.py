"""How long an answer stays the same: the longest interval of days around the one asked for."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)
Interval = tuple[date | None, date | None]


def interval(
    day: date, same: Callable[[date], bool], changes: Callable[[date], Iterable[date]]
) -> Interval:
    """The first and last day (both inclusive, None = open) around ``day`` on which ``same`` holds.

    ``changes`` gives the days on which the situation of a given day may become another one, or has;
    only there is looked. It is asked again behind each day that turned out to change nothing, for
    what changed may have brought days of its own.
    """
    return _first(day, same, changes), _last(day, same, changes)


def _first(
    day: date, same: Callable[[date], bool], changes: Callable[[date], Iterable[date]]
) -> date | None:
    at = day
    while True:
        earlier = [change for change in changes(at) if date.min < change <= at]
        if not earlier:
            return None
        change = max(earlier)
        if not same(change - ONE_DAY):
            return change
        at = change - ONE_DAY


def _last(
    day: date, same: Callable[[date], bool], changes: Callable[[date], Iterable[date]]
) -> date | None:
    at = day
    while True:
        later = [change for change in changes(at) if change > at]
        if not later:
            return None
        at = min(later)
        if not same(at):
            return at - ONE_DAY
