"""Opening hours in the formats of OpenStreetMap and schema.org."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any, TypeAlias

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

OSM_DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
OSM_MONTHS = (
    *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
    *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)
OSM_BY_APPOINTMENT = "by appointment"  # the words that OpenStreetMap recommends
SCHEMA = "https://schema.org"
SCHEMA_DAYS = tuple(
    f"{SCHEMA}/{name}"
    for name in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
)
BY_APPOINTMENT = "Nur nach Terminvereinbarung"
# schema.org has no word for „the first Saturday of a month“: such days are listed, for this long.
LISTED = timedelta(days=366)

Times: TypeAlias = tuple[str, str, str]


def to_osm(hours: OpeningHours, years: Iterable[int] = ()) -> str:
    """Write the hours as an ``opening_hours`` expression of OpenStreetMap.

    Public holidays are written as ``PH``, which readers replace by the holidays of the place. For
    readers that cannot, ``years`` lists the holidays of these years instead.
    """
    holidays = _holidays(hours, years)
    words = [OSM_BY_APPOINTMENT] * hours.by_appointment
    rules = [*_osm_otherwise(hours), *_osm_rows(hours.rows, words=words)]
    rules += _osm_closed(holidays) or ["PH off"] * bool(hours.rows)
    for period in hours.periods:
        rules += _osm_period(period, words, holidays)
    return "; ".join(rules) or "off"


def schema_org(hours: OpeningHours, day: date) -> list[dict[str, Any]]:
    """Write the hours as objects of type OpeningHoursSpecification; periods have dates.

    Days that recur by the month, and public holidays of the place alone, are listed from ``day`` on.
    """
    usual = [
        _specification(times, days, _words(hours)) for times, days in _rows_by_times(hours.rows)
    ]
    usual += _schema_single_days(hours, hours.rows, day, day + LISTED)
    if usual:
        usual.append(_closed(dayOfWeek=f"{SCHEMA}/PublicHolidays"))
        usual += _schema_local_holidays(hours, day)
    elif hours.by_appointment:
        usual.append(_described(BY_APPOINTMENT))
    if hours.note:
        usual.append(_described(hours.note))
    return usual + [item for period in hours.periods for item in _schema_period(hours, period, day)]


# OpenStreetMap


def _osm_otherwise(hours: OpeningHours) -> list[str]:
    """The first rule, which holds wherever no later one does; none where nothing is said."""
    if hours.by_appointment and not hours.rows:
        return [f"unknown{_osm_comment(OSM_BY_APPOINTMENT, hours.note)}"]
    if hours.note:
        return [f"{'off' if hours.rows else 'unknown'}{_osm_comment(hours.note)}"]
    return []


def _osm_rows(rows: Iterable[HoursRow], days: str = "", words: Iterable[str] = ()) -> list[str]:
    """One rule for each weekday; a second row of the same day is added to its rule."""
    rules: list[str] = []
    last = None
    for row in rows:
        times = f"{clock(row.opens)}-{clock(row.closes, end=True)}"
        comment = _osm_comment(*words, row.note)
        rule = f"{days}{_osm_weekday(row)} {times}{' open' if comment else ''}{comment}"
        if row.weekday == last:
            rules[-1] += f", {rule}"
        else:
            rules.append(rule)
        last = row.weekday
    return rules


def _osm_weekday(row: HoursRow) -> str:
    week = "" if row.week_of_month == EVERY_WEEK else f"[{row.week_of_month}]"
    return f"{OSM_DAYS[row.weekday]}{week}"


def _osm_period(period: HoursPeriod, words: list[str], holidays: list[date]) -> list[str]:
    days = f"{_osm_day(period.first)}-{_osm_day(period.last)}"
    if period.by_appointment:
        words = [OSM_BY_APPOINTMENT]
    is_open_ended = period.by_appointment and not period.rows
    otherwise = (
        f"unknown{_osm_comment(*words, period.label)}"
        if is_open_ended
        else f"off{_osm_comment(period.label)}"
    )
    rules = [f"{days} {otherwise}", *_osm_rows(period.rows, f"{days} ", words)]
    if not period.closed and not period.overrules_holidays:
        rules += _osm_closed(day for day in holidays if day in period)
        rules += [] if holidays else [f"{days} PH off"]
    return rules


def _osm_closed(days: Iterable[date]) -> list[str]:
    return [f"{_osm_day(day)} off" for day in days]


def _osm_day(day: date) -> str:
    return f"{day.year} {OSM_MONTHS[day.month - 1]} {day.day:02}"


def _osm_comment(*texts: str) -> str:
    text = ", ".join(filter(None, texts)).replace('"', "'")
    return f' "{text}"' if text else ""


def _holidays(hours: OpeningHours, years: Iterable[int]) -> list[date]:
    return sorted(day for year in years for day in public_holidays(year, hours.local_holidays))


# schema.org


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


def _schema_single_days(
    hours: OpeningHours,
    rows: Iterable[HoursRow],
    first: date,
    last: date,
    period: HoursPeriod | None = None,
) -> list[dict[str, Any]]:
    """The days of rows that recur by the month, each with all its times: a reader may take no other."""
    monthly = [row for row in rows if row.week_of_month != EVERY_WEEK]
    return [
        _specification(_times(row), [day.weekday()], _words(hours, period), **_dates(day, day))
        for day in _days(first, last)
        if any(row.holds_on(day) for row in monthly) and hours.period_on(day) == period
        for row in opening_day(hours, day).rows
    ]


def _schema_local_holidays(hours: OpeningHours, day: date) -> list[dict[str, Any]]:
    return [
        _closed(**_dates(holiday, holiday), name=name)
        for year in (day.year, day.year + 1)
        for holiday, name in local_holidays_of(year, hours.local_holidays).items()
        if day <= holiday <= day + LISTED and not opening_day(hours, holiday).rows
    ]


def _schema_period(hours: OpeningHours, period: HoursPeriod, day: date) -> list[dict[str, Any]]:
    valid = _dates(period.first, period.last)
    if period.label:
        valid["name"] = period.label
    if period.closed:
        return [_closed(**valid)]
    if not period.rows:
        return [_described(BY_APPOINTMENT, **valid)]
    words = _words(hours, period)
    weekly = _rows_by_times(period.rows)
    items = [_specification(times, days, words, **valid) for times, days in weekly]
    first, last = max(period.first, day), min(period.last, day + LISTED)
    items += _schema_single_days(hours, period.rows, first, last, period)
    open_days = {number for _times, days in weekly for number in days}
    closed_days = sorted(_weekdays(period) - open_days)
    if closed_days:
        items.append(_closed(dayOfWeek=[SCHEMA_DAYS[number] for number in closed_days], **valid))
    return items


def _dates(first: date, last: date) -> dict[str, str]:
    return {"validFrom": first.isoformat(), "validThrough": last.isoformat()}


def _days(first: date, last: date) -> Iterator[date]:
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)


def _weekdays(period: HoursPeriod) -> set[int]:
    """The days of the week that occur in the period."""
    days = min(period.length.days + 1, DAYS_OF_WEEK)
    return {(period.first + timedelta(days=number)).weekday() for number in range(days)}


def _specification(
    times: Times, weekdays: Iterable[int], words: str = "", **more: Any
) -> dict[str, Any]:
    opens, closes, note = times
    item = {
        "@type": "OpeningHoursSpecification",
        "dayOfWeek": [SCHEMA_DAYS[number] for number in weekdays],
        "opens": opens,
        "closes": closes,
    }
    description = ", ".join(filter(None, (words, note)))
    return item | ({"description": description} if description else {}) | more


def _described(text: str, **more: Any) -> dict[str, Any]:
    """An entry without times: schema.org has no other way to say when or how people are received."""
    return {"@type": "OpeningHoursSpecification", "description": text, **more}


def _closed(**more: Any) -> dict[str, Any]:
    """An entry for closed days: schema.org writes them as opening and closing at the same time."""
    return {"@type": "OpeningHoursSpecification", "opens": "00:00", "closes": "00:00", **more}
