"""The shipped outlines: small, consistent, and as far off as they say."""

from datetime import date
from importlib import resources
from math import cos, radians
from pathlib import Path

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from tlvwa.portal.areas import outlines
from tlvwa.portal.areas.gazetteer import Gazetteer
from tlvwa.portal.areas.importing.outlines import main, simplified
from tlvwa.portal.areas.importing.polygons import Polygons, read_polygons
from tlvwa.portal.areas.lookup.locate import (
    BORDER_METRES,
    MatchedPolygons,
    PointCertainty,
    locate_point,
)
from tlvwa.portal.areas.model import Area, AreaLevel
from tlvwa.portal.areas.outlines import (
    OutlineTableError,
    load_outlines,
    read_outlines,
    write_outlines,
)
from tlvwa.portal.areas.table import load_thueringen

DAY = date(2026, 11, 27)
COBURG, HOF, LEIPZIG = (50.2612, 10.9627), (50.3197, 11.9168), (51.3397, 12.3731)
LEFT, RIGHT, ISLAND = "160740001001", "160740002002", "160740003003"
MOST_BYTES = 500_000


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    data = load_thueringen()
    return data.gazetteer(load_outlines().polygons(data.areas))


def test_the_shipped_table_is_small_and_names_its_publisher() -> None:
    file = resources.files(outlines.__package__).joinpath("data", "outlines.tsv")
    text = file.read_text("utf-8")
    assert len(text.encode()) <= MOST_BYTES
    assert "© GeoBasis-DE / BKG" in text
    assert 0 < load_outlines().error_metres < BORDER_METRES


def test_every_municipality_of_today_has_an_outline(gazetteer: Gazetteer) -> None:
    assert gazetteer.polygons is not None
    matched = MatchedPolygons.of(gazetteer, gazetteer.polygons, DAY)
    assert matched.without == ()
    assert [gazetteer.area(key).name for key, _parts in matched.split] == ["Rodeberg"]


def test_neighbours_still_share_their_borders() -> None:
    data = load_thueringen()
    polygons = load_outlines().polygons(data.areas)
    assert polygons is not None
    shapes = list(polygons.shapes.values())
    assert all(shape.is_valid for shape in shapes)
    whole = shapely.union_all(shapes)
    assert whole.area == pytest.approx(sum(shape.area for shape in shapes), rel=1e-5)


@pytest.mark.parametrize("point", [COBURG, HOF, LEIPZIG])
def test_towns_of_other_laender_are_outside(
    gazetteer: Gazetteer, point: tuple[float, float]
) -> None:
    assert locate_point(gazetteer, *point, DAY).certainty is PointCertainty.OUTSIDE


def test_the_centre_of_each_municipality_is_never_in_another(gazetteer: Gazetteer) -> None:
    for area in gazetteer.areas(AreaLevel.GEMEINDE):
        if area.exists_on(DAY) and area.centre is not None:
            assert area.key in locate_point(gazetteer, *area.centre, DAY).municipalities


def test_a_border_counts_as_near_within_its_error() -> None:
    areas = [Area(key, key, AreaLevel.GEMEINDE) for key in (LEFT, RIGHT)]
    squares = {LEFT: shapely.box(10, 50, 11, 51), RIGHT: shapely.box(11, 50, 12, 51)}
    degree = 111_200 * cos(radians(50.5))

    def certainty(metres: float, error: float, accuracy: float = 0) -> PointCertainty:
        gazetteer = Gazetteer(areas, polygons=Polygons(squares, error_metres=error))
        return locate_point(gazetteer, 50.5, 11 - metres / degree, DAY, accuracy).certainty

    assert certainty(230, 0) is PointCertainty.INSIDE
    assert certainty(230, 70) is PointCertainty.BORDER
    assert certainty(290, 70) is PointCertainty.INSIDE
    assert certainty(290, 70, 50) is PointCertainty.BORDER
    assert certainty(340, 70, 50) is PointCertainty.INSIDE


@pytest.fixture(scope="module")
def official(data: Path) -> Gazetteer:
    table = load_thueringen()
    source = data / "polygons" / "thueringen_gemeinden_vg250.geojson"
    return table.gazetteer(read_polygons(source, table.areas))


@given(st.tuples(st.floats(50.2, 51.65), st.floats(9.87, 12.66)))
def test_what_is_certain_by_outlines_is_so_by_the_official_polygons(
    gazetteer: Gazetteer, official: Gazetteer, point: tuple[float, float]
) -> None:
    location = locate_point(gazetteer, *point, DAY)
    assert official.polygons is not None
    true = {
        successor
        for key in official.polygons.at_point(*point)
        for successor in official.successors_on(key, DAY)
    }
    if location.certainty is PointCertainty.INSIDE:
        assert set(location.municipalities) == true
    elif location.certainty is PointCertainty.OUTSIDE:
        assert not true
    else:
        assert true <= set(location.municipalities)


def test_a_shared_border_is_simplified_once() -> None:
    bend = [(11, 50), (11.0003, 50.001), (11, 50.002), (11.2, 50.5), (11, 51)]
    polygons = Polygons(
        {
            LEFT: shapely.Polygon([*bend, (10, 51), (10, 50)]),
            RIGHT: shapely.Polygon(
                [*bend, (12, 51), (12, 50)], [shapely.box(11.5, 50.4, 11.6, 50.5).exterior.coords]
            ),
            ISLAND: shapely.box(11.5, 50.4, 11.6, 50.5),
        }
    )
    table, error = simplified(polygons, 200.0)
    read = read_outlines(write_outlines(table, error, ("© x",)), "t")
    areas = [Area(key, key, AreaLevel.GEMEINDE) for key in (LEFT, RIGHT, ISLAND)]
    shapes = read.polygons(areas).shapes  # type: ignore[union-attr]
    assert read.error_metres == error
    assert shapely.coverage_is_valid(list(shapes.values()))
    assert shapely.get_num_coordinates(shapes[LEFT]) < len(bend) + 3
    assert shapes[RIGHT].intersects(shapes[ISLAND])
    assert not shapes[RIGHT].contains(shapes[ISLAND])
    reverse = dict(reversed(table.items()))
    assert write_outlines(table, error, ()) == write_outlines(reverse, error, ())


def test_outlines_of_other_areas_are_none() -> None:
    assert load_outlines().polygons([Area("02", "Hamburg", AreaLevel.LAND)]) is None


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("", "t, line 1"),
        ("# Outlines of municipalities; format 1\n", "t, line 2: no error"),
        ("# Outlines of municipalities; format 1\n# error in metres: x\n", "t, line 2: no error"),
        ("# Outlines of municipalities; format 1\n# error in metres: 5\n1\n", "t, line 3"),
        (
            "# Outlines of municipalities; format 1\n# error in metres: 5\n1\t1 2\n1\t1 2\n",
            "t, line 4",
        ),
    ],
)
def test_a_broken_table_names_its_line(text: str, place: str) -> None:
    with pytest.raises(OutlineTableError, match=place):
        read_outlines(text, "t")


def test_the_shipped_outlines_are_those_of_the_official_polygons(
    data: Path, tmp_path: Path
) -> None:
    output = tmp_path / "outlines.tsv"
    source = data / "polygons" / "thueringen_gemeinden_vg250.geojson"
    assert main(["--polygons", str(source), "--output", str(output)]) == 0
    assert read_outlines(output.read_text("utf-8"), "t") == load_outlines()
    assert main(["--polygons", str(tmp_path / "none"), "--output", str(output)]) == 1
