"""What opening hours mean: on a day, in a week, at a moment."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tlvwa.portal.common.dates import ONE_DAY
from tlvwa.portal.openinghours.holidays import public_holidays
from tlvwa.portal.openinghours.model import MIDNIGHT, HoursRow, OpeningHours

BERLIN = ZoneInfo("Europe/Berlin")
HORIZON = timedelta(days=2 * 366)


@dataclass(frozen=True, slots=True)
class OpeningDay:
    """What holds on one day: the rows, and why they are not the usual ones."""

    date: date
    rows: tuple[HoursRow, ...] = ()
    holiday: str = ""  # name of the public holiday, whether open or not
    label: str = ""  # label of the special period
    special: bool = False  # a special period holds

    @property
    def reason(self) -> str:
        """Why the day is not like any other of its weekday, in words; empty if it is."""
        return self.label or self.holiday


@dataclass(frozen=True, slots=True)
class OpeningState:
    """Open or closed at a moment, and until when.

    ``until`` is the first moment at which that changes; None if nothing changes for two years.
    """

    open: bool
    until: datetime | None
    day: OpeningDay


def opening_day(hours: OpeningHours, date: date) -> OpeningDay:
    """The rows that hold on ``date``, and the reason if they are not the usual ones."""
    holiday = public_holidays(date.year).get(date, "")
    period = hours.period_on(date)
    rows = period.rows if period else hours.rows
    if holiday and not (period and period.overrules_holidays):
        rows = ()
    return OpeningDay(
        date=date,
        rows=tuple(row for row in rows if row.weekday == date.weekday()),
        holiday=holiday,
        label=period.label if period else "",
        special=period is not None,
    )


def opening_week(hours: OpeningHours, date: date) -> tuple[OpeningDay, ...]:
    """The seven days, from Monday, of the week in which ``date`` lies."""
    monday = date - timedelta(days=date.weekday())
    return tuple(opening_day(hours, monday + timedelta(days=number)) for number in range(7))


def is_open(hours: OpeningHours, moment: datetime) -> bool:
    """Whether the office is open at ``moment``, which carries its time zone."""
    today = opening_day(hours, _local(moment).date())
    return any(start <= moment < end for start, end in _intervals(today))


def opening_state(hours: OpeningHours, moment: datetime) -> OpeningState:
    """Whether the office is open at ``moment``, and when that changes next."""
    today = opening_day(hours, _local(moment).date())
    stretches = (stretch for stretch in _stretches(hours, today) if moment < stretch[1])
    start, end = next(stretches, (None, None))
    open_now = start is not None and start <= moment
    until = end if open_now else start
    if until and until - moment > HORIZON:
        until = None
    return OpeningState(open=open_now, until=until and until.astimezone(BERLIN), day=today)


def _stretches(hours: OpeningHours, first: OpeningDay) -> Iterator[tuple[datetime, datetime]]:
    """The stretches of being open from the day ``first`` on; touching rows make one stretch."""
    days = range(HORIZON.days + 2)
    one: tuple[datetime, datetime] | None = None
    for today in (opening_day(hours, first.date + number * ONE_DAY) for number in days):
        for start, end in _intervals(today):
            if one and one[1] == start:
                one = one[0], end
                continue
            if one:
                yield one
            one = start, end
    if one:
        yield one


def _intervals(today: OpeningDay) -> list[tuple[datetime, datetime]]:
    """The rows of a day as moments; a row that falls into the skipped hour leaves nothing."""
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
    """The first moment of ``date`` at which the clock shows ``wall``, or has passed it.

    Clocks are put forward and back on the full hour.
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
