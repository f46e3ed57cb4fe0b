"""Extracts of the register: an edition that knows names, keys and membership, and nothing else."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tlvwa.portal.areas.area_changes import AreaChangeKind
from tlvwa.portal.areas.gazetteer import Gazetteer
from tlvwa.portal.areas.importing.editions import parse_edition
from tlvwa.portal.areas.importing.merge import merge
from tlvwa.portal.areas.importing.register import Edition, RegisterError
from tlvwa.portal.areas.importing.register_extract import (
    ExtractError,
    ExtractRefused,
    is_extract,
    parse_extract,
)
from tlvwa.portal.areas.known_reforms import known_reforms
from tlvwa.portal.areas.model import Area, AreaLevel, Successor, TextMark
from tlvwa.portal.areas.table import TableData, load_thueringen, read_table, write_table

FIRST, OLD, DAY, NEW, TODAY = (
    date(2023, 11, 30),
    date(2025, 8, 31),
    date(2026, 6, 30),
    date(2026, 9, 30),
    date(2026, 11, 28),
)
HEAD = "ars,ags,name,verband,verband_name,kreis,kreis_name\n"
GOESEN = "160745052025,16074025,Gösen,160745052,EG Eisenberg,16074,Saale-Holzland-Kreis\n"
JENA = '160530000000,16053000,"Jena, Stadt",,,16053,"Jena, Stadt"\n'
NAME = "auszug_2026-06-30.csv"


def read(text: str, name: str = NAME, as_of: date | None = None) -> Edition:
    return parse_extract((HEAD + text).encode(), name, as_of, TODAY)


def test_an_extract_is_told_by_its_head_and_gives_all_levels_that_it_names() -> None:
    assert is_extract((HEAD + GOESEN).encode())
    assert not is_extract(b"kind,text,municipality,source,day\n")
    edition = read(GOESEN + JENA)
    assert (edition.day, edition.is_extract, edition.laender) == (DAY, True, {"16"})
    areas = {area.key: area for area in edition.areas}
    assert [area.name for area in edition.areas] == [
        "Thüringen",
        "Jena",
        "Jena",
        "Saale-Holzland-Kreis",
        "Eisenberg",
        "Gösen",
    ]
    assert areas["160530000000"].official_name == "Jena, Stadt"
    assert areas["160745052"].text_mark == TextMark.ERFUELLENDE_GEMEINDE
    assert all(area.seen == area.extracts == (DAY,) for area in edition.areas)
    assert areas["160745052025"].hectares is None


@pytest.mark.parametrize(
    "name", ["auszug_2026-06-30.csv", "Auszug 30.06.2026.csv", "GVISYS_30062026.csv"]
)
def test_the_day_stands_in_the_name_of_the_file(name: str) -> None:
    assert read(JENA, name).day == DAY


def test_the_day_stands_in_a_column_or_is_told() -> None:
    head, row = HEAD.rstrip() + ",stand\n", JENA.rstrip() + ",2026-06-30\n"
    assert parse_extract((head + row).encode(), "x.csv", None, TODAY).day == DAY
    assert read(JENA, "x.csv", DAY).day == DAY
    assert read(JENA, "heruntergeladen_2026-11-01.csv", DAY).day == DAY
    with pytest.raises(ExtractRefused, match=r"x\.csv: zwei Angaben .* 2026-06-29 und 2026-06-30"):
        parse_extract((head + row).encode(), "x.csv", date(2026, 6, 29), TODAY)


@pytest.mark.parametrize("name", ["x.csv", "auszug_2026-13-45.csv", "auszug_120260630.csv"])
def test_without_a_day_it_is_asked_for(name: str) -> None:
    with pytest.raises(ExtractRefused, match=r"der Stand der Ausgabe fehlt.*Spalte „stand“"):
        read(JENA, name)


def test_a_day_to_come_is_refused() -> None:
    with pytest.raises(ExtractRefused, match="2026-11-29 liegt in der Zukunft"):
        read(JENA, "x.csv", date(2026, 11, 29))


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("16053000000,16053000,Jena,,,16053,Jena\n", "ars: „16053000000“ hat nicht 12 Ziffern"),
        ("990530000000,99053000,Jena,,,99053,Jena\n", "ars: kein Land hat den Schlüssel 99"),
        ("160530000000,16053001,Jena,,,16053,Jena\n", "ags: „16053001“ passt nicht zu ars"),
        ("160530000000,16053000,Jena,,,16054,Jena\n", "kreis: 16054 passt nicht zu ars"),
        ("160530000000,16053000,,,,16053,Jena\n", "name: der Name fehlt"),
        ("160530000000,16053000,Jena,,,16053,\n", "kreis_name: der Name fehlt"),
        (
            "160745052025,16074025,Gösen,,,16074,Saale-Holzland-Kreis\n",
            "verband: 160745052025 liegt in einem Verband",
        ),
        (
            "160745052025,16074025,Gösen,160745051,V,16074,Saale-Holzland-Kreis\n",
            "verband: 160745051 passt nicht zu ars",
        ),
        (GOESEN, "ars: 160745052025 steht schon in Zeile 2"),
        (
            "160745052026,16074026,Rauda,160745052,EG Anders,16074,Saale-Holzland-Kreis\n",
            "160745052 heißt hier „Anders“, vorher „Eisenberg“",
        ),
        ("160530000000,16053000,Jena\n", "die Zahl der Spalten stimmt nicht"),
        (f"160530000000,16053000,{'J' * 201},,,16053,Jena\n", "name: höchstens 200 Zeichen"),
    ],
)
def test_a_wrong_row_is_refused_with_its_line(row: str, reason: str) -> None:
    with pytest.raises(ExtractError, match=f"{NAME}, Zeile 3: {reason}"):
        read(GOESEN + row)


@pytest.mark.parametrize("content", [HEAD, HEAD.replace("kreis_name", "kreis_nam") + JENA])
def test_a_file_without_rows_or_with_a_missing_column_is_refused(content: str) -> None:
    with pytest.raises((ExtractError, ExtractRefused), match=r"keine Gemeinde|fehlt die Spalte"):
        parse_extract(content.encode(), NAME, None, TODAY)


def test_a_part_of_a_register_is_no_register() -> None:
    with pytest.raises(ExtractRefused, match="von 605 bekannten Gemeinden nennt die Datei nur 1"):
        parse_edition((HEAD + JENA).encode(), NAME, load_thueringen().areas, TODAY)


def test_another_file_is_a_register_in_columns() -> None:
    with pytest.raises(RegisterError):
        parse_edition(b"nothing", "x.txt", (), TODAY)


# -- merged with other editions ---------------------------------------------------------------

LAND, KREIS = Area("16", "Thüringen", AreaLevel.LAND), Area("16074", "Kreis", AreaLevel.KREIS)
VERBAND = Area("160745001", "Verband/Ort", AreaLevel.VERBAND, text_mark="54", seat="Ort")
KEYS = [f"1607450010{number:02}" for number in range(6)]
FREE = [f"160740{number:03}{number:03}" for number in range(6)]  # the same under other keys


def town(key: str, hectares: float) -> Area:
    return Area(
        key,
        f"Ort {key[-3:]}",
        AreaLevel.GEMEINDE,
        official_name=f"Ort {key[-3:]}",
        text_mark="64",
        postal_code="07607",
        population=int(hectares),
        hectares=hectares,
    )


def full(day: date, *areas: Area) -> Edition:
    return Edition(day, tuple(replace(area, seen=(day,)) for area in (LAND, KREIS, *areas)))


def extract(day: date, keys: list[str]) -> Edition:
    rows = "".join(
        f"{key},{key[:5]}{key[9:]},Ort {key[-3:]},"
        + (f"{key[:9]},VG Verband" if key[5] == "5" else ",")
        + ",16074,Kreis\n"
        for key in keys
    )
    return parse_extract((HEAD + rows).encode(), "x.csv", day, TODAY)


def known(*editions: Edition) -> dict[str, Area]:
    areas: tuple[Area, ...] = ()
    for edition in editions:
        areas = merge(areas, edition).areas
    return {area.key: area for area in areas}


A, B, C = (town(key, 100.0 + number) for number, key in enumerate(KEYS[:3]))


def test_what_an_extract_does_not_know_stays_as_the_register_had_it() -> None:
    areas = known(full(OLD, VERBAND, A, B), extract(DAY, [A.key, B.key]))
    assert areas[A.key] == replace(A, seen=(OLD, DAY), extracts=(DAY,))
    assert areas[VERBAND.key] == replace(VERBAND, seen=(OLD, DAY), extracts=(DAY,))


def test_what_is_gone_ends_and_nobody_knows_where_it_went() -> None:
    gone = known(full(OLD, VERBAND, A, B), extract(DAY, [A.key]))[B.key]
    assert (gone.valid_to, gone.to_inferred, gone.successors) == (OLD, True, ())
    assert gone.is_lost


def test_another_key_with_the_same_number_is_the_same_place() -> None:
    areas = known(full(OLD, VERBAND, A), extract(DAY, [FREE[0]]))
    assert areas[A.key].successors == (Successor(FREE[0]),)
    assert areas[VERBAND.key].successors == (Successor(FREE[0]),)
    moved = areas[FREE[0]]
    assert (moved.valid_from, moved.from_inferred) == (date(2025, 9, 1), True)
    assert (moved.hectares, moved.population, moved.postal_code) == (100.0, 100, "07607")


def test_a_full_edition_after_an_extract_infers_what_it_could_not() -> None:
    before = full(OLD, VERBAND, A, B, C)
    after = full(NEW, VERBAND, replace(A, hectares=A.hectares + B.hectares), C)
    for order in (
        (before, extract(DAY, [A.key, C.key]), after),
        (before, after, extract(DAY, [A.key, C.key])),
        (after, extract(DAY, [A.key, C.key]), before),
    ):
        gone = known(*order)[B.key]
        assert gone.successors == (Successor(A.key, certain=False),)
        assert (gone.valid_to, gone.to_inferred) == (OLD, True)


def test_a_new_name_in_an_extract_is_a_new_name() -> None:
    renamed = extract(DAY, [A.key])
    areas = tuple(
        replace(area, name="Neu", official_name="Neu") if area.key == A.key else area
        for area in renamed.areas
    )
    result = known(full(OLD, VERBAND, A), replace(renamed, areas=areas))[A.key]
    assert (result.name, result.official_name, result.former_names) == ("Neu", "Neu", (A.name,))


def test_the_table_keeps_which_editions_were_extracts() -> None:
    data = TableData(tuple(known(full(OLD, VERBAND, A), extract(DAY, [A.key])).values()))
    assert read_table(write_table(data), "table") == data


@st.composite
def listed(draw: st.DrawFn) -> list[str]:
    chosen = draw(st.sets(st.sampled_from(range(6)), min_size=1))
    return [draw(st.sampled_from((KEYS, FREE)))[number] for number in sorted(chosen)]


@st.composite
def registers(draw: st.DrawFn, day: date) -> Edition:
    sizes = st.integers(50, 60).map(lambda size: size * 10.0)
    towns = [town(key, draw(sizes)) for key in draw(listed())]
    return full(day, *([VERBAND] if any(t.key[5] == "5" for t in towns) else []), *towns)


DAYS = (FIRST, date(2024, 6, 30), OLD, DAY)
EXTRACTS = DAYS[1::2]
STAYING = "160745001099"  # a town of all editions, so that none is empty


@st.composite
def histories(draw: st.DrawFn) -> tuple[Edition, ...]:
    """Four editions, every other one an extract: towns begin, change their key once, and end."""
    listed: list[list[str]] = [[STAYING] for _day in DAYS]
    for number in range(6):
        begin, move, end = sorted(draw(st.tuples(*[st.integers(0, len(DAYS))] * 3)))
        for position in range(begin, end):
            listed[position].append((KEYS if position < move else FREE)[number])
    sizes = st.integers(50, 60).map(lambda size: size * 10.0)
    editions = []
    for day, keys in zip(DAYS, listed, strict=True):
        if day in EXTRACTS:
            editions.append(extract(day, keys))
        else:
            editions.append(full(day, VERBAND, *(town(key, draw(sizes)) for key in keys)))
    return tuple(editions)


@given(histories(), st.permutations(range(len(DAYS))))
def test_neither_order_nor_repetition_of_extracts_matters(
    editions: tuple[Edition, ...], order: list[int]
) -> None:
    once = known(*editions)
    assert known(*(editions[position] for position in order)) == once
    for again in editions:
        result = merge(once.values(), again)
        assert result.changes == ()
        assert {area.key: area for area in result.areas} == once


@given(registers(OLD), listed())
def test_an_area_exists_on_the_day_of_each_edition_that_lists_it(
    register: Edition, keys: list[str]
) -> None:
    bavarian = Area("091620000000", "München", AreaLevel.GEMEINDE, seen=(OLD,))
    newer = extract(DAY, keys)
    areas = merge(merge([bavarian], register).areas, newer).areas
    assert bavarian in areas
    for edition in (register, newer):
        existing = {a.key for a in areas if a.exists_on(edition.day) and a.key[:2] == "16"}
        assert existing == {area.key for area in edition.areas}


def test_an_extract_says_nothing_of_regierungsbezirke() -> None:
    upper = Area("091", "Oberbayern", AreaLevel.REGIERUNGSBEZIRK)
    areas = (
        Area("09", "Bayern", AreaLevel.LAND),
        upper,
        Area("09162", "München", AreaLevel.KREIS),
        Area("091620000000", "München", AreaLevel.GEMEINDE, hectares=1.0),
    )
    register = Edition(OLD, tuple(replace(area, seen=(OLD,)) for area in areas))
    row = "091620000000,09162000,München,,,09162,München\n"
    newer = parse_extract((HEAD + row).encode(), NAME, None, TODAY)
    for order in ((register, newer), (newer, register)):
        assert known(*order)["091"] == replace(upper, seen=(OLD,))


# -- the real file ----------------------------------------------------------------------------

EXTRACT = "gemeinden_gvisys_2026-06-30.csv"
GONE = {"Kiliansroda", "Kleinschwabhausen", "Mechelroda", "Dobitschen"}
SCHMOELLN, NOW = "160775052043", "160770043043"


@pytest.fixture(scope="module")
def thueringen(data: Path) -> Gazetteer:
    file = data / "places" / EXTRACT
    if not file.exists():
        pytest.skip(f"no file {EXTRACT} in the data")
    shipped = load_thueringen()
    edition = parse_edition(file.read_bytes(), file.name, shipped.areas, TODAY)
    result = merge(shipped.areas, edition, known_reforms())
    kinds = {change.kind for change in result.changes}
    assert AreaChangeKind.RENAMED not in kinds
    return replace(shipped, areas=result.areas).gazetteer()


def test_thueringen_on_30_june_2026(thueringen: Gazetteer) -> None:
    assert len(thueringen.municipalities("16", TODAY)) == 601
    assert len(thueringen.municipalities("16", OLD)) == 605
    lost = {area.name for area in thueringen.areas() if area.is_lost}
    assert lost == GONE
    assert thueringen.successors_on(SCHMOELLN, TODAY) == (NOW,)
    assert thueringen.successors_on("160775052", TODAY) == (NOW,)
    assert thueringen.area(NOW).population == thueringen.area(SCHMOELLN).population
    assert thueringen.parse("16077043").key == NOW
