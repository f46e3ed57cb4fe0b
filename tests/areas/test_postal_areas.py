"""Postal codes of two sources: the municipalities of either, and nothing called complete that is not."""

from datetime import date
from pathlib import Path

import pytest

from tlvwa.portal.areas.importing.postal_areas import (
    SOURCES,
    PostalAreaError,
    keys_by_ags,
    main,
    parse_postal_areas,
)
from tlvwa.portal.areas.model import Area, AreaLevel, PostalCode
from tlvwa.portal.areas.postal_areas import (
    PostalArea,
    PostalAreaTableError,
    load_postal_areas,
    read_postal_areas,
    united,
    write_postal_areas,
)
from tlvwa.portal.areas.table import load_thueringen

DAY = date(2026, 11, 27)
A, B, C = "160745001001", "160745001002", "160735001003"
LEVELS = frozenset((AreaLevel.LAND, AreaLevel.KREIS, AreaLevel.VERBAND, AreaLevel.GEMEINDE))
AREAS = {
    key: Area(key, key, level)
    for key, level in (
        *((key, AreaLevel.GEMEINDE) for key in (A, B, C)),
        *((key, AreaLevel.KREIS) for key in ("16073", "16074")),
    )
}
HEAD = "postal_code,ags,municipality"


def test_a_table_read_again_is_the_same() -> None:
    rows = (PostalArea("07001", (A, B)), PostalArea("07002", (C,)))
    assert read_postal_areas(write_postal_areas(rows, SOURCES), "t") == rows


@pytest.mark.parametrize(
    ("text", "place"),
    [
        *(("", "t, line 1"), ("# Postal areas; format 1\n7001\tx", "t, line 2")),
        *(("# Postal areas; format 1\n# x\n07001", "t, line 3"),),
    ],
)
def test_a_broken_table_names_its_line(text: str, place: str) -> None:
    with pytest.raises(PostalAreaTableError, match=place):
        read_postal_areas(text, "t")


def test_both_sources_are_united_and_what_one_alone_names_is_marked() -> None:
    listed = [
        PostalCode("07001", (A,), ("16074", "16099"), frozenset()),
        PostalCode("07002", (A, C), ("16074",), frozenset()),
        PostalCode("07003", (A,), ("16074",), LEVELS),
    ]
    boundaries = [PostalArea("07001", (A, B)), PostalArea("07002", (C,)), PostalArea("07004", (C,))]
    assert list(united(listed, boundaries, AREAS)) == [
        PostalCode("07001", (A, B), ("16074",), LEVELS, disputed=(B,)),
        PostalCode("07002", (C, A), ("16073", "16074"), LEVELS, disputed=(A,)),
        PostalCode("07003", (A,), ("16074",), LEVELS, is_retired=True),
        PostalCode("07004", (C,), ("16073",), LEVELS),
    ]


def test_without_boundaries_everything_stays() -> None:
    listed = [PostalCode("07003", (A,), ("16074",), LEVELS)]
    assert list(united(listed, (), AREAS)) == listed


def test_municipalities_of_before_lead_to_those_of_today() -> None:
    former = {"16074099": (A, B)}
    content = f"{HEAD}\n07001,16074099,Alt\n07001,16073003,C\n07002,16099099,Fremd\n".encode()
    rows, unknown = parse_postal_areas(content, "t", keys_by_ags(list(AREAS.values()), former))
    assert rows == (PostalArea("07001", (C, A, B)),)
    assert unknown == ("16099099",)


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (b"postal_code,name\n", "t, Zeile 1: es fehlt die Spalte ags"),
        (f"{HEAD}\n7001,16074001,A\n".encode(), "t, Zeile 2: „7001“ hat vier Ziffern"),
        (f"{HEAD}\n07001\n".encode(), "t, Zeile 2: die Zahl der Spalten"),
        (
            f"{HEAD}\n07001,16074001,K\x81fer\n".encode("latin-1"),
            "t, Zeile 2: weder UTF-8 noch Windows-1252",
        ),
    ],
)
def test_a_broken_list_names_its_line(content: bytes, place: str) -> None:
    with pytest.raises(PostalAreaError, match=place):
        parse_postal_areas(content, "t", {})


def test_the_shipped_table_is_that_of_the_list(data: Path, tmp_path: Path) -> None:
    output = tmp_path / "postal_areas.tsv"
    options = [
        *("--postal-areas", str(data / "plz" / "thueringen_osm_plz_gemeinde_2021.csv")),
        *("--former", str(data / "places" / "former_municipalities_1990-2026.csv")),
        *("--output", str(output)),
    ]
    assert main(options) == 0
    assert read_postal_areas(output.read_text("utf-8"), "t") == load_postal_areas()


def test_no_code_is_called_complete_that_lacks_a_municipality_of_either_source() -> None:
    data = load_thueringen()
    gazetteer = data.gazetteer(postal_areas=load_postal_areas())
    alone = data.gazetteer()
    boundaries = {row.code: row.municipalities for row in load_postal_areas()}
    for row in gazetteer.postal_codes():
        possible = set(gazetteer.possible_municipalities(row.code, DAY))
        assert possible >= set(boundaries.get(row.code, ()))
        if row.code in {listed.code for listed in data.postal_codes}:
            assert possible >= set(alone.known_municipalities(row.code, DAY))


def test_few_codes_lie_in_several_districts() -> None:
    data = load_thueringen()
    several = [
        sum(len(row.districts) > 1 for row in gazetteer.postal_codes())
        for gazetteer in (data.gazetteer(), data.gazetteer(postal_areas=load_postal_areas()))
    ]
    assert several[1] < several[0] / 2
