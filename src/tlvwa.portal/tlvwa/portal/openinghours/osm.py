"""Opening hours as an ``opening_hours`` expression of OpenStreetMap."""

from collections.abc import Iterable
from datetime import date

from tlvwa.portal.openinghours.holidays import (
    LocalHoliday,
    local_holidays_of,
    public_holidays,
)
from tlvwa.portal.openinghours.model import (
    EVERY_WEEK,
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
OSM_LOCAL = {LocalHoliday.CORPUS_CHRISTI: "easter +60 days"}
OSM_BY_APPOINTMENT = "by appointment"  # the words that OpenStreetMap recommends


def to_osm(hours: OpeningHours, years: Iterable[int] = (), day: date | None = None) -> str:
    """Write the hours as an ``opening_hours`` expression of OpenStreetMap.

    Public holidays are written as ``PH``, which readers replace by the holidays of the Land, and those
    of the place alone as rules of their own. For readers that cannot, ``years`` lists the holidays of
    these years instead. Periods that are over before ``day`` are left out.
    """
    holidays = _holidays(hours, years)
    words = [OSM_BY_APPOINTMENT] * hours.by_appointment
    rules = [*_osm_otherwise(hours), *_osm_rows(hours.rows, words=words)]
    rules += _osm_closed(holidays) or _osm_holidays(hours)
    for period in hours.periods:
        if day is None or day <= period.last:
            closed = holidays or _local_holidays(hours, max(period.first, day or period.first))
            rules += _osm_period(period, words, closed, is_listed=bool(holidays))
    return "; ".join(rules) or "off"


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


def _osm_holidays(hours: OpeningHours) -> list[str]:
    """The rules of public holidays; nothing is open on them where there is no usual week."""
    if not hours.rows:
        return []
    return ["PH off", *(f"{OSM_LOCAL[holiday]} off" for holiday in sorted(hours.local_holidays))]


def _osm_period(
    period: HoursPeriod, words: list[str], holidays: list[date], *, is_listed: bool
) -> list[str]:
    """The rules of a period; ``is_listed``: the days of ``holidays`` are all that there are."""
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
        rules += [] if is_listed else [f"{days} PH off"]
        rules += _osm_closed(day for day in holidays if day in period)
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


def _local_holidays(hours: OpeningHours, first: date) -> list[date]:
    """The public holidays of the place alone within two years; no rule says „those in a period“."""
    years = (first.year, first.year + 1) if hours.local_holidays else ()
    return [day for year in years for day in local_holidays_of(year, hours.local_holidays)]
