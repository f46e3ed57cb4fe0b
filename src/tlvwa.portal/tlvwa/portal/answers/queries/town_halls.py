"""Town halls: the administrations of the municipalities of a place, for what the site knows nobody for."""

from collections.abc import Mapping
from datetime import date

from tlvwa.portal.common.clock import today
from tlvwa.portal.finder.locations import Location
from tlvwa.portal.readmodels.daily import once_a_day
from tlvwa.portal.readmodels.payloads import AuthorityPayload, Node
from tlvwa.portal.readmodels.snapshot import Snapshot

KINDS = ("city", "association", "municipality")
MOST = 3  # of one place: more are no help


def town_halls(snapshot: Snapshot, location: Location | None) -> list[Node]:
    """Return the administrations of the municipalities of a place, each once; none for many of them."""
    if location is None:
        return []
    day = today()
    by_area = administrations(snapshot, day)
    found: dict[str, Node] = {}
    for municipality in snapshot.resolver.place_resolver.municipalities(location, day):
        areas = (municipality, *snapshot.gazetteer.ancestors(municipality))
        node = next((by_area[area] for area in areas if area in by_area), None)
        if node is not None:
            found[node.uid] = node
        if len(found) > MOST:
            return []
    return sorted(found.values(), key=lambda node: node.title.casefold())


def administrations(snapshot: Snapshot, day: date) -> Mapping[str, Node]:
    """Return the public administrations of municipalities and of their associations, by area."""
    return once_a_day(_administrations, snapshot, day)


def _administrations(snapshot: Snapshot, day: date) -> Mapping[str, Node]:
    by_area: dict[str, Node] = {}
    for node in snapshot.nodes.values():
        payload = node.payload
        if not isinstance(payload, AuthorityPayload) or payload.kind not in KINDS:
            continue
        if snapshot.is_public(node.uid, day):
            for area in filter(None, (payload.area, *payload.further_areas)):
                by_area.setdefault(snapshot.gazetteer.canonical_key(area), node)
    return by_area
