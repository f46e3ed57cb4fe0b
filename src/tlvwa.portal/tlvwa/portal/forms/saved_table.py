"""What forms keep, as a table: page by page, and as files without formulas."""

from datetime import date
from functools import cached_property
from urllib.parse import urlencode

from plone.batching import Batch
from plone.protect import CheckAuthenticator
from Products.Five.browser import BrowserView
from zExceptions import BadRequest, NotFound
from zope.i18n import translate

from tlvwa.portal.common import request_params
from tlvwa.portal.common.clock import today
from tlvwa.portal.common.export import CSV_TYPE, XLSX_TYPE, csv_file, xlsx_file
from tlvwa.portal.common.i18n import _
from tlvwa.portal.forms.saved_input import SavedRow, saved_row

SIZE = 50
FILES = ("csv", "xlsx")


class SavedTable(BrowserView):
    """Rows of one form: ``form``, ``name``, ``title``, ``heads``, ``found`` and ``texts`` are the views'."""

    name = ""
    kept_parameters: tuple[str, ...] = ()

    def __call__(self):
        """The page, a file of all rows, or what a POST does. Raises BadRequest."""
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
        """The address of the same list with some parameters changed; empty ones are left out."""
        form = self.request.form
        kept = {name: form.get(name) for name in self.kept_parameters} | changed
        query = urlencode({name: each for name, each in kept.items() if each not in (None, "")})
        return f"{self.url}?{query}" if query else self.url

    @cached_property
    def batch(self):
        """The rows of the page asked for."""
        start = request_params.whole_number(
            self.request.form, "b_start", 0, request_params.LARGEST_START
        )
        return Batch(self.found, SIZE, start)

    @property
    def pages(self):
        """The addresses of the pages before and after, and where this one is among them."""
        batch = self.batch
        return {
            "before": batch.has_previous and self.address(b_start=batch.previous.start - 1),
            "after": batch.has_next and self.address(b_start=batch.next.start - 1),
            "number": batch.pagenumber,
            "count": max(batch.numpages, 1),
        }

    def key(self, row):
        """The name of a row in addresses and buttons."""
        return f"{row.action}.{row.number}"

    def row_of(self, key) -> SavedRow:
        """The row of a key. Raises BadRequest for a malformed one, NotFound for one that is gone."""
        action, dot, number = key.rpartition(".") if isinstance(key, str) else ("", "", "")
        if not dot or not (number.isascii() and number.isdecimal()):
            raise BadRequest("row: action.number is expected.")
        found = saved_row(self.form, action, int(number))
        if found is None:
            raise NotFound(key)
        return found

    def moment(self, row):
        """When a row was sent, in words."""
        return f"{row.moment:%d.%m.%Y, %H:%M}"

    def told(self, message):
        """A message in the user's language."""
        return translate(message, context=self.request)

    def send(self, content, media_type, name):
        """A file to keep: shown nowhere, taken for nothing else."""
        response = self.request.response
        response.setHeader("Content-Type", media_type)
        response.setHeader("Content-Disposition", f"attachment; filename*=UTF-8''{name}")
        response.setHeader("Cache-Control", "private, no-store")
        response.setHeader("X-Content-Type-Options", "nosniff")
        return content

    def _file(self, kind):
        head = [self.told(_("Eingegangen")), *self.heads]
        body = [[each.moment.strftime("%Y-%m-%d %H:%M"), *self.texts(each)] for each in self.found]
        day: date = today()
        if kind == "csv":
            content, media_type = csv_file(head, body), CSV_TYPE
        else:
            about = (
                (self.told(_("Formular")), self.told(self.title)),
                (self.told(_("Stand")), day),
                (self.told(_("Zeilen")), len(body)),
            )
            content = xlsx_file(self.told(self.title), head, body, about)
            media_type = XLSX_TYPE
        return self.send(content, media_type, f"{self.name}-{day}.{kind}")
