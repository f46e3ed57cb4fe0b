"""What counts as a telephone number and an e-mail address, and how they are shown."""

import re

from tlvwa.portal.common.i18n import _
from tlvwa.portal.common.validation_errors import FieldRefused

EMAIL = re.compile(r"[^@\s<>\"',;]+@[^@\s<>\"',;]+\.[^@\s<>\"',;]+")


def _parsed(number):
    import phonenumbers

    return phonenumbers.parse(number, "DE")


def valid_phone(value):
    """Refuse what cannot be dialled from Germany; 115 and other short numbers may be."""
    import phonenumbers

    try:
        possible = phonenumbers.is_possible_number(_parsed(value)) or value.strip() == "115"
    except phonenumbers.NumberParseException:
        possible = False
    if not possible:
        raise FieldRefused(_("„${value}“ ist keine Telefonnummer.", mapping={"value": value}))
    return True


def valid_email(value):
    """Refuse what is not one single e-mail address."""
    if not EMAIL.fullmatch(value or ""):
        raise FieldRefused(_("„${value}“ ist keine E-Mail-Adresse.", mapping={"value": value}))
    return True


def phone_link(number):
    """The number as a ``tel:`` address (RFC 3966); empty where it cannot be read."""
    import phonenumbers

    try:
        return phonenumbers.format_number(_parsed(number), phonenumbers.PhoneNumberFormat.RFC3966)
    except phonenumbers.NumberParseException:
        return ""
