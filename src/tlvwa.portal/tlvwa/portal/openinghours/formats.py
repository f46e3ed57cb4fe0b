"""Opening hours in the formats of OpenStreetMap and schema.org."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, TypeAlias

from tlvwa.portal.openinghours.holidays import public_holidays
from tlvwa.portal.openinghours.model import (
    MIDNIGHT,
    HoursPeriod,
    HoursRow,
    OpeningHours,
    clock,
)

OSM_DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
OSM_MONTHS = (
    *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
    *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)
SCHEMA = "https://schema.org"
SCHEMA_DAYS = tuple(
    f"{SCHEMA}/{name}"
    for name in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
)
BY_APPOINTMENT = "nach Vereinbarung"

Times: TypeAlias = tuple[str, str, str]


def to_osm(hours: OpeningHours, years: Iterable[int] = ()) -> str:
    """Write the hours as an ``opening_hours`` expression of OpenStreetMap.

    Public holidays are written as ``PH``, which readers replace by the holidays of the place. For
    readers that cannot, ``years`` lists the holidays of these years instead.
    """
    rules = [f'unknown "{BY_APPOINTMENT}"'] if hours.by_appointment else []
    rules += _osm_rows(hours.rows)
    rules += [f"{_osm_day(day)} off" for day in _holidays(years)] or ["PH off"] * bool(hours.rows)
    for period in hours.periods:
        rules += _osm_period(period, years)
    return "; ".join(rules) or "off"


def schema_org(hours: OpeningHours) -> list[dict[str, Any]]:
    """Write the hours as objects of type OpeningHoursSpecification; periods have dates."""
    usual = [_specification(times, days) for times, days in _rows_by_times(hours.rows)]
    if usual:
        usual.append(_closed(dayOfWeek=f"{SCHEMA}/PublicHolidays"))
    return usual + [item for period in hours.periods for item in _schema_period(period)]


def _osm_rows(rows: Iterable[HoursRow], days: str = "") -> list[str]:
    """One rule for each weekday; a second row of the same day is added to its rule."""
    rules: list[str] = []
    last = None
    for row in rows:
        times = f"{clock(row.opens)}-{clock(row.closes, end=True)}"
        rule = f"{days}{OSM_DAYS[row.weekday]} {times}{_comment(row.note)}"
        if row.weekday == last:
            rules[-1] += f", {rule}"
        else:
            rules.append(rule)
        last = row.weekday
    return rules


def _osm_period(period: HoursPeriod, years: Iterable[int]) -> list[str]:
    days = f"{_osm_day(period.first)}-{_osm_day(period.last)}"
    rules = [f"{days} off{_comment(period.label)}", *_osm_rows(period.rows, f"{days} ")]
    if period.rows and not period.overrules_holidays:
        rules += [f"{_osm_day(day)} off" for day in _holidays(years) if day in period]
    return rules


def _osm_day(day: date) -> str:
    return f"{day.year} {OSM_MONTHS[day.month - 1]} {day.day:02}"


def _comment(text: str) -> str:
    return f' "{text.replace(chr(34), chr(39))}"' if text else ""


def _holidays(years: Iterable[int]) -> list[date]:
    return sorted(day for year in years for day in public_holidays(year))


def _rows_by_times(rows: Iterable[HoursRow]) -> list[tuple[Times, list[int]]]:
    """The rows grouped by times and note, each group with its weekdays."""
    groups: dict[Times, list[int]] = {}
    for row in rows:
        # 00:00 to 00:00 means closed (see `_closed`), so the end of a day is written as 23:59.
        closes = "23:59" if row.closes == MIDNIGHT else clock(row.closes)
        groups.setdefault((clock(row.opens), closes, row.note), []).append(row.weekday)
    return list(groups.items())


def _schema_period(period: HoursPeriod) -> list[dict[str, Any]]:
    valid = {"validFrom": period.first.isoformat(), "validThrough": period.last.isoformat()}
    if period.label:
        valid["name"] = period.label
    if period.closed:
        return [_closed(**valid)]
    items = [_specification(times, days, **valid) for times, days in _rows_by_times(period.rows)]
    closed_days = sorted(_weekdays(period) - {row.weekday for row in period.rows})
    if closed_days:
        items.append(_closed(dayOfWeek=[SCHEMA_DAYS[number] for number in closed_days], **valid))
    return items


def _weekdays(period: HoursPeriod) -> set[int]:
    """The days of the week that occur in the period."""
    days = min(period.length.days + 1, 7)
    return {(period.first + timedelta(days=number)).weekday() for number in range(days)}


def _specification(times: Times, weekdays: Iterable[int], **more: Any) -> dict[str, Any]:
    opens, closes, note = times
    item = {
        "@type": "OpeningHoursSpecification",
        "dayOfWeek": [SCHEMA_DAYS[number] for number in weekdays],
        "opens": opens,
        "closes": closes,
    }
    return item | ({"description": note} if note else {}) | more


def _closed(**more: Any) -> dict[str, Any]:
    """An entry for closed days: schema.org writes them as opening and closing at the same time."""
    return {"@type": "OpeningHoursSpecification", "opens": "00:00", "closes": "00:00", **more}
