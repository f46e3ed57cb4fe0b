"""The facts of a row of a LeiKa table, as values of the service's fields."""

import json
from collections.abc import Mapping
from hashlib import sha256

from zope.schema import ValidationError, getFields

from tlvwa.portal.common.vocabularies import TYPES
from tlvwa.portal.content.service.rows import ILegalBasis
from tlvwa.portal.exchange.leika_table import LeikaRow

Facts = dict[str, object]  # values by the name of the field


def service_facts(row: LeikaRow) -> tuple[Facts, list[str]]:
    """Return the values of the fields, and remarks in German on what the fields refuse.

    Refused values are left out: a type that is not in the code list, an address that is malformed.
    """
    remarks: list[str] = []
    leika_type = row.type if row.type in TYPES else None
    if row.type and leika_type is None:
        remarks.append(f"Typisierung „{row.type}“ steht nicht in der Liste, ohne sie übernommen")
    facts: Facts = {
        "leika_keys": [row.key],
        "title": row.name,
        "leika_name": row.name,
        "leika_type": leika_type,
        "legal_basis": [
            {"title": law.title, "url": _address(law.url, remarks)} for law in row.laws
        ],
    }
    return facts, remarks


def _address(url: str, remarks: list[str]) -> str | None:
    try:
        getFields(ILegalBasis)["url"].validate(url)
    except ValidationError:
        remarks.append(f"„{url}“ ist keine Webadresse, ohne sie übernommen")
        return None
    return url or None


def fact_digest(value: object) -> str:
    """Return a short digest of a plain value: equal values have equal digests."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
    return sha256(text.encode()).hexdigest()[:16]


def fact_digests(facts: Mapping[str, object]) -> tuple[tuple[str, str], ...]:
    """Return ``(name, digest)`` for each field, as a service stores them."""
    return tuple((name, fact_digest(value)) for name, value in sorted(facts.items()))
