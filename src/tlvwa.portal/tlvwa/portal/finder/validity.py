"""The valid interval: how long an answer stays the same around a day (spec:valid-interval)."""

from collections.abc import Callable, Collection
from datetime import date

from tlvwa.portal.common.dates import ONE_DAY

Interval = tuple[date | None, date | None]
Same = Callable[[date], bool]
Changes = Callable[[date], Collection[date]]


def validity_interval(day: date, same: Same, changes: Changes) -> Interval:
    """The first and last day (both inclusive, None = open) around ``day`` on which ``same`` holds.

    ``changes`` gives the days on which the answer of a given day may begin or end; only those days
    are tried. It is called again behind each day that changed nothing, because the areas that exist
    from then on may have days of their own.
    """
    around = changes(day)
    if not around:
        return None, None
    return _first_day(day, around, same, changes), _last_day(day, around, same, changes)


def _first_day(day: date, around: Collection[date], same: Same, changes: Changes) -> date | None:
    while earlier := [change for change in around if date.min < change <= day]:
        change = max(earlier)
        day = change - ONE_DAY
        if not same(day):
            return change
        around = changes(day)
    return None


def _last_day(day: date, around: Collection[date], same: Same, changes: Changes) -> date | None:
    while later := [change for change in around if change > day]:
        day = min(later)
        if not same(day):
            return day - ONE_DAY
        around = changes(day)
    return None
