"""How long an answer stays the same: its longest interval around a day (spec:valid-interval)."""

from collections.abc import Callable, Collection
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)
Interval = tuple[date | None, date | None]
Same = Callable[[date], bool]
Changes = Callable[[date], Collection[date]]


def validity_interval(day: date, same: Same, changes: Changes) -> Interval:
    """The first and last day (both inclusive, None = open) around ``day`` on which ``same`` holds.

    ``changes`` gives the days on which the situation of a given day may become another one, or has;
    only there is looked. It is asked again behind each day that turned out to change nothing, for
    what changed may have brought days of its own.
    """
    around = changes(day)
    if not around:
        return None, None
    return _first(day, around, same, changes), _last(day, around, same, changes)


def _first(day: date, around: Collection[date], same: Same, changes: Changes) -> date | None:
    while earlier := [change for change in around if date.min < change <= day]:
        change = max(earlier)
        day = change - ONE_DAY
        if not same(day):
            return change
        around = changes(day)
    return None


def _last(day: date, around: Collection[date], same: Same, changes: Changes) -> date | None:
    while later := [change for change in around if change > day]:
        day = min(later)
        if not same(day):
            return day - ONE_DAY
        around = changes(day)
    return None
