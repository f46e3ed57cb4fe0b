"""Texts about input: values as text, and error messages."""

from datetime import date, datetime

from plone.app.textfield.interfaces import IRichTextValue
from plone.namedfile.interfaces import INamed, INamedField
from plone.schema.email import IEmail
from Products.CMFPlone.RegistrationTool import EmailAddressInvalid
from zope.i18n import translate
from zope.interface import Invalid
from zope.schema.interfaces import (
    IBool,
    IChoice,
    ICollection,
    IDate,
    INumber,
    RequiredMissing,
    TooBig,
    TooLong,
    TooShort,
    TooSmall,
    ValidationError,
)

from tlvwa.portal.common.clock import BERLIN
from tlvwa.portal.common.formatting import file_size_text, moment_text, short_day_text
from tlvwa.portal.common.i18n import _
from tlvwa.portal.common.validation_errors import FieldRefused
from tlvwa.portal.forms.uploads import MEBIBYTE, endings

MISSING = _("Bitte füllen Sie „${label}“ aus.")
NOT_CHOSEN = _("Bitte wählen Sie bei „${label}“ etwas aus.")
NOT_CONFIRMED = _("Bitte bestätigen Sie „${label}“.")
NO_FILE = _("Bitte wählen Sie bei „${label}“ eine Datei aus.")
NO_EMAIL = _("„${label}“: Bitte geben Sie eine E-Mail-Adresse wie name@example.org an.")
NO_DAY = _("„${label}“: Bitte geben Sie einen Tag an.")
NO_NUMBER = _("„${label}“: Bitte geben Sie eine Zahl an.")
TOO_LARGE = _("„${label}“: Die Zahl darf höchstens ${limit} sein.")
TOO_SMALL = _("„${label}“: Die Zahl muss mindestens ${limit} sein.")
TOO_LONG = _("„${label}“: Bitte höchstens ${limit} Zeichen.")
TOO_SHORT = _("„${label}“: Bitte mindestens ${limit} Zeichen.")
REFUSED = _("„${label}“: ${reason}")
WRONG = _("„${label}“: Das lässt sich so nicht verwenden.")
FILE_HINT = _("Möglich sind ${endings}; höchstens ${limit} MB.")
OF_FILES = {
    "kind": _("„${name}“: Diese Art von Datei wird nicht angenommen. Möglich sind ${endings}."),
    "content": _("„${name}“ enthält nicht, was die Endung verspricht. Möglich sind ${endings}."),
    "empty": _("„${name}“ ist leer."),
    "infected": _("Der Virenscanner lehnt „${name}“ ab."),
    "unscanned": _(
        "„${name}“ lässt sich gerade nicht auf Viren prüfen und wird deshalb nicht angenommen. Versuchen "
        "Sie es später noch einmal, oder senden Sie das Formular ohne die Datei."
    ),
    "size": _("„${name}“ ist zu groß: Eine Datei darf höchstens ${limit} MB haben."),
    "total": _("Alle Dateien zusammen sind zu groß: Erlaubt sind höchstens ${limit} MB."),
}


def sentence(message, **words):
    """Return a message with values in its slots."""
    return type(message)(message, domain=message.domain, default=message.default, mapping=words)


def error_message(error, field, label):
    """Return the error of a field as a sentence that names it."""
    kind = getattr(error, "__class__", None)
    for test, message in _MESSAGES:
        if test(kind, field):
            limit = _limit(kind, field)
            return sentence(message, label=label.rstrip("."), limit=limit)
    if isinstance(error, FieldRefused):
        return sentence(REFUSED, label=label.rstrip("."), reason=error.doc())
    # The argument of a validator's error is a sentence, that of a field's error is the value.
    has_sentence = isinstance(error, Invalid) and not isinstance(error, ValidationError)
    message_text = (
        error.args[0] if has_sentence and error.args and isinstance(error.args[0], str) else ""
    )
    return message_text or sentence(WRONG, label=label)


def _limit(kind, field):
    names = {TooBig: "max", TooSmall: "min", TooLong: "max_length", TooShort: "min_length"}
    return getattr(field, names.get(kind, ""), None) if kind in names else ""


def _is(kind, *kinds):
    return isinstance(kind, type) and issubclass(kind, kinds)


def _is_file(field):
    return INamedField.providedBy(field)


_MESSAGES = (
    (lambda k, f: IBool.providedBy(f), NOT_CONFIRMED),
    (lambda k, f: _is(k, RequiredMissing) and _is_file(f), NO_FILE),
    (
        lambda k, f: (
            _is(k, RequiredMissing, TooShort)
            and (IChoice.providedBy(f) or ICollection.providedBy(f))
        ),
        NOT_CHOSEN,
    ),
    (lambda k, f: _is(k, RequiredMissing), MISSING),
    (lambda k, f: IEmail.providedBy(f) or _is(k, EmailAddressInvalid), NO_EMAIL),
    (lambda k, f: _is(k, TooLong), TOO_LONG),
    (lambda k, f: _is(k, TooShort), TOO_SHORT),
    (lambda k, f: _is(k, TooBig) and INumber.providedBy(f), TOO_LARGE),
    (lambda k, f: _is(k, TooSmall) and INumber.providedBy(f), TOO_SMALL),
    (lambda k, f: INumber.providedBy(f), NO_NUMBER),
    (lambda k, f: IDate.providedBy(f), NO_DAY),
)


def file_error_message(problem, kinds):
    """Return the error of a file as a sentence that names it and the limit."""
    return sentence(
        OF_FILES[problem.reason],
        name=problem.name,
        endings=", ".join(endings(kinds)),
        limit=problem.limit // MEBIBYTE,
    )


def value_text(value, field=None, request=None):
    """Return a value as one text; several values are separated by semicolons."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return translate(_("ja") if value else _("nein"), context=request)
    if isinstance(value, float):
        return str(value).replace(".", ",")
    if isinstance(value, datetime):
        moment = value.astimezone(BERLIN) if value.tzinfo else value
        return moment_text(moment)
    if isinstance(value, date):
        return short_day_text(value)
    if IRichTextValue.providedBy(value):
        return value.raw or ""
    if INamed.providedBy(value):
        return value.filename or ""
    if isinstance(value, list | tuple | set | frozenset):
        inner = getattr(field, "value_type", None)
        texts = [value_text(item, inner, request) for item in value]
        return "; ".join(sorted(texts) if isinstance(value, set | frozenset) else texts)
    return _title(value, field, request)


def file_texts(schema, data):
    """Return the label of each file among the values by field, and its name and size."""
    return [
        (schema[name].title, f"{value.filename or ''} ({file_size_text(len(value.data))})".strip())
        for name, value in data.items()
        if INamed.providedBy(value) and name in schema
    ]


def _title(value, field, request):
    """Return the title of a chosen value if the value is a code; else the value itself.

    A title under a heading may be too short without it.
    """
    vocabulary = getattr(field, "vocabulary", None)
    try:
        term = vocabulary.getTerm(value) if vocabulary is not None else None
    except LookupError:
        term = None
    title = None if term is None or hasattr(term, "group") else term.title
    return translate(title, context=request) if title else str(value)
