"""Widgets for files whose input bears the name of its field: Plone's label points beside the input."""

from html import escape

from plone.formwidget.namedfile.widget import NamedFileWidget, NamedImageWidget
from z3c.form.interfaces import IFieldWidget
from z3c.form.widget import FieldWidget
from zope.i18n import translate
from zope.interface import implementer

INPUT = 'type="file"'


class _Named:
    def render(self):
        """Plone's own widget, the input named for screen readers."""
        label = escape(translate(self.label, context=self.request), quote=True)
        return super().render().replace(INPUT, f'{INPUT} aria-label="{label}"')


class FileWidget(_Named, NamedFileWidget):
    """A file."""


class ImageWidget(_Named, NamedImageWidget):
    """A picture."""


@implementer(IFieldWidget)
def UploadFile(field, request):
    """The widget of a file field."""
    return FieldWidget(field, FileWidget(request))


@implementer(IFieldWidget)
def UploadImage(field, request):
    """The widget of an image field."""
    return FieldWidget(field, ImageWidget(request))
