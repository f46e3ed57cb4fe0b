"""The table of villages, and the list it is made from."""

from pathlib import Path

import pytest

from tlvwa.portal.areas.importing.villages import (
    SOURCES,
    VillageError,
    main,
    parse_villages,
)
from tlvwa.portal.areas.model import Area, AreaLevel, Locality
from tlvwa.portal.areas.table import load_thueringen
from tlvwa.portal.areas.villages import (
    VillageTableError,
    further_villages,
    load_villages,
    read_villages,
    write_villages,
)

A, B = "160745001001", "160745001002"
AREAS = {
    key: Area(key, name, AreaLevel.GEMEINDE) for key, name in ((A, "Adorf"), (B, "Bestadt/Saale"))
}
HEAD = "name,kind,lat,lon,municipality_ars_today,kreis,certainty,other_possible"
SURE = '"point in polygon, two sources"'


def test_a_table_read_again_is_the_same() -> None:
    villages = (
        Locality("Weiler", A, point=(50.5, 11.25)),
        Locality("Grenzhof", A, is_certain=False, others=(B,)),
    )
    assert read_villages(write_villages(villages, SOURCES), "t") == villages


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("", "t, line 1"),
        ("# Villages; format 1\n# x\n1\t2", "t, line 3: wrong number"),
        ("# Villages; format 1\n160\tWeiler\t\t\t", "t, line 2"),
        (f"# Villages; format 1\n{A}\tWeiler\t\t\tx y", "t, line 2"),
    ],
)
def test_a_broken_table_names_its_line(text: str, place: str) -> None:
    with pytest.raises(VillageTableError, match=place):
        read_villages(text, "t")


def test_a_list_gives_villages_that_are_certain_or_not() -> None:
    rows = [
        HEAD,
        f"Adorf,municipality,50,11,{A},16074,register,",
        f"Weiler,place,50.5,11.25,{A},16074,{SURE},",
        f"Grenzhof,place,,,{A},16074,point in polygon,Bestadt/Saale|Fern",
        "Fremd,place,50,11,169999999999,16999,register,",
    ]
    assert parse_villages("\n".join(rows).encode(), "t", AREAS) == (
        Locality("Grenzhof", A, is_certain=False, others=(B,)),
        Locality("Weiler", A, point=(50.5, 11.25)),
    )


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (b"name,lat\n", "t, Zeile 1: es fehlt die Spalte kind"),
        (
            f"{HEAD}\nK\x81fer,place,1,1,{A},,,".encode("latin-1"),
            "t, Zeile 2: weder UTF-8 noch Windows-1252",
        ),
        (f"{HEAD}\nWeiler,place,x,11,{A},,,".encode(), "t, Zeile 2: eine Zahl wird erwartet"),
        (f"{HEAD}\n ,place,50,11,{A},,,".encode(), "t, Zeile 2: der Ort hat keinen Namen"),
    ],
)
def test_a_broken_list_names_its_line(content: bytes, place: str) -> None:
    with pytest.raises(VillageError, match=place):
        parse_villages(content, "t", AREAS)


def test_what_is_known_already_is_not_added_again() -> None:
    villages = [
        Locality("Adorf", A),
        Locality("Weiler", A),
        Locality("Weiler", B),
        Locality("Fern", "169999999999"),
    ]
    further = list(further_villages(villages, [Locality("weiler", A)], AREAS))
    assert further == [Locality("Weiler", B)]


def test_the_shipped_villages_are_those_of_the_list(data: Path, tmp_path: Path) -> None:
    output = tmp_path / "villages.tsv"
    options = ["--villages", str(data / "places" / "villages.csv"), "--output", str(output)]
    assert main(options) == 0
    assert read_villages(output.read_text("utf-8"), "t") == load_villages()
    assert main(["--villages", str(tmp_path / "none"), "--output", str(output)]) == 1


def test_each_shipped_village_lies_in_a_municipality() -> None:
    areas = {area.key: area for area in load_thueringen().areas}
    for village in load_villages():
        assert all(
            areas[key].level is AreaLevel.GEMEINDE
            for key in (village.municipality, *village.others)
        )
    assert sum(not village.is_certain for village in load_villages()) < len(load_villages()) / 3
