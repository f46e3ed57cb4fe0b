"""The store of changes: entries, and the public states at the last detection. Only the job writes it.

It does not depend on the journal: entries come from comparing public states, so that an undone edit, a
restored backup or another journal never gives a wrong one.
"""

from collections.abc import Mapping
from datetime import date, datetime

from BTrees.LOBTree import LOBTree, LOTreeSet
from BTrees.OLBTree import OLBTree
from BTrees.OOBTree import OOBTree
from persistent import Persistent
from zope.component import getUtility, queryUtility
from zope.interface import Interface, implementer

from tlvwa.portal.changes.comparison import differences, public_changes
from tlvwa.portal.changes.entry import ChangeEntry, Relations, entry_of
from tlvwa.portal.changes.public_state import VERSION, PublicState
from tlvwa.portal.readmodels.journal import JournalStamp

MOST_ENTRIES = 50_000


class IChangeStore(Interface):
    """The changes of one site."""


@implementer(IChangeStore)
class ChangeStore(Persistent):
    """States by UID, entries by number (the newest last), and numbers of entries by subject and by id."""

    def __init__(self) -> None:
        self.state: tuple[int, str, int, str, str] | None = (
            None  # version, stamp, day of known states
        )
        self.number = 0
        self.moment = ""
        self._known = OOBTree()
        self._entries = LOBTree()
        self._numbers = OLBTree()
        self._subjects = OOBTree()

    def is_current(self, stamp: JournalStamp, day: date) -> bool:
        """Whether the known states are of this stamp and day."""
        return self.state == (VERSION, *_plain(stamp), day.isoformat())

    def note(
        self, present: Mapping[str, PublicState], stamp: JournalStamp, moment: datetime
    ) -> int:
        """Store the present states and the changes from the known ones; return the number of changes.

        The first time, and after a change of ``VERSION``, there are no entries.
        """
        day = moment.date()
        known = {uid: PublicState(*state) for uid, state in self._known.items()}
        count = 0
        if self.state is not None and self.state[0] == VERSION:
            # The earlier day, for the clock may have been set back since.
            since = min(date.fromisoformat(self.state[-1]), day)
            relations = Relations((*known.values(), *present.values()))
            for change in public_changes(known, present, since, day):
                self._append(entry_of(change, relations, moment))
                count += 1
        for uid, state in differences(known, present).items():
            if state is None:
                del self._known[uid]
            else:
                self._known[uid] = tuple(state)
        self.state = (VERSION, *_plain(stamp), day.isoformat())
        self.moment = moment.isoformat(timespec="seconds")
        return count

    def forget_before(self, day: date) -> int:
        """Delete entries noted before ``day``, and the oldest over ``MOST_ENTRIES``; return how many."""
        old: list[int] = []
        surplus = len(self._entries) - MOST_ENTRIES
        for number, entry in self._entries.items():
            if surplus <= len(old) and entry[1] >= day.isoformat():
                break
            old.append(number)
        for number in old:
            self._remove(number)
        return len(old)

    def known(self) -> dict[str, PublicState]:
        """Return the states at the last detection, by UID."""
        return {uid: PublicState(*state) for uid, state in self._known.items()}

    def entry(self, number: int) -> ChangeEntry:
        """Return the entry with a number."""
        return ChangeEntry(*self._entries[number])

    def numbers(self, *codes: str, after: int = 0) -> set[int]:
        """Return the numbers after ``after`` of entries under any of some codes; of all without codes."""
        if not codes:
            return set(self._entries.keys(after + 1))
        numbers = set()
        for code in codes:
            numbers.update(self._subjects.get(code, LOTreeSet()).keys(after + 1))
        return numbers

    def __len__(self) -> int:
        return len(self._entries)

    def _append(self, entry: ChangeEntry) -> None:
        # The same change of a day, detected again, replaces its entry and gets a new number.
        if entry.id in self._numbers:
            self._remove(self._numbers[entry.id])
        self.number += 1
        self._entries[self.number] = tuple(entry)
        self._numbers[entry.id] = self.number
        for code in entry.subjects:
            self._subjects.setdefault(code, LOTreeSet()).insert(self.number)

    def _remove(self, number: int) -> None:
        entry = ChangeEntry(*self._entries.pop(number))
        del self._numbers[entry.id]
        for code in entry.subjects:
            numbers = self._subjects[code]
            numbers.remove(number)
            if not numbers:
                del self._subjects[code]


def _plain(stamp: JournalStamp) -> tuple[str, int, str]:
    return stamp.journal, stamp.number, stamp.serial


def current_changes() -> ChangeStore:
    """Return the changes of the current site. Raises ComponentLookupError without the add-on."""
    store: ChangeStore = getUtility(IChangeStore)
    return store


def site_changes() -> ChangeStore | None:
    """Return the changes of the current site; ``None`` without the add-on."""
    store: ChangeStore | None = queryUtility(IChangeStore)
    return store
