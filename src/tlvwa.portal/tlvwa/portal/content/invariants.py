"""Constraints of fields: each refuses a value with a sentence that says what is wrong."""

import re

from tlvwa.portal.common.i18n import _
from tlvwa.portal.common.validation_errors import FieldRefused

LEIKA_KEY = re.compile(r"99[0-9]{12}")
WEB_ADDRESS = re.compile(r"https?://[^\s<>\"']+")


def leika_key(value):
    """Accept only LeiKa keys: 14 digits that begin with 99 (urn:de:fim:leika:leistung)."""
    if not LEIKA_KEY.fullmatch(value or ""):
        raise FieldRefused(
            _(
                "„${value}“ ist kein Leistungsschlüssel: Er hat 14 Ziffern und beginnt mit 99.",
                mapping={"value": value},
            )
        )
    return True


def web_address(value):
    """Accept only http and https addresses: never one that a browser would execute."""
    if value and not WEB_ADDRESS.fullmatch(value):
        raise FieldRefused(
            _(
                "„${value}“ ist keine Webadresse: Sie beginnt mit https:// oder http://.",
                mapping={"value": value},
            )
        )
    return True


def area_key(value):
    """Accept only keys of areas that the gazetteer of this site knows, in any written form."""
    from tlvwa.portal.areas.model import AreaError
    from tlvwa.portal.readmodels.follower import site_snapshot

    try:
        site_snapshot().gazetteer.parse(value or "")
    except AreaError as error:
        raise FieldRefused(
            _(
                "„${value}“ ist kein bekannter Gebietsschlüssel.",
                mapping={"value": value},
            )
        ) from error
    return True


def period(first, last):
    """Refuse a period whose last day is before its first."""
    if first and last and last < first:
        raise FieldRefused(_("Der letzte Tag liegt vor dem ersten."))
