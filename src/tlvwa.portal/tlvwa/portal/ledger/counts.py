"""The counts of the ledger on each day: a small persistent store, trimmed after some years.

A job writes it once a day. It is neither in the journal nor in the catalog, and has nothing of persons
or drafts. Of a service only changes are stored, so that many days take little space.
"""

from collections import Counter
from datetime import date

from BTrees.IOBTree import IOBTree
from BTrees.OOBTree import OOBTree
from persistent import Persistent
from zope.component import queryUtility
from zope.interface import Interface, implementer

from tlvwa.portal.finder.ledger_states import LedgerState

# The order in which numbers are stored. What was stored before a state came to be ends without it.
STATES = (
    LedgerState.ONE,
    LedgerState.CONDITIONAL,
    LedgerState.DERIVED,
    LedgerState.NOT_OFFERED,
    LedgerState.REFERRED,
    LedgerState.GAP,
    LedgerState.OVERLAP,
    LedgerState.NOT_EXPECTED,
    LedgerState.ONE_UNCONFIRMED,
)


class ILedgerCounts(Interface):
    """The daily counts of one site."""


@implementer(ILedgerCounts)
class LedgerCounts(Persistent):
    """The counts of areas by state for each day, and the overlaps and gaps of each service."""

    def __init__(self):
        self._days = IOBTree()  # day -> {area: numbers by state}
        self._services = OOBTree()  # UID -> ((day, overlaps, gaps), …), the oldest first

    def __contains__(self, day):
        return day.toordinal() in self._days

    def note(self, day, areas, services):
        """Store the newest day: ``areas`` are counts by key, ``services`` ``(overlaps, gaps)`` by UID."""
        ordinal = day.toordinal()
        self._days[ordinal] = {
            key: tuple(counts[state] for state in STATES) for key, counts in areas.items()
        }
        for uid in {*self._services, *services}:
            # A service without overlaps and gaps is not in ``services``.
            changes, now = self._services.get(uid, ()), services.get(uid, (0, 0))
            if (changes[-1][1:] if changes else (0, 0)) != now:
                self._services[uid] = (*changes, (ordinal, *now))

    def forget_before(self, day):
        """Delete what is older than ``day``; return the number of days deleted."""
        first = day.toordinal()
        old = list(self._days.keys(None, first - 1))
        for ordinal in old:
            del self._days[ordinal]
        for uid, changes in list(self._services.items()) if old else ():
            recent = _since(changes, first)
            if recent != changes:
                self._services[uid] = recent
            # Nothing stored and no problems are the same: see ``problems``.
            if recent == ((recent[-1][0], 0, 0),):
                del self._services[uid]
        return len(old)

    def days(self, area, first=None):
        """Yield ``(day, counts)`` of an area, the oldest first, from the day ``first`` on."""
        from_day = first.toordinal() if first else None
        for ordinal, areas in self._days.items(from_day):
            if area in areas:
                yield (
                    date.fromordinal(ordinal),
                    Counter(dict(zip(STATES, areas[area], strict=False))),
                )

    def before(self, area, day):
        """Return the last ``(day, counts)`` of an area on or before ``day``; ``None`` if there is none."""
        for ordinal in reversed(self._days.keys(None, day.toordinal())):
            areas = self._days[ordinal]
            if area in areas:
                return date.fromordinal(ordinal), Counter(
                    dict(zip(STATES, areas[area], strict=False))
                )
        return None

    def problems(self, service, day):
        """Return ``(overlaps, gaps)`` of a service on ``day``; ``(0, 0)`` if nothing is stored for it."""
        latest = (0, 0)
        for ordinal, *numbers in self._services.get(service, ()):
            if ordinal > day.toordinal():
                break
            latest = tuple(numbers)
        return latest

    def changes(self, service):
        """Yield ``(day, overlaps, gaps)`` of a service for each change, the oldest first."""
        for ordinal, overlaps, gaps in self._services.get(service, ()):
            yield date.fromordinal(ordinal), overlaps, gaps

    def changed_since(self, day):
        """Return the UIDs of the services whose numbers changed after ``day``."""
        ordinal = day.toordinal()
        return [uid for uid, changes in self._services.items() if changes[-1][0] > ordinal]


def site_counts():
    """Return the store of the current site; ``None`` without the add-on."""
    return queryUtility(ILedgerCounts)


def _since(changes, first):
    """Return the changes from a day on, and the last one before it, which was still valid then."""
    old = [change for change in changes if change[0] < first]
    return (*old[-1:], *(change for change in changes if change[0] >= first))
