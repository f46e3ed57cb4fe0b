"""Days and periods of days. ``None`` as an end of a period means that it is open there."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)
MONTHS_OF_A_YEAR = 12


def in_period(day: date, first: date | None, last: date | None) -> bool:
    """True if a day lies in a closed period: both its first and its last day belong to it (law)."""
    return (first is None or first <= day) and (last is None or day <= last)


def in_window(day: date, first: date | None, end: date | None) -> bool:
    """True if a day lies in a half-open period: its end no longer belongs to it (publication)."""
    return (first is None or first <= day) and (end is None or day < end)


def iso_day(day: date | None) -> str | None:
    """Return a day as YYYY-MM-DD (ISO 8601), as JSON has it; ``None`` for no day."""
    return day.isoformat() if day is not None else None


@dataclass(frozen=True, slots=True)
class Window:
    """The days on which something is public: from ``first`` (inclusive) to ``last`` (exclusive)."""

    first: date | None = None
    last: date | None = None

    def meet(self, first: date | None, last: date | None) -> "Window":
        """Return the days that are also in another window."""
        if first is None and last is None:
            return self
        return Window(
            max(filter(None, (self.first, first)), default=None),
            min(filter(None, (self.last, last)), default=None),
        )

    def __contains__(self, day: date) -> bool:
        return in_window(day, self.first, self.last)


def add_months(day: date, months: int) -> date:
    """Return the same day some months later, or (negative) earlier; the month's last where it has none.

    The first or last day there is where that would be beyond it.
    """
    year, month = divmod(day.year * MONTHS_OF_A_YEAR + day.month - 1 + months, MONTHS_OF_A_YEAR)
    if year < date.min.year:
        return date.min
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def first_of_month(day: date, months_before: int) -> date:
    """Return the first day of the month that is some months before that of a day."""
    year, month = divmod(
        day.year * MONTHS_OF_A_YEAR + day.month - 1 - months_before, MONTHS_OF_A_YEAR
    )
    return date(max(year, date.min.year), month + 1, 1)
