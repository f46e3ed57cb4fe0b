"""The run of all jobs: their order, those of others, and failures."""

import pytest
from ZODB.POSException import ConflictError
from zope.component import getGlobalSiteManager

from tlvwa.portal.common.job import IJob, Job
from tlvwa.portal.jobs.run import registered_jobs, run_jobs

NAMES = [
    "history",
    "forms",
    "searches",
    "ledger",
    "files",
    "changes",
    "subscriptions",
    "links",
    "websites",
]


@pytest.fixture
def register(portal):
    """``register(name, run)``: registers a job of this name until the test ends."""
    manager, before = getGlobalSiteManager(), {}

    def register(name, run, order=20):
        before.setdefault(name, manager.queryUtility(IJob, name))
        manager.registerUtility(Job(order, "{} getan.", run), IJob, name)

    yield register
    for name, job in before.items():
        if job is None:
            manager.unregisterUtility(provided=IJob, name=name)
        else:
            manager.registerUtility(job, IJob, name)


def test_jobs_run_in_their_order_the_links_last(portal):
    assert list(registered_jobs()) == NAMES
    assert list(run_jobs()) == NAMES


def test_a_job_of_another_package_is_run_in_its_place(register):
    orders = [job.order for job in registered_jobs().values()]
    register("archive", lambda: 3, order=orders[3] + 1)
    done = run_jobs()
    assert done["archive"] == 3
    assert list(done) == [*NAMES[:4], "archive", *NAMES[4:]]


def test_a_job_can_be_replaced(register):
    register("forms", lambda: 12)
    assert run_jobs()["forms"] == 12


def test_a_job_that_fails_leaves_the_others_alone(register):
    """Each has a transaction of its own; what fails is undone and told."""

    def broken():
        raise RuntimeError("out of order")

    register("forms", broken)
    done = run_jobs()
    assert done["forms"] is None
    assert done["searches"] is not None


def test_a_job_that_met_another_run_is_tried_again(register):
    attempts = []

    def busy():
        attempts.append(len(attempts))
        if len(attempts) < 3:
            raise ConflictError
        return 7

    register("forms", busy)
    assert run_jobs()["forms"] == 7
    register("forms", _always_busy)
    assert run_jobs()["forms"] is None


def _always_busy():
    raise ConflictError
