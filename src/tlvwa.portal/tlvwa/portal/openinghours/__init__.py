"""Opening hours: the values, the rules of days and moments, and formats of others.

Plain Python and immutable throughout: no function changes a value or reads the clock. Wall times
are those of Europe/Berlin.
"""

from tlvwa.portal.openinghours.formats import schema_org, to_osm
from tlvwa.portal.openinghours.holidays import public_holidays
from tlvwa.portal.openinghours.model import (
    HoursError,
    HoursErrorCode,
    HoursPeriod,
    HoursRow,
    OpeningHours,
)
from tlvwa.portal.openinghours.rules import (
    BERLIN,
    OpeningDay,
    OpeningState,
    is_open,
    opening_day,
    opening_state,
    opening_week,
)
from tlvwa.portal.openinghours.storage import from_json, to_json

__all__ = [
    "BERLIN",
    "HoursError",
    "HoursErrorCode",
    "HoursPeriod",
    "HoursRow",
    "OpeningDay",
    "OpeningHours",
    "OpeningState",
    "from_json",
    "is_open",
    "opening_day",
    "opening_state",
    "opening_week",
    "public_holidays",
    "schema_org",
    "to_json",
    "to_osm",
]
