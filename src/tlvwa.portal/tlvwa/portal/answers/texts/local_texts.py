"""Local texts: what the specialisations of a service add to it, or replace in it, at a place."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from tlvwa.portal.areas.model import AreaError
from tlvwa.portal.common.clock import today
from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.finder.locations import Location
from tlvwa.portal.readmodels.payloads import Node, SpecialisationPayload, payload_of
from tlvwa.portal.readmodels.snapshot import Snapshot

# By whether a local text replaces the central one: its mark in one municipality, and in several.
MARKS = {
    True: (_("Angaben für ${place} (${office}):"), _("Örtliche Angaben (${office}):")),
    False: (_("Zusätzlich in ${place} (${office}):"), _("Zusätzlich hier (${office}):")),
}


@dataclass(frozen=True, slots=True)
class LocalText:
    """The text of one specialisation on one module: the path of the object, and a mark with its author."""

    path: str
    mark: str
    replaces: bool = False
    example: bool = False


@dataclass(frozen=True, slots=True)
class LocalTexts:
    """The local texts of a service at a place, by the code of the module, in the order of a page.

    ``differs``: they are not the same in all municipalities of the place, so that none is shown.
    """

    texts: Mapping[str, tuple[LocalText, ...]] = field(default_factory=dict)
    differs: bool = False


def local_texts(snapshot: Snapshot, service: str, place: Location, day: date) -> LocalTexts:
    """Return the local texts of a service in ``place``, by the law of ``day``, as public today.

    For each module the lowest level with a text decides; if several specialisations have that level,
    all their texts are returned, by title. Raises UnknownArea.
    """
    nodes = _in_force(snapshot, service, day)
    if not nodes:
        return LocalTexts()
    by_level = _by_level(snapshot, nodes)
    municipalities = snapshot.resolver.place_resolver.municipalities(place, day)
    choices = {_nearest(snapshot.gazetteer.ancestors(key), by_level) for key in municipalities}
    if len(choices) > 1:
        return LocalTexts(differs=True)
    name = snapshot.gazetteer.area(municipalities[0]).name if len(municipalities) == 1 else ""
    return LocalTexts(
        {
            code: tuple(_text(snapshot, uid, code, name) for uid in uids)
            for choice in choices
            for code, uids in choice
        }
    )


def _in_force(snapshot: Snapshot, service: str, day: date) -> list[Node]:
    """Return the public specialisations of a service that are law on ``day``, by title."""
    nodes = (snapshot.nodes[uid] for uid in snapshot.specialisations.get(service, ()))
    valid = [
        node
        for node in nodes
        if payload_of(node, SpecialisationPayload).valid_on(day)
        and snapshot.is_public(node.uid, today())
    ]
    return sorted(valid, key=lambda node: (node.title.casefold(), node.path))


def _by_level(snapshot: Snapshot, nodes: Sequence[Node]) -> dict[str, list[Node]]:
    """Return the nodes by their areas; unknown areas are left out."""
    by_level: dict[str, list[Node]] = {}
    for node in nodes:
        for level in set(_levels(snapshot, node)):
            by_level.setdefault(level, []).append(node)
    return by_level


def _levels(snapshot: Snapshot, node: Node) -> Iterator[str]:
    for key in snapshot.tree.areas(node):
        try:
            yield snapshot.gazetteer.canonical_key(snapshot.gazetteer.parse(key).key)
        except AreaError:
            continue


def _nearest(
    ladder: Sequence[str], by_level: Mapping[str, Sequence[Node]]
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return pairs of a module's code and the UIDs of the nodes that have it on the lowest level."""
    nearest: dict[str, list[str]] = {}
    for level in ladder:
        here: dict[str, list[str]] = {}
        for node in by_level.get(level, ()):
            for code in payload_of(node, SpecialisationPayload).modules:
                here.setdefault(code, []).append(node.uid)
        nearest = here | nearest  # what a lower level has wins
    return tuple(sorted((code, tuple(uids)) for code, uids in nearest.items()))


def _text(snapshot: Snapshot, uid: str, code: str, name: str) -> LocalText:
    node = snapshot.nodes[uid]
    holder = snapshot.tree.holder(node)
    assert holder is not None  # specialisations are created in authorities only
    office = holder.title
    payload = payload_of(node, SpecialisationPayload)
    replaces = code in payload.replaces
    there, at_large = MARKS[replaces]
    mark = say(there, place=name, office=office) if name else say(at_large, office=office)
    return LocalText(node.path, mark, replaces, payload.example)
