"""Telephone numbers and e-mail addresses: validation, and addresses to call."""

import re
from typing import TYPE_CHECKING

from tlvwa.portal.common.i18n import _
from tlvwa.portal.common.validation_errors import FieldRefused

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber

EMAIL = re.compile(r"[^@\s<>\"',;]+@[^@\s<>\"',;]+\.[^@\s<>\"',;]+")


def _parsed(number: str) -> "PhoneNumber":
    import phonenumbers  # in the functions that need it: to load it takes a fifth of a second

    return phonenumbers.parse(number, "DE")


def valid_phone(value: str) -> bool:
    """Return True for a number that can be dialled in Germany, also 115; else raise FieldRefused."""
    import phonenumbers

    try:
        possible = phonenumbers.is_possible_number(_parsed(value)) or value.strip() == "115"
    except phonenumbers.NumberParseException:
        possible = False
    if not possible:
        raise FieldRefused(_("„${value}“ ist keine Telefonnummer.", mapping={"value": value}))
    return True


def valid_email(value: str | None) -> bool:
    """Return True for one single e-mail address; else raise FieldRefused."""
    if not EMAIL.fullmatch(value or ""):
        raise FieldRefused(_("„${value}“ ist keine E-Mail-Adresse.", mapping={"value": value}))
    return True


def phone_link(number: str) -> str:
    """Return a number as a ``tel:`` address (RFC 3966); empty if it cannot be read."""
    import phonenumbers

    try:
        return phonenumbers.format_number(_parsed(number), phonenumbers.PhoneNumberFormat.RFC3966)
    except phonenumbers.NumberParseException:
        return ""
