"""The change journal: what was written, in which order.

It lives in the database and is written in the same transaction as the change itself, so two editors
at once conflict on its number and one of them is retried. Every entry carries a random serial: a
history that was undone, or restored from a backup and written anew, repeats numbers but never
serials. See spec:journal.
"""

import secrets
import uuid
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from BTrees.LOBTree import LOBTree
from persistent import Persistent
from zope.component import queryUtility
from zope.interface import Interface, implementer

KEPT_ENTRIES = 5_000


class JournalOperation(StrEnum):
    """What happened to what the entry names."""

    UPSERT = "upsert"
    DELETE = "delete"
    GAZETTEER = "gazetteer"
    SETTINGS = "settings"  # of the search


@dataclass(frozen=True, slots=True)
class JournalStamp:
    """Where a reader stands: the journal's UUID, its last entry's number and serial (spec:stamp)."""

    journal: str
    number: int
    serial: str


class JournalEntry(NamedTuple):
    """One change. ``path`` is the object's physical path at the time."""

    operation: JournalOperation
    uid: str
    path: str


class IJournal(Interface):
    """The journal of one site."""


@implementer(IJournal)
class Journal(Persistent):
    """The journal of one site, trimmed to its newest entries."""

    def __init__(self):
        self.uuid = uuid.uuid4().hex
        self.number = 0
        self.serial = ""
        self._entries = LOBTree()

    @property
    def stamp(self):
        """Where the journal stands now."""
        return JournalStamp(self.uuid, self.number, self.serial)

    def append(self, operation, uid="", path=""):
        """Add one entry; it becomes part of the running transaction."""
        self.number += 1
        self.serial = secrets.token_hex(6)
        self._entries[self.number] = (str(operation), uid, path, self.serial)
        if self.number - self._entries.minKey() >= 2 * KEPT_ENTRIES:
            self._trim()

    def since(self, stamp):
        """The entries after ``stamp``; ``None`` where it is not part of this history, or trimmed."""
        if stamp.journal != self.uuid or stamp.number > self.number:
            return None
        if stamp.number and not self._knows(stamp):
            return None
        if not stamp.number and self.number and self._entries.minKey() != 1:
            return None
        return [
            JournalEntry(JournalOperation(operation), uid, path)
            for operation, uid, path, _serial in self._entries.values(stamp.number + 1)
        ]

    def _knows(self, stamp):
        entry = self._entries.get(stamp.number)
        return entry is not None and entry[3] == stamp.serial

    def _trim(self):
        for number in list(self._entries.keys(None, self.number - KEPT_ENTRIES)):
            del self._entries[number]


def site_journal(context=None):
    """The journal of the site around ``context``, else of the current one; ``None`` without the add-on."""
    return queryUtility(IJournal, context=context)
