"""The run of the jobs (spec:jobs)."""

import logging
from collections.abc import Mapping

import transaction
from transaction.interfaces import TransientError
from zope.component import getUtilitiesFor

from tlvwa.portal.common.job import IJob, Job

log = logging.getLogger(__name__)

ATTEMPTS = 3


def registered_jobs() -> Mapping[str, Job]:
    """Return by name the jobs that packages have registered, in the order in which they run."""
    return dict(sorted(getUtilitiesFor(IJob), key=lambda named: (named[1].order, named[0])))


def run_jobs() -> dict[str, int | None]:
    """Run every job in a transaction of its own; return by name how much each did.

    A job that fails is logged and undone, its number is ``None``, and the others run. A job that
    conflicts with another writer, as in two runs at once, is tried again.
    """
    return {name: _run_job(name, job) for name, job in registered_jobs().items()}


def _run_job(name: str, job: Job, attempts: int = ATTEMPTS) -> int | None:
    try:
        count = job.run()
        transaction.commit()
    except Exception as error:
        transaction.abort()
        if attempts > 1 and isinstance(error, TransientError):
            return _run_job(name, job, attempts - 1)
        log.exception("the job %s failed", name)
        return None
    return count
