"""What of the ledger is asked for outside of a request."""

from tlvwa.portal.answers.ledger.asked import Asked, site_ledger
from tlvwa.portal.answers.ledger.cells import Found
from tlvwa.portal.answers.ledger.files import MOST_ROWS, TooMany, ledger_file
from tlvwa.portal.answers.ledger.items import Presented
from tlvwa.portal.finder.ledger import PROBLEMS
from tlvwa.portal.finder.states import State
from tlvwa.portal.projection.reader import site_models


class LedgerReport:
    """The ledger on a day under some filters (see ``Asked.of``; empty ones are left out).

    ``area_of`` gives the key of the area from the models and the day. Raises BadRequest or LookupError.
    """

    def __init__(self, day, area_of, **filters):
        models = site_models()
        form = {name: value for name, value in filters.items() if value}
        area = area_of(models, day) or ""
        asked = Asked.of(models, form | {"area": area, "date": day.isoformat()})
        self.found = Found(models, site_ledger(models, day), asked)
        self.presented = Presented(models, self.found.ledger, lambda node: node.path)

    @property
    def has_problems(self):
        """Whether an answer is missing, or several contradict each other."""
        return any(self.found.counts[state] for state in PROBLEMS)

    def told(self, most, start=0):
        """For programs: counts, and at most some cells from one on."""
        return {
            "date": self.found.asked.day,
            "counts": {state.value: self.found.counts[state] for state in State},
            "items_total": len(self.found.cells),
            "items": [self.presented.item(cell) for cell in self.found.cells[start : start + most]],
        }

    def file(self, kind):
        """All cells as the bytes of a file. Raises ValueError, in German, for too many."""
        try:
            return ledger_file(kind, self.found, self.presented)[2]
        except TooMany:
            raise ValueError(
                f"Mehr als {MOST_ROWS} Zeilen: Bitte nach Gebiet, Leistung oder Stand eingrenzen."
            ) from None
