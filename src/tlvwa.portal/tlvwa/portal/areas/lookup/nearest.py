"""The places nearest to a point: an offer to choose from, never an answer."""

from collections.abc import Iterator
from datetime import date
from heapq import nsmallest
from math import cos, radians

from tlvwa.portal.areas.gazetteer import Gazetteer
from tlvwa.portal.areas.model import Area, AreaLevel, Locality
from tlvwa.portal.common.phrases import Phrase

from .labels import dated_label, label_on, locality_label
from .name_index import AreaMatch

FARTHEST = 20.0  # kilometres; beyond that nobody is "near"

_KM_PER_DEGREE = 111.2


def nearest_places(
    gazetteer: Gazetteer, lat: float, lon: float, day: date, limit: int = 5
) -> list[AreaMatch]:
    """The localities and municipalities of ``day`` nearest to a point, up to FARTHEST, nearest first.

    Distances are straight lines; ``text`` of each match is the distance, written in German.
    """
    matches: dict[str, AreaMatch] = {}
    # More than asked for: several names may have one label, and a name may have no successor.
    near = nsmallest(4 * limit, _distances(gazetteer, lat, lon), key=lambda item: item[0])
    for distance, place in near:
        if distance > FARTHEST:
            break
        key = place.municipality if isinstance(place, Locality) else place.key
        for area in map(gazetteer.area, gazetteer.standing_on(key, day)):
            label = label_on(_label(gazetteer, place, area), area, day)
            matches.setdefault(
                label, AreaMatch(area, f"{distance:.1f} km".replace(".", ","), label)
            )
    return list(matches.values())[: max(limit, 0)]


def _label(gazetteer: Gazetteer, place: Area | Locality, now: Area) -> Phrase:
    if isinstance(place, Locality):
        return locality_label(gazetteer, place, now)
    return dated_label(gazetteer, place, now)


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
    for place in gazetteer.localities():
        if place.point and place.is_certain:
            yield distance(place.point), place
