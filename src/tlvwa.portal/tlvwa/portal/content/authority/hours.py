"""Opening hours made from the rows of an authority's form.

A row of *Besondere Zeiten* is one stretch of a period: rows with the same first and last day belong together.
"""

from datetime import date
from itertools import combinations
from typing import Any

from tlvwa.portal.openinghours import (
    HoursError,
    HoursErrorCode,
    HoursPeriod,
    HoursRow,
    OpeningHours,
    PeriodDays,
    has_usual_days,
    only_holidays,
    rows_of_period,
)

USUAL, SPECIAL = "opening_hours", "special_periods"
MOST_DAYS_WITHOUT_QUESTION = 2  # a day or a weekend is meant as it is entered


class RowError(HoursError):
    """A row of the form is wrong: ``row`` (from 0) of ``field``; ``other`` is one that it contradicts."""

    def __init__(self, code, field, row, other=None):
        super().__init__(code, code.value, f"{field}[{row}]")
        self.field = field
        self.row = row
        self.other = other


def stored_hours(authority):
    """Return the opening hours of an authority; ``None`` if it says nothing of them.

    Raises RowError if a row is wrong or contradicts another.
    """
    rows = authority.opening_hours or ()
    usual = [_read(USUAL, number, _usual_row, row) for number, row in enumerate(rows)]
    _refuse_overlaps(USUAL, enumerate(usual))
    hours = OpeningHours(
        rows=tuple(usual),
        periods=_periods(usual, authority.special_periods or ()),
        by_appointment=bool(authority.by_appointment),
        note=authority.hours_note or "",
    )
    return hours if hours != OpeningHours() else None


def refuse_days_that_nobody_meant(authority):
    """Raise RowError for times on usual days in a longer period that has none, or on no open day at all.

    What is stored is read all the same: as times on all its days, or as a period that is closed.
    """
    usual = [_usual_row(row) for row in authority.opening_hours or ()]
    for number, row in enumerate(authority.special_periods or ()):
        if row.get("opens") is None:
            continue
        first, last = row["first"], row["last"]
        is_long = (last - first).days >= MOST_DAYS_WITHOUT_QUESTION
        on_usual_days = _days(row) == PeriodDays.USUAL
        if is_long and on_usual_days and not has_usual_days(usual, first, last):
            raise RowError(HoursErrorCode.PERIOD_NO_USUAL_DAY, SPECIAL, number)
        stretch = _stretch(usual, row)
        if not has_usual_days(stretch, first, last):
            raise RowError(HoursErrorCode.PERIOD_WITHOUT_DAY, SPECIAL, number)
        holds_on_holidays = row.get("on_holidays") or first == last
        if not holds_on_holidays and only_holidays(stretch, first, last):
            raise RowError(HoursErrorCode.PERIOD_ONLY_HOLIDAYS, SPECIAL, number)


def _read(field, number, read, *values):
    try:
        return read(*values)
    except HoursError as error:
        raise RowError(error.code, field, number) from error


def _usual_row(row):
    return HoursRow(
        row["weekday"],
        row["opens"],
        row["closes"],
        row.get("note") or "",
        row.get("week_of_month") or 0,
    )


def _refuse_overlaps(field, numbered_rows):
    for (number, row), (other_number, other) in combinations(numbered_rows, 2):
        if number != other_number and row.overlaps(other):
            raise RowError(HoursErrorCode.ROWS_OVERLAP, field, other_number, number)


def _periods(usual, rows):
    groups: dict[tuple[date, date], list[Any]] = {}
    for number, row in enumerate(rows):
        groups.setdefault((row["first"], row["last"]), []).append((number, row))
    periods = [(group[0][0], _period(usual, group)) for group in groups.values()]
    for (number, period), (other_number, other) in combinations(periods, 2):
        if not period.nests_with(other):
            raise RowError(HoursErrorCode.PERIODS_OVERLAP, SPECIAL, other_number, number)
    return tuple(period for _number, period in periods)


def _period(usual, group):
    number, row = group[0]
    _refuse_differences(group)
    stretches = [
        (position, hours_row)
        for position, stretch in group
        for hours_row in _read(SPECIAL, position, _stretch, usual, stretch)
    ]
    _refuse_overlaps(SPECIAL, stretches)
    by_appointment = bool(row.get("by_appointment"))
    labels = dict.fromkeys(filter(None, (stretch.get("label") for _position, stretch in group)))
    rows = tuple(hours_row for _position, hours_row in stretches)
    return _read(
        SPECIAL,
        number,
        HoursPeriod,
        row["first"],
        row["last"],
        not rows and not by_appointment,
        ", ".join(labels),
        rows,
        bool(row.get("on_holidays")),
        by_appointment,
    )


def _refuse_differences(group):
    """Raise RowError where rows of one period do not agree on what holds for the whole period."""
    number, row = group[0]
    for other_number, other in group[1:]:
        if any(
            bool(row.get(name)) != bool(other.get(name))
            for name in ("by_appointment", "on_holidays")
        ):
            raise RowError(HoursErrorCode.PERIOD_ROWS_DIFFER, SPECIAL, other_number, number)
        if (row.get("opens") is None) != (other.get("opens") is None):
            raise RowError(HoursErrorCode.PERIOD_CLOSED_WITH_ROWS, SPECIAL, other_number, number)


def _stretch(usual, row):
    opens, closes, days = row.get("opens"), row.get("closes"), _days(row)
    week = row.get("week_of_month") or 0
    is_weekday = days.isdecimal()
    if (opens is None) != (closes is None):
        raise HoursError(HoursErrorCode.TIMES_INCOMPLETE, "one of two times is missing")
    if week and not is_weekday:
        raise HoursError(HoursErrorCode.WEEK_OF_MONTH, "a week of the month without a weekday")
    if row["last"] < row["first"]:
        raise HoursError(HoursErrorCode.PERIOD_REVERSED, "ends before it begins")
    if is_weekday:
        if opens is None:
            raise HoursError(HoursErrorCode.PERIOD_WEEKDAY_WITHOUT_TIMES, "a weekday, but no times")
        return (HoursRow(int(days), opens, closes, week_of_month=week),)
    if opens is None:
        return ()
    return rows_of_period(usual, row["first"], row["last"], opens, closes, PeriodDays(days))


def _days(row):
    return row.get("days") or PeriodDays.USUAL.value
