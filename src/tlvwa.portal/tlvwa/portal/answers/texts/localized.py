"""Localized services: title and description in the language of the request, from text variants."""

from typing import NamedTuple

from tlvwa.portal.common.clock import today
from tlvwa.portal.common.i18n import content_language, current_language, is_own_language
from tlvwa.portal.common.urls import finder_url
from tlvwa.portal.readmodels.payloads import (
    Node,
    ResponsibilityPayload,
    SpecialisationPayload,
    UnreadablePayload,
    VariantPayload,
    payload_of,
)
from tlvwa.portal.readmodels.snapshot import Snapshot


class LocalizedService(NamedTuple):
    """Title and description of a service (a UID) in a language, and the node they are of.

    ``node`` is a text variant or the service itself. ``language`` is for the attribute ``lang``:
    ``None`` if the texts are in the language of the request.
    """

    title: str
    description: str
    node: Node
    service: str
    language: str | None = None


def public_variants(snapshot: Snapshot, path: str) -> list[Node]:
    """Return the public text variants of the object at a path, by language."""
    variants = [
        variant
        for variant in snapshot.tree.variants(path)
        if snapshot.is_public(variant.uid, today())
    ]
    return sorted(variants, key=lambda variant: payload_of(variant, VariantPayload).language)


def localize(snapshot: Snapshot, node: Node, language: str = "") -> LocalizedService:
    """Return a service in ``language`` or that of the request; without such a variant in its own."""
    wanted = language or current_language()
    own = LocalizedService(node.title, _description(node), node, node.uid)
    if is_own_language(wanted):
        return own
    for variant in public_variants(snapshot, node.path):
        if payload_of(variant, VariantPayload).language == wanted:
            description = _description(variant) or own.description
            return LocalizedService(variant.title, description, variant, node.uid)
    return own._replace(language=content_language())


def _description(node: Node) -> str:
    payload = node.payload
    assert not isinstance(
        payload, ResponsibilityPayload | SpecialisationPayload | UnreadablePayload | None
    )
    return payload.description


def service_card(snapshot: Snapshot, node: Node) -> dict[str, str | None]:
    """Return what lists show of a service: ``title``, ``text``, ``language``, ``url`` in the finder."""
    localized = localize(snapshot, node)
    return {
        "title": localized.title,
        "text": localized.description,
        "language": localized.language,
        "url": finder_url(service=node.uid),
    }
