"""The job that reads files again that were too costly when they were uploaded."""

from plone import api

from tlvwa.portal.common.job import Job
from tlvwa.portal.content.publication.files.readings import (
    files_in,
    forget_reading,
    may_be_read_later,
)
from tlvwa.portal.content.publication.files.upload_events import read_file, read_further_file
from tlvwa.portal.readmodels.follower import site_snapshot
from tlvwa.portal.readmodels.payloads import PublicationPayload


def read_again() -> int:
    """Read what may be read later; return how many files were read this time."""
    portal = api.portal.get()
    count = 0
    for node in site_snapshot().nodes.values():
        if not (isinstance(node.payload, PublicationPayload) and node.payload.unread):
            continue
        publication = portal.unrestrictedTraverse(node.path, None)
        if publication is not None:
            count += _read_publication(publication)
    return count


def _read_publication(publication):
    """Read the files of a publication again that may be; return how many were read this time."""
    count = 0
    tasks = [
        (publication, read_file),
        *((file, read_further_file) for file in files_in(publication)),
    ]
    for obj, read in tasks:
        if may_be_read_later(obj):
            forget_reading(obj)
            count += not read(obj).problem
    publication.reindexObject()
    return count


JOB = Job(45, "{} Dateien nachträglich gelesen.", read_again)
