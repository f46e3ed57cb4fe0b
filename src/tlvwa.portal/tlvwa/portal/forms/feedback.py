"""The editors' queue of visitors' feedback on services, from the saved input of the feedback form."""

from functools import cached_property

from AccessControl import getSecurityManager
from plone import api
from zExceptions import NotFound

from tlvwa.portal.common import request_params
from tlvwa.portal.common.clock import today
from tlvwa.portal.common.i18n import _
from tlvwa.portal.common.settings import setting
from tlvwa.portal.common.urls import url_of
from tlvwa.portal.forms.messages import value_text
from tlvwa.portal.forms.saved_input import DONE, columns, mark, saved_rows
from tlvwa.portal.forms.saved_table import SavedTable
from tlvwa.portal.readmodels.follower import site_snapshot
from tlvwa.portal.readmodels.visibility import filter_for_editors

READ_INPUT = "collective.easyform: Download Saved Input"
ANSWER, TEXT, SERVICE, SERVICE_ID = "antwort", "text", "leistung", "leistung_id"
OPEN, CLOSED = "open", "done"
STATES = ((OPEN, _("offen")), (CLOSED, _("erledigt")))


class FeedbackQueue(SavedTable):
    """The queue, filtered by service, state and answer; rows can be marked as done and exported."""

    name = "rueckmeldungen"
    title = _("Rückmeldungen zu Leistungen")
    list_parameters = ("service", "state", "answer")
    states = STATES

    @cached_property
    def form(self):
        """The form that the settings name. Raises NotFound if the user has no such form."""
        uid = setting("form_feedback")
        form = api.content.get(UID=uid) if uid else None
        if form is None or not getSecurityManager().checkPermission(READ_INPUT, form):
            raise NotFound(self.name)
        return form

    @cached_property
    def all_rows(self):
        """All rows of the queue."""
        return saved_rows(self.form)

    @cached_property
    def matches(self):
        """The rows that match the filters. Raises BadRequest."""
        form = self.request.form
        service = request_params.text(form, "service")
        state = request_params.code(form, "state", (OPEN, CLOSED))
        answer = request_params.text(form, "answer")
        return [
            row
            for row in self.all_rows
            if service in ("", row.values.get(SERVICE_ID))
            and answer in ("", row.values.get(ANSWER))
            and (not state or row.done is (state == CLOSED))
        ]

    @property
    def services(self):
        """The services with feedback: UID and title."""
        titles = {
            row.values.get(SERVICE_ID): row.values.get(SERVICE) or ""
            for row in self.all_rows
            if row.values.get(SERVICE_ID)
        }
        return sorted(titles.items(), key=lambda pair: (pair[1].casefold(), pair[0]))

    @property
    def answers(self):
        """The answers that occur, with their titles."""
        values = sorted({row.values.get(ANSWER) for row in self.all_rows} - {None})
        return [(answer, self._answer(answer)) for answer in values]

    @property
    def headings(self):
        """The headings of the file."""
        return [
            self.translated(title)
            for title in (_("Leistung"), _("Adresse"), _("Antwort"), _("Text"), _("Erledigt am"))
        ]

    def texts(self, row):
        """Return a row of the file."""
        values = row.values
        return [
            values.get(SERVICE) or "",
            self.service_url(row),
            self._answer(values.get(ANSWER)),
            values.get(TEXT) or "",
            values.get(DONE) or "",
        ]

    def service_url(self, row):
        """Return the address of the service if the user may know of it; else empty."""
        node = site_snapshot().nodes.get(row.values.get(SERVICE_ID))
        return url_of(self.request, node) if node and filter_for_editors([node]) else ""

    def answer(self, row):
        """Return a row's answer as text."""
        return self._answer(row.values.get(ANSWER))

    def change(self):
        """Mark a row as done, or as open again."""
        row = self.row_of(self.request.form.get("row"))
        is_done = request_params.code(self.request.form, "mark", (OPEN, CLOSED)) == CLOSED
        mark(self.form, row, today().isoformat() if is_done else "")

    @cached_property
    def _answer_field(self):
        return next((field for name, _title, field in columns(self.form) if name == ANSWER), None)

    def _answer(self, value):
        return value_text(value, self._answer_field, self.request)
