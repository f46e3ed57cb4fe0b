"""The values of the pieces of contact data as plain dictionaries: compared, and told in words."""

import json
from hashlib import sha256
from typing import Any

from plone.dexterity.content import DexterityContent

from tlvwa.portal.common.contact import phone_numbers
from tlvwa.portal.common.formatting import WEEKDAYS, span_text
from tlvwa.portal.common.i18n import say
from tlvwa.portal.common.street_text import normalize_street
from tlvwa.portal.content.texts import text, texts

Value = dict[str, Any]  # by the name of the field
ADDRESS = "address"
DIGEST = 16  # hexadecimal digits
# What an import writes of a piece. Of the hours it is the usual week alone.
OFFERED_FIELDS = {
    "address": ("street", "address_addition", "postal_code", "town"),
    "phones": ("phones",),
    "emails": ("emails",),
    "website": ("website",),
    "opening_hours": ("opening_hours",),
}


def current_value(authority: DexterityContent, piece: str) -> Value:
    """Return the value of a piece of an authority, by field; without surrounding blanks."""
    return normal_value({name: getattr(authority, name) for name in OFFERED_FIELDS[piece]})


def normal_value(value: Value) -> Value:
    """Return a value in its one form, so that equal values are equal dictionaries."""
    return {name: _NORMAL.get(name, text)(field) for name, field in value.items()}


def is_empty(value: Value) -> bool:
    """True if nothing is said."""
    return not any(value.values())


def value_digest(value: Value) -> str:
    """Return a short digest of a value: equal values have equal digests."""
    written = json.dumps(normal_value(value), ensure_ascii=False, sort_keys=True, default=str)
    return sha256(written.encode()).hexdigest()[:DIGEST]


def says_the_same(piece: str, value: Value, offered: Value) -> bool:
    """True if a value says what is offered, maybe in other words, maybe with more of the same kind."""
    return bool(_SAME[piece](normal_value(value), normal_value(offered)))


def is_part(piece: str, value: Value, offered: Value) -> bool:
    """True if a value is empty, or an address that only lacks what is offered: a town without a street."""
    if piece != ADDRESS:
        return is_empty(value)
    known, whole = normal_value(value), normal_value(offered)
    return not known["street"] and all(
        not field or field.casefold() == whole[name].casefold() for name, field in known.items()
    )


def value_text(piece: str, value: Value) -> str:
    """Return a value as a line of text."""
    return str(_TEXT[piece](normal_value(value)))


def _phones(rows):
    return [
        {"number": text(row.get("number")), "label": text(row.get("label"))}
        for row in rows or ()
        if text(row.get("number"))
    ]


def _hours(rows):
    normal = (
        {
            "weekday": row["weekday"],
            "week_of_month": row.get("week_of_month") or 0,
            "opens": row["opens"],
            "closes": row["closes"],
            "note": text(row.get("note")),
        }
        for row in rows or ()
    )
    return sorted(normal, key=lambda row: (row["weekday"], row["week_of_month"], row["opens"]))


_NORMAL = {
    "phones": _phones,
    "emails": lambda lines: list(texts(lines)),
    "opening_hours": _hours,
}


def _same_address(value, offered):
    return (
        normalize_street(value["street"]) == normalize_street(offered["street"])
        and value["postal_code"] == offered["postal_code"]
        and value["town"].casefold() == offered["town"].casefold()
    )


def _numbers(value):
    numbers = (phone_numbers(row["number"]) for row in value["phones"])
    return {number.uri or number.text for several in numbers for number in several}


def _mailboxes(value):
    return {address.casefold() for address in value["emails"]}


def _site(value):
    """Return a web address without what makes no difference to where it leads."""
    _scheme, _slashes, rest = value["website"].rpartition("://")
    return rest.removeprefix("www.").rstrip("/").casefold()


def _contains(read):
    def same(value, offered):
        return bool(read(offered)) and read(value) >= read(offered)

    return same


_SAME = {
    "address": _same_address,
    "phones": _contains(_numbers),
    "emails": _contains(_mailboxes),
    "website": lambda value, offered: _site(value) == _site(offered),
    "opening_hours": lambda value, offered: value == offered,
}


def _address_text(value):
    town = f"{value['postal_code']} {value['town']}".strip()
    return ", ".join(filter(None, (value["street"], value["address_addition"], town)))


def _hours_text(value):
    return "; ".join(
        f"{say(WEEKDAYS[row['weekday']])}: {span_text(row['opens'], row['closes'])}"
        for row in value["opening_hours"]
    )


_TEXT = {
    "address": _address_text,
    "phones": lambda value: ", ".join(row["number"] for row in value["phones"]),
    "emails": lambda value: ", ".join(value["emails"]),
    "website": lambda value: value["website"],
    "opening_hours": _hours_text,
}
