"""The widget for structured rows.

Values and their checks are those of collective.z3cform.datagridfield. What is its own: a row is a
group of labelled inputs, not a line of a table, and works without a script. Its buttons send the form,
which comes back with everything that was entered; the script spares the way to the server.
"""

from collective.z3cform.datagridfield.datagridfield import DataGridFieldWidget
from plone import api
from z3c.form.interfaces import INPUT_MODE, NO_VALUE, IFieldWidget
from z3c.form.widget import FieldWidget
from zope.browserpage.viewpagetemplatefile import ViewPageTemplateFile
from zope.interface import implementer

TEMPLATE_ROW = "TT"
UNTOUCHED = "untouched"  # no row of a form has this number


class RowsWidget(DataGridFieldWidget):
    """Rows with buttons: a further row, up, down, away."""

    klass = "rows-widget"
    auto_append = False
    allow_reorder = True
    input_template = ViewPageTemplateFile("widget.pt")

    def update(self):
        """The rows, with an empty one at the end where that was asked for."""
        super().update()
        if self.mode != INPUT_MODE:
            return
        self.template = self.input_template
        if self._asked("insert") is not None:
            at = len(self.rows)
            self.widgets.insert(at, self.getWidget(at))

    def extract(self, default=NO_VALUE):
        """The rows of the form, after what its buttons ask for; rows left untouched are not saved."""
        values = super().extract(default)
        if values is NO_VALUE:
            return values
        if self._is_saved:
            untouched = self.getWidget(UNTOUCHED).value
            return [value for value in values if value != untouched]
        return self._rearranged(values)

    def createObjectWidget(self, idx):
        """The widget of a row; no request fills the one that is copied, or the one compared with."""
        widget = super().createObjectWidget(idx)
        widget.ignoreRequest = idx in (TEMPLATE_ROW, UNTOUCHED)
        return widget

    @property
    def rows(self):
        """The rows that are values."""
        return [widget for widget in self.widgets if widget is not self.template_row]

    @property
    def template_row(self):
        """The row that the script copies."""
        last = self.widgets[-1] if self.widgets else None
        return last if last is not None and last.name.endswith(f".{TEMPLATE_ROW}") else None

    @property
    def script(self):
        """The address of the script."""
        return f"{api.portal.get().absolute_url()}/++resource++tlvwa.portal.rows/rows.js"

    @property
    def _is_saved(self):
        return any(name.startswith("form.buttons.") for name in self.request.form)

    def _asked(self, what):
        """The number of the row that a button was pressed for; ``None`` if that was not the button."""
        given = self.request.form.get(f"{self.name}-{what}")
        return int(given) if isinstance(given, str) and given.isdecimal() else None

    def _rearranged(self, values):
        away, up, down = map(self._asked, ("remove", "up", "down"))
        if away is not None:
            return values[:away] + values[away + 1 :]
        at = up if up is not None else down + 1 if down is not None else 0
        if 0 < at < len(values):
            values[at - 1], values[at] = values[at], values[at - 1]
        return values


@implementer(IFieldWidget)
def Rows(field, request):
    """The widget of a list of rows."""
    return FieldWidget(field, RowsWidget(request))
