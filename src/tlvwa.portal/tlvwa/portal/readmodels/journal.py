"""The journal: what was written, in which order.

It is stored in the database and written in the transaction of each change. Two editors who save at
once conflict on its number, and one of them is retried. Every entry has a random serial: a history
that was undone, or restored from a backup and written anew, repeats numbers but never serials. See
spec:journal.
"""

import secrets
import uuid
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from BTrees.LOBTree import LOBTree
from persistent import Persistent
from zope.component import getUtility, queryUtility
from zope.interface import Interface, implementer

KEPT_ENTRIES = 5_000


class JournalOperation(StrEnum):
    """What happened to the object, the gazetteer or the settings of the search."""

    UPSERT = "upsert"
    DELETE = "delete"
    GAZETTEER = "gazetteer"
    SETTINGS = "settings"  # of the search


@dataclass(frozen=True, slots=True)
class JournalStamp:
    """The position of a reader: UUID of the journal, number and serial of its last entry (spec:stamp)."""

    journal: str
    number: int
    serial: str


class JournalEntry(NamedTuple):
    """One change; ``path`` is the physical path that the object had then."""

    operation: JournalOperation
    uid: str
    path: str


class IJournal(Interface):
    """The journal of one site."""


@implementer(IJournal)
class Journal(Persistent):
    """The journal of one site, trimmed to its newest entries."""

    def __init__(self) -> None:
        self.uuid = uuid.uuid4().hex
        self.number = 0
        self.serial = ""
        self._entries = LOBTree()

    @property
    def stamp(self) -> JournalStamp:
        """The stamp of the last entry."""
        return JournalStamp(self.uuid, self.number, self.serial)

    def append(self, operation: JournalOperation, uid: str = "", path: str = "") -> None:
        """Add one entry to the running transaction."""
        self.number += 1
        self.serial = secrets.token_hex(6)
        self._entries[self.number] = (str(operation), uid, path, self.serial)
        # Only at twice the number, so that most entries cost no deletion.
        if self.number - self._entries.minKey() >= 2 * KEPT_ENTRIES:
            self._trim()

    def since(self, stamp: JournalStamp) -> list[JournalEntry] | None:
        """Return the entries after ``stamp``; ``None`` if it is no part of this history, or trimmed."""
        if stamp.journal != self.uuid or stamp.number > self.number:
            return None
        if stamp.number and not self._has(stamp):
            return None
        # Number 0 is the stamp of an empty journal; it has no entry whose serial could be compared.
        if not stamp.number and self.number and self._entries.minKey() != 1:
            return None
        return [
            JournalEntry(JournalOperation(operation), uid, path)
            for operation, uid, path, _serial in self._entries.values(stamp.number + 1)
        ]

    def _has(self, stamp: JournalStamp) -> bool:
        entry = self._entries.get(stamp.number)
        return entry is not None and entry[3] == stamp.serial

    def _trim(self) -> None:
        for number in list(self._entries.keys(None, self.number - KEPT_ENTRIES)):
            del self._entries[number]


def current_journal() -> Journal:
    """Return the journal of the current site. Raises ComponentLookupError without the add-on."""
    journal: Journal = getUtility(IJournal)
    return journal


def site_journal(context: object = None) -> Journal | None:
    """Return the journal of the site around ``context``, else of the current one; ``None`` without one."""
    journal: Journal | None = queryUtility(IJournal, context=context)
    return journal
