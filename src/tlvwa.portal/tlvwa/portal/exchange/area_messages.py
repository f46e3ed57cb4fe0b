"""The lines of reports about imported localities and polygons."""

from collections.abc import Iterator

from tlvwa.portal.areas.gazetteer import Gazetteer
from tlvwa.portal.areas.importing.place_matching import MatchedPlace, MatchProblem
from tlvwa.portal.areas.lookup.locate import MatchedPolygons
from tlvwa.portal.common.i18n import _, say

MATCH_PROBLEMS = {
    MatchProblem.SEVERAL_OF_NAME: _("mehrere Gemeinden des Kreises heißen so"),
    MatchProblem.NONE_OF_NAME: _("keine Gemeinde des Kreises heißt so"),
    MatchProblem.OUTSIDE_DISTRICT: _("der Punkt liegt außerhalb des Kreises"),
    MatchProblem.SEVERAL_AT_POINT: _("der Punkt kann in ${names} liegen"),
}
UNMATCHED = _("nicht zugeordnet: ${code} ${place} (${reason})")
FOLLOWED = _("${former} liegt jetzt in ${now}")
SPLIT = _("${former} wurde geteilt in ${now}: ein Punkt dort bleibt eine Frage")
WITHOUT_SUCCESSOR = _("${former} gibt es nicht mehr, ein Nachfolger ist nicht bekannt")
WITHOUT_POLYGON = _("Gemeinde ohne Polygon: ${name}")
AND = _("und")


def unmatched_line(match: MatchedPlace, gazetteer: Gazetteer) -> str:
    """Return why a row of the table of places has no municipality. Raises KeyError if it has one."""
    if match.problem is None:
        raise KeyError(match.municipality)
    names = ", ".join(gazetteer.area(key).name for key in match.candidates)
    reason = say(MATCH_PROBLEMS[match.problem], names=names)
    return say(UNMATCHED, code=match.row.code, place=match.row.place, reason=reason)


def polygon_lines(matched: MatchedPolygons, gazetteer: Gazetteer) -> Iterator[str]:
    """Yield what became of municipalities with a polygon, and which have none."""

    def name(key: str) -> str:
        return f"{gazetteer.area(key).name} ({key})"

    for old, new in matched.followed:
        yield say(FOLLOWED, former=name(old), now=name(new))
    for old, parts in matched.split:
        now = f" {say(AND)} ".join(map(name, parts))
        yield say(SPLIT if parts else WITHOUT_SUCCESSOR, former=name(old), now=now)
    for key in matched.without:
        yield say(WITHOUT_POLYGON, name=name(key))
