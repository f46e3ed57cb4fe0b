"""The widget for structured rows.

Values and their validation are those of collective.z3cform.datagridfield. Different is the look: a
row is a group of labelled inputs, not a line of a table, and works without a script. Its buttons
send the form, which returns with everything that was entered; the script saves the round trip.
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
    """Rows with buttons to insert, move up, move down and remove."""

    klass = "rows-widget"
    auto_append = False
    allow_reorder = True
    input_template = ViewPageTemplateFile("widget.pt")

    def update(self):
        """Create the rows, with an empty one at the end if it was asked for."""
        super().update()
        if self.mode != INPUT_MODE:
            return
        self.template = self.input_template
        if self._row_of_button("insert") is not None:
            number = len(self.rows)
            self.widgets.insert(number, self.getWidget(number))

    def extract(self, default=NO_VALUE):
        """Return the rows of the form after its buttons; untouched rows are not saved."""
        values = super().extract(default)
        if values is NO_VALUE:
            return values
        if self._is_saved:
            untouched = self.getWidget(UNTOUCHED).value
            return [value for value in values if value != untouched]
        return self._rearranged(values)

    def createObjectWidget(self, idx):
        """Return the widget of a row.

        No request fills the template row, nor the row that untouched ones are compared with.
        """
        widget = super().createObjectWidget(idx)
        widget.ignoreRequest = idx in (TEMPLATE_ROW, UNTOUCHED)
        return widget

    @property
    def rows(self):
        """The rows that are values."""
        return [widget for widget in self.widgets if widget is not self.template_row]

    @property
    def template_row(self):
        """The row that the script copies, or ``None``."""
        last = self.widgets[-1] if self.widgets else None
        return last if last is not None and last.name.endswith(f".{TEMPLATE_ROW}") else None

    @property
    def script(self):
        """The address of the script."""
        return f"{api.portal.get().absolute_url()}/++resource++tlvwa.portal.rows/rows.js"

    @property
    def _is_saved(self):
        return any(name.startswith("form.buttons.") for name in self.request.form)

    def _row_of_button(self, action):
        """Return the number of the row whose button was pressed; ``None`` for another button."""
        value = self.request.form.get(f"{self.name}-{action}")
        return int(value) if isinstance(value, str) and value.isdecimal() else None

    def _rearranged(self, values):
        removed, up, down = map(self._row_of_button, ("remove", "up", "down"))
        if removed is not None:
            return values[:removed] + values[removed + 1 :]
        # Moving a row down is moving the next one up.
        lower = up if up is not None else down + 1 if down is not None else 0
        if 0 < lower < len(values):
            values[lower - 1], values[lower] = values[lower], values[lower - 1]
        return values


@implementer(IFieldWidget)
def Rows(field, request):
    """Return the widget of a list of rows."""
    return FieldWidget(field, RowsWidget(request))
