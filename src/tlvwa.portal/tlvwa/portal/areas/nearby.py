"""Which places lie near a point: an offer to choose from, never an answer."""

from collections.abc import Iterator
from datetime import date
from heapq import nsmallest
from math import cos, radians

from .gazetteer import Gazetteer
from .index import Match
from .labels import dated_label, place_label
from .model import Area, Kind, Place

FARTHEST = 20.0  # kilometres; beyond that nobody is "near"

_KM_PER_DEGREE = 111.2


def nearest(gazetteer: Gazetteer, lat: float, lon: float, count: int, day: date) -> list[Match]:
    """The places and municipalities of ``day`` nearest to the point, nearest first, up to FARTHEST.

    Distances are straight; ``text`` of each match says how far, in German.
    """
    found: dict[str, Match] = {}
    near = nsmallest(4 * count, _distances(gazetteer, lat, lon), key=lambda each: each[0])
    for distance, named in near:
        if distance > FARTHEST:
            break
        key = named.municipality if isinstance(named, Place) else named.key
        for area in map(gazetteer.area, gazetteer.on(key, day)):
            label = _label(gazetteer, named, area)
            found.setdefault(label, Match(area, f"{distance:.1f} km".replace(".", ","), label))
    return list(found.values())[: max(count, 0)]


def _label(gazetteer: Gazetteer, named: Area | Place, now: Area) -> str:
    if isinstance(named, Place):
        return place_label(gazetteer, named, now)
    return dated_label(gazetteer, named, now)


def _distances(
    gazetteer: Gazetteer, lat: float, lon: float
) -> Iterator[tuple[float, Area | Place]]:
    narrower = cos(radians(lat))

    def distance(point: tuple[float, float]) -> float:
        north, east = point[0] - lat, (point[1] - lon) * narrower
        return _KM_PER_DEGREE * float((north * north + east * east) ** 0.5)

    for area in gazetteer.areas(Kind.GEMEINDE):
        if area.centre:
            yield distance(area.centre), area
    for place in gazetteer.places():
        if place.point:
            yield distance(place.point), place
