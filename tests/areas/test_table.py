import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tlvwa.portal.areas.gazetteer import Gazetteer
from tlvwa.portal.areas.importing.build import SOURCES, build, main
from tlvwa.portal.areas.importing.polygons import read_polygons
from tlvwa.portal.areas.keys import kind_of
from tlvwa.portal.areas.lookup.locate import locate_point
from tlvwa.portal.areas.lookup.nearest import nearest_places
from tlvwa.portal.areas.model import Area, AreaLevel, Locality, PostalCode, Successor
from tlvwa.portal.areas.table import (
    GazetteerTableError,
    TableData,
    load_thueringen,
    read_table,
    write_table,
)

TODAY, BEFORE = date(2025, 8, 31), date(2023, 6, 1)
keys = st.sampled_from(["00", "16", "160", "16074", "160745052", "160745052025"])
codes = st.from_regex(r"[0-9]{5}", fullmatch=True)
points = st.none() | st.tuples(*[st.floats(allow_nan=False, allow_infinity=False)] * 2)
links = st.builds(Successor, keys, st.booleans())


@st.composite
def areas(draw: st.DrawFn) -> Area:
    key = draw(keys)
    return Area(
        key,
        draw(st.text()),
        kind_of(key),
        official_name=draw(st.text()),
        text_mark=draw(st.text(max_size=2)),
        valid_from=draw(st.none() | st.dates()),
        valid_to=draw(st.none() | st.dates()),
        from_inferred=draw(st.booleans()),
        to_inferred=draw(st.booleans()),
        successors=tuple(draw(st.lists(links, max_size=3))),
        former_names=tuple(draw(st.lists(st.text(), max_size=3))),
        seat=draw(st.text()),
        postal_code=draw(st.just("") | codes),
        population=draw(st.none() | st.integers(0)),
        hectares=draw(st.none() | st.floats(allow_nan=False, allow_infinity=False)),
        centre=draw(points),
        seen=tuple(draw(st.lists(st.dates(), max_size=3))),
    )


tuples_of_codes = st.lists(codes, max_size=3).map(tuple)
places = st.builds(Locality, st.text(), keys, tuples_of_codes, points)
kinds = st.frozensets(st.sampled_from(AreaLevel))
many_keys = st.lists(keys, max_size=3).map(tuple)
postal_codes = st.builds(PostalCode, codes, many_keys, many_keys, kinds)
tables = st.builds(
    TableData,
    st.lists(areas(), max_size=4).map(tuple),
    st.lists(places, max_size=4).map(tuple),
    st.lists(postal_codes, max_size=4).map(tuple),
    st.lists(st.text(), max_size=3).map(tuple),
)


@given(tables)
def test_what_is_written_is_read_again(data: TableData) -> None:
    assert read_table(write_table(data), "t.tsv") == data


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ([], "line 1: not a table"),
        (["16"], "line 2: unknown section"),
        (["[places]", "16"], "line 3: wrong number of fields"),
        (["[postal codes]", "07607\t\t\tstreet"], "line 3: 'street' is not a valid AreaLevel"),
        (["[places]", "16\tx\\q\t\t"], "line 3: unknown section or sign 'q'"),
        (["[places]", "16\tx\t\t1"], "line 3: not enough values"),
    ],
)
def test_a_damaged_table_is_refused(lines: list[str], reason: str) -> None:
    title = write_table(TableData(())).split("\n")[0] if lines else "other"
    with pytest.raises(GazetteerTableError, match=rf"t\.tsv, {reason}"):
        read_table("\n".join([title, *lines]), "t.tsv")


@pytest.fixture(scope="module")
def thueringen() -> Gazetteer:
    return load_thueringen().gazetteer()


def test_the_shipped_table_holds_thueringen(thueringen: Gazetteer) -> None:
    existing = [area for area in thueringen.areas() if area.exists_on(TODAY)]
    count = {kind: sum(area.level is kind for area in existing) for kind in AreaLevel}
    assert count == {
        AreaLevel.BUND: 1,
        AreaLevel.LAND: 1,
        AreaLevel.REGIERUNGSBEZIRK: 0,
        AreaLevel.KREIS: 22,
        AreaLevel.VERBAND: 80,
        AreaLevel.GEMEINDE: 605,
    }
    assert len(thueringen.municipalities("16", BEFORE)) == 624
    assert load_thueringen().sources == SOURCES
    assert all(area.centre for area in thueringen.areas(AreaLevel.GEMEINDE))


def test_every_municipality_climbs_to_the_bund(thueringen: Gazetteer) -> None:
    for key in thueringen.municipalities("00", TODAY):
        rungs = thueringen.ancestors(key)
        assert rungs[0] == key
        assert rungs[-2:] == ("16", "00")
        assert len(rungs) == (3 if key.endswith("0000000") else 4 + (key[5] == "5"))
    assert thueringen.ancestors("160745052025") == (
        "160745052025",
        "160745052",
        "16074",
        "16",
        "00",
    )


def test_postal_codes_of_the_shipped_table(thueringen: Gazetteer) -> None:
    assert len(thueringen.known_municipalities("07646", TODAY)) == 33
    assert thueringen.possible_municipalities("99084", TODAY) == ("160510000000",)
    jena = thueringen.postal_code("07751")
    assert "16053" in jena.districts
    assert AreaLevel.GEMEINDE not in jena.complete
    for row in thueringen.postal_codes():
        assert set(thueringen.known_municipalities(row.code, TODAY)) <= set(
            thueringen.possible_municipalities(row.code, TODAY)
        )


def test_near_a_point_places_are_offered(thueringen: Gazetteer) -> None:
    offered = nearest_places(thueringen, 50.97, 11.9, TODAY, limit=3)
    assert offered[0].label == "Eisenberg (Saale-Holzland-Kreis)"
    assert offered[0].text.endswith(" km")
    assert len(offered) == 3
    assert locate_point(thueringen, 50.97, 11.9, TODAY).municipalities == ()
    old = nearest_places(thueringen, 51.38, 9.98, TODAY, limit=9)
    assert "Birkenfelde, jetzt Uder (Eichsfeld)" in [match.label for match in old]


def official(data: Path) -> tuple[list[Path], Path, Path]:
    register = [data / "gv100ad" / f"GV100AD_{day}.txt" for day in ("30112023", "31082025")]
    return (
        register,
        next((data / "plz").glob("*geonames*.csv")),
        next((data / "polygons").glob("*.geojson")),
    )


def test_the_shipped_table_is_what_the_importers_make(data: Path) -> None:
    made = build(*official(data))
    assert made.data == load_thueringen()
    assert made.lost_polygons == ()
    assert made.inferred == ()
    assert made.coverage.without_code == ()


def test_a_point_becomes_its_municipality(data: Path) -> None:
    shipped = load_thueringen()
    gazetteer = shipped.gazetteer(read_polygons(official(data)[2], shipped.areas))
    assert locate_point(gazetteer, 50.9686, 11.9021, TODAY).municipalities == ("160745052018",)
    assert locate_point(gazetteer, 51.2167, 10.33, BEFORE).municipalities == ("160645052055",)
    assert len(locate_point(gazetteer, 51.2167, 10.33, TODAY).municipalities) == 2
    assert locate_point(gazetteer, 0, 0, TODAY).municipalities == ()


def test_the_command_writes_the_table_and_refuses_what_is_broken(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    register, geonames, polygons = official(data)
    output = tmp_path / "table.tsv"
    options = ["--geonames", str(geonames), "--polygons", str(polygons), "--output", str(output)]
    assert main(["--register", *map(str, register), *options]) == 0
    assert read_table(output.read_text("utf-8"), "t") == load_thueringen()
    assert "not matched" in capsys.readouterr().out
    output.unlink()
    assert main(["--register", str(geonames), *options]) == 1
    assert "line 1, column 1" in capsys.readouterr().err
    assert not output.exists()


def test_nothing_heavy_is_imported_before_it_is_needed() -> None:
    load = "import sys, tlvwa.portal.areas.table as table; table.load_thueringen()"
    code = f"{load}; print('shapely' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "False"


def test_nothing_is_near_a_point_far_away(thueringen):
    assert nearest_places(thueringen, 48.14, 11.58, TODAY) == []
