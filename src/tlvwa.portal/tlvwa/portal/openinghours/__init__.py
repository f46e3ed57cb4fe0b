"""Opening hours: the values, the rules of days and moments, and formats of others.

Plain Python and immutable throughout: no function changes a value or reads the clock. Wall times
are those of Europe/Berlin. See spec:opening-hours.
"""

from tlvwa.portal.openinghours.holidays import (
    HolidayScope,
    LocalHoliday,
    corpus_christi_scope,
    public_holidays,
)
from tlvwa.portal.openinghours.model import (
    WEEKS_OF_MONTH,
    HoursError,
    HoursErrorCode,
    HoursPeriod,
    HoursRow,
    OpeningHours,
)
from tlvwa.portal.openinghours.osm import to_osm
from tlvwa.portal.openinghours.rules import (
    BERLIN,
    OpeningDay,
    OpeningState,
    is_open,
    opening_day,
    opening_state,
    opening_week,
)
from tlvwa.portal.openinghours.special import (
    PeriodDays,
    has_usual_days,
    only_holidays,
    rows_of_period,
)
from tlvwa.portal.openinghours.storage import from_json, to_json
from tlvwa.portal.openinghours.structured_data import schema_org

__all__ = [
    "BERLIN",
    "WEEKS_OF_MONTH",
    "HolidayScope",
    "HoursError",
    "HoursErrorCode",
    "HoursPeriod",
    "HoursRow",
    "LocalHoliday",
    "OpeningDay",
    "OpeningHours",
    "OpeningState",
    "PeriodDays",
    "corpus_christi_scope",
    "from_json",
    "has_usual_days",
    "is_open",
    "only_holidays",
    "opening_day",
    "opening_state",
    "opening_week",
    "public_holidays",
    "rows_of_period",
    "schema_org",
    "to_json",
    "to_osm",
]
