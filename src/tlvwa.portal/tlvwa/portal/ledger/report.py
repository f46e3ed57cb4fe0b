"""What of the ledger is asked for outside of a request."""

from tlvwa.portal.finder.ledger import PROBLEMS
from tlvwa.portal.finder.ledger_states import LedgerState
from tlvwa.portal.ledger.cells import LedgerSelection
from tlvwa.portal.ledger.export import MOST_ROWS, TooManyRows, ledger_file
from tlvwa.portal.ledger.items import LedgerItemSerializer
from tlvwa.portal.ledger.query import LedgerQuery, site_ledger
from tlvwa.portal.readmodels.follower import site_snapshot


class LedgerReport:
    """The ledger on a day under some filters (see ``Asked.of``; empty ones are left out).

    ``area_of`` gives the key of the area from the models and the day. Raises BadRequest or LookupError.
    """

    def __init__(self, day, area_of, **filters):
        models = site_snapshot()
        form = {name: value for name, value in filters.items() if value}
        area = area_of(models, day) or ""
        asked = LedgerQuery.of(models, form | {"area": area, "date": day.isoformat()})
        self.found = LedgerSelection(models, site_ledger(models, day), asked)
        self.presented = LedgerItemSerializer(models, self.found.ledger, lambda node: node.path)

    @property
    def has_problems(self):
        """Whether an answer is missing, or several contradict each other."""
        return any(self.found.counts[state] for state in PROBLEMS)

    def told(self, most, start=0):
        """For programs: counts, and at most some cells from one on."""
        return {
            "date": self.found.asked.day,
            "counts": {state.value: self.found.counts[state] for state in LedgerState},
            "items_total": len(self.found.cells),
            "items": [self.presented.item(cell) for cell in self.found.cells[start : start + most]],
        }

    def file(self, kind):
        """All cells as the bytes of a file. Raises ValueError, in German, for too many."""
        try:
            return ledger_file(kind, self.found, self.presented)[2]
        except TooManyRows:
            raise ValueError(
                f"Mehr als {MOST_ROWS} Zeilen: Bitte nach Gebiet, Leistung oder Stand eingrenzen."
            ) from None
