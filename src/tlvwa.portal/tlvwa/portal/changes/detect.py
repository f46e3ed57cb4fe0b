"""The job that detects changes: after edits, and as days pass."""

from datetime import datetime

from tlvwa.portal.changes.public_state import public_states
from tlvwa.portal.changes.store import site_changes
from tlvwa.portal.common.clock import now
from tlvwa.portal.common.dates import first_of_month
from tlvwa.portal.common.job import Job
from tlvwa.portal.common.settings import setting
from tlvwa.portal.readmodels.follower import site_snapshot

MONTHS = 24  # for which changes are stored, if the settings do not say


def detect_changes(moment: datetime) -> int:
    """Store what changed for the public up to ``moment``; return the number of changes.

    Part of the running transaction. A second call for the same stamp and day does nothing.
    """
    store, snapshot, day = site_changes(), site_snapshot(), moment.date()
    if store is None or store.is_current(snapshot.stamp, day):
        return 0
    present = public_states(snapshot, day, setting("land", ""))
    count = store.note(present, snapshot.stamp, moment)
    store.forget_before(first_of_month(day, setting("changes_months", MONTHS)))
    return count


JOB = Job(
    order=50,
    report="{} Änderungen vermerkt.",
    run=lambda: detect_changes(now()),
)
