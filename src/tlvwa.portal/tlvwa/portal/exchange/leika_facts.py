"""What a row of a LeiKa table says of a service, as values of the service's fields."""

import json
from hashlib import sha256

from zope.schema import ValidationError

from tlvwa.portal.common.vocabularies import TYPES
from tlvwa.portal.content.service.rows import ILegalBasis


def service_facts(row):
    """``(facts, remarks)``: values by field, and in German what of the row no field would take.

    What a field refuses is left out: a type that is not in the code list, an address that is none.
    """
    remarks = []
    leika_type = row.type if row.type in TYPES else None
    if row.type and leika_type is None:
        remarks.append(f"Typisierung „{row.type}“ steht nicht in der Liste, ohne sie übernommen")
    facts = {
        "leika_keys": [row.key],
        "title": row.name,
        "leika_name": row.name,
        "leika_type": leika_type,
        "legal_basis": [
            {"title": law.title, "url": _address(law.url, remarks)} for law in row.laws
        ],
    }
    return facts, remarks


def _address(url, remarks):
    try:
        ILegalBasis["url"].validate(url)
    except ValidationError:
        remarks.append(f"„{url}“ ist keine Webadresse, ohne sie übernommen")
        return None
    return url or None


def fingerprint(value):
    """A short text that two values share only if they are equal; of plain values."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
    return sha256(text.encode()).hexdigest()[:16]


def fingerprints(facts):
    """Pairs of a field's name and the fingerprint of its value, as a service keeps them."""
    return tuple((name, fingerprint(value)) for name, value in sorted(facts.items()))
