"""From a point to its municipality: certain only away from every border."""

import json
from datetime import date
from math import cos, radians
from pathlib import Path

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from tlvwa.portal.areas.gazetteer import Gazetteer
from tlvwa.portal.areas.importing.polygons import Polygons, parse_polygons, read_polygons
from tlvwa.portal.areas.lookup.locate import (
    BORDER_METRES,
    VAGUE_METRES,
    MatchedPolygons,
    PointCertainty,
    PointLocation,
    locate_point,
)
from tlvwa.portal.areas.model import Area, AreaLevel, Successor
from tlvwa.portal.areas.table import load_thueringen

from ..map_fixture import DAY, centres, land_geojson

WEIMAR, ERFURT, GERA = "160550000000", "160510000000", "160520000000"
UDER, OLD_UDER, LUTTER = "160615051119", "160615012097", "160615012067"
RODEBERG = "160645052055"
LEIPZIG = (51.3397, 12.3731)
BEFORE = date(2023, 11, 30)
METRES = 111_200.0  # of a degree of latitude


@pytest.fixture(scope="module")
def land() -> Gazetteer:
    """Thüringen with a polygon for each municipality of today."""
    data = load_thueringen()
    return data.gazetteer(parse_polygons(land_geojson().encode(), "land.json", data.areas))


@pytest.fixture(scope="module")
def cells() -> dict[str, shapely.Geometry]:
    """The polygons of ``land``, read without the code under test."""
    features = json.loads(land_geojson())["features"]
    return {
        each["properties"]["ars"]: shapely.geometry.shape(each["geometry"]) for each in features
    }


def metres_to(cells: dict[str, shapely.Geometry], lat: float, lon: float) -> dict[str, float]:
    """How far it is from a point to every polygon; by measuring each of them."""

    def flat(coordinates: list[tuple[float, float]]) -> list[tuple[float, float]]:
        wide = METRES * cos(radians(lat))
        return [((x - lon) * wide, (y - lat) * METRES) for x, y in coordinates]

    here = shapely.Point(0, 0)
    return {
        key: shapely.Polygon(flat(cell.exterior.coords)).distance(here)
        for key, cell in cells.items()
    }


points = st.tuples(st.floats(50.15, 51.7), st.floats(9.8, 12.7))
accuracies = st.sampled_from([0.0, 15.0, 800.0])


@given(points, accuracies)
def test_the_index_says_what_measuring_every_polygon_says(land, cells, point, accuracy) -> None:
    found = locate_point(land, *point, DAY, accuracy)
    metres, reach = metres_to(cells, *point), BORDER_METRES + accuracy
    sure = {key for key, away in metres.items() if away < 0.985 * reach}
    possible = {key for key, away in metres.items() if away < 1.005 * reach}
    assert sure <= set(found.municipalities) <= possible
    if found.certainty is PointCertainty.INSIDE:
        assert metres[found.municipalities[0]] == 0
        assert len(sure) == 1
    if found.certainty is PointCertainty.OUTSIDE:
        assert not sure


@given(st.sampled_from(sorted(centres())), points)
def test_a_point_away_from_the_border_gives_its_municipality(land, cells, key, towards) -> None:
    cell, (lat, lon) = cells[key], centres()[key]
    line = shapely.LineString([(lon, lat), (towards[1], towards[0])]).intersection(cell)
    point = line.interpolate(0.5, normalized=True)
    if cell.exterior.distance(point) * METRES * cos(radians(lat)) > 1.01 * BORDER_METRES:
        assert locate_point(land, point.y, point.x, DAY) == PointLocation(
            PointCertainty.INSIDE, (key,)
        )


@given(st.sampled_from(sorted(centres())), st.floats(0, 1))
def test_a_point_on_the_border_never_has_one_municipality(land, cells, key, part) -> None:
    point = cells[key].exterior.interpolate(part, normalized=True)
    found = locate_point(land, point.y, point.x, DAY)
    assert found.certainty is PointCertainty.BORDER
    assert key in found.municipalities
    assert found.edge or len(found.municipalities) > 1


def test_the_likeliest_comes_first(land) -> None:
    assert locate_point(land, *centres()[WEIMAR], DAY, VAGUE_METRES).municipalities[0] == WEIMAR


def test_outside_is_told_from_not_knowing(land) -> None:
    assert locate_point(land, *LEIPZIG, DAY) == PointLocation(PointCertainty.OUTSIDE)
    assert locate_point(load_thueringen().gazetteer(), *LEIPZIG, DAY) == PointLocation(
        PointCertainty.UNMAPPED
    )
    features = json.loads(land_geojson())["features"]
    some = json.dumps({"features": [each for each in features if "Weimar" not in str(each)][:300]})
    data = load_thueringen()
    part = data.gazetteer(parse_polygons(some.encode(), "part.json", data.areas))
    assert locate_point(part, *LEIPZIG, DAY) == PointLocation(PointCertainty.UNMAPPED)


def test_who_does_not_know_where_they_are_is_not_guessed_at(land) -> None:
    assert locate_point(land, *centres()[WEIMAR], DAY, VAGUE_METRES + 1) == PointLocation(
        PointCertainty.VAGUE
    )


@pytest.mark.parametrize("point", [(90.0, 0.0), (-90.0, 180.0), (0.0, -180.0)])
def test_the_ends_of_the_world_are_outside(land, point) -> None:
    assert locate_point(land, *point, DAY) == PointLocation(PointCertainty.OUTSIDE)


ENDED = {"valid_to": date(2023, 12, 31)}
NEW, LEFT, RIGHT = "160740055055", "160740001001", "160740002002"
OLD, OTHER, TORN, LOST = (f"16074000300{number}" for number in range(1, 5))


@pytest.fixture
def merged() -> Gazetteer:
    """Four squares in a row; two went into one municipality, one was torn, one is not followed."""
    areas = [
        Area(OLD, "Alt", AreaLevel.GEMEINDE, successors=(Successor(NEW),), **ENDED),
        Area(OTHER, "Andere", AreaLevel.GEMEINDE, successors=(Successor(NEW),), **ENDED),
        Area(
            TORN,
            "Riss",
            AreaLevel.GEMEINDE,
            successors=(Successor(LEFT), Successor(RIGHT)),
            **ENDED,
        ),
        Area(LOST, "Fort", AreaLevel.GEMEINDE, **ENDED),
        Area(NEW, "Neu", AreaLevel.GEMEINDE, valid_from=date(2024, 1, 1)),
        Area(LEFT, "Links", AreaLevel.GEMEINDE),
        Area(RIGHT, "Rechts", AreaLevel.GEMEINDE),
    ]
    keys = (OLD, OTHER, TORN, LOST)
    squares = {key: shapely.box(11 + at, 50, 12 + at, 51) for at, key in enumerate(keys)}
    return Gazetteer(areas, polygons=Polygons(squares))


def test_no_border_is_left_between_municipalities_that_merged(merged) -> None:
    assert locate_point(merged, 50.5, 12.0, DAY) == PointLocation(PointCertainty.INSIDE, (NEW,))
    assert locate_point(merged, 50.5, 12.0, BEFORE).municipalities == (OLD, OTHER)


def test_a_municipality_that_was_split_stays_a_question(merged) -> None:
    expected = PointLocation(PointCertainty.SPLIT, (LEFT, RIGHT), former=TORN)
    assert locate_point(merged, 50.5, 13.5, DAY) == expected
    assert locate_point(merged, 50.5, 13.5, BEFORE) == PointLocation(PointCertainty.INSIDE, (TORN,))


def test_what_nobody_followed_stands_for_itself(merged) -> None:
    lost = PointLocation(PointCertainty.INSIDE, (LOST,))
    assert locate_point(merged, 50.5, 14.5, DAY) == lost


def test_beside_what_nobody_followed_a_neighbour_does_not_answer_for_it(merged) -> None:
    near = locate_point(merged, 50.5, 14.0005, DAY)
    assert near.certainty is PointCertainty.BORDER
    assert LOST in near.municipalities


def test_what_became_of_municipalities_with_a_polygon_is_known(merged) -> None:
    matched = MatchedPolygons.of(merged, merged.polygons, DAY)
    assert matched.followed == ((OLD, NEW), (OTHER, NEW))
    assert matched.split == ((TORN, (LEFT, RIGHT)), (LOST, ()))


def test_a_municipality_without_a_polygon_is_named() -> None:
    areas = [Area(LEFT, "Links", AreaLevel.GEMEINDE), Area(RIGHT, "Rechts", AreaLevel.GEMEINDE)]
    elsewhere = Area("010010000000", "Flensburg", AreaLevel.GEMEINDE)
    polygons = Polygons({LEFT: shapely.box(11, 50, 12, 51)})
    laid = MatchedPolygons.of(Gazetteer([*areas, elsewhere]), polygons, DAY)
    assert laid.without == (RIGHT,)


@pytest.fixture(scope="module")
def official(data: Path) -> tuple[Gazetteer, Polygons]:
    """The shipped areas and the official polygons, those of the end of 2022."""
    shipped = load_thueringen()
    polygons = read_polygons(next((data / "polygons").glob("*.geojson")), shipped.areas)
    return shipped.gazetteer(polygons), polygons


@pytest.mark.parametrize(
    ("point", "key"),
    [((50.9803, 11.3252), WEIMAR), ((50.9787, 11.0328), ERFURT), ((50.8777, 12.0826), GERA)],
)
def test_well_known_points(official, point, key) -> None:
    gazetteer, _ = official
    assert locate_point(gazetteer, *point, DAY, 25.0) == PointLocation(
        PointCertainty.INSIDE, (key,)
    )


def test_a_point_in_a_predecessor_is_in_the_successor(official) -> None:
    gazetteer, _ = official
    assert locate_point(gazetteer, 51.3667, 10.0667, DAY) == PointLocation(
        PointCertainty.INSIDE, (UDER,)
    )
    assert set(locate_point(gazetteer, 51.3667, 10.0667, BEFORE).municipalities) <= {
        OLD_UDER,
        LUTTER,
    }
    assert locate_point(gazetteer, 51.2167, 10.33, DAY).former == RODEBERG
    assert locate_point(gazetteer, *LEIPZIG, DAY) == PointLocation(PointCertainty.OUTSIDE)


def test_every_municipality_of_today_has_polygons(official) -> None:
    gazetteer, polygons = official
    laid = MatchedPolygons.of(gazetteer, polygons, DAY)
    assert (len(polygons.shapes), polygons.lost, laid.without) == (624, (), ())
    assert len(laid.followed) == 20
    assert [key for key, _ in laid.split] == [RODEBERG]
    own = polygons.shapes.keys() - {key for key, _ in (*laid.followed, *laid.split)}
    assert len(own) == 603
    assert len(own | {key for _, key in laid.followed}) == 605


def test_on_a_real_border_it_is_a_question(official) -> None:
    gazetteer, polygons = official
    for x, y in shapely.get_coordinates(polygons.shapes[WEIMAR])[::20]:
        found = locate_point(gazetteer, y, x, DAY)
        assert found.certainty is PointCertainty.BORDER
        assert WEIMAR in found.municipalities
