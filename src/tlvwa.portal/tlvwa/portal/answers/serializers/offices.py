"""Offices, online services and forms of answers, as JSON-ready values."""

from typing import TYPE_CHECKING

from tlvwa.portal.answers.queries.contact_age import (
    known_sources,
    overdue_months,
    overdue_sources,
)
from tlvwa.portal.answers.queries.contact_providers import contact_provider
from tlvwa.portal.answers.queries.office_hours import office_hours
from tlvwa.portal.answers.serializers.entries import (
    ContactSourceEntry,
    MunicipalityEntry,
    OfficeEntry,
    OnlineEntry,
    PhoneEntry,
    SubstituteEntry,
)
from tlvwa.portal.answers.texts import messages
from tlvwa.portal.answers.texts.contact_sources import source_text
from tlvwa.portal.common.clock import today
from tlvwa.portal.common.contact import phone_numbers
from tlvwa.portal.common.dates import iso_day
from tlvwa.portal.finder.answer import NamedOffice
from tlvwa.portal.openinghours import to_json, to_osm
from tlvwa.portal.readmodels.payloads import (
    AuthorityPayload,
    Node,
    OnlinePayload,
    ResponsibilityPayload,
    payload_of,
)

if TYPE_CHECKING:
    from tlvwa.portal.answers.serializers.answer import AnswerSerializer

SUBSTITUTED = ("phones", "emails")  # pieces for which another body's serve


def office_entry(serializer: "AnswerSerializer", office: NamedOffice) -> OfficeEntry:
    """Return one office of an answer."""
    node = serializer.snapshot.nodes[office.target]
    payload = payload_of(node, AuthorityPayload)
    hours = office_hours(serializer.snapshot, node, today())
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
        "phones": phone_entries(payload),
        "opening_hours": to_json(hours) if hours else None,
        "opening_hours_osm": to_osm(hours, day=today()) if hours else "",
        "url": payload.website,
        "appointment_url": payload.appointment_url,
        "number_115": payload.number_115,
        "substitutes": _substitutes(serializer, node),
        "contact_sources": contact_source_entries(payload),
        "example": is_example(serializer, office),
    }


def _substitutes(serializer: "AnswerSerializer", node: Node) -> list[SubstituteEntry]:
    """Return whose contact data serve the office where it has none of its own."""
    providers = (
        (piece, contact_provider(serializer.snapshot, node, piece, today()))
        for piece in SUBSTITUTED
    )
    return [
        {
            "piece": piece,
            "@id": serializer.url_of(provider),
            "UID": provider.uid,
            "title": provider.title,
            "phones": phone_entries(payload_of(provider, AuthorityPayload)),
            "emails": list(payload_of(provider, AuthorityPayload).emails),
        }
        for piece, provider in providers
        if provider not in (None, node)
    ]


def phone_entries(payload: AuthorityPayload) -> list[PhoneEntry]:
    """Return the telephone numbers of an authority; a field may hold several, or none that can be read."""
    return [
        {
            "number": number.text,
            "label": ", ".join(filter(None, (label, number.remark))),
            "url": number.uri,
        }
        for text, label in payload.phones
        for number in phone_numbers(text)
    ]


def contact_source_entries(payload: AuthorityPayload) -> list[ContactSourceEntry]:
    """Return source and day of the pieces that an authority has; one that is not there is unknown."""
    overdue = {
        source.piece for _since, source in overdue_sources(payload, today(), overdue_months())
    }
    return [
        {
            "piece": source.piece,
            "source": source.source,
            "as_of": iso_day(source.as_of),
            "url": source.url,
            "text": source_text(source),
            "overdue": source.piece in overdue,
        }
        for source in known_sources(payload)
    ]


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
