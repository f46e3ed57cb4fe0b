"""Public states: what of an object or an area matters to those who follow it, in plain values.

Texts are digests of their words, so that a comma is no change and no text is stored twice.
"""

import re
from collections.abc import Iterator
from datetime import date
from hashlib import blake2b
from typing import NamedTuple

from tlvwa.portal.areas.gazetteer import Gazetteer
from tlvwa.portal.areas.model import Area, AreaError, AreaLevel
from tlvwa.portal.finder.records import Agreement, Record
from tlvwa.portal.openinghours import OpeningHours, to_json
from tlvwa.portal.readmodels.payloads import (
    AuthorityPayload,
    Node,
    OnlinePayload,
    ResponsibilityPayload,
    ServicePayload,
)
from tlvwa.portal.readmodels.snapshot import Snapshot

VERSION = 2  # raised when the fields of states change, so that this gives no entries
SERVICE, AUTHORITY, RESPONSIBILITY, ONLINE, AREA = (
    *("service", "authority", "responsibility", "online"),
    "area",
)
AREA_PREFIX = "area:"
FOLLOWED_LEVELS = (AreaLevel.GEMEINDE, AreaLevel.VERBAND, AreaLevel.KREIS)
MARKUP = re.compile(r"<[^>]*>")
WORD = re.compile(r"\w+")
Value = str | tuple[str, ...]


class PublicState(NamedTuple):
    """What an object or an area is, and its ``(name, value)`` fields. Days are written YYYY-MM-DD."""

    thing: str
    fields: tuple[tuple[str, Value], ...]

    def text(self, name: str) -> str:
        """Return a field with one value; empty if there is none."""
        value = dict(self.fields).get(name, "")
        return value if isinstance(value, str) else ""

    def texts(self, name: str) -> tuple[str, ...]:
        """Return a field with several values; empty if there is none."""
        value = dict(self.fields).get(name, ())
        return value if isinstance(value, tuple) else ()


def public_states(snapshot: Snapshot, today: date, land: str) -> dict[str, PublicState]:
    """Return the state of all that is public today, by UID, and of a Land's areas, by ``area:`` and key.

    Online services and forms are included only if a public record names them.
    """
    states = dict(_content(snapshot, today))
    targets = {state.text("target") for state in states.values() if state.thing == RESPONSIBILITY}
    followed = {
        uid: state for uid, state in states.items() if state.thing != ONLINE or uid in targets
    }
    return followed | dict(_areas(snapshot, land))


def digest(*texts: str) -> str:
    """Return a digest of the words of some texts; case, punctuation and markup make no difference."""
    words = " | ".join(" ".join(WORD.findall(MARKUP.sub(" ", text).casefold())) for text in texts)
    return blake2b(words.encode(), digest_size=8).hexdigest() if words.strip(" |") else ""


def _content(snapshot: Snapshot, today: date) -> Iterator[tuple[str, PublicState]]:
    for uid, node in snapshot.nodes.items():
        if node.payload is None or not snapshot.is_public(uid, today):
            continue
        state = _state(snapshot, node, today)
        if state is not None:
            yield uid, state


def _state(snapshot: Snapshot, node: Node, today: date) -> PublicState | None:
    match node.payload:
        case ResponsibilityPayload():
            return _responsibility(snapshot, node.uid, node.payload, today)
        case ServicePayload():
            return _service(node.title, node.payload)
        case AuthorityPayload():
            return _authority(snapshot.gazetteer, node.title, node.payload)
        case OnlinePayload():
            return PublicState(ONLINE, (("title", node.title), ("url", node.payload.url)))
    return None


def _responsibility(
    snapshot: Snapshot, uid: str, payload: ResponsibilityPayload, today: date
) -> PublicState | None:
    """Return the state of a record as the finder uses it; ``None`` for a supervising one."""
    record, areas = snapshot.records_by_responsibility.get(uid, (None, ()))
    if record is None or record.supervising or not record.shown_on(today):
        return None
    services = tuple(
        sorted(service for service in payload.services if snapshot.is_public(service, today))
    )
    if not services:
        return None
    fields = (
        ("services", services),
        ("areas", tuple(sorted({_place(snapshot.gazetteer, key) for key in areas}))),
        ("effect", record.effect.value),
        ("role", record.role.value),
        ("target", record.target),
        ("holder", record.holder),
        ("valid_from", _day(record.valid_from)),
        ("valid_to", _day(record.valid_to)),
        ("criterion", (record.criterion, *record.values) if record.criterion else ()),
        ("sphere", record.sphere.value),
        ("agreement", _agreement(record)),
        ("law", record.legal_basis),
        ("reason", digest(record.reason)),
    )
    return PublicState(RESPONSIBILITY, fields)


def _agreement(record: Record) -> tuple[str, ...]:
    if record.agreement is Agreement.NONE:
        return ()
    return record.agreement.value, record.principal


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
    hours = str(to_json(payload.hours)) if payload.hours and _has_times(payload.hours) else ""
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


def _has_times(hours: OpeningHours) -> bool:
    """Whether hours say more than a note, which is a value of its own."""
    return bool(hours.rows or hours.periods or hours.by_appointment)


def _areas(snapshot: Snapshot, land: str) -> Iterator[tuple[str, PublicState]]:
    """Yield the areas of a Land, each place once: an independent city as a municipality."""
    gazetteer = snapshot.gazetteer
    for area in gazetteer.areas():
        is_followed = area.level in FOLLOWED_LEVELS and area.key.startswith(land)
        if is_followed and gazetteer.canonical_key(area.key) == area.key:
            yield AREA_PREFIX + area.key, _area(area)


def _area(area: Area) -> PublicState:
    fields = (
        ("title", area.name),
        ("successors", tuple(sorted(successor.key for successor in area.successors))),
        ("valid_from", _day(area.valid_from)),
        ("valid_to", _day(area.valid_to)),
    )
    return PublicState(AREA, fields)


def _place(gazetteer: Gazetteer, key: str) -> str:
    """Return the canonical key of an area key in any form; an unknown key as it is."""
    try:
        return gazetteer.canonical_key(gazetteer.parse(key).key)
    except AreaError:
        return key


def _day(day: date | None) -> str:
    return day.isoformat() if day is not None else ""
