"""The lines about localities and polygons of an import."""

import pytest

from tlvwa.portal.areas.gazetteer import Gazetteer
from tlvwa.portal.areas.importing.geonames import GeonamesRow
from tlvwa.portal.areas.importing.place_matching import MatchedPlace, MatchProblem
from tlvwa.portal.areas.lookup.locate import MatchedPolygons
from tlvwa.portal.areas.model import Area, AreaLevel
from tlvwa.portal.exchange.area_messages import polygon_lines, unmatched_line

A, B, C = "160745001001", "160745001002", "160745001003"
GAZETTEER = Gazetteer(
    Area(key, name, AreaLevel.GEMEINDE) for key, name in ((A, "Alt"), (B, "Links"), (C, "Rechts"))
)
ROW = GeonamesRow(2, "07001", "Weiler", "16074", (50.5, 11.0))


@pytest.mark.parametrize("problem", MatchProblem)
def test_a_row_without_a_municipality_names_the_reason(problem):
    line = unmatched_line(MatchedPlace(ROW, "", problem, (A, B)), GAZETTEER)
    assert line.startswith("nicht zugeordnet: 07001 Weiler (")
    assert "$" not in line


def test_the_municipalities_in_which_a_point_can_lie_are_named():
    match = MatchedPlace(ROW, "", MatchProblem.SEVERAL_AT_POINT, (A, B))
    assert unmatched_line(match, GAZETTEER).endswith("(der Punkt kann in Alt, Links liegen)")


def test_what_became_of_municipalities_with_a_polygon_is_said():
    matched = MatchedPolygons(((A, B),), ((A, (B, C)), (B, ())), (C,))
    assert list(polygon_lines(matched, GAZETTEER)) == [
        f"Alt ({A}) liegt jetzt in Links ({B})",
        f"Alt ({A}) wurde geteilt in Links ({B}) und Rechts ({C}): ein Punkt dort bleibt eine Frage",
        f"Links ({B}) gibt es nicht mehr, ein Nachfolger ist nicht bekannt",
        f"Gemeinde ohne Polygon: Rechts ({C})",
    ]
