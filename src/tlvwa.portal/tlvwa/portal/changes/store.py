"""What was told, and what of the public's things was known then: written by the job alone.

It stands beside the journal and is no part of it: an entry is found by comparing what is public with
what was, so an undone edit, a restored backup or another journal never makes one up.
"""

from datetime import date

from BTrees.LOBTree import LOBTree, LOTreeSet
from BTrees.OLBTree import OLBTree
from BTrees.OOBTree import OOBTree
from persistent import Persistent
from zope.component import queryUtility
from zope.interface import Interface, implementer

from tlvwa.portal.changes.comparison import differences, public_changes
from tlvwa.portal.changes.entry import ChangeEntry, Relations, entry_of
from tlvwa.portal.changes.public_state import VERSION, PublicState

MOST_ENTRIES = 50_000


class IChangeStore(Interface):
    """The changes of one site."""


@implementer(IChangeStore)
class ChangeStore(Persistent):
    """Essences by UID, entries by number (the newest last), and their numbers by subject and by id."""

    def __init__(self):
        self.state = None  # version, stamp and day of what is known
        self.number = 0
        self.moment = ""
        self._known = OOBTree()
        self._entries = LOBTree()
        self._numbers = OLBTree()
        self._subjects = OOBTree()

    def is_current(self, stamp, day):
        """Whether nothing can have changed since the last time."""
        return self.state == (VERSION, *_plain(stamp), day.isoformat())

    def note(self, present, stamp, moment):
        """Take what is public now (essences) for known; the number of new entries.

        The first time, and after the software keeps something else of things, nothing is told.
        """
        day = moment.date()
        known = {uid: PublicState(*each) for uid, each in self._known.items()}
        noted = 0
        if self.state is not None and self.state[0] == VERSION:
            since = min(date.fromisoformat(self.state[-1]), day)
            relations = Relations((*known.values(), *present.values()))
            for change in public_changes(known, present, since, day):
                self._append(entry_of(change, relations, moment))
                noted += 1
        for uid, essence in differences(known, present).items():
            if essence is None:
                del self._known[uid]
            else:
                self._known[uid] = tuple(essence)
        self.state = (VERSION, *_plain(stamp), day.isoformat())
        self.moment = moment.isoformat(timespec="seconds")
        return noted

    def forget_before(self, day):
        """Delete the entries noted before a day, and the oldest beyond what is kept; their number."""
        gone = []
        surplus = len(self._entries) - MOST_ENTRIES
        for number, entry in self._entries.items():
            if surplus <= len(gone) and entry[1] >= day.isoformat():
                break
            gone.append(number)
        for number in gone:
            self._remove(number)
        return len(gone)

    def known(self):
        """What is known, by UID."""
        return {uid: PublicState(*each) for uid, each in self._known.items()}

    def entry(self, number):
        """The entry of a number."""
        return ChangeEntry(*self._entries[number])

    def numbers(self, *codes, after=0):
        """The numbers of the entries found under any of some codes; of all without one."""
        if not codes:
            return set(self._entries.keys(after + 1))
        found = set()
        for code in codes:
            found.update(self._subjects.get(code, LOTreeSet()).keys(after + 1))
        return found

    def __len__(self):
        return len(self._entries)

    def _append(self, entry):
        if entry.id in self._numbers:
            self._remove(self._numbers[entry.id])
        self.number += 1
        self._entries[self.number] = tuple(entry)
        self._numbers[entry.id] = self.number
        for code in entry.subjects:
            self._subjects.setdefault(code, LOTreeSet()).insert(self.number)

    def _remove(self, number):
        entry = ChangeEntry(*self._entries.pop(number))
        del self._numbers[entry.id]
        for code in entry.subjects:
            numbers = self._subjects[code]
            numbers.remove(number)
            if not numbers:
                del self._subjects[code]


def _plain(stamp):
    return stamp.journal, stamp.number, stamp.serial


def site_changes():
    """The changes of the current site; ``None`` without the add-on."""
    return queryUtility(IChangeStore)
