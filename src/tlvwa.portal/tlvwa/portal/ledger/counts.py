"""What the ledger counted on each day: a small persistent store of its own, kept for some years.

It is written once a day by a job, is neither in the journal nor in the catalog, and knows nothing of
persons or drafts. Of a service only changes are kept, so that a store of many days stays small.
"""

from collections import Counter
from datetime import date

from BTrees.IOBTree import IOBTree
from BTrees.OOBTree import OOBTree
from persistent import Persistent
from zope.component import queryUtility
from zope.interface import Interface, implementer

from tlvwa.portal.finder.ledger_states import LedgerState

STATES = tuple(LedgerState)  # the order in which numbers are kept


class ILedgerCounts(Interface):
    """The counts of one site."""


@implementer(ILedgerCounts)
class LedgerCounts(Persistent):
    """For each day the counts of areas by state; for each service its overlaps and gaps, and since when."""

    def __init__(self):
        self._days = IOBTree()  # day -> {area: numbers by state}
        self._services = OOBTree()  # UID -> ((day, overlaps, gaps), …), the oldest first

    def __contains__(self, day):
        return day.toordinal() in self._days

    def note(self, day, areas, services):
        """Keep one day, the newest: ``areas`` are counts by key, ``services`` ``(overlaps, gaps)`` by UID."""
        at = day.toordinal()
        self._days[at] = {
            key: tuple(counts[state] for state in STATES) for key, counts in areas.items()
        }
        for uid in {*self._services, *services}:
            known, now = self._services.get(uid, ()), services.get(uid, (0, 0))
            if (known[-1][1:] if known else (0, 0)) != now:
                self._services[uid] = (*known, (at, *now))

    def forget_before(self, day):
        """Forget what is older than a day; how many days that were."""
        first = day.toordinal()
        old = list(self._days.keys(None, first - 1))
        for at in old:
            del self._days[at]
        for uid, changes in list(self._services.items()) if old else ():
            kept = _since(changes, first)
            if kept != changes:
                self._services[uid] = kept
            if kept == ((kept[-1][0], 0, 0),):
                del self._services[uid]
        return len(old)

    def days(self, area, first=None):
        """``(day, counts)`` of an area, the oldest first; from a day on, if given."""
        from_day = first.toordinal() if first else None
        for at, areas in self._days.items(from_day):
            if area in areas:
                yield date.fromordinal(at), Counter(dict(zip(STATES, areas[area], strict=True)))

    def before(self, area, day):
        """The last ``(day, counts)`` of an area on or before a day; ``None`` where there is none."""
        for at in reversed(self._days.keys(None, day.toordinal())):
            areas = self._days[at]
            if area in areas:
                return date.fromordinal(at), Counter(dict(zip(STATES, areas[area], strict=True)))
        return None

    def problems(self, service, day):
        """The overlaps and gaps of a service on a day, as far as they are known."""
        found = (0, 0)
        for at, *numbers in self._services.get(service, ()):
            if at > day.toordinal():
                break
            found = tuple(numbers)
        return found

    def changes(self, service):
        """``(day, overlaps, gaps)`` of a service, each time they were others; the oldest first."""
        for at, overlaps, gaps in self._services.get(service, ()):
            yield date.fromordinal(at), overlaps, gaps

    def changed_since(self, day):
        """The UIDs of the services whose numbers are no longer those of a day."""
        at = day.toordinal()
        return [uid for uid, changes in self._services.items() if changes[-1][0] > at]


def site_counts():
    """The store of the current site; ``None`` without the add-on."""
    return queryUtility(ILedgerCounts)


def _since(changes, first):
    """The changes from a day on, and the one before, which still held then."""
    old = [change for change in changes if change[0] < first]
    return (*old[-1:], *(change for change in changes if change[0] >= first))
