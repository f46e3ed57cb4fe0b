"""The editors' queue of visitors' feedback on services and authorities, from the saved input of a form."""

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
from tlvwa.portal.forms.reported_pieces import ANSWER, PIECE
from tlvwa.portal.forms.saved_input import DONE, columns, mark, saved_rows
from tlvwa.portal.forms.saved_table import SavedTable
from tlvwa.portal.readmodels.follower import site_snapshot
from tlvwa.portal.readmodels.visibility import filter_for_editors

READ_INPUT = "collective.easyform: Download Saved Input"
TEXT, SERVICE, SERVICE_ID = "text", "leistung", "leistung_id"
AUTHORITY, AUTHORITY_ID = "behoerde", "behoerde_id"
OPEN, CLOSED = "open", "done"
STATES = ((OPEN, _("offen")), (CLOSED, _("erledigt")))
# The parameters of filters by a value, and the fields they compare.
FILTERS = {
    "service": SERVICE_ID,
    "authority": AUTHORITY_ID,
    "piece": PIECE,
    "answer": ANSWER,
}
HEADINGS = (
    *(_("Leistung"), _("Adresse"), _("Antwort"), _("Text"), _("Erledigt am")),
    *(_("Behörde"), _("Angabe")),
)


class FeedbackQueue(SavedTable):
    """The queue, filtered by subject, piece, state and answer; rows are marked as done and exported."""

    name = "rueckmeldungen"
    title = _("Rückmeldungen zu Leistungen und Behörden")
    list_parameters = ("service", "authority", "piece", "state", "answer")

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
        wanted = {field: request_params.text(form, name) for name, field in FILTERS.items()}
        state = request_params.code(form, "state", (OPEN, CLOSED))
        return [
            row
            for row in self.all_rows
            if all(value in ("", row.values.get(field)) for field, value in wanted.items())
            and (not state or row.done is (state == CLOSED))
        ]

    @property
    def filters(self):
        """The filters by what occurs: name, label and options."""
        return (
            ("service", _("Leistung"), self._subjects(SERVICE_ID, SERVICE)),
            ("authority", _("Behörde"), self._subjects(AUTHORITY_ID, AUTHORITY)),
            ("piece", _("Angabe"), self._choices(PIECE)),
            ("state", _("Zustand"), [(code, self.translated(title)) for code, title in STATES]),
            ("answer", _("Antwort"), self._choices(ANSWER)),
        )

    @property
    def headings(self):
        """The headings of the file."""
        return [self.translated(title) for title in HEADINGS]

    def texts(self, row):
        """Return a row of the file."""
        values = row.values
        return [
            values.get(SERVICE) or "",
            self.service_url(row) or self.authority_url(row),
            self.choice(row, ANSWER),
            values.get(TEXT) or "",
            values.get(DONE) or "",
            values.get(AUTHORITY) or "",
            self.choice(row, PIECE),
        ]

    def service_url(self, row):
        """Return the address of the service if the user may know of it; else empty."""
        return self._url(row.values.get(SERVICE_ID))

    def authority_url(self, row):
        """Return the address of the authority if the user may know of it; else empty."""
        return self._url(row.values.get(AUTHORITY_ID))

    def choice(self, row, name):
        """Return what a row has chosen in a field, as text."""
        return value_text(row.values.get(name), self._fields.get(name), self.request)

    def change(self):
        """Mark a row as done, or as open again."""
        row = self.row_of(self.request.form.get("row"))
        is_done = request_params.code(self.request.form, "mark", (OPEN, CLOSED)) == CLOSED
        mark(self.form, row, today().isoformat() if is_done else "")

    @cached_property
    def _fields(self):
        return {name: field for name, _title, field in columns(self.form)}

    def _subjects(self, uid, title):
        """Return the subjects of a type that occur: UID and title."""
        titles = {
            row.values[uid]: row.values.get(title) or ""
            for row in self.all_rows
            if row.values.get(uid)
        }
        return sorted(titles.items(), key=lambda pair: (pair[1].casefold(), pair[0]))

    def _choices(self, name):
        """Return the values of a field that occur, with their titles."""
        values = sorted({row.values.get(name) for row in self.all_rows} - {None})
        field = self._fields.get(name)
        return [(value, value_text(value, field, self.request)) for value in values]

    def _url(self, uid):
        node = site_snapshot().nodes.get(uid)
        return url_of(self.request, node) if node and filter_for_editors([node]) else ""
