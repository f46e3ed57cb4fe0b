"""The job that finds out what changed: after edits, and as days pass."""

from datetime import date

from tlvwa.portal.changes.essence import essences
from tlvwa.portal.changes.store import site_changes
from tlvwa.portal.content.settings import setting
from tlvwa.portal.projection.reader import site_models

MONTHS = 24
MONTHS_OF_A_YEAR = 12


def note_changes(moment):
    """Note what changed for the public up to a moment; the number of changes.

    Part of the running transaction. Nothing is read or written twice for one state of one day.
    """
    store, models, day = site_changes(), site_models(), moment.date()
    if store is None or store.is_current(models.stamp, day):
        return 0
    present = essences(models, day, setting("land", ""))
    noted = store.note(present, models.stamp, moment)
    store.forget_before(months_before(day, setting("changes_months", MONTHS)))
    return noted


def months_before(day, months):
    """The first day of the month that lies some months before a day."""
    years, month = divmod(day.year * MONTHS_OF_A_YEAR + day.month - 1 - months, MONTHS_OF_A_YEAR)
    return date(max(years, date.min.year), month + 1, 1)
