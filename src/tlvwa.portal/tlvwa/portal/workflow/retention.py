"""Deletes old versions of content and the names of their authors after the retention period."""

from datetime import date, datetime, time, timedelta

from plone import api

from tlvwa.portal.common.clock import BERLIN, today
from tlvwa.portal.common.job import Job
from tlvwa.portal.common.settings import setting

COMMENT = {"sys_metadata": {"comment": "Nach Ablauf der Aufbewahrung gelöscht."}}
OLDEST = 0


def delete_old_versions(today: date) -> int:
    """Delete versions older than the setting ``history_days``; return their number.

    The newest version of each object stays, however old it is. Part of the running transaction.
    """
    days = setting("history_days", 0)
    if not days:
        return 0
    first_day = datetime.combine(today - timedelta(days=days), time(), BERLIN)
    first_kept = first_day.timestamp()
    catalog = api.portal.get_tool("portal_catalog")
    storage = api.portal.get_tool("portal_historiesstorage")
    return sum(
        _delete_before(storage, brain.cmf_uid, first_kept)
        for brain in catalog.getAllBrains()
        if brain.cmf_uid and storage.isRegistered(brain.cmf_uid)
    )


def _delete_before(storage, history_id, first_kept):
    deleted = 0
    while _is_before(storage.getHistoryMetadata(history_id), first_kept):
        storage.purge(history_id, OLDEST, COMMENT, countPurged=False)
        deleted += 1
    return deleted


def _is_before(history, first_kept):
    """True if a history has more than one version, and its oldest was saved before a moment."""
    if history.getLength(countPurged=False) < 2:
        return False
    oldest = history.retrieve(OLDEST, countPurged=False)
    return oldest["metadata"]["sys_metadata"]["timestamp"] < first_kept


JOB = Job(
    order=10,
    report="{} alte Fassungen gelöscht.",
    run=lambda: delete_old_versions(today()),
)
