"""The values of opening hours.

Every object validates itself when it is created. ``closes`` at 00:00 means midnight at the end of
the day, and is written 24:00.
"""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum
from itertools import combinations

from tlvwa.portal.openinghours.holidays import LocalHoliday

MIDNIGHT = time(0)
EVERY_WEEK = 0
LAST_WEEK = -1
WEEKS_OF_MONTH = (EVERY_WEEK, 1, 2, 3, 4, LAST_WEEK)
DAYS_OF_WEEK = 7


class HoursErrorCode(StrEnum):
    """The kinds of errors in opening hours; the widget has the words for people."""

    MALFORMED = "malformed"
    WEEKDAY = "weekday"
    WEEK_OF_MONTH = "week_of_month"
    SECONDS = "seconds"
    CLOSES_BEFORE_OPENS = "closes_before_opens"
    ROWS_OVERLAP = "rows_overlap"
    PERIOD_REVERSED = "period_reversed"
    PERIOD_EMPTY = "period_empty"
    PERIOD_CLOSED_WITH_ROWS = "period_closed_with_rows"
    PERIODS_OVERLAP = "periods_overlap"
    PERIOD_ROWS_DIFFER = "period_rows_differ"
    PERIOD_WEEKDAY_WITHOUT_TIMES = "period_weekday_without_times"
    PERIOD_NO_USUAL_DAY = "period_no_usual_day"
    PERIOD_WITHOUT_DAY = "period_without_day"
    PERIOD_ONLY_HOLIDAYS = "period_only_holidays"
    TIMES_INCOMPLETE = "times_incomplete"


class HoursError(ValueError):
    """Opening hours are not valid: ``code`` is the kind of error, ``where`` the path of the entry."""

    def __init__(self, code: HoursErrorCode, message: str, where: str = "") -> None:
        super().__init__(f"{where}: {message}" if where else message)
        self.code = code
        self.message = message
        self.where = where

    def within(self, where: str) -> "HoursError":
        """Return the same error with the path of an outer entry before its own."""
        return HoursError(self.code, self.message, f"{where}.{self.where}".rstrip("."))


@dataclass(frozen=True, slots=True, order=True)
class HoursRow:
    """Open on one day of the week (0 is Monday) from ``opens`` until just before ``closes``.

    ``week_of_month`` is 0 for every week, 1 to 4 for the first to fourth such day of a month, and -1
    for its last one.
    """

    weekday: int
    opens: time
    closes: time
    note: str = ""
    week_of_month: int = EVERY_WEEK

    def __post_init__(self) -> None:
        if self.weekday not in range(DAYS_OF_WEEK):
            raise HoursError(HoursErrorCode.WEEKDAY, f"weekday {self.weekday} is not in 0 to 6")
        if self.week_of_month not in WEEKS_OF_MONTH:
            raise HoursError(
                HoursErrorCode.WEEK_OF_MONTH,
                f"week of the month {self.week_of_month} is not in -1 to 4",
            )
        for moment in (self.opens, self.closes):
            if moment.second or moment.microsecond or moment.tzinfo:
                raise HoursError(
                    HoursErrorCode.SECONDS, f"{moment} is not a wall time in whole minutes"
                )
        if self.last_minute < minutes(self.opens):
            raise HoursError(
                HoursErrorCode.CLOSES_BEFORE_OPENS,
                f"closes at {clock(self.closes)}, but opens only at {clock(self.opens)}",
            )

    @property
    def last_minute(self) -> int:
        """The last open minute, counted from the start of the day."""
        return (minutes(self.closes) or 24 * 60) - 1

    def overlaps(self, other: "HoursRow") -> bool:
        """True if both are open in the same minute; rows that only touch do not overlap.

        The fourth such day of a month may be the last one, too: equal times are no contradiction then.
        """
        weeks = {self.week_of_month, other.week_of_month}
        if weeks == {4, LAST_WEEK} and (self.opens, self.closes) == (other.opens, other.closes):
            return False
        may_coincide = len(weeks) == 1 or EVERY_WEEK in weeks or weeks == {4, LAST_WEEK}
        return (
            may_coincide
            and self.weekday == other.weekday
            and minutes(self.opens) <= other.last_minute
            and minutes(other.opens) <= self.last_minute
        )

    def holds_on(self, day: date) -> bool:
        """True if the row is for ``day``."""
        if day.weekday() != self.weekday:
            return False
        if self.week_of_month == LAST_WEEK:
            return day.day + DAYS_OF_WEEK > monthrange(day.year, day.month)[1]
        return self.week_of_month in (EVERY_WEEK, (day.day - 1) // DAYS_OF_WEEK + 1)


@dataclass(frozen=True, slots=True)
class HoursPeriod:
    """Days on which other hours apply than usual; first and last day are inclusive.

    Unless ``closed``, only the period's own rows apply; a period without rows that is ``by_appointment``
    has no times, but people can come by appointment. In a period of several days, public holidays
    stay closed, unless ``on_holidays`` is true; the rows of a period of one single day apply even if
    that day is a public holiday.
    """

    first: date
    last: date
    closed: bool = True
    label: str = ""
    rows: tuple[HoursRow, ...] = ()
    on_holidays: bool = False
    by_appointment: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "rows", tuple(sorted(self.rows)))
        if self.last < self.first:
            raise HoursError(
                HoursErrorCode.PERIOD_REVERSED,
                f"ends on {self.last}, but begins only on {self.first}",
            )
        if self.closed and (self.rows or self.by_appointment):
            raise HoursError(
                HoursErrorCode.PERIOD_CLOSED_WITH_ROWS, "is closed, but has opening times"
            )
        if not (self.closed or self.rows or self.by_appointment):
            raise HoursError(HoursErrorCode.PERIOD_EMPTY, "is neither closed nor has opening times")
        check_rows(self.rows)

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    @property
    def length(self) -> timedelta:
        """The time from the first to the last day: zero for a single day."""
        return self.last - self.first

    @property
    def overrules_holidays(self) -> bool:
        """True if the period's rows apply on public holidays as well."""
        return self.on_holidays or self.first == self.last

    def nests_with(self, other: "HoursPeriod") -> bool:
        """True if the periods are disjoint, or the shorter one is wholly inside the longer one."""
        apart = self.last < other.first or other.last < self.first
        inner, outer = sorted((self, other), key=lambda period: period.length)
        inside = inner.first in outer and inner.last in outer and inner.length < outer.length
        return apart or inside


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """The hours of one office: the usual week, and the periods that differ from it.

    A period inside of a longer one takes precedence on its days. ``by_appointment`` is true if people
    are received only by appointment: in the times of the rows if there are any, else at times that are
    not told here. ``local_holidays`` are the public holidays at the office's seat beside those of the
    Land; of ``doubtful_holidays`` nobody knows whether they are.
    """

    rows: tuple[HoursRow, ...] = ()
    periods: tuple[HoursPeriod, ...] = ()
    by_appointment: bool = False
    note: str = ""
    local_holidays: frozenset[LocalHoliday] = frozenset()
    doubtful_holidays: frozenset[LocalHoliday] = frozenset()

    def __post_init__(self) -> None:
        object.__setattr__(self, "rows", tuple(sorted(self.rows)))
        object.__setattr__(self, "periods", tuple(sorted(self.periods, key=_longest_first)))
        check_rows(self.rows)
        for first, second in combinations(self.periods, 2):
            if not first.nests_with(second):
                raise HoursError(
                    HoursErrorCode.PERIODS_OVERLAP,
                    f"{first.first} to {first.last} and {second.first} to {second.last} overlap",
                    "periods",
                )

    def period_on(self, day: date) -> HoursPeriod | None:
        """The period that applies on ``day``: the shortest one that contains it."""
        return min(
            (period for period in self.periods if day in period),
            key=lambda period: period.length,
            default=None,
        )


def check_rows(rows: Iterable[HoursRow]) -> None:
    """Raise HoursError if two of the rows are open in the same minute of a day."""
    for first, second in combinations(rows, 2):
        if first.overlaps(second):
            raise HoursError(
                HoursErrorCode.ROWS_OVERLAP,
                f"{clock(first.opens)}–{clock(first.closes, end=True)} and "
                f"{clock(second.opens)}–{clock(second.closes, end=True)} overlap "
                f"on weekday {first.weekday}",
                "rows",
            )


def minutes(moment: time) -> int:
    """The minute of the day."""
    return moment.hour * 60 + moment.minute


def clock(moment: time, *, end: bool = False) -> str:
    """Write a time as ``09:00``; with ``end``, midnight is ``24:00``."""
    return "24:00" if end and moment == MIDNIGHT else f"{moment:%H:%M}"


def _longest_first(period: HoursPeriod) -> tuple[date, timedelta]:
    return period.first, -period.length
