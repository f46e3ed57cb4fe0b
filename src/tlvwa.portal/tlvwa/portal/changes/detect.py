"""The job that finds out what changed: after edits, and as days pass."""

from datetime import date

from tlvwa.portal.changes.public_state import public_states
from tlvwa.portal.changes.store import site_changes
from tlvwa.portal.common.settings import setting
from tlvwa.portal.readmodels.follower import site_snapshot

MONTHS = 24
MONTHS_OF_A_YEAR = 12


def detect_changes(moment):
    """Note what changed for the public up to a moment; the number of changes.

    Part of the running transaction. Nothing is read or written twice for one state of one day.
    """
    store, models, day = site_changes(), site_snapshot(), moment.date()
    if store is None or store.is_current(models.stamp, day):
        return 0
    present = public_states(models, day, setting("land", ""))
    noted = store.note(present, models.stamp, moment)
    store.forget_before(subtract_months(day, setting("changes_months", MONTHS)))
    return noted


def subtract_months(day, months):
    """The first day of the month that lies some months before a day."""
    years, month = divmod(day.year * MONTHS_OF_A_YEAR + day.month - 1 - months, MONTHS_OF_A_YEAR)
    return date(max(years, date.min.year), month + 1, 1)
