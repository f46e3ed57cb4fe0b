"""From a point to its municipality, or to the places it can mean; the point itself is kept nowhere."""

from dataclasses import dataclass

from tlvwa.portal.answers import parameters
from tlvwa.portal.areas.index import Match
from tlvwa.portal.areas.labels import area_label
from tlvwa.portal.areas.locating import Where
from tlvwa.portal.finder.places import Place
from tlvwa.portal.i18n import _, say

NEAREST = 5
REASONS = {
    Where.BORDER: _("Der Standort liegt nahe an einer Gemeindegrenze."),
    Where.UNMAPPED: _("Die Gemeinde lässt sich aus dem Standort nicht sicher bestimmen."),
}
EDGE = _("Der Standort liegt nahe an der Landesgrenze, vielleicht nicht in Thüringen.")
SPLIT = _("Der Standort liegt in der früheren Gemeinde ${former}, die geteilt wurde.")
REFUSALS = {
    Where.OUTSIDE: _("Der Standort liegt nicht in Thüringen."),
    Where.UNMAPPED: _("In der Nähe des Standorts ist kein Ort bekannt."),
    Where.VAGUE: _("Der Standort ist zu ungenau bekannt."),
}


@dataclass(frozen=True, slots=True)
class Located:
    """The one place of a point; or the matches to choose from; or neither. ``reason``: why not one."""

    place: Place | None = None
    matches: tuple[Match, ...] = ()
    reason: str = ""


def located(gazetteer, point, accuracy, day):
    """What a point (latitude, longitude) means on ``day``: one place only where it is certain."""
    found = gazetteer.locate(*point, day, accuracy)
    if found.where is Where.INSIDE:
        return Located(Place.area(found.municipalities[0]))
    if found.where is Where.UNMAPPED:
        matches = tuple(gazetteer.nearest(*point, day, limit=NEAREST))
    else:
        areas = map(gazetteer.area, found.municipalities)
        matches = tuple(Match(area, area.name, area_label(gazetteer, area)) for area in areas)
    if not matches:
        return Located(reason=say(REFUSALS[found.where]))
    return Located(matches=matches, reason=_reason(gazetteer, found))


def _reason(gazetteer, found):
    if found.where is Where.SPLIT:
        return say(SPLIT, former=gazetteer.area(found.former).name)
    return say(EDGE if found.edge else REASONS[found.where])


def posted_point(request):
    """``(point, accuracy)`` of a posted form, or ``None``; taken out of it: an error log keeps requests.

    A point in an address is not read, as addresses are logged. Raises BadRequest.
    """
    form = request.form
    given = {name: form.pop(name) for name in ("lat", "lon", "accuracy") if name in form}
    if request.get("REQUEST_METHOD") != "POST":
        return None
    point = parameters.point(given)
    return point and (point, parameters.metres(given, "accuracy"))
