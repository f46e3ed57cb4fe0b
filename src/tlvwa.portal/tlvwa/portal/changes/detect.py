"""The job that detects changes: after edits, and as days pass."""

from datetime import date, datetime

from tlvwa.portal.changes.public_state import public_states
from tlvwa.portal.changes.store import site_changes
from tlvwa.portal.common.settings import setting
from tlvwa.portal.readmodels.follower import site_snapshot

MONTHS = 24  # for which changes are stored, if the settings do not say
MONTHS_OF_A_YEAR = 12


def detect_changes(moment: datetime) -> int:
    """Store what changed for the public up to ``moment``; return the number of changes.

    Part of the running transaction. A second call for the same stamp and day does nothing.
    """
    store, snapshot, day = site_changes(), site_snapshot(), moment.date()
    if store is None or store.is_current(snapshot.stamp, day):
        return 0
    present = public_states(snapshot, day, setting("land", ""))
    count = store.note(present, snapshot.stamp, moment)
    store.forget_before(subtract_months(day, setting("changes_months", MONTHS)))
    return count


def subtract_months(day: date, months: int) -> date:
    """Return the first day of the month that is ``months`` before that of ``day``."""
    years, month = divmod(day.year * MONTHS_OF_A_YEAR + day.month - 1 - months, MONTHS_OF_A_YEAR)
    return date(max(years, date.min.year), month + 1, 1)
