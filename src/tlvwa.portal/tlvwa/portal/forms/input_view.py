"""The saved input of a form, for those who may read it."""

from functools import cached_property
from urllib.parse import quote

from plone.namedfile.interfaces import INamed
from Products.Five.browser import BrowserView
from zExceptions import NotFound

from tlvwa.portal.forms.saved_input import cells, columns, remove, remove_all, saved_rows
from tlvwa.portal.forms.saved_table import SavedTable


class SavedInput(SavedTable):
    """All rows of one form with their files; rows can be deleted."""

    name = "saveddata"

    def __call__(self):
        """Return the table, or with ``upload=action.number.field`` a file that was sent."""
        upload = self.request.form.get("upload")
        if self.request.method == "GET" and isinstance(upload, str):
            return self._upload(upload)
        return super().__call__()

    @property
    def form(self):
        """The form."""
        return self.context

    @property
    def title(self):
        """The heading."""
        return self.context.Title()

    @cached_property
    def columns(self):
        """Name, title and field of each column."""
        return columns(self.context)

    @property
    def headings(self):
        """The titles of the columns."""
        return [title for _name, title, _field in self.columns]

    @cached_property
    def matches(self):
        """All rows, the newest first."""
        return saved_rows(self.context)

    def texts(self, row):
        """Return the cells of a row as text."""
        return cells(row, self.columns, self.request)

    def cells_shown(self, row):
        """Yield the cells of a row for the page: text, and the address of a file."""
        for (name, _title, _field), text in zip(self.columns, self.texts(row), strict=True):
            is_file = INamed.providedBy(row.values.get(name))
            key = quote(f"{self.key(row)}.{name}")
            yield {"text": text, "file": f"{self.url}?upload={key}" if is_file else ""}

    def change(self):
        """Delete one row or all rows."""
        if self.request.form.get("delete_all"):
            remove_all(self.context)
        else:
            row = self.row_of(self.request.form.get("delete"))
            remove(self.context, row.action, row.number)

    def _upload(self, key):
        row_key, _dot, name = key.rpartition(".")
        file = self.row_of(row_key).values.get(name)
        if file is None or not INamed.providedBy(file):
            raise NotFound(key)
        return self.send(file.data, "application/octet-stream", file.filename or "datei")


class SavedInputRedirect(BrowserView):
    """Replaces easyform's page of one action.

    Its files would contain formulas, and its table changes the stored input.
    """

    def __call__(self):
        """Redirect to the page of the form."""
        form = self.context.aq_parent.aq_parent
        self.request.response.redirect(f"{form.absolute_url()}/@@{SavedInput.name}")
