"""Batches of an import: each is written as a whole or not at all."""

from collections.abc import Callable
from typing import TypeVar

import transaction
from Products.CMFPlone.Portal import PloneSite
from ZODB.POSException import ConflictError

ATTEMPTS = 5  # at one batch, where others write at the same time

Result = TypeVar("Result")


def commit_batch(site: PloneSite, note: str, write: Callable[[], Result]) -> Result:
    """Write a batch and commit; try again after a conflict with another writer. Return what was written.

    ``note`` tells the history of the database what wrote. Raises what ``write`` raises, and ConflictError
    after the last attempt; then nothing of the batch is written.
    """
    for attempt in range(ATTEMPTS):
        try:
            result = write()
            transaction.get().note(note)
            transaction.commit()
        except ConflictError:
            transaction.abort()
            if attempt + 1 == ATTEMPTS:
                raise
        except BaseException:
            transaction.abort()
            raise
        else:
            site._p_jar.cacheGC()  # the objects of the batch need not stay in memory
            return result
    raise AssertionError("an attempt returns or raises")
