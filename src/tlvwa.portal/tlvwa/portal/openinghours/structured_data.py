"""Opening hours as objects of type OpeningHoursSpecification of schema.org.

No two entries with dates speak of the same day, since readers do not agree on which of them holds: a period
leaves out the days of a shorter one within it, the public holidays on which it is closed, and the weekdays
that recur by the month, which are listed day by day.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any, TypeAlias

from tlvwa.portal.common.dates import ONE_DAY
from tlvwa.portal.openinghours.holidays import local_holidays_of, public_holidays
from tlvwa.portal.openinghours.model import (
    DAYS_OF_WEEK,
    EVERY_WEEK,
    MIDNIGHT,
    HoursPeriod,
    HoursRow,
    OpeningHours,
    clock,
)
from tlvwa.portal.openinghours.rules import opening_day

SCHEMA = "https://schema.org"
SCHEMA_DAYS = tuple(
    f"{SCHEMA}/{name}"
    for name in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
)
BY_APPOINTMENT = "Nur nach Terminvereinbarung"
# schema.org has no word for „the first Saturday of a month“: such days are listed, for this long.
LISTED = timedelta(days=366)

Item: TypeAlias = dict[str, Any]
Times: TypeAlias = tuple[str, str, str]


def schema_org(hours: OpeningHours, day: date) -> list[Item]:
    """Write the hours as objects of type OpeningHoursSpecification; periods have dates.

    Days that recur by the month, and public holidays of the place alone, are listed from ``day`` on; what
    is over before is left out.
    """
    weekly = _rows_by_times(hours.rows)
    usual = [_specification(times, days, _words(hours)) for times, days in weekly]
    usual += _usual_single_days(hours, day)
    if usual:
        usual.append(_closed(dayOfWeek=f"{SCHEMA}/PublicHolidays"))
        usual += _local_holidays(hours, day)
    elif hours.by_appointment:
        usual.append(_described(BY_APPOINTMENT))
    if hours.note:
        usual.append(_described(hours.note))
    return usual + [
        item
        for period in hours.periods
        if day <= period.last
        for item in _period_items(hours, period, day)
    ]


# The usual week


def _usual_single_days(hours: OpeningHours, day: date) -> list[Item]:
    """The days of rows that recur by the month, each with all its times: a reader may take no other."""
    monthly = [row for row in hours.rows if row.week_of_month != EVERY_WEEK]
    return [
        _specification(_times(row), [one.weekday()], _words(hours), **_dates(one, one))
        for one in _days(day, day + LISTED)
        if any(row.holds_on(one) for row in monthly) and hours.period_on(one) is None
        for row in opening_day(hours, one).rows
    ]


def _local_holidays(hours: OpeningHours, day: date) -> list[Item]:
    return [
        _closed(**_dates(holiday, holiday), name=name)
        for year in (day.year, day.year + 1)
        for holiday, name in local_holidays_of(year, hours.local_holidays).items()
        if day <= holiday <= day + LISTED and hours.period_on(holiday) is None
    ]


# Special periods


def _period_items(hours: OpeningHours, period: HoursPeriod, day: date) -> list[Item]:
    label = {"name": period.label} if period.label else {}
    holidays = _closed_holidays(hours, period, day)
    spans = [span for span in _own_spans(hours, period, holidays) if day <= span[1]]
    items = [_closed(**_dates(one, one), name=name) for one, name in holidays.items()]
    if period.closed:
        return items + [_closed(**_dates(*span), **label) for span in spans]
    if not period.rows:
        return items + [_described(BY_APPOINTMENT, **_dates(*span), **label) for span in spans]
    words = _words(hours, period)
    for span in spans:
        items += _weekly_items(period, span, words, label)
    for one in _monthly_days(hours, period, day):
        if one not in holidays:
            items += _day_items(opening_day(hours, one).rows, one, words, label)
    return items


def _closed_holidays(hours: OpeningHours, period: HoursPeriod, day: date) -> dict[date, str]:
    """The public holidays that close what the period would open, with their names."""
    if period.closed or period.overrules_holidays:
        return {}
    return {
        one: name
        for year in (day.year, day.year + 1)
        for one, name in public_holidays(year, hours.local_holidays).items()
        if day <= one <= day + LISTED
        and hours.period_on(one) == period
        and (not period.rows or any(row.holds_on(one) for row in period.rows))
    }


def _own_spans(
    hours: OpeningHours, period: HoursPeriod, days: Iterable[date]
) -> Iterator[tuple[date, date]]:
    """The stretches of days of the period, without ``days`` and without shorter periods within it."""
    inner = [
        (other.first, other.last)
        for other in hours.periods
        if other != period and other.first in period and other.last in period
    ]
    first = period.first
    for hole_first, hole_last in sorted([*inner, *((one, one) for one in days)]):
        if first < hole_first:
            yield first, hole_first - ONE_DAY
        if period.last <= hole_last:
            return
        first = max(first, hole_last + ONE_DAY)
    yield first, period.last


def _weekly_items(
    period: HoursPeriod, span: tuple[date, date], words: str, label: dict[str, str]
) -> Iterator[Item]:
    """The days that are the same in every week of a stretch, with those that are closed."""
    weekdays = _weekdays(*span) - _monthly_weekdays(period)
    valid = _dates(*span) | label
    for times, numbers in _rows_by_times(period.rows):
        if found := [number for number in numbers if number in weekdays]:
            yield _specification(times, found, words, **valid)
    open_days = {row.weekday for row in period.rows}
    if closed := sorted(weekdays - open_days):
        yield _closed(dayOfWeek=[SCHEMA_DAYS[number] for number in closed], **valid)


def _monthly_days(hours: OpeningHours, period: HoursPeriod, day: date) -> Iterator[date]:
    """The days of the period that have rows which recur by the month, and those of the other weeks."""
    weekdays = _monthly_weekdays(period)
    for one in _days(max(period.first, day), min(period.last, day + LISTED)):
        if one.weekday() in weekdays and hours.period_on(one) == period:
            yield one


def _day_items(
    rows: Iterable[HoursRow], day: date, words: str, label: dict[str, str]
) -> list[Item]:
    valid = _dates(day, day) | label
    items = [_specification(_times(row), [day.weekday()], words, **valid) for row in rows]
    return items or [_closed(**valid)]


def _monthly_weekdays(period: HoursPeriod) -> set[int]:
    return {row.weekday for row in period.rows if row.week_of_month != EVERY_WEEK}


# Entries


def _words(hours: OpeningHours, period: HoursPeriod | None = None) -> str:
    by_appointment = hours.by_appointment or (period is not None and period.by_appointment)
    return BY_APPOINTMENT if by_appointment else ""


def _rows_by_times(rows: Iterable[HoursRow]) -> list[tuple[Times, list[int]]]:
    """The rows of every week grouped by times and note, each group with its weekdays."""
    groups: dict[Times, list[int]] = {}
    for row in rows:
        if row.week_of_month == EVERY_WEEK:
            groups.setdefault(_times(row), []).append(row.weekday)
    return list(groups.items())


def _times(row: HoursRow) -> Times:
    # 00:00 to 00:00 means closed (see `_closed`), so the end of a day is written as 23:59.
    closes = "23:59" if row.closes == MIDNIGHT else clock(row.closes)
    return clock(row.opens), closes, row.note


def _dates(first: date, last: date) -> dict[str, str]:
    return {"validFrom": first.isoformat(), "validThrough": last.isoformat()}


def _days(first: date, last: date) -> Iterator[date]:
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)


def _weekdays(first: date, last: date) -> set[int]:
    """The days of the week that occur in a stretch of days."""
    days = min((last - first).days + 1, DAYS_OF_WEEK)
    return {(first + timedelta(days=number)).weekday() for number in range(days)}


def _specification(times: Times, weekdays: Iterable[int], words: str = "", **more: Any) -> Item:
    opens, closes, note = times
    item = {
        "@type": "OpeningHoursSpecification",
        "dayOfWeek": [SCHEMA_DAYS[number] for number in weekdays],
        "opens": opens,
        "closes": closes,
    }
    description = ", ".join(filter(None, (words, note)))
    return item | ({"description": description} if description else {}) | more


def _described(text: str, **more: Any) -> Item:
    """An entry without times: schema.org has no other way to say when or how people are received."""
    return {"@type": "OpeningHoursSpecification", "description": text, **more}


def _closed(**more: Any) -> Item:
    """An entry for closed days: schema.org writes them as opening and closing at the same time."""
    return {"@type": "OpeningHoursSpecification", "opens": "00:00", "closes": "00:00", **more}
