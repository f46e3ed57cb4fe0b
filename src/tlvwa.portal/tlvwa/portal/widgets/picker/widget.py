"""The widget by which editors choose among thousands.

Complete without a script: what is typed is sought by a button that sends the form, which comes back
with all that was entered and with the options found. The script adds choosing while typing.
"""

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
    """Chooses one value or several from a source."""


@implementer_only(IPickerWidget)
class PickerWidget(HTMLFormElement, Widget):
    """Chosen values as boxes to untick, a search, and what it found as boxes to tick."""

    input_template = ViewPageTemplateFile("widget.pt")
    display_template = ViewPageTemplateFile("display.pt")
    klass = "choosing-widget"
    source_name = ""
    value = ()

    def update(self):
        """The value, and the template for how it is shown."""
        super().update()
        self.template = self.input_template if self.mode == INPUT_MODE else self.display_template

    @property
    def source(self):
        """Where the options come from."""
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
        """Where the script asks for options."""
        return f"{api.portal.get().absolute_url()}/@@auswahl?source={self.source_name}"

    @property
    def script(self):
        """The address of the script."""
        return f"{api.portal.get().absolute_url()}/++resource++tlvwa.portal.choosing/choosing.js"

    def extract(self, default=NO_VALUE):
        """The values that are ticked; one that is to be resolved gives way to its parts."""
        form = self.request.form
        if self.name not in form and f"{self.name}-empty-marker" not in form:
            return default
        given = form.get(self.name, ())
        values = [given] if isinstance(given, str) else list(given)
        whole = form.get(f"{self.name}-spread")
        if whole in values:
            at = values.index(whole)
            values[at : at + 1] = [part.value for part in self.source.parts(whole)]
        if self.sought:
            values += [option.value for option in self.source.named(self.sought)]
        return tuple(dict.fromkeys(filter(None, values)))

    @property
    def sought(self):
        """What was typed into the search."""
        text = self.request.form.get(f"{self.name}-search", "")
        return text.strip() if isinstance(text, str) else ""

    @property
    def chosen(self):
        """The options that are ticked; where the add-on was uninstalled, the values as they are kept."""
        if site_journal() is None:
            return [PickerOption(value, value) for value in self.value or ()]
        source = self.source
        return [source.option(value) for value in self.value or ()]

    @property
    def found(self):
        """The options that the search found and that are not ticked yet."""
        if not self.sought:
            return []
        return [each for each in self.source.find(self.sought) if each.value not in self.value]

    @property
    def nothing_found(self):
        """Whether something was sought in vain."""
        source = self.source
        return bool(self.sought) and not source.named(self.sought) and not source.find(self.sought)


@adapter(IField, IPickerWidget)
class PickerConverter(BaseDataConverter):
    """Between a field's value or list of values and the values of boxes."""

    def toWidgetValue(self, value):
        """A tuple of texts."""
        if not value:
            return ()
        return (value,) if isinstance(value, str) else tuple(value)

    def toFieldValue(self, value):
        """A list for a collection; else the value, or what the field has for none."""
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
    """A widget for one thing, in a page that is no form of its own; the only one found counts as chosen.

    ``choose`` is one of the factories above.
    """
    field = schema.Choice(__name__=name, title=title, values=(), required=False)
    widget = choose(field, request)
    widget.name = widget.id = name
    widget.update()
    found = widget.found
    if len(found) == 1:
        widget.value = (found[0].value,)
    widget.value = tuple(widget.value or ())[-1:]
    return widget
