"""The clock: now and today in Europe/Berlin (spec:clock)."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

BERLIN = ZoneInfo("Europe/Berlin")


def now() -> datetime:
    """Return the current time in Europe/Berlin."""
    return datetime.now(BERLIN)


def today() -> date:
    """Return the current day in Europe/Berlin."""
    return now().date()
