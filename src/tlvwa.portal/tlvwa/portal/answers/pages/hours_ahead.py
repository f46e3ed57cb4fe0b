"""Opening hours beyond this week, in words: what recurs by the month, and the special periods to come."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import reduce
from typing import TypedDict

from tlvwa.portal.common.formatting import WEEKDAYS, day_text, list_text, span_text
from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.openinghours import (
    HoursPeriod,
    HoursRow,
    OpeningHours,
    has_usual_days,
    public_holidays,
)

MOST_PERIODS = 12
HORIZON = timedelta(days=366)  # how far ahead public holidays are looked for
BOTH = _("${one} und ${next}")
DAY_AND_TIMES = _("${day}: ${times}")
EVERY_WEEK = 0
# The day of a month, by the numbers of ``openinghours``.
BY_MONTH = {
    1: _("jeden 1. ${weekday} im Monat"),
    2: _("jeden 2. ${weekday} im Monat"),
    3: _("jeden 3. ${weekday} im Monat"),
    4: _("jeden 4. ${weekday} im Monat"),
    -1: _("jeden letzten ${weekday} im Monat"),
}


class SpecialHours(TypedDict):
    """A special period: its days, the authority's own name of it, and its hours, each line a sentence."""

    days: str
    label: str
    lines: list[str]


def times_text(rows: Iterable[HoursRow]) -> str:
    """Return the stretches of a day, each with its note; empty without any."""
    spans = [
        span_text(row.opens, row.closes) + (f" ({row.note})" if row.note else "") for row in rows
    ]
    return reduce(lambda one, next_: say(BOTH, one=one, next=next_), spans or [""])


def monthly_lines(rows: Iterable[HoursRow]) -> list[str]:
    """Return a line for each day that recurs by the month."""
    days: dict[tuple[int, int], list[HoursRow]] = {}
    for row in rows:
        if row.week_of_month != EVERY_WEEK:
            days.setdefault((row.weekday, row.week_of_month), []).append(row)
    return [
        say(
            DAY_AND_TIMES,
            day=say(BY_MONTH[week], weekday=say(WEEKDAYS[weekday])),
            times=times_text(found),
        )
        for (weekday, week), found in days.items()
    ]


def special_hours(hours: OpeningHours, day: date) -> list[SpecialHours]:
    """Return the special periods that are not over on ``day``, soonest first."""
    periods = [period for period in hours.periods if day <= period.last]
    return [
        {
            "days": _days_text(period),
            "label": period.label,
            "lines": list(_lines(hours, period, day)),
        }
        for period in periods[:MOST_PERIODS]
    ]


def _days_text(period: HoursPeriod) -> str:
    first, last = day_text(period.first), day_text(period.last)
    if period.first == period.last:
        return first
    return say(_("${first} bis ${last}"), first=first, last=last)


def _lines(hours: OpeningHours, period: HoursPeriod, day: date) -> Iterator[str]:
    rows = [row for row in period.rows if has_usual_days([row], period.first, period.last)]
    if rows and period.first == period.last:
        yield times_text(row for row in rows if row.holds_on(period.first))
    elif rows:
        yield from _weekly_lines(rows)
        yield from monthly_lines(rows)
        if _has_other_days(rows, period):
            yield say(_("sonst geschlossen"))
    elif period.rows or period.closed:
        yield say(_("geschlossen"))
        return
    if period.by_appointment:
        yield say(_("nur nach Terminvereinbarung"))
    if holidays := _holidays_text(hours, rows, period, day):
        yield holidays


def _weekly_lines(rows: Iterable[HoursRow]) -> Iterator[str]:
    """Yield a line for all weekdays that have the same times."""
    days: dict[int, list[HoursRow]] = {}
    for row in rows:
        if row.week_of_month == EVERY_WEEK:
            days.setdefault(row.weekday, []).append(row)
    groups: dict[str, list[int]] = {}
    for weekday, found in days.items():
        groups.setdefault(times_text(found), []).append(weekday)
    for times, weekdays in groups.items():
        names = list_text(say(WEEKDAYS[weekday]) for weekday in weekdays)
        every = say(_("jeden Tag")) if len(weekdays) == len(WEEKDAYS) else names
        yield say(DAY_AND_TIMES, day=every, times=times)


def _has_other_days(rows: Iterable[HoursRow], period: HoursPeriod) -> bool:
    """True if a weekday of the period has no times in every week."""
    open_days = {row.weekday for row in rows if row.week_of_month == EVERY_WEEK}
    number = min(period.length.days + 1, len(WEEKDAYS))
    return any(
        (period.first + timedelta(days=day)).weekday() not in open_days for day in range(number)
    )


def _holidays_text(
    hours: OpeningHours, rows: Iterable[HoursRow], period: HoursPeriod, day: date
) -> str:
    """Return what holds on public holidays; empty if none falls on a day that matters."""
    if period.first == period.last:
        return ""
    rows = tuple(rows)
    start = max(period.first, day)
    matters = any(
        start <= one <= period.last
        and one - start <= HORIZON
        and (not rows or any(row.holds_on(one) for row in rows))
        for year in (start.year, min(start.year + 1, period.last.year))
        for one in public_holidays(year, hours.local_holidays)
    )
    if not matters:
        return ""
    return say(_("auch an Feiertagen") if period.on_holidays else _("an Feiertagen geschlossen"))
