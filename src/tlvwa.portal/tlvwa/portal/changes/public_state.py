"""What of a public thing matters to those who follow it, in plain values.

Texts are kept as digests of their words, so that a comma is no change and nothing is kept twice.
"""

import re
from collections.abc import Iterator
from datetime import date
from hashlib import blake2b
from typing import NamedTuple

from tlvwa.portal.areas.gazetteer import Gazetteer
from tlvwa.portal.areas.model import Area, AreaError, AreaLevel
from tlvwa.portal.openinghours.storage import to_json
from tlvwa.portal.readmodels.payloads import (
    AuthorityPayload,
    Node,
    OnlinePayload,
    ResponsibilityPayload,
    ServicePayload,
)
from tlvwa.portal.readmodels.snapshot import Snapshot

VERSION = 1  # raised where what is kept of a thing becomes something else: nothing is told of that
SERVICE, AUTHORITY, RESPONSIBILITY, ONLINE, AREA = (
    *("service", "authority", "responsibility", "online"),
    "area",
)
AREA_PREFIX = "area:"
TOLD_KINDS = (AreaLevel.GEMEINDE, AreaLevel.VERBAND, AreaLevel.KREIS)
MARKUP = re.compile(r"<[^>]*>")
WORD = re.compile(r"\w+")
Value = str | tuple[str, ...]


class PublicState(NamedTuple):
    """A thing: what it is, and ``(name, value)`` of what matters. Days are written YYYY-MM-DD."""

    thing: str
    fields: tuple[tuple[str, Value], ...]

    def text(self, name: str) -> str:
        """A field with one value; empty where there is none."""
        value = dict(self.fields).get(name, "")
        return value if isinstance(value, str) else ""

    def texts(self, name: str) -> tuple[str, ...]:
        """A field with several values; none where it is not there."""
        value = dict(self.fields).get(name, ())
        return value if isinstance(value, tuple) else ()


def public_states(models: Snapshot, today: date, land: str) -> dict[str, PublicState]:
    """What is public today, by UID; and the areas of a Land, by ``area:`` and key."""
    found = dict(_content(models, today))
    named = {each.text("target") for each in found.values() if each.thing == RESPONSIBILITY}
    kept = {uid: each for uid, each in found.items() if each.thing != ONLINE or uid in named}
    return kept | dict(_areas(models, land))


def digest(*texts: str) -> str:
    """A digest of the words of some texts: case, marks and markup make no difference."""
    words = " | ".join(" ".join(WORD.findall(MARKUP.sub(" ", text).casefold())) for text in texts)
    return blake2b(words.encode(), digest_size=8).hexdigest() if words.strip(" |") else ""


def _content(models: Snapshot, today: date) -> Iterator[tuple[str, PublicState]]:
    for uid, node in models.nodes.items():
        if node.payload is None or not models.is_public(uid, today):
            continue
        essence = _essence(models, node, today)
        if essence is not None:
            yield uid, essence


def _essence(models: Snapshot, node: Node, today: date) -> PublicState | None:
    match node.payload:
        case ResponsibilityPayload():
            return _responsibility(models, node.uid, node.payload, today)
        case ServicePayload():
            return _service(node.title, node.payload)
        case AuthorityPayload():
            return _authority(models.gazetteer, node.title, node.payload)
        case OnlinePayload():
            return PublicState(ONLINE, (("title", node.title), ("url", node.payload.url)))
    return None


def _responsibility(
    models: Snapshot, uid: str, payload: ResponsibilityPayload, today: date
) -> PublicState | None:
    """A record as the finder uses it; a supervising one answers nothing and is not told."""
    record, areas = models.assigned.get(uid, (None, ()))
    if record is None or record.supervising or not record.shown_on(today):
        return None
    services = tuple(sorted(each for each in payload.services if models.is_public(each, today)))
    if not services:
        return None
    fields = (
        ("services", services),
        ("areas", tuple(sorted({_place(models.gazetteer, key) for key in areas}))),
        ("effect", record.effect.value),
        ("role", record.role.value),
        ("target", record.target),
        ("holder", record.holder),
        ("valid_from", _day(record.valid_from)),
        ("valid_to", _day(record.valid_to)),
        ("criterion", (record.criterion, *record.values) if record.criterion else ()),
        ("sphere", record.sphere.value),
        ("law", record.legal_basis),
        ("reason", digest(record.reason)),
    )
    return PublicState(RESPONSIBILITY, fields)


def _service(title: str, payload: ServicePayload) -> PublicState:
    fields = (
        ("title", title),
        ("description", digest(payload.description)),
        ("laws", payload.laws),
        ("fallback", digest(payload.fallback)),
        ("words", digest(payload.words)),
        ("facts", payload.facts),
    )
    return PublicState(SERVICE, fields)


def _authority(gazetteer: Gazetteer, title: str, payload: AuthorityPayload) -> PublicState:
    address = payload.address
    hours = str(to_json(payload.hours)) if payload.hours is not None else ""
    fields = (
        ("title", title),
        ("area", _place(gazetteer, payload.area) if payload.area else ""),
        ("address", (address.street, address.addition, address.postal_code, address.town)),
        ("phones", tuple(f"{number} {label}".strip() for number, label in payload.phones)),
        ("emails", payload.emails),
        ("website", payload.website),
        ("hours", digest(hours, payload.hours_note)),
        ("accessibility", digest(payload.accessibility)),
        ("notice", digest(payload.notice)),
    )
    return PublicState(AUTHORITY, fields)


def _areas(models: Snapshot, land: str) -> Iterator[tuple[str, PublicState]]:
    """The areas of a Land, each place once: a kreisfreie Stadt as a municipality."""
    gazetteer = models.gazetteer
    for area in gazetteer.areas():
        known = area.kind in TOLD_KINDS and area.key.startswith(land)
        if known and gazetteer.canonical_key(area.key) == area.key:
            yield AREA_PREFIX + area.key, _area(area)


def _area(area: Area) -> PublicState:
    fields = (
        ("title", area.name),
        ("successors", tuple(sorted(each.key for each in area.successors))),
        ("valid_from", _day(area.valid_from)),
        ("valid_to", _day(area.valid_to)),
    )
    return PublicState(AREA, fields)


def _place(gazetteer: Gazetteer, key: str) -> str:
    """The one key of a place, however it is written; as it is where it is unknown."""
    try:
        return gazetteer.canonical_key(gazetteer.parse(key).key)
    except AreaError:
        return key


def _day(day: date | None) -> str:
    return day.isoformat() if day is not None else ""
