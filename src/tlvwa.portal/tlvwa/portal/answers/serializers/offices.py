"""Offices, online services and forms in answers."""

from tlvwa.portal.answers.texts import messages
from tlvwa.portal.openinghours import to_json

TOWN = "63"


def office_entry(presenter, outcome):
    """One office as it is named in an answer."""
    node = presenter.models.nodes[outcome.target]
    payload = node.payload
    return {
        "@id": presenter.url_of(node),
        "UID": node.uid,
        "title": node.title,
        "role": outcome.role.value,
        "on_behalf_of": _on_behalf_of(presenter, outcome, node),
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
        "example": is_example(presenter, outcome),
    }


def is_example(presenter, outcome):
    """Whether the record behind an outcome is only an example."""
    node = presenter.models.nodes.get(outcome.record.id)
    return bool(node and node.payload.example)


def online_entry(presenter, outcome):
    """One online service or form as it is named in an answer."""
    node = presenter.models.nodes[outcome.target]
    return {
        "@id": presenter.url_of(node),
        "UID": node.uid,
        "title": node.title,
        "description": node.payload.description,
        "url": node.payload.url or presenter.url_of(node),
        "provider": node.payload.provider,
        "format": node.payload.file_format,
    }


def _on_behalf_of(presenter, outcome, node):
    if outcome.on_behalf_of is None:
        return None
    area = presenter.models.gazetteer.area(outcome.on_behalf_of)
    text = messages.on_behalf_text(node.title, area.name, area.text_mark == TOWN)
    return {"key": area.key, "name": area.name, "kind": area.kind.value, "text": text}
