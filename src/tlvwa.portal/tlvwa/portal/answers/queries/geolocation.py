"""From a point to its municipality, or to the places it can mean; the point itself is kept nowhere."""

from dataclasses import dataclass

from tlvwa.portal.areas.lookup.labels import area_label
from tlvwa.portal.areas.lookup.locate import PointCertainty, locate_point
from tlvwa.portal.areas.lookup.name_index import AreaMatch
from tlvwa.portal.areas.lookup.nearest import nearest_places
from tlvwa.portal.common import request_params
from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.finder.locations import Location

NEAREST = 5
REASONS = {
    PointCertainty.BORDER: _("Der Standort liegt nahe an einer Gemeindegrenze."),
    PointCertainty.UNMAPPED: _("Die Gemeinde lässt sich aus dem Standort nicht sicher bestimmen."),
}
EDGE = _("Der Standort liegt nahe an der Landesgrenze, vielleicht nicht in Thüringen.")
SPLIT = _("Der Standort liegt in der früheren Gemeinde ${former}, die geteilt wurde.")
REFUSALS = {
    PointCertainty.OUTSIDE: _("Der Standort liegt nicht in Thüringen."),
    PointCertainty.UNMAPPED: _("In der Nähe des Standorts ist kein Ort bekannt."),
    PointCertainty.VAGUE: _("Der Standort ist zu ungenau bekannt."),
}


@dataclass(frozen=True, slots=True)
class GeolocatedPlace:
    """The one place of a point; or the matches to choose from; or neither. ``reason``: why not one."""

    place: Location | None = None
    matches: tuple[AreaMatch, ...] = ()
    reason: str = ""


def geolocate(gazetteer, point, accuracy, day):
    """What a point (latitude, longitude) means on ``day``: one place only where it is certain."""
    found = locate_point(gazetteer, *point, day, accuracy)
    if found.where is PointCertainty.INSIDE:
        return GeolocatedPlace(Location.area(found.municipalities[0]))
    if found.where is PointCertainty.UNMAPPED:
        matches = tuple(nearest_places(gazetteer, *point, day, limit=NEAREST))
    else:
        areas = map(gazetteer.area, found.municipalities)
        matches = tuple(AreaMatch(area, area.name, area_label(gazetteer, area)) for area in areas)
    if not matches:
        return GeolocatedPlace(reason=say(REFUSALS[found.where]))
    return GeolocatedPlace(matches=matches, reason=_reason(gazetteer, found))


def _reason(gazetteer, found):
    if found.where is PointCertainty.SPLIT:
        return say(SPLIT, former=gazetteer.area(found.former).name)
    return say(EDGE if found.edge else REASONS[found.where])


def posted_point(request):
    """``(point, accuracy)`` of a posted form, or ``None``; taken out of it: an error log keeps requests.

    A point in an address is not read, as addresses are logged. Raises BadRequest. See spec:privacy.
    """
    form = request.form
    given = {name: form.pop(name) for name in ("lat", "lon", "accuracy") if name in form}
    if request.get("REQUEST_METHOD") != "POST":
        return None
    point = request_params.point(given)
    return point and (point, request_params.metres(given, "accuracy"))
