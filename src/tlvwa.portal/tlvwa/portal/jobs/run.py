"""The jobs and their run (spec:jobs)."""

import logging
from collections.abc import Callable, Mapping

import transaction
from transaction.interfaces import TransientError

from tlvwa.portal.changes.detect import detect_changes
from tlvwa.portal.common.clock import now, today
from tlvwa.portal.forms.saved_input import delete_old_input
from tlvwa.portal.ledger.daily_counts import store_daily_counts
from tlvwa.portal.linkcheck.site import check_links
from tlvwa.portal.search_admin.usage_log import update_counts
from tlvwa.portal.subscriptions.digest import send_digests
from tlvwa.portal.workflow.retention import delete_old_versions

log = logging.getLogger(__name__)

ATTEMPTS = 3
Job = Callable[[], int]  # returns how much it did

JOBS: Mapping[str, Job] = {
    "history": lambda: delete_old_versions(today()),
    "forms": lambda: delete_old_input(now()),
    "searches": update_counts,
    "ledger": lambda: store_daily_counts(today()),
    "changes": lambda: detect_changes(now()),
    "subscriptions": lambda: send_digests(today()),  # commits each batch of mails
    "links": check_links,  # last, since it takes long
}


def run_jobs() -> dict[str, int | None]:
    """Run every job in a transaction of its own; return by name how much each did.

    A job that fails is logged and undone, its number is ``None``, and the others run. A job that
    conflicts with another writer, as in two runs at once, is tried again.
    """
    return {name: _run_job(name, job) for name, job in JOBS.items()}


def _run_job(name: str, job: Job, attempts: int = ATTEMPTS) -> int | None:
    try:
        count = job()
        transaction.commit()
    except Exception as error:
        transaction.abort()
        if attempts > 1 and isinstance(error, TransientError):
            return _run_job(name, job, attempts - 1)
        log.exception("the job %s failed", name)
        return None
    return count
