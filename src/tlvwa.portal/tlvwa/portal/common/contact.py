"""Telephone numbers and e-mail addresses: validation, and addresses to call."""

import re

from tlvwa.portal.common.i18n import _
from tlvwa.portal.common.phone_numbers import PhoneError, PhoneErrorCode, PhoneNumber, read_phones
from tlvwa.portal.common.validation_errors import FieldRefused

EMAIL = re.compile(r"[^@\s<>\"',;]+@[^@\s<>\"',;]+\.[^@\s<>\"',;]+")
NO_PHONE = {
    PhoneErrorCode.EMPTY: _("Hier fehlt eine Telefonnummer."),
    PhoneErrorCode.FAX: _(
        "„${value}“ nennt ein Fax. Hier stehen nur Nummern, unter denen jemand ans Telefon geht."
    ),
    PhoneErrorCode.LETTERS: _(
        "„${value}“ ist keine Telefonnummer: In „${part}“ stehen Buchstaben. Für die Null steht die "
        "Ziffer 0; Worte gehören in Klammern hinter die Nummer."
    ),
    PhoneErrorCode.CHARACTERS: _(
        "„${value}“ ist keine Telefonnummer: In „${part}“ steht ein Zeichen, das nicht zu einer Nummer "
        "gehört, oder es fehlt etwas."
    ),
    PhoneErrorCode.AREA_CODE: _(
        "„${value}“ ist keine Telefonnummer: Vor „${part}“ fehlt die Vorwahl. Sie beginnt mit 0 oder +."
    ),
    PhoneErrorCode.SLASH: _(
        "„${value}“ kann eine Nummer sein oder zwei. Zwei Nummern trennt „oder“, oder jede steht in "
        "einer eigenen Zeile."
    ),
    PhoneErrorCode.HYPHENS: _(
        "„${value}“ kann eine Nummer sein oder mehrere: Hinter der Durchwahl von „${part}“ geht es "
        "weiter. Von der ersten bis zur letzten Nummer schreibt man: 03643 762-0 bis -99."
    ),
    PhoneErrorCode.CONTINUATION: _(
        "„${value}“ ist keine Telefonnummer: Es ist unklar, wie „${part}“ zu wählen ist. Schreiben Sie "
        "diese Nummer mit Vorwahl."
    ),
    PhoneErrorCode.RANGE: _(
        "„${value}“ ist keine Telefonnummer: „${part}“ lässt sich nicht als Bereich lesen. Von der "
        "ersten bis zur letzten Nummer schreibt man: 03643 762-0 bis -99."
    ),
    PhoneErrorCode.TOO_LONG: _(
        "„${value}“ ist keine Telefonnummer: „${part}“ ist zu lang. Mehrere Nummern trennt „oder“."
    ),
    PhoneErrorCode.NO_NUMBER: _(
        "„${value}“ ist keine Telefonnummer: Eine Nummer wie „${part}“ gibt es nicht."
    ),
}


def valid_phone(value: str | None) -> bool:
    """Return True for numbers that a person can dial, also 115; else raise FieldRefused with the reason."""
    try:
        read_phones(value or "")
    except PhoneError as error:
        mapping = {"value": value or "", "part": error.part}
        raise FieldRefused(_(NO_PHONE[error.code], mapping=mapping)) from error
    return True


def valid_phone_or_nothing(value: str | None) -> bool:
    """As ``valid_phone``, for a field that may stay empty."""
    return not value or valid_phone(value)


def valid_email(value: str | None) -> bool:
    """Return True for one single e-mail address; else raise FieldRefused."""
    if not EMAIL.fullmatch(value or ""):
        raise FieldRefused(_("„${value}“ ist keine E-Mail-Adresse.", mapping={"value": value}))
    return True


def phone_numbers(text: str) -> tuple[PhoneNumber, ...]:
    """Return the numbers of a stored text; one that cannot be read stays as it is, without an address."""
    try:
        return read_phones(text)
    except PhoneError:
        return (PhoneNumber(text, ""),)


def phone_link(text: str) -> str:
    """Return the ``tel:`` address of the first number of a text; empty if it cannot be read."""
    return phone_numbers(text)[0].uri
