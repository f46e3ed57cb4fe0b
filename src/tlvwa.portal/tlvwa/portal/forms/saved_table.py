"""Saved input as a table in pages, and as files without formulas."""

from datetime import date
from functools import cached_property

from plone.protect import CheckAuthenticator
from Products.Five.browser import BrowserView
from zExceptions import BadRequest, NotFound
from zope.i18n import translate

from tlvwa.portal.common import request_params
from tlvwa.portal.common.clock import today
from tlvwa.portal.common.export import CSV_TYPE, XLSX_TYPE, csv_file, file_response, xlsx_file
from tlvwa.portal.common.formatting import moment_text
from tlvwa.portal.common.i18n import _
from tlvwa.portal.common.paging import page_links, requested_page
from tlvwa.portal.common.urls import with_query
from tlvwa.portal.forms.saved_input import SavedRow, saved_row

SIZE = 50
FILES = ("csv", "xlsx")


class SavedTable(BrowserView):
    """Base of views on rows of one form.

    Subclasses define ``form``, ``name``, ``title``, ``headings``, ``matches``, ``texts`` and
    ``change``.
    """

    name = ""
    list_parameters: tuple[str, ...] = ()

    def __call__(self):
        """Return the page or a file of all rows, or carry out a POST. Raises BadRequest."""
        if self.request.method == "POST":
            CheckAuthenticator(self.request)
            self.change()
            return self.request.response.redirect(self.address())
        file = request_params.code(self.request.form, "file", FILES)
        if file:
            return self._file(file)
        self.request.response.setHeader("Cache-Control", "private, no-store")
        self.request.set("disable_plone.leftcolumn", True)
        self.request.set("disable_plone.rightcolumn", True)
        return self.index()

    @property
    def url(self):
        """The address without parameters."""
        return f"{self.context.absolute_url()}/@@{self.name}"

    def address(self, **changed):
        """Return the address of the same list with changed parameters; empty ones are removed."""
        form = self.request.form
        parameters = {name: form.get(name) for name in self.list_parameters} | changed
        return with_query(self.url, **parameters)

    @cached_property
    def batch(self):
        """The page of rows that the request asks for."""
        return requested_page(self.matches, SIZE, self.request.form)

    @property
    def pages(self):
        """The links to the pages before and after."""
        return page_links(self.batch, lambda start: self.address(b_start=start))

    def key(self, row):
        """Return the name of a row in addresses and buttons."""
        return f"{row.action}.{row.number}"

    def row_of(self, key: object) -> SavedRow:
        """Return the row of a key. Raises BadRequest if malformed, NotFound if it does not exist."""
        action, dot, number = key.rpartition(".") if isinstance(key, str) else ("", "", "")
        if not dot or not (number.isascii() and number.isdecimal()):
            raise BadRequest("row: action.number is expected.")
        row = saved_row(self.form, action, int(number))
        if row is None:
            raise NotFound(key)
        return row

    def moment(self, row):
        """Return when a row was sent, as text."""
        return moment_text(row.moment)

    def translated(self, message):
        """Return a message in the user's language."""
        return translate(message, context=self.request)

    def send(self, content, media_type, name):
        """Return a file for download that no browser displays or interprets."""
        return file_response(self.request.response, content, media_type, name)

    def _file(self, kind):
        head = [self.translated(_("Eingegangen")), *self.headings]
        body = [[row.moment.strftime("%Y-%m-%d %H:%M"), *self.texts(row)] for row in self.matches]
        day: date = today()
        if kind == "csv":
            content, media_type = csv_file(head, body), CSV_TYPE
        else:
            about = (
                (self.translated(_("Formular")), self.translated(self.title)),
                (self.translated(_("Stand")), day),
                (self.translated(_("Zeilen")), len(body)),
            )
            content = xlsx_file(self.translated(self.title), head, body, about)
            media_type = XLSX_TYPE
        return self.send(content, media_type, f"{self.name}-{day}.{kind}")
