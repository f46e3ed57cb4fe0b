"""The fields of a form as the public sees them: native inputs, in plain values for the template.

z3c.form's widgets read and convert what is sent; this says what is shown.
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

from tlvwa.portal.content.texts import html
from tlvwa.portal.forms.messages import FILE_HINT, sentence, wrong
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
)


@dataclass(frozen=True, slots=True)
class FieldOption:
    """One thing to choose."""

    token: str
    title: str
    chosen: bool
    id: str = ""


@dataclass(frozen=True, slots=True)
class RenderedField:
    """One field: ``kind`` says which part of the template shows it.

    ``id`` is where the error summary leads to; ``groups`` are the options under their headings.
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
        """The ids of hint and error; ``None`` without."""
        ids = [f"{self.id}-hinweis"] * bool(self.hint) + [f"{self.id}-fehler"] * bool(self.error)
        return " ".join(ids) or None

    @property
    def invalid(self):
        """What ``aria-invalid`` says."""
        return "true" if self.error else None

    @property
    def options(self):
        """All options, without headings."""
        return [option for _heading, options in self.groups for option in options]


def use_native(fields):
    """Let lists be chosen by native inputs, where the editor chose no other widget."""
    for each in fields.values():
        if each.widgetFactory.default is not None:
            continue
        if ICollection.providedBy(each.field) and IChoice.providedBy(each.field.value_type):
            each.widgetFactory = CheckBoxFieldWidget
        elif IChoice.providedBy(each.field):
            each.widgetFactory = SelectFieldWidget


def rendered_fields(widget, file_kinds, file_size):
    """One widget as the template shows it; files may be of some kinds, and have so many MB."""
    given = widget.field
    if widget.mode == HIDDEN_MODE:
        return RenderedField("hidden", html=widget.render())
    if ILabel.providedBy(given):
        rich = given.rich_label if IRichLabel.providedBy(given) else ""
        return RenderedField("note", label=given.title, hint=given.description, html=_html(rich))
    kind = _kind(widget)
    groups = _groups(widget) if kind in ("select", "radios", "checks") else ()
    return RenderedField(
        kind,
        id=_target(widget, kind),
        name=widget.name,
        label=_label(widget),
        hint=_hint(widget, kind, file_kinds, file_size),
        error=_error(widget),
        required=bool(widget.required) or _must_be_checked(given),
        value=_value(widget, kind),
        attributes=_attributes(widget, kind, file_kinds),
        groups=groups,
        html=widget.render() if kind == "other" else "",
    )


def _kind(widget):
    given = widget.field
    if INamedFileWidget.providedBy(widget):
        return "file"
    if IBool.providedBy(given) and ICheckBoxWidget.providedBy(widget):
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
    if any(each.providedBy(given) for each in lines) and not IChoice.providedBy(given):
        return "line"
    is_text = IText.providedBy(given) and not hasattr(given, "output_mime_type")
    return "textarea" if is_text else "other"


def _hint(widget, kind, file_kinds, file_size):
    """What the editor wrote; for a file also what is taken."""
    texts = [_words(widget, widget.field.description)]
    if kind == "file":
        taken = sentence(FILE_HINT, endings=", ".join(endings(file_kinds)), limit=file_size)
        texts.append(_words(widget, taken))
    return " ".join(filter(None, texts))


def _target(widget, kind):
    """The id of the field's first input."""
    return f"{widget.id}-0" if kind in ("radios", "checks") else widget.id


def _value(widget, kind):
    if kind in ("line", "textarea"):
        return widget.value if isinstance(widget.value, str) else ""
    if kind == "check":
        return "selected" if widget.value and "selected" in widget.value else ""
    return ""


def _attributes(widget, kind, file_kinds):
    given, found = widget.field, {}
    if kind == "file":
        found["accept"] = ",".join(endings(file_kinds))
    if kind in ("line", "textarea"):
        length = getattr(given, "max_length", None)
        found["maxlength"] = str(length) if length else None
        found["autocomplete"] = AUTOCOMPLETE.get(given.__name__)
    if kind == "line":
        types = (name for interface, name in TYPES if interface.providedBy(given))
        default = "tel" if given.__name__ == "telefon" else "text"
        found["type"] = next(types, default)
        found["inputmode"] = "numeric" if IInt.providedBy(given) else None
    return {name: value for name, value in found.items() if value}


def _groups(widget):
    """The options by heading, in their order."""
    chosen = widget.value if isinstance(widget.value, list | tuple | set) else (widget.value,)
    groups = {}
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
    return _words(widget, wrong(snippet.error, widget.field, _label(widget)))


def _must_be_checked(given):
    """Whether a checkbox is a condition, as easyform's validator ``isChecked`` makes it."""
    validators = given.interface.queryTaggedValue("validators", {}) if given.interface else {}
    return IBool.providedBy(given) and "isChecked" in (validators.get(given.__name__) or ())


def _label(widget):
    """The title of the field; z3c.form gives it to the box of a single checkbox, not to the widget."""
    return _words(widget, widget.label or widget.field.title)


def _words(widget, text):
    return translate(text, context=widget.request) if text else ""


def _html(value):
    """The HTML of a rich label, made harmless: in a form's model it is a plain text."""
    raw = value.raw if IRichTextValue.providedBy(value) else value
    return html(RichTextValue(raw, "text/html", "text/x-html-safe")) if raw else ""
