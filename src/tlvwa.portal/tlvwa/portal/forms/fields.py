"""The fields of a form as native inputs: plain values for the template.

z3c.form's widgets read and convert what is sent; this module determines what is shown.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from collective.easyform.interfaces import ILabel, IRichLabel
from plone.app.textfield import RichTextValue
from plone.app.textfield.interfaces import IRichTextValue
from plone.formwidget.namedfile.interfaces import INamedFileWidget
from plone.schema.email import IEmail
from z3c.form.browser.checkbox import CheckBoxFieldWidget
from z3c.form.browser.select import SelectFieldWidget
from z3c.form.interfaces import (
    HIDDEN_MODE,
    ICheckBoxWidget,
    IRadioWidget,
    ISelectWidget,
    ISingleCheckBoxWidget,
    ITextAreaWidget,
)
from zope.i18n import translate
from zope.schema.interfaces import (
    IURI,
    IBool,
    IBytesLine,
    IChoice,
    ICollection,
    IDate,
    IDatetime,
    IInt,
    IPassword,
    IText,
    ITextLine,
)

from tlvwa.portal.common.postal_code_field import IPostalCode
from tlvwa.portal.common.telephone_field import ITelephone
from tlvwa.portal.content.texts import html
from tlvwa.portal.forms.messages import FILE_HINT, error_message, sentence
from tlvwa.portal.forms.uploads import endings

# By the short name of a field: what browsers and password managers fill in by themselves (WCAG 1.3.5).
AUTOCOMPLETE = {
    "name": "name",
    "vorname": "given-name",
    "nachname": "family-name",
    "organisation": "organization",
    "email": "email",
    "telefon": "tel",
    "anschrift": "street-address",
    "strasse": "address-line1",
    "plz": "postal-code",
    "ort": "address-level2",
}
TYPES = (
    (IEmail, "email"),
    (IURI, "url"),
    (IPassword, "password"),
    (IDatetime, "datetime-local"),
    (IDate, "date"),
    (ITelephone, "tel"),
)
MEANINGS = ((IPostalCode, "plz"), (ITelephone, "telefon"))


@dataclass(frozen=True, slots=True)
class FieldOption:
    """An option to choose."""

    token: str
    title: str
    chosen: bool
    id: str = ""


@dataclass(frozen=True, slots=True)
class RenderedField:
    """A field; ``kind`` selects the part of the template that shows it.

    ``id`` is the target of links in the error summary; ``groups`` are the options under their
    headings.
    """

    kind: str
    id: str = ""
    name: str = ""
    label: str = ""
    hint: str = ""
    error: str = ""
    required: bool = False
    value: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    groups: tuple[tuple[str, tuple[FieldOption, ...]], ...] = ()
    html: str = ""

    @property
    def described_by(self):
        """The ids of hint and error; ``None`` without them."""
        ids = [f"{self.id}-hinweis"] * bool(self.hint) + [f"{self.id}-fehler"] * bool(self.error)
        return " ".join(ids) or None

    @property
    def invalid(self):
        """The value of ``aria-invalid``."""
        return "true" if self.error else None

    @property
    def options(self):
        """All options, without headings."""
        return [option for _heading, options in self.groups for option in options]


def use_native(fields):
    """Use native inputs for lists unless the editor chose another widget."""
    for form_field in fields.values():
        if form_field.widgetFactory.default is not None:
            continue
        if ICollection.providedBy(form_field.field) and IChoice.providedBy(
            form_field.field.value_type
        ):
            form_field.widgetFactory = CheckBoxFieldWidget
        elif IChoice.providedBy(form_field.field):
            form_field.widgetFactory = SelectFieldWidget


def rendered_field(widget, file_kinds, file_size):
    """Return a widget as the template shows it.

    ``file_kinds`` are the accepted kinds of files, ``file_size`` is their limit in MB.
    """
    field = widget.field
    if widget.mode == HIDDEN_MODE:
        return RenderedField("hidden", html=widget.render())
    if ILabel.providedBy(field):
        rich = field.rich_label if IRichLabel.providedBy(field) else ""
        return RenderedField("note", label=field.title, hint=field.description, html=_html(rich))
    kind = _kind(widget)
    groups = _groups(widget) if kind in ("select", "radios", "checks") else ()
    return RenderedField(
        kind,
        id=_target(widget, kind),
        name=widget.name,
        label=_label(widget),
        hint=_hint(widget, kind, file_kinds, file_size),
        error=_error(widget),
        required=bool(widget.required) or _must_be_checked(field),
        value=_value(widget, kind),
        attributes=_attributes(widget, kind, file_kinds),
        groups=groups,
        html=widget.render() if kind == "other" else "",
    )


def _kind(widget):
    field = widget.field
    if INamedFileWidget.providedBy(widget):
        return "file"
    if IBool.providedBy(field) and ICheckBoxWidget.providedBy(widget):
        return "check"
    for interface, kind in (
        (IRadioWidget, "radios"),
        (ISingleCheckBoxWidget, "check"),
        (ICheckBoxWidget, "checks"),
        (ISelectWidget, "select"),
        (ITextAreaWidget, "textarea"),
    ):
        if interface.providedBy(widget):
            return kind
    lines = (ITextLine, IBytesLine, IInt, IDate, IDatetime, IURI)
    if any(line_type.providedBy(field) for line_type in lines) and not IChoice.providedBy(field):
        return "line"
    is_text = IText.providedBy(field) and not hasattr(field, "output_mime_type")
    return "textarea" if is_text else "other"


def _hint(widget, kind, file_kinds, file_size):
    """Return the editor's description; for a file also the accepted kinds and size."""
    texts = [_words(widget, widget.field.description)]
    if kind == "file":
        accepted = sentence(FILE_HINT, endings=", ".join(endings(file_kinds)), limit=file_size)
        texts.append(_words(widget, accepted))
    return " ".join(filter(None, texts))


def _target(widget, kind):
    """Return the id of the field's first input."""
    return f"{widget.id}-0" if kind in ("radios", "checks") else widget.id


def _value(widget, kind):
    if kind in ("line", "textarea"):
        return widget.value if isinstance(widget.value, str) else ""
    if kind == "check":
        return "selected" if widget.value and "selected" in widget.value else ""
    return ""


def _attributes(widget, kind, file_kinds):
    field = widget.field
    attributes: dict[str, str | None] = {}
    if kind == "file":
        attributes["accept"] = ",".join(endings(file_kinds))
    if kind in ("line", "textarea"):
        length = getattr(field, "max_length", None)
        attributes["maxlength"] = str(length) if length else None
        attributes["autocomplete"] = AUTOCOMPLETE.get(_meaning(field))
    if kind == "line":
        types = (name for interface, name in TYPES if interface.providedBy(field))
        attributes["type"] = next(types, "text")
        is_number = IInt.providedBy(field) or IPostalCode.providedBy(field)
        attributes["inputmode"] = "numeric" if is_number else None
    return {name: value for name, value in attributes.items() if value}


def _meaning(field):
    """Return what a browser may fill in: by the kind of the field, else by its name."""
    kinds = (name for interface, name in MEANINGS if interface.providedBy(field))
    return next(kinds, field.__name__)


def _groups(widget):
    """Return the options by heading, in their order."""
    chosen = widget.value if isinstance(widget.value, list | tuple | set) else (widget.value,)
    groups: dict[str, list[FieldOption]] = {}
    for number, term in enumerate(widget.terms):
        heading = _words(widget, getattr(term, "group", ""))
        title = _words(widget, term.title or str(term.value))
        option = FieldOption(term.token, title, term.token in chosen, f"{widget.id}-{number}")
        groups.setdefault(heading, []).append(option)
    return tuple((heading, tuple(options)) for heading, options in groups.items())


def _error(widget):
    snippet = widget.error
    if not snippet:
        return ""
    return _words(widget, error_message(snippet.error, widget.field, _label(widget)))


def _must_be_checked(field):
    """True for a checkbox with easyform's validator ``isChecked``: a condition to accept."""
    validators = field.interface.queryTaggedValue("validators", {}) if field.interface else {}
    return IBool.providedBy(field) and "isChecked" in (validators.get(field.__name__) or ())


def _label(widget):
    """Return the title of the field.

    z3c.form gives it to the box of a single checkbox, not to the widget.
    """
    return _words(widget, widget.label or widget.field.title)


def _words(widget, text):
    return translate(text, context=widget.request) if text else ""


def _html(value):
    """Return the sanitised HTML of a rich label; in a form's model it is a plain text."""
    raw = value.raw if IRichTextValue.providedBy(value) else value
    return html(RichTextValue(raw, "text/html", "text/x-html-safe")) if raw else ""
