"""The days of a special period on which its times hold.

„9 to 11“ in a period is no reason to open on Saturday: by default times hold on the days that are open in
the usual week. Where none of the period's days is (a Saturday in December, a fair over a weekend), they are
meant for these very days. See spec:special-period.
"""

from collections.abc import Iterable
from datetime import date, time, timedelta
from enum import StrEnum

from tlvwa.portal.openinghours.holidays import public_holidays
from tlvwa.portal.openinghours.model import DAYS_OF_WEEK, EVERY_WEEK, HoursRow

# Any day that recurs by the month, or by the week, comes within two months.
RECURRENCE = timedelta(days=62)


class PeriodDays(StrEnum):
    """The days of a period for which times are entered without a weekday."""

    USUAL = "usual"
    EVERY = "every"


def has_usual_days(usual: Iterable[HoursRow], first: date, last: date) -> bool:
    """True if a day of the period is open in the usual week."""
    days = range(min(last - first, RECURRENCE).days + 1)
    return any(row.holds_on(first + timedelta(days=day)) for row in usual for day in days)


def only_holidays(rows: Iterable[HoursRow], first: date, last: date) -> bool:
    """True if there are days of the period on which the rows hold, and all are public holidays."""
    rows = tuple(rows)
    days = [first + timedelta(days=day) for day in range(min(last - first, RECURRENCE).days + 1)]
    held = [day for day in days if any(row.holds_on(day) for row in rows)]
    return bool(held) and all(day in public_holidays(day.year) for day in held)


def rows_of_period(
    usual: Iterable[HoursRow],
    first: date,
    last: date,
    opens: time,
    closes: time,
    days: PeriodDays = PeriodDays.USUAL,
) -> tuple[HoursRow, ...]:
    """Return the rows for times that a period has without a weekday."""
    usual = tuple(usual)
    if days is PeriodDays.EVERY or not has_usual_days(usual, first, last):
        return tuple(HoursRow(weekday, opens, closes) for weekday in range(DAYS_OF_WEEK))
    every_week = {row.weekday for row in usual if row.week_of_month == EVERY_WEEK}
    by_month = {(row.weekday, row.week_of_month) for row in usual if row.weekday not in every_week}
    recurrences = [*((weekday, EVERY_WEEK) for weekday in sorted(every_week)), *sorted(by_month)]
    return tuple(
        HoursRow(weekday, opens, closes, week_of_month=week) for weekday, week in recurrences
    )
