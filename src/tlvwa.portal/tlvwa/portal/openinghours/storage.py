"""Reads and writes opening hours as JSON-ready values."""

import re
from collections.abc import Callable, Mapping
from datetime import date, time
from typing import Any, TypeVar

from tlvwa.portal.openinghours.holidays import LocalHoliday
from tlvwa.portal.openinghours.model import (
    EVERY_WEEK,
    MIDNIGHT,
    HoursError,
    HoursErrorCode,
    HoursPeriod,
    HoursRow,
    OpeningHours,
    clock,
)

T = TypeVar("T")
CLOCK = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")
TYPE_NAMES = {str: "text", int: "number", bool: "true or false", list: "list"}


def to_json(hours: OpeningHours) -> dict[str, Any]:
    """Write the hours as a dictionary of plain values that ``from_json`` reads.

    What most hours do not have is left out: ``week_of_month``, ``by_appointment`` of a period, local
    holidays. Stored states of public content are compared with this form.
    """
    local = {
        name: sorted(holidays)
        for name, holidays in (
            ("local_holidays", hours.local_holidays),
            ("doubtful_holidays", hours.doubtful_holidays),
        )
        if holidays
    }
    return {
        "rows": [_row_to_json(row) for row in hours.rows],
        "periods": [_period_to_json(period) for period in hours.periods],
        "by_appointment": hours.by_appointment,
        "note": hours.note,
    } | local


def from_json(data: Mapping[str, Any]) -> OpeningHours:
    """Read the hours in ``data``; every key may be missing. Raises HoursError, also for unknown keys."""
    _check_keys(
        data,
        {"rows", "periods", "by_appointment", "note", "local_holidays", "doubtful_holidays"},
    )
    return OpeningHours(
        rows=_read_items(data, "rows", _row),
        periods=_read_items(data, "periods", _period),
        by_appointment=_value(data, "by_appointment", bool, False),
        note=_value(data, "note", str, ""),
        local_holidays=_holidays(data, "local_holidays"),
        doubtful_holidays=_holidays(data, "doubtful_holidays"),
    )


def _row_to_json(row: HoursRow) -> dict[str, Any]:
    week = {"week_of_month": row.week_of_month} if row.week_of_month != EVERY_WEEK else {}
    return {
        "weekday": row.weekday,
        "opens": clock(row.opens),
        "closes": clock(row.closes, end=True),
        "note": row.note,
    } | week


def _period_to_json(period: HoursPeriod) -> dict[str, Any]:
    return {
        "first": period.first.isoformat(),
        "last": period.last.isoformat(),
        "closed": period.closed,
        "label": period.label,
        "rows": [_row_to_json(row) for row in period.rows],
        "on_holidays": period.on_holidays,
    } | ({"by_appointment": True} if period.by_appointment else {})


def _row(data: Mapping[str, Any]) -> HoursRow:
    _check_keys(data, {"weekday", "opens", "closes", "note", "week_of_month"})
    closes = _value(data, "closes", str)
    return HoursRow(
        weekday=_value(data, "weekday", int),
        opens=_time(_value(data, "opens", str)),
        closes=MIDNIGHT if closes == "24:00" else _time(closes),
        note=_value(data, "note", str, ""),
        week_of_month=_value(data, "week_of_month", int, EVERY_WEEK),
    )


def _period(data: Mapping[str, Any]) -> HoursPeriod:
    _check_keys(data, {"first", "last", "closed", "label", "rows", "on_holidays", "by_appointment"})
    rows = _read_items(data, "rows", _row)
    by_appointment = _value(data, "by_appointment", bool, False)
    return HoursPeriod(
        first=_date(_value(data, "first", str)),
        last=_date(_value(data, "last", str)),
        closed=_value(data, "closed", bool, not rows and not by_appointment),
        label=_value(data, "label", str, ""),
        rows=rows,
        on_holidays=_value(data, "on_holidays", bool, False),
        by_appointment=by_appointment,
    )


def _holidays(data: Mapping[str, Any], name: str) -> frozenset[LocalHoliday]:
    names = _value(data, name, list, [])
    if unknown := [holiday for holiday in names if holiday not in list(LocalHoliday)]:
        raise HoursError(HoursErrorCode.MALFORMED, f"{name}: unknown {unknown}")
    return frozenset(map(LocalHoliday, names))


def _read_items(
    data: Mapping[str, Any], name: str, read: Callable[[Mapping[str, Any]], T]
) -> tuple[T, ...]:
    items = []
    for number, item in enumerate(_value(data, name, list, [])):
        try:
            items.append(read(item))
        except HoursError as error:
            raise error.within(f"{name}[{number}]") from error
    return tuple(items)


def _check_keys(data: object, names: set[str]) -> None:
    if not isinstance(data, Mapping):
        raise HoursError(HoursErrorCode.MALFORMED, f"{data!r} is not an object")
    if unknown := sorted(str(name) for name in data.keys() - names):
        raise HoursError(HoursErrorCode.MALFORMED, f"unknown: {', '.join(unknown)}")


def _value(data: Mapping[str, Any], name: str, kind: type[T], default: T | None = None) -> T:
    value = data.get(name, default)
    if type(value) is not kind:
        problem = "missing" if value is None else f"{value!r}, not a {TYPE_NAMES[kind]}"
        raise HoursError(HoursErrorCode.MALFORMED, f"{name} is {problem}")
    return value


def _time(text: str) -> time:
    if not (match := CLOCK.fullmatch(text)):
        raise HoursError(HoursErrorCode.MALFORMED, f"{text!r} is not a time like 09:00")
    return time(int(match[1]), int(match[2]))


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise HoursError(
            HoursErrorCode.MALFORMED, f"{text!r} is not a day like 2026-12-24"
        ) from error
