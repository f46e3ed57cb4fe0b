"""Upload widgets whose file input has an accessible name: Plone's label does not refer to the input."""

from html import escape

from plone.formwidget.namedfile.widget import NamedFileWidget, NamedImageWidget
from z3c.form.interfaces import IFieldWidget
from z3c.form.widget import FieldWidget
from zope.i18n import translate
from zope.interface import implementer
from ZPublisher.HTTPRequest import HTTPRequest

INPUT = 'type="file"'


class _LabelledInput:
    label: str
    request: HTTPRequest

    def render(self) -> str:
        """Return Plone's own widget with the input named for screen readers."""
        label = escape(translate(self.label, context=self.request), quote=True)
        widget: str = super().render()  # type: ignore[misc]  # of the widget that this is mixed into
        return widget.replace(INPUT, f'{INPUT} aria-label="{label}"')


class FileWidget(_LabelledInput, NamedFileWidget):
    """An upload widget for a file."""


class ImageWidget(_LabelledInput, NamedImageWidget):
    """An upload widget for a picture."""


@implementer(IFieldWidget)
def UploadFile(field, request):
    """Return the widget of a file field."""
    return FieldWidget(field, FileWidget(request))


@implementer(IFieldWidget)
def UploadImage(field, request):
    """Return the widget of an image field."""
    return FieldWidget(field, ImageWidget(request))
