"""``GET @ledger?service=&q=&topic=&area=&authority=&state=&date=&order=&format=&b_start=&b_size=``."""

from zExceptions import BadRequest

from tlvwa.portal.common import request_params
from tlvwa.portal.common.export import file_response
from tlvwa.portal.common.urls import url_of
from tlvwa.portal.finder.ledger_states import LedgerState
from tlvwa.portal.ledger.cells import LedgerSelection
from tlvwa.portal.ledger.export import FORMATS, MOST_ROWS, TooManyRows, ledger_file
from tlvwa.portal.ledger.items import LedgerItemSerializer
from tlvwa.portal.ledger.query import LedgerQuery, UnknownParameter, site_ledger
from tlvwa.portal.readmodels.follower import site_snapshot
from tlvwa.portal.services.batch import batched
from tlvwa.portal.services.service import JSONObject, JSONService, not_found


class LedgerGet(JSONService):
    """The state of every service in every municipality on a day."""

    def render(self) -> str | bytes:
        """Return JSON, or a file if ``format`` asks for one."""
        self.check_permission()
        if request_params.text(self.request.form, "format") in ("", "json"):
            return super().render()
        return self.file()

    def reply(self) -> JSONObject:
        """Return ``items``; ``counts`` by state and what is ``reachable`` ignore the filter ``state``."""
        try:
            selection = self.selection()
        except UnknownParameter as error:
            return not_found(self.request, str(error))
        item = self.serializer(selection).item
        return batched(self.request, selection.cells, item) | {
            "date": selection.query.day.isoformat(),
            "counts": {state.value: selection.counts[state] for state in LedgerState},
            "reachable": selection.reach._asdict(),
        }

    def file(self) -> str | bytes:
        """Return all selected rows as CSV or XLSX. Raises BadRequest."""
        kind = request_params.code(self.request.form, "format", {"json", *FORMATS})
        try:
            selection = self.selection()
            media_type, name, data = ledger_file(kind, selection, self.serializer(selection))
        except UnknownParameter as error:
            self.request.response.setStatus(404)
            return str(error)
        except TooManyRows:
            raise BadRequest(
                f"format: more than {MOST_ROWS:,} lines; narrow it down by area, service or state."
            ) from None
        return file_response(self.request.response, data, media_type, name)

    def selection(self) -> LedgerSelection:
        """Return the selection of the request. Raises BadRequest or UnknownParameter."""
        snapshot = site_snapshot()
        query = LedgerQuery.from_form(snapshot, self.request.form)
        return LedgerSelection(snapshot, site_ledger(snapshot, query.day), query)

    def serializer(self, selection: LedgerSelection) -> LedgerItemSerializer:
        """Return the serializer of cells with the addresses of this request."""
        return LedgerItemSerializer(
            selection.snapshot, selection.ledger, lambda node: url_of(self.request, node)
        )
