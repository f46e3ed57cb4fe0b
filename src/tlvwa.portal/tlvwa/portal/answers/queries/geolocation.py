"""Geolocation: from a point to its municipality, or to the areas it can mean; it is not stored."""

from dataclasses import dataclass
from datetime import date

from ZPublisher.HTTPRequest import HTTPRequest

from tlvwa.portal.answers.texts.point_messages import choice_text, refusal_text
from tlvwa.portal.areas.gazetteer import Gazetteer
from tlvwa.portal.areas.lookup.labels import area_label, label_on
from tlvwa.portal.areas.lookup.locate import PointCertainty, locate_point
from tlvwa.portal.areas.lookup.name_index import AreaMatch
from tlvwa.portal.areas.lookup.nearest import nearest_places
from tlvwa.portal.common import request_params
from tlvwa.portal.finder.locations import Location

NEAREST = 5

Point = tuple[float, float]  # latitude and longitude in degrees, WGS 84


@dataclass(frozen=True, slots=True)
class GeolocatedPlace:
    """What a point means: one location, or matches to choose from, or neither.

    ``reason`` is a sentence that says why there is no location; empty if there is one. ``is_elsewhere``
    is true if the point is not in the Land, ``is_at_edge`` if that is not certain.
    """

    location: Location | None = None
    matches: tuple[AreaMatch, ...] = ()
    reason: str = ""
    is_elsewhere: bool = False
    is_at_edge: bool = False


def geolocate(gazetteer: Gazetteer, point: Point, accuracy: float, day: date) -> GeolocatedPlace:
    """Return what a point means on ``day``: a location only if it is certain.

    ``accuracy`` is the possible error in metres.
    """
    position = locate_point(gazetteer, *point, day, accuracy)
    if position.certainty is PointCertainty.INSIDE:
        return GeolocatedPlace(Location.area(position.municipalities[0]))
    if position.certainty is PointCertainty.UNMAPPED:
        matches = tuple(nearest_places(gazetteer, *point, day, limit=NEAREST))
    else:
        areas = map(gazetteer.area, position.municipalities)
        matches = tuple(
            AreaMatch(area, area.name, label_on(area_label(gazetteer, area), area, day))
            for area in areas
        )
    if not matches:
        is_elsewhere = position.certainty is PointCertainty.OUTSIDE
        return GeolocatedPlace(reason=refusal_text(position), is_elsewhere=is_elsewhere)
    reason = choice_text(gazetteer, position)
    return GeolocatedPlace(matches=matches, reason=reason, is_at_edge=position.edge)


def take_posted_point(request: HTTPRequest) -> tuple[Point, float] | None:
    """Take ``(point, accuracy)`` out of a posted form; ``None`` if there is none.

    The values are removed from the form, since the error log stores requests. A point in an address
    is removed but not read: addresses are logged. Raises BadRequest. See spec:privacy.
    """
    form = request.form
    parameters = {name: form.pop(name) for name in ("lat", "lon", "accuracy") if name in form}
    if request.get("REQUEST_METHOD") != "POST":
        return None
    point = request_params.point(parameters)
    return point and (point, request_params.metres(parameters, "accuracy"))
