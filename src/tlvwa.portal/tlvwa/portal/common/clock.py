"""What day it is for the administration: the one clock of the faces (spec:clock)."""

from datetime import datetime
from zoneinfo import ZoneInfo

BERLIN = ZoneInfo("Europe/Berlin")


def now():
    """This moment in Europe/Berlin."""
    return datetime.now(BERLIN)


def today():
    """The day in Europe/Berlin."""
    return now().date()
