"""Former municipalities: keys and names of before lead to those of today; areas stay as they are."""

from datetime import date
from pathlib import Path

import pytest

from tlvwa.portal.areas.dissolved import dissolved_area, dissolved_area_by_name
from tlvwa.portal.areas.former import (
    FormerMunicipality,
    FormerTableError,
    load_former,
    read_former,
    write_former,
)
from tlvwa.portal.areas.gazetteer import Gazetteer
from tlvwa.portal.areas.importing.former import SOURCES, FormerError, main, parse_former
from tlvwa.portal.areas.lookup.name_index import areas_of_name, find_areas
from tlvwa.portal.areas.lookup.place_reading import PlaceCertainty, read_place
from tlvwa.portal.areas.model import MalformedKey, UnknownArea
from tlvwa.portal.areas.table import load_thueringen
from tlvwa.portal.areas.villages import load_villages

DAY = date(2026, 11, 27)
EISENACH, WARTBURGKREIS = "160630105105", "16063"
HEAD = (
    "ags_old,name,other_names,from_year,to_year,exists_2025_08_31,ags_today,ars_2025_08_31,"
    "municipality_today,share_population,share_area,source_name,source_succession"
)


@pytest.fixture(scope="module")
def plain() -> Gazetteer:
    return load_thueringen().gazetteer(villages=load_villages())


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_thueringen().gazetteer(villages=load_villages(), former=load_former())


@pytest.mark.parametrize("key", ["16056", "16056000", "160560000000", "16 056 000", "160560000"])
def test_the_old_keys_of_eisenach_lead_to_eisenach(gazetteer: Gazetteer, key: str) -> None:
    area = gazetteer.parse_of_any_time(key)
    assert (area.key, area.name) == ("16056000", "Eisenach")
    assert gazetteer.successors_on(area.key, DAY) == (EISENACH,)
    assert [match.area.key for match in find_areas(gazetteer, key, DAY)] == [EISENACH]
    dissolved = dissolved_area(gazetteer, area.key, DAY)
    assert dissolved is not None
    assert (dissolved.until, dissolved.since) == (2021, None)
    assert [area.key for area in dissolved.successors] == [EISENACH]


def test_a_key_is_read_as_the_former_one_only_if_no_area_has_it(gazetteer: Gazetteer) -> None:
    for area in gazetteer.areas():
        assert gazetteer.parse_of_any_time(area.key) == area
    for text in ("16999", "16999999", "999999999999"):
        with pytest.raises(UnknownArea):
            gazetteer.parse_of_any_time(text)
    with pytest.raises(MalformedKey):
        gazetteer.parse_of_any_time("1605")


def test_former_keys_are_no_areas(gazetteer: Gazetteer, plain: Gazetteer) -> None:
    assert list(gazetteer.areas()) == list(plain.areas())
    assert gazetteer.days == plain.days
    for text in ("16056", "16056000"):
        with pytest.raises(UnknownArea):
            gazetteer.parse(text)
        with pytest.raises(UnknownArea):
            gazetteer.area(text)


def test_every_former_key_leads_somewhere_or_is_an_area(gazetteer: Gazetteer) -> None:
    for row in load_former():
        area = gazetteer.parse_of_any_time(row.ags)
        successors = gazetteer.successors_on(area.key, DAY)
        assert successors
        if area.key in gazetteer.former and len(area.key) == 8:
            assert successors == tuple(sorted(row.successors))
            assert dissolved_area(gazetteer, area.key, DAY)


def test_a_municipality_that_was_split_has_several_successors(gazetteer: Gazetteer) -> None:
    (row,) = (row for row in load_former() if row.ags == "16076091")
    assert (row.names, row.years) == (("Vogtländisches Oberland",), (1999, 2011))
    assert [share for _key, share in row.shares] == [0.6001, 0.3999]
    assert len(gazetteer.successors_on("16076091", DAY)) == 2
    reading = read_place(gazetteer, "Vogtländisches Oberland", DAY)
    assert reading.certainty is PlaceCertainty.UNSURE
    assert {match.area.name for match in reading.matches} == {"Greiz", "Zeulenroda-Triebes"}


def test_a_district_of_before_stands_for_its_municipalities(gazetteer: Gazetteer) -> None:
    district = gazetteer.parse_of_any_time("16011")
    assert gazetteer.successors_on(district.key, DAY) == tuple(
        sorted({key for row in load_former() if row.ags[:5] == "16011" for key in row.successors})
    )
    # Its number is not mistaken for a postal code, nor the number of another Land for a district here.
    with pytest.raises(UnknownArea):
        gazetteer.parse_of_any_time("14045")


def test_names_of_before_lead_to_today(gazetteer: Gazetteer, plain: Gazetteer) -> None:
    new = [
        name
        for row in load_former()
        for name in row.names
        if row.successors and not areas_of_name(plain, name, DAY)
    ]
    assert new
    assert all(areas_of_name(gazetteer, name, DAY) for name in new)
    lost = [
        (name, row.ags)
        for row in load_former()
        for name in row.names
        if not set(row.successors)
        & {match.area.key for match in areas_of_name(gazetteer, name, DAY)}
    ]
    assert lost == []


def test_a_name_of_before_takes_no_certainty_away_and_gives_none_wrongly(
    gazetteer: Gazetteer, plain: Gazetteer
) -> None:
    for area in plain.areas():
        before, after = read_place(plain, area.name, DAY), read_place(gazetteer, area.name, DAY)
        if after.certainty is PlaceCertainty.CERTAIN:
            assert after.matches[0].area == before.matches[0].area


def test_the_name_of_a_former_municipality_tells_its_years(gazetteer: Gazetteer) -> None:
    (match,) = areas_of_name(gazetteer, "Dankmarshausen", DAY)
    dissolved = dissolved_area_by_name(gazetteer, "Dankmarshausen", match.area.key, DAY)
    assert dissolved is not None
    assert (dissolved.until, dissolved.since) == (2018, None)


def test_a_table_read_again_is_the_same() -> None:
    rows = (
        FormerMunicipality(
            "16056000", ("Eisenach", "Wartburgstadt"), (1997, 2021), ((EISENACH, 1.0),)
        ),
        FormerMunicipality("16011010", (), (1990, 1993), ((EISENACH, 0.6), (WARTBURGKREIS, 0.4))),
    )
    assert read_former(write_former(rows, SOURCES), "t") == rows


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("", "t, line 1"),
        ("# Former municipalities; format 1\n# x\n1\t2", "t, line 3: wrong number"),
        ("# Former municipalities; format 1\n160\tA\t1990 1991\tx:1", "t, line 2: not an AGS"),
        ("# Former municipalities; format 1\n16056000\tA\t1990\tx:1", "t, line 2"),
    ],
)
def test_a_broken_table_names_its_line(text: str, place: str) -> None:
    with pytest.raises(FormerTableError, match=place):
        read_former(text, "t")


def _row(ags: str, name: str, others: str, still_there: str, key: str, share: str) -> str:
    return f"{ags},{name},{others},1994,2018,{still_there},{ags},{key},N,{share},,s,s"


def test_a_crosswalk_gives_keys_of_before_and_names_of_before() -> None:
    content = "\n".join(
        (
            HEAD,
            _row("16063001", "Altdorf", "", "no", WARTBURGKREIS + "0000000", "0.4"),
            _row("16063001", "Altdorf", "", "no", EISENACH, "0.6"),
            _row("16063105", "Eisenach", "Wartburgstadt", "yes", EISENACH, "1.0"),
            _row("16063106", "Neudorf", "", "yes", EISENACH, "1.0"),
            _row("16063107", "Weg", "", "no", "", "1.0"),
        )
    )
    assert parse_former(content.encode(), "t") == (
        FormerMunicipality(
            "16063001", ("Altdorf",), (1994, 2018), ((EISENACH, 0.6), ("160630000000", 0.4))
        ),
        FormerMunicipality("16063105", ("Wartburgstadt",), (1994, 2018), ((EISENACH, 1.0),)),
    )


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (_row("1606", "A", "", "no", EISENACH, "1"), "Zeile 2: „1606“ ist kein AGS"),
        (_row("16063001", "A", "", "no", "16", "1"), "Zeile 2: „16“ ist kein Schlüssel"),
        (_row("16063001", "A", "", "no", EISENACH, "2"), "Zeile 2: 2.0 ist kein Anteil"),
        (_row("16063001", "A", "", "no", EISENACH, "x"), "Zeile 2: eine Zahl wird erwartet"),
        (
            _row("16063001", "A", "", "no", EISENACH, "1").replace("1994", "2020"),
            "Zeile 2: 2020 bis 2018 sind keine Jahre",
        ),
    ],
)
def test_a_broken_crosswalk_names_its_line(row: str, reason: str) -> None:
    with pytest.raises(FormerError, match=reason):
        parse_former(f"{HEAD}\n{row}\n".encode(), "t")


def test_the_shipped_table_is_that_of_the_crosswalk(data: Path, tmp_path: Path) -> None:
    output = tmp_path / "former.tsv"
    source = data / "places" / "former_municipalities_1990-2026.csv"
    assert main(["--former", str(source), "--output", str(output)]) == 0
    assert read_former(output.read_text("utf-8"), "t") == load_former()
    assert main(["--former", str(tmp_path / "none"), "--output", str(output)]) == 1
