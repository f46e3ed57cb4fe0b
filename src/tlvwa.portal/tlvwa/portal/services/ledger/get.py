"""``GET @ledger?service=&q=&topic=&area=&authority=&state=&date=&format=&b_start=&b_size=``."""

from zExceptions import BadRequest

from tlvwa.portal.common import request_params
from tlvwa.portal.common.urls import url_of
from tlvwa.portal.finder.ledger_states import LedgerState
from tlvwa.portal.ledger.cells import LedgerSelection
from tlvwa.portal.ledger.export import FORMATS, MOST_ROWS, TooManyRows, ledger_file
from tlvwa.portal.ledger.items import LedgerItemSerializer
from tlvwa.portal.ledger.query import LedgerQuery, UnknownParameter, site_ledger
from tlvwa.portal.readmodels.follower import site_snapshot
from tlvwa.portal.services.batch import batched
from tlvwa.portal.services.errors import not_found
from tlvwa.portal.services.service import JSONService


class LedgerGet(JSONService):
    """How every service stands in every municipality on a day."""

    def render(self):
        """JSON, or a file where ``format`` asks for one."""
        self.check_permission()
        if request_params.text(self.request.form, "format") in ("", "json"):
            return super().render()
        return self.file()

    def reply(self):
        """``items``, and ``counts`` by state, which do not mind the filter ``state``."""
        try:
            found = self.found()
        except UnknownParameter as error:
            return not_found(self.request, str(error))
        item = self.presented(found).item
        return batched(self.request, found.cells, item) | {
            "date": found.asked.day.isoformat(),
            "counts": {state.value: found.counts[state] for state in LedgerState},
        }

    def file(self):
        """All that is asked for, as CSV or XLSX. Raises BadRequest."""
        kind = request_params.code(self.request.form, "format", {"json", *FORMATS})
        try:
            found = self.found()
            media_type, name, data = ledger_file(kind, found, self.presented(found))
        except UnknownParameter as error:
            self.request.response.setStatus(404)
            return str(error)
        except TooManyRows:
            raise BadRequest(
                f"format: more than {MOST_ROWS:,} lines; narrow it down by area, service or state."
            ) from None
        response = self.request.response
        response.setHeader("Content-Type", media_type)
        response.setHeader("Content-Disposition", f'attachment; filename="{name}"')
        return data

    def found(self):
        """What is asked for. Raises BadRequest or Unknown."""
        snapshot = site_snapshot()
        asked = LedgerQuery.of(snapshot, self.request.form)
        return LedgerSelection(snapshot, site_ledger(snapshot, asked.day), asked)

    def presented(self, found):
        """Presents cells with the addresses of this request."""
        return LedgerItemSerializer(
            found.models, found.ledger, lambda node: url_of(self.request, node)
        )
