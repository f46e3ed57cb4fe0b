from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tlvwa.portal.areas.importing.geonames import (
    GeonamesError,
    GeonamesRow,
    bulk_codes,
    parse_geonames,
    read_geonames,
)
from tlvwa.portal.areas.importing.place_matching import MatchProblem
from tlvwa.portal.areas.importing.polygons import PolygonError, Polygons, parse_polygons
from tlvwa.portal.areas.importing.postal_coverage import PostalCoverage, postal_coverage
from tlvwa.portal.areas.model import Area, AreaLevel, Successor
from tlvwa.portal.areas.normalize import normalize_place

TODAY = date(2025, 8, 31)
HEAD = b"zipcode,place,province_code,community_code,latitude,longitude\n"
LAND, CITY, KREIS = "16", "16055", "16074"
WEIMAR, A, B, C = "160550000000", "160745001001", "160745001002", "160745001003"
WHOLE = {AreaLevel.LAND, AreaLevel.KREIS, AreaLevel.VERBAND, AreaLevel.GEMEINDE}


def town(key: str, name: str, code: str, **more: object) -> Area:
    return Area(key, name, AreaLevel.GEMEINDE, postal_code=code, **more)  # type: ignore[arg-type]


AREAS = [
    Area(LAND, "Thüringen", AreaLevel.LAND),
    Area(CITY, "Weimar", AreaLevel.KREIS),
    Area(KREIS, "Kreis", AreaLevel.KREIS),
    Area("160745001", "Verband", AreaLevel.VERBAND),
    town(WEIMAR, "Weimar", "99423"),
    town(A, "Adorf", "07001"),
    town(B, "Bestadt/Saale", "07002"),
    town(C, "Cefeld", "07003"),
]


def squares(*keys: str) -> Polygons:
    """Squares of one degree side by side from west to east, from longitude 10, latitude 50."""
    features = ",".join(
        f'{{"properties":{{"ars":"{key}"}},"geometry":{{"type":"Polygon","coordinates":'
        f"[[[{10 + n},50],[{11 + n},50],[{11 + n},51],[{10 + n},51],[{10 + n},50]]]}}}}"
        for n, key in enumerate(keys)
    )
    return parse_polygons(f'{{"features":[{features}]}}'.encode(), "p.json", AREAS + OLD)


OLD = [town("160745001009", "Ehedem", "", valid_to=date(2023, 12, 31), successors=(Successor(A),))]


def row(
    code: str, place: str, lon: float = 0.0, district: str = KREIS, lat: float = 50.51
) -> GeonamesRow:
    return GeonamesRow(2, code, place, district, (lat, lon))


def covered(
    *rows: GeonamesRow, polygons: Polygons | None = None, areas: list[Area] = AREAS
) -> PostalCoverage:
    return postal_coverage(areas, rows, polygons or squares(A, B, C), TODAY)


def test_the_name_of_a_municipality_decides_before_an_inexact_point() -> None:
    made = covered(row("07001", "Adorf", lon=12.5), row("07002", "Bestadt Hinterhof"))
    assert [(place.name, place.municipality) for place in made.places] == [
        ("Adorf", A),
        ("Bestadt Hinterhof", B),
    ]
    by_code = {each.code: each for each in made.postal_codes}
    assert by_code["07001"].municipalities == (A,)
    assert by_code["07001"].complete == WHOLE


def test_a_place_is_laid_by_its_point_and_reported_where_that_is_not_sure() -> None:
    sure = row("07001", "Weiler", lon=10.51)
    unsure = row("07001", "Grenzhof", lon=11.0)
    outside = row("07001", "Fern", lon=40.0)
    made = covered(row("07001", "Adorf"), sure, unsure, outside)
    assert {(place.name, place.municipality) for place in made.places} >= {("Weiler", A)}
    assert [(each.row.place, each.problem, each.candidates) for each in made.unmatched] == [
        ("Grenzhof", MatchProblem.SEVERAL_AT_POINT, (A, B)),
        ("Fern", MatchProblem.OUTSIDE_DISTRICT, ()),
    ]
    code = next(each for each in made.postal_codes if each.code == "07001")
    assert code.complete == {AreaLevel.LAND, AreaLevel.KREIS}


def test_a_point_in_whole_arc_minutes_is_known_to_be_inexact() -> None:
    exact, coarse = row("07001", "X", 10.9934), row("07001", "Y", 10.9934, lat=50.5)
    assert not covered(exact).unmatched
    assert not covered(coarse).unmatched
    assert covered(row("07001", "Z", 10.9833 + 1 / 60 - 0.0167, lat=50.5)).places
    assert covered(row("07001", "Z", 11.0, lat=50.5)).unmatched


def test_a_code_the_table_does_not_know_for_a_seat_is_incomplete() -> None:
    made = covered(row("07002", "Cefeld"))
    by_code = {each.code: each for each in made.postal_codes}
    assert by_code["07002"].municipalities == (B, C)
    assert AreaLevel.GEMEINDE not in by_code["07002"].complete
    assert by_code["07001"].complete == frozenset()
    assert made.without_code == ()


def test_a_code_beside_a_kreisfreie_stadt_may_reach_into_it() -> None:
    polygons = squares(WEIMAR, A, B, C)
    rows = (row("99423", "Weimar", district=CITY), row("07001", "Adorf"), row("07003", "Cefeld"))
    by_code = {each.code: each for each in covered(*rows, polygons=polygons).postal_codes}
    assert by_code["07001"].districts == (CITY, KREIS)
    assert by_code["07001"].complete == {AreaLevel.LAND, AreaLevel.KREIS}
    assert (by_code["99423"].districts, by_code["99423"].complete) == ((CITY,), WHOLE)
    assert by_code["07003"].complete == WHOLE


def test_without_polygons_nothing_is_complete() -> None:
    made = postal_coverage(AREAS, [row("07001", "Adorf"), row("07001", "Weiler")], None, TODAY)
    assert {each.complete for each in made.postal_codes} == {frozenset()}
    assert [each.row.place for each in made.unmatched] == ["Weiler"]


def test_places_of_predecessors_follow_their_successors() -> None:
    made = covered(row("07009", "Ehedem"), areas=AREAS + OLD)
    assert made.places[0].municipality == "160745001009"
    code = next(each for each in made.postal_codes if each.code == "07009")
    assert code.municipalities == (A,)


def test_a_municipality_without_a_code_is_reported() -> None:
    bare = [replace(each, postal_code="") if each.key == C else each for each in AREAS]
    assert covered(row("07001", "Adorf"), areas=bare).without_code == (C,)


def test_codes_of_organisations_are_not_places() -> None:
    office, firm = row("99421", "Amtsgericht Weimar"), row("99112", "HUK-Coburg")
    firm = replace(firm, in_hierarchy=False)
    village, town_hall = row("07336", "Könitz"), row("99423", "Stadtverwaltung Weimar")
    together = [office, firm, village, town_hall, row("99423", "Weimar")]
    assert bulk_codes(together, {normalize_place("Weimar")}, set()) == {"99421", "99112"}
    assert bulk_codes([office], set(), {"99421"}) == set()


@pytest.mark.parametrize(
    ("content", "line", "reason"),
    [
        (b"zipcode,place\n", 1, "es fehlt die Spalte province_code"),
        (HEAD + b"07001,Adorf,00,16074,50.5,x\n", 2, "„x“ ist keine Koordinate"),
        (HEAD + b"07001,Adorf,00,16074,nan,10\n", 2, "keine Koordinate"),
        (HEAD + b"07001,Adorf,00,16074,91,10\n", 2, "keine Koordinate"),
        (HEAD + b"0701,Adorf,00,16074,50,10\n", 2, "„0701“ hat vier Ziffern"),
        (HEAD + b"07001,Adorf,00,1607,50,10\n", 2, "„1607“ hat nicht fünf Ziffern"),
        (HEAD + b"07001,,00,16074,50,10\n", 2, "keinen Namen"),
        (HEAD + b"07001,Adorf,00\n", 2, "Zahl der Spalten"),
        (HEAD + b"07001,Adorf,00,16074,50,10,9\n", 2, "Zahl der Spalten"),
        (HEAD + b"07001,\x81,00,16074,50,10\n", 2, "weder UTF-8 noch Windows-1252"),
        (b"", 1, "es fehlt die Spalte"),
    ],
)
def test_a_damaged_table_of_places_is_refused(content: bytes, line: int, reason: str) -> None:
    with pytest.raises(GeonamesError, match=reason) as caught:
        parse_geonames(content, "g.csv")
    assert str(caught.value).startswith(f"g.csv, Zeile {line}: ")


def feature(properties: str, geometry: str) -> bytes:
    text = f'{{"features":[{{"properties":{properties},"geometry":{geometry}}}]}}'
    return text.encode()


@pytest.mark.parametrize(
    ("content", "number", "reason"),
    [
        (b"no json", 0, "not JSON"),
        (b"[]", 0, "no FeatureCollection"),
        (b'{"features":[]}', 0, "no FeatureCollection"),
        (b'{"features":[7]}', 1, "no properties"),
        (feature("{}", "{}"), 1, "neither ars nor ags"),
        (feature(f'{{"ars":"{A}"}}', '{"type":"Point"}'), 1, "no Polygon"),
        (feature(f'{{"ars":"{A}"}}', '{"type":"Polygon"}'), 1, "broken geometry"),
        (
            feature(
                f'{{"ars":"{A}"}}', '{"type":"Polygon","coordinates":[[[999,0],[998,0],[998,1]]]}'
            ),
            1,
            "broken geometry|WGS 84",
        ),
    ],
)
def test_damaged_polygons_are_refused(content: bytes, number: int, reason: str) -> None:
    with pytest.raises(PolygonError, match=reason) as caught:
        parse_polygons(content, "p.json", AREAS)
    assert str(caught.value).startswith(f"p.json, feature {number}: ")


def test_polygons_of_unknown_municipalities_are_reported() -> None:
    assert squares(A, "160749999999").lost == ("160749999999",)


def test_bulk_codes_of_the_real_table_are_those_outside_geonames_hierarchy(data: Path) -> None:
    rows = read_geonames(next((data / "plz").glob("*geonames*.csv")))
    outside = {each.code for each in rows if not each.in_hierarchy}
    known = {normalize_place(each.place) for each in rows if each.in_hierarchy}
    assert bulk_codes(rows, known, set()) == outside
    assert len(outside) == 37
