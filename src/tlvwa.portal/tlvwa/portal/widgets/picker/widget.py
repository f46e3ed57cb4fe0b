"""The widget by which editors choose from thousands of options.

It is complete without a script: a button sends the form, which returns with all values entered and
with the options that match the search. The script adds options while typing.
"""

from collections.abc import Sequence

from plone import api
from z3c.form.browser.widget import HTMLFormElement
from z3c.form.converter import BaseDataConverter
from z3c.form.interfaces import INPUT_MODE, NO_VALUE, IFieldWidget, IWidget
from z3c.form.widget import FieldWidget, Widget
from zope import schema
from zope.browserpage.viewpagetemplatefile import ViewPageTemplateFile
from zope.component import adapter
from zope.interface import implementer, implementer_only
from zope.schema.interfaces import ICollection, IField

from tlvwa.portal.readmodels.journal import site_journal
from tlvwa.portal.widgets.picker.option import PickerOption
from tlvwa.portal.widgets.picker.sources import SOURCES


class IPickerWidget(IWidget):
    """A widget that chooses one value or several from a source."""


@implementer_only(IPickerWidget)
class PickerWidget(HTMLFormElement, Widget):
    """Chosen values as boxes to untick, a search, and its matches as boxes to tick."""

    input_template = ViewPageTemplateFile("widget.pt")
    display_template = ViewPageTemplateFile("display.pt")
    klass = "choosing-widget"
    source_name = ""
    value: Sequence[str] = ()

    def update(self):
        """Read the value and select the template of the mode."""
        super().update()
        self.template = self.input_template if self.mode == INPUT_MODE else self.display_template

    @property
    def source(self):
        """The source of the options."""
        return SOURCES[self.source_name]()

    @property
    def multiple(self):
        """Whether several values may be chosen."""
        return ICollection.providedBy(self.field)

    @property
    def box(self):
        """The type of the boxes."""
        return "checkbox" if self.multiple else "radio"

    @property
    def url(self):
        """The address from which the script requests options."""
        return f"{api.portal.get().absolute_url()}/@@auswahl?source={self.source_name}"

    @property
    def script(self):
        """The address of the script."""
        return f"{api.portal.get().absolute_url()}/++resource++tlvwa.portal.choosing/choosing.js"

    def extract(self, default=NO_VALUE):
        """Return the values that are ticked, and those of keys typed into the search.

        A value whose parts were asked for is replaced by them.
        """
        form = self.request.form
        if self.name not in form and f"{self.name}-empty-marker" not in form:
            return default
        value = form.get(self.name, ())
        values = [value] if isinstance(value, str) else list(value)
        whole = form.get(f"{self.name}-spread")
        if whole in values:
            position = values.index(whole)
            values[position : position + 1] = [part.value for part in self.source.parts(whole)]
        if self.search_text:
            values += [option.value for option in self.source.options_of_keys(self.search_text)]
        return tuple(dict.fromkeys(filter(None, values)))

    @property
    def search_text(self):
        """The text typed into the search."""
        text = self.request.form.get(f"{self.name}-search", "")
        return text.strip() if isinstance(text, str) else ""

    @property
    def chosen(self):
        """The options that are ticked; the stored values if the add-on was uninstalled."""
        if site_journal() is None:
            return [PickerOption(value, value) for value in self.value or ()]
        source = self.source
        return [source.option(value) for value in self.value or ()]

    @property
    def matches(self):
        """The options that match the search and are not ticked yet."""
        if not self.search_text:
            return []
        return [
            option
            for option in self.source.find(self.search_text)
            if option.value not in self.value
        ]

    @property
    def has_no_match(self):
        """Whether a search matches nothing."""
        source = self.source
        return (
            bool(self.search_text)
            and not source.options_of_keys(self.search_text)
            and not source.find(self.search_text)
        )


@adapter(IField, IPickerWidget)
class PickerConverter(BaseDataConverter):
    """Converts a field's value or list of values to the values of boxes and back."""

    def toWidgetValue(self, value):
        """Return a tuple of texts."""
        if not value:
            return ()
        return (value,) if isinstance(value, str) else tuple(value)

    def toFieldValue(self, value):
        """Return a list for a collection, else the value or the field's missing value."""
        if ICollection.providedBy(self.field):
            return list(value)
        return value[0] if value else self.field.missing_value


def _factory(name):
    @implementer(IFieldWidget)
    def factory(field, request):
        widget = PickerWidget(request)
        widget.source_name = name
        return FieldWidget(field, widget)

    return factory


ChooseAreas = _factory("areas")
ChooseAuthorities = _factory("authorities")
ChooseOnlineTargets = _factory("online_targets")
ChoosePublications = _factory("publications")
ChooseServices = _factory("services")


def single_picker(choose, request, name, title):
    """Return a widget for one thing in a page that is no form; a single match counts as chosen.

    ``choose`` is one of the factories above.
    """
    field = schema.Choice(__name__=name, title=title, values=(), required=False)
    widget = choose(field, request)
    widget.name = widget.id = name
    widget.update()
    matches = widget.matches
    if len(matches) == 1:
        widget.value = (matches[0].value,)
    widget.value = tuple(widget.value or ())[-1:]
    return widget
