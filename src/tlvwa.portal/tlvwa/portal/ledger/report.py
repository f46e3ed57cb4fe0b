"""The report on the ledger for the console, without a request."""

from tlvwa.portal.finder.ledger import PROBLEMS
from tlvwa.portal.finder.ledger_states import LedgerState
from tlvwa.portal.ledger.cells import LedgerSelection
from tlvwa.portal.ledger.export import MOST_ROWS, TooManyRows, ledger_file
from tlvwa.portal.ledger.items import LedgerItemSerializer
from tlvwa.portal.ledger.query import LedgerQuery, site_ledger
from tlvwa.portal.readmodels.follower import site_snapshot


class LedgerReport:
    """The ledger on a day with some filters (see ``LedgerQuery.of``; empty ones are left out).

    ``area_of`` returns the key of the area for a snapshot and a day. Raises BadRequest or LookupError.
    """

    def __init__(self, day, area_of, **filters):
        snapshot = site_snapshot()
        form = {name: value for name, value in filters.items() if value}
        area = area_of(snapshot, day) or ""
        query = LedgerQuery.from_form(snapshot, form | {"area": area, "date": day.isoformat()})
        self.selection = LedgerSelection(snapshot, site_ledger(snapshot, day), query)
        self.serializer = LedgerItemSerializer(
            snapshot, self.selection.ledger, lambda node: node.path
        )

    @property
    def has_problems(self):
        """Whether there is a gap or an overlap."""
        return any(self.selection.counts[state] for state in PROBLEMS)

    def serialize(self, most, start=0):
        """Return the counts, and at most ``most`` cells from ``start`` on, for programs."""
        return {
            "date": self.selection.query.day,
            "counts": {state.value: self.selection.counts[state] for state in LedgerState},
            "reachable": self.selection.reach._asdict(),
            "items_total": len(self.selection.cells),
            "items": [
                self.serializer.item(cell) for cell in self.selection.cells[start : start + most]
            ],
        }

    def file(self, kind):
        """Return all cells as the bytes of a file. Raises ValueError, in German, for too many."""
        try:
            return ledger_file(kind, self.selection, self.serializer)[2]
        except TooManyRows:
            raise ValueError(
                f"Mehr als {MOST_ROWS} Zeilen: Bitte nach Gebiet, Leistung oder Stand eingrenzen."
            ) from None
