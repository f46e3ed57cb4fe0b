"""What is done from time to time, without anybody asking: run by a timer through the console (spec:jobs)."""

import logging

import transaction
from transaction.interfaces import TransientError

from tlvwa.portal.changes.detect import detect_changes
from tlvwa.portal.common.clock import now, today
from tlvwa.portal.forms.saved_input import delete_old_input
from tlvwa.portal.ledger.daily_counts import store_daily_counts
from tlvwa.portal.linkcheck.site import check_links
from tlvwa.portal.search_admin.usage_log import fold_searches
from tlvwa.portal.subscriptions.digest import send_digests
from tlvwa.portal.workflow.retention import delete_old_versions

log = logging.getLogger(__name__)

ATTEMPTS = 3
JOBS = {
    "history": lambda: delete_old_versions(today()),
    "forms": lambda: delete_old_input(now()),
    "searches": fold_searches,
    "ledger": lambda: store_daily_counts(today()),
    "changes": lambda: detect_changes(now()),
    "subscriptions": lambda: send_digests(today()),  # commits as it sends
    "links": check_links,  # last, for it takes long
}


def run_jobs():
    """Run every job, each in a transaction of its own: its name and how much it did.

    One that fails is logged, undone, and told as ``None``; the others do their work. One that met
    somebody else's writing, as two runs at once may, is tried again.
    """
    return {name: _done(name, job) for name, job in JOBS.items()}


def _done(name, job, attempts=ATTEMPTS):
    try:
        count = job()
        transaction.commit()
    except Exception as error:
        transaction.abort()
        if attempts > 1 and isinstance(error, TransientError):
            return _done(name, job, attempts - 1)
        log.exception("the job %s failed", name)
        return None
    return count
