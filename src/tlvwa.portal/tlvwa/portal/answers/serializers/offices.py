"""Offices, online services and forms of answers, as JSON-ready values."""

from typing import TYPE_CHECKING

from tlvwa.portal.answers.serializers.entries import MunicipalityEntry, OfficeEntry, OnlineEntry
from tlvwa.portal.answers.texts import messages
from tlvwa.portal.finder.answer import NamedOffice
from tlvwa.portal.openinghours import to_json
from tlvwa.portal.readmodels.payloads import (
    AuthorityPayload,
    Node,
    OnlinePayload,
    ResponsibilityPayload,
    payload_of,
)

if TYPE_CHECKING:
    from tlvwa.portal.answers.serializers.answer import AnswerSerializer


def office_entry(serializer: "AnswerSerializer", office: NamedOffice) -> OfficeEntry:
    """Return one office of an answer."""
    node = serializer.snapshot.nodes[office.target]
    payload = payload_of(node, AuthorityPayload)
    return {
        "@id": serializer.url_of(node),
        "UID": node.uid,
        "title": node.title,
        "role": office.role.value,
        "on_behalf_of": _on_behalf_of(serializer, office, node),
        "address": {
            "street": payload.address.street,
            "addition": payload.address.addition,
            "postal_code": payload.address.postal_code,
            "town": payload.address.town,
        },
        "phone": payload.phones[0][0] if payload.phones else "",
        "email": payload.emails[0] if payload.emails else "",
        "opening_hours": to_json(payload.hours) if payload.hours else None,
        "url": payload.website,
        "example": is_example(serializer, office),
    }


def is_example(serializer: "AnswerSerializer", office: NamedOffice) -> bool:
    """Whether the record that names an office is only an example."""
    node = serializer.snapshot.nodes.get(office.record.id)
    return node is not None and payload_of(node, ResponsibilityPayload).example


def online_entry(serializer: "AnswerSerializer", office: NamedOffice) -> OnlineEntry:
    """Return one online service or form of an answer."""
    node = serializer.snapshot.nodes[office.target]
    payload = payload_of(node, OnlinePayload)
    return {
        "@id": serializer.url_of(node),
        "UID": node.uid,
        "title": node.title,
        "description": payload.description,
        "url": payload.url or serializer.url_of(node),
        "provider": payload.provider,
        "format": payload.file_format,
    }


def _on_behalf_of(
    serializer: "AnswerSerializer", office: NamedOffice, node: Node
) -> MunicipalityEntry | None:
    if office.on_behalf_of is None:
        return None
    area = serializer.snapshot.gazetteer.area(office.on_behalf_of)
    text = messages.on_behalf_text(node.title, area)
    return {"key": area.key, "name": area.name, "kind": area.level.value, "text": text}
