"""The rules of opening hours: what applies on a day, in a week, at a moment."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tlvwa.portal.common.dates import ONE_DAY
from tlvwa.portal.openinghours.holidays import local_holidays_of, public_holidays
from tlvwa.portal.openinghours.model import MIDNIGHT, HoursRow, OpeningHours

BERLIN = ZoneInfo("Europe/Berlin")
HORIZON = timedelta(days=2 * 366)  # how far ahead the next change of a state is looked for


@dataclass(frozen=True, slots=True)
class OpeningDay:
    """The hours of one day: the rows, and the reason if they are not the usual ones.

    ``by_appointment``: in these times, or without rows at times that are not told here, people are
    received only by appointment. ``unknown``: nothing is said of the hours of this day.
    """

    date: date
    rows: tuple[HoursRow, ...] = ()
    holiday: str = ""  # name of the public holiday, whether open or not
    label: str = ""  # label of the special period
    special: bool = False  # True if a special period applies
    by_appointment: bool = False
    unknown: bool = False
    doubtful_holiday: str = (
        ""  # name of a day that is a public holiday in parts of the municipality
    )

    @property
    def reason(self) -> str:
        """The label of the period or the name of the holiday; empty on a usual day."""
        return self.label or self.holiday


@dataclass(frozen=True, slots=True)
class OpeningState:
    """Whether the office is open at a moment, and until when that stays so.

    ``until`` is the first moment at which it changes; None if nothing changes for two years.
    """

    open: bool
    until: datetime | None
    day: OpeningDay


def opening_day(hours: OpeningHours, date: date) -> OpeningDay:
    """The hours that apply on ``date``."""
    holiday = public_holidays(date.year, hours.local_holidays).get(date, "")
    doubtful = local_holidays_of(date.year, hours.doubtful_holidays).get(date, "")
    period = hours.period_on(date)
    week = period.rows if period else hours.rows
    is_shut = (period is not None and period.closed) or (
        bool(holiday) and not (period and period.overrules_holidays)
    )
    rows = () if is_shut else _rows_on(week, date)
    only_by_appointment = hours.by_appointment or (period is not None and period.by_appointment)
    return OpeningDay(
        date=date,
        rows=rows,
        holiday=holiday,
        label=period.label if period else "",
        special=period is not None,
        by_appointment=only_by_appointment and not is_shut and bool(rows or not week),
        unknown=not (week or period or holiday or hours.by_appointment),
        doubtful_holiday="" if holiday else doubtful,
    )


def _rows_on(week: tuple[HoursRow, ...], date: date) -> tuple[HoursRow, ...]:
    """The rows for a day, each stretch once: the fourth such day of a month may be the last one, too."""
    rows = {(row.opens, row.closes): row for row in reversed(week) if row.holds_on(date)}
    return tuple(sorted(rows.values(), key=lambda row: row.opens))


def opening_week(hours: OpeningHours, date: date) -> tuple[OpeningDay, ...]:
    """The seven days of the week of ``date``, from Monday."""
    monday = date - timedelta(days=date.weekday())
    return tuple(opening_day(hours, monday + timedelta(days=number)) for number in range(7))


def is_open(hours: OpeningHours, moment: datetime) -> bool:
    """True if the office is open at ``moment``, which must have a time zone."""
    today = opening_day(hours, _local(moment).date())
    return any(start <= moment < end for start, end in _intervals(today))


def opening_state(hours: OpeningHours, moment: datetime) -> OpeningState:
    """The state of the office at ``moment``, which must have a time zone, and its next change."""
    today = opening_day(hours, _local(moment).date())
    intervals = (interval for interval in _open_intervals(hours, today) if moment < interval[1])
    start, end = next(intervals, (None, None))
    open_now = start is not None and start <= moment
    until = end if open_now else start
    if until and until - moment > HORIZON:
        until = None
    return OpeningState(open=open_now, until=until and until.astimezone(BERLIN), day=today)


def _open_intervals(hours: OpeningHours, first: OpeningDay) -> Iterator[tuple[datetime, datetime]]:
    """The intervals in which the office is open, from the day ``first`` on; touching rows are joined."""
    days = range(HORIZON.days + 2)
    current: tuple[datetime, datetime] | None = None
    for today in (opening_day(hours, first.date + number * ONE_DAY) for number in days):
        for start, end in _intervals(today):
            if current and current[1] == start:
                current = current[0], end
                continue
            if current:
                yield current
            current = start, end
    if current:
        yield current


def _intervals(today: OpeningDay) -> list[tuple[datetime, datetime]]:
    """The rows of a day as moments, without a row in the hour that is skipped in spring."""
    tomorrow = today.date + ONE_DAY
    moments = (
        (
            _moment(today.date, row.opens),
            _moment(tomorrow if row.closes == MIDNIGHT else today.date, row.closes),
        )
        for row in today.rows
    )
    return [(start, end) for start, end in moments if start < end]


def _moment(date: date, wall: time) -> datetime:
    """The first moment of ``date`` at which the clock shows ``wall``, or a later time.

    If the round trip through UTC gives another wall time, ``wall`` is in the hour that is skipped in
    spring. Clocks change on the full hour, so the full hour before is the moment of the change.
    """
    naive = datetime.combine(date, wall)
    moment = naive.replace(tzinfo=BERLIN).astimezone(UTC)
    if moment.astimezone(BERLIN).replace(tzinfo=None) != naive:
        return naive.replace(minute=0, tzinfo=BERLIN).astimezone(UTC)
    return moment


def _local(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return moment.astimezone(BERLIN)
