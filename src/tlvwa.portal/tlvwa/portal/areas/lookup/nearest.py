"""Which places lie near a point: an offer to choose from, never an answer."""

from collections.abc import Iterator
from datetime import date
from heapq import nsmallest
from math import cos, radians

from tlvwa.portal.areas.gazetteer import Gazetteer
from tlvwa.portal.areas.model import Area, AreaLevel, Locality

from .labels import dated_label, place_label
from .name_index import AreaMatch

FARTHEST = 20.0  # kilometres; beyond that nobody is "near"

_KM_PER_DEGREE = 111.2


def nearest_places(
    gazetteer: Gazetteer, lat: float, lon: float, day: date, limit: int = 5
) -> list[AreaMatch]:
    """The places and municipalities of ``day`` nearest to the point, nearest first, up to FARTHEST.

    Distances are straight; ``text`` of each match says how far, in German.
    """
    found: dict[str, AreaMatch] = {}
    near = nsmallest(4 * limit, _distances(gazetteer, lat, lon), key=lambda each: each[0])
    for distance, named in near:
        if distance > FARTHEST:
            break
        key = named.municipality if isinstance(named, Locality) else named.key
        for area in map(gazetteer.area, gazetteer.successors_on(key, day)):
            label = _label(gazetteer, named, area)
            found.setdefault(label, AreaMatch(area, f"{distance:.1f} km".replace(".", ","), label))
    return list(found.values())[: max(limit, 0)]


def _label(gazetteer: Gazetteer, named: Area | Locality, now: Area) -> str:
    if isinstance(named, Locality):
        return place_label(gazetteer, named, now)
    return dated_label(gazetteer, named, now)


def _distances(
    gazetteer: Gazetteer, lat: float, lon: float
) -> Iterator[tuple[float, Area | Locality]]:
    narrower = cos(radians(lat))

    def distance(point: tuple[float, float]) -> float:
        north, east = point[0] - lat, (point[1] - lon) * narrower
        return _KM_PER_DEGREE * float((north * north + east * east) ** 0.5)

    for area in gazetteer.areas(AreaLevel.GEMEINDE):
        if area.centre:
            yield distance(area.centre), area
    for place in gazetteer.places():
        if place.point:
            yield distance(place.point), place
