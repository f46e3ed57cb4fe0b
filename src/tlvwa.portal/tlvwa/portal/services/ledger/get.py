"""``GET @ledger?service=&q=&topic=&area=&authority=&state=&date=&format=&b_start=&b_size=``."""

from zExceptions import BadRequest

from tlvwa.portal.answers import parameters
from tlvwa.portal.answers.ledger.asked import Asked, Unknown, site_ledger
from tlvwa.portal.answers.ledger.cells import Found
from tlvwa.portal.answers.ledger.files import FORMATS, MOST_ROWS, TooMany, ledger_file
from tlvwa.portal.answers.ledger.items import Presented
from tlvwa.portal.answers.links import url_of
from tlvwa.portal.finder.states import State
from tlvwa.portal.projection.reader import site_models
from tlvwa.portal.services.batch import batched
from tlvwa.portal.services.errors import not_found
from tlvwa.portal.services.service import JSONService


class LedgerGet(JSONService):
    """How every service stands in every municipality on a day."""

    def render(self):
        """JSON, or a file where ``format`` asks for one."""
        self.check_permission()
        if parameters.text(self.request.form, "format") in ("", "json"):
            return super().render()
        return self.file()

    def reply(self):
        """``items``, and ``counts`` by state, which do not mind the filter ``state``."""
        try:
            found = self.found()
        except Unknown as error:
            return not_found(self.request, str(error))
        item = self.presented(found).item
        return batched(self.request, found.cells, item) | {
            "date": found.asked.day.isoformat(),
            "counts": {state.value: found.counts[state] for state in State},
        }

    def file(self):
        """All that is asked for, as CSV or XLSX. Raises BadRequest."""
        kind = parameters.code(self.request.form, "format", {"json", *FORMATS})
        try:
            found = self.found()
            media_type, name, data = ledger_file(kind, found, self.presented(found))
        except Unknown as error:
            self.request.response.setStatus(404)
            return str(error)
        except TooMany:
            raise BadRequest(
                f"format: more than {MOST_ROWS:,} lines; narrow it down by area, service or state."
            ) from None
        response = self.request.response
        response.setHeader("Content-Type", media_type)
        response.setHeader("Content-Disposition", f'attachment; filename="{name}"')
        return data

    def found(self):
        """What is asked for. Raises BadRequest or Unknown."""
        models = site_models()
        asked = Asked.of(models, self.request.form)
        return Found(models, site_ledger(models, asked.day), asked)

    def presented(self, found):
        """Presents cells with the addresses of this request."""
        return Presented(found.models, found.ledger, lambda node: url_of(self.request, node))
