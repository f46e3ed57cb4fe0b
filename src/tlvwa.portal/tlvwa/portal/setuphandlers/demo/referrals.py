"""Referrals: what people ask for and others do, made into services whose only record refers to them."""

from html import escape
from typing import Any

from tlvwa.portal.finder.records import RecordEffect, Role, Sphere

SENTENCE = "Das machen nicht wir und nicht Ihre Stadt oder Gemeinde, sondern {who}. {next}"
CHECKS = ("confirmed_on", "checked_against")
COPIED = (
    "id",
    "title",
    "name",
    "leika_keys",
    "teaser",
    "audience",
    "topics",
    "synonyms",
    "related",
)


def service_entry(referral: dict[str, Any]) -> dict[str, Any]:
    """Return a referral in the shape of the data file of a service.

    The record lies in the site's own authority and holds in the whole Land, so the answer needs no place.
    """
    law = referral.get("law", "")
    english = referral["english"]
    return {name: referral[name] for name in COPIED if name in referral} | {
        "coverage": referral.get("coverage", "federal"),
        "place_of_reference": referral.get("place_of_reference", "home"),
        "legal_basis": [{"title": law, "url": ""}] if law else [],
        "rules": [
            {
                "office": "tlvwa",
                "areas": ["16"],
                "role": Role.RESPONSIBLE.value,
                "effect": RecordEffect.REFERRED.value,
                "refers_to": referral["office"],
                "sphere": Sphere.NONE.value,
                "legal_basis": law,
                "reason": SENTENCE.format(who=referral["who"], next=referral["next"]),
                **{name: referral[name] for name in CHECKS if name in referral},
            }
        ],
        "variants": [
            english | {"language": "en", "text": f"<p>{escape(english['text'], quote=False)}</p>"}
        ],
    }
