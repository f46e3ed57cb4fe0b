"""A municipality that has ended, and nobody knows where it went: no neighbour stands for it."""

from dataclasses import replace
from datetime import date

import pytest

from tlvwa.portal.answers.texts.dissolved import dissolved_text
from tlvwa.portal.areas.corrections import (
    Correction,
    CorrectionKind,
    read_corrections,
    write_corrections,
)
from tlvwa.portal.areas.dissolved import dissolved_area, dissolved_area_by_name
from tlvwa.portal.areas.former import load_former
from tlvwa.portal.areas.gazetteer import Gazetteer
from tlvwa.portal.areas.importing.corrections import CorrectionError, parse_corrections
from tlvwa.portal.areas.importing.editions import parse_edition
from tlvwa.portal.areas.importing.merge import merge
from tlvwa.portal.areas.importing.postal_areas import keys_by_ags
from tlvwa.portal.areas.lookup.locate import PointCertainty, locate_point
from tlvwa.portal.areas.lookup.name_index import find_areas
from tlvwa.portal.areas.lookup.place_reading import PlaceCertainty, read_place
from tlvwa.portal.areas.outlines import load_outlines
from tlvwa.portal.areas.postal_areas import load_postal_areas
from tlvwa.portal.areas.table import load_thueringen
from tlvwa.portal.areas.villages import load_villages
from tlvwa.portal.finder.locations import Location, PlaceResolver

from ..register_extract import (
    DOBITSCHEN,
    EG_SCHMOELLN,
    GONE,
    KILIANSRODA,
    MELLINGEN,
    NAME,
    NEW_SCHMOELLN,
    SCHMOELLN,
    extract_file,
)

TODAY, BETWEEN, LAST = date(2026, 11, 28), date(2026, 3, 1), date(2025, 8, 31)


def made(*corrections: Correction) -> Gazetteer:
    shipped = load_thueringen()
    edition = parse_edition(extract_file(), NAME, shipped.areas, TODAY)
    data = replace(shipped, areas=merge(shipped.areas, edition).areas)
    return data.gazetteer(
        load_outlines().polygons(data.areas),
        load_villages(),
        load_postal_areas(),
        load_former(),
        corrections,
    )


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return made()


def successor(key: str, municipality: str) -> Correction:
    return Correction(CorrectionKind.SUCCESSOR, key, municipality, "ThürGVBl.", TODAY)


def test_it_has_no_successor_and_is_lost(gazetteer: Gazetteer) -> None:
    assert {area.key for area in gazetteer.areas() if area.is_lost} == set(GONE)
    assert gazetteer.successors_on(KILIANSRODA, TODAY) == ()
    assert gazetteer.lost_on(KILIANSRODA, TODAY) == (KILIANSRODA,)
    assert gazetteer.lost_on(KILIANSRODA, LAST) == ()
    assert gazetteer.first_edition_without(KILIANSRODA) == date(2026, 6, 30)
    assert gazetteer.lost_on("16071", TODAY) == ()


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("Kiliansroda", KILIANSRODA),
        ("kiliansroda, Weimarer Land", KILIANSRODA),
        ("99441 Kiliansroda", KILIANSRODA),
        ("16071038", KILIANSRODA),
        (KILIANSRODA, KILIANSRODA),
        ("Husitingau", KILIANSRODA),
        ("Rolika", DOBITSCHEN),
        ("04626 Dobitschen", DOBITSCHEN),
    ],
)
def test_its_name_key_code_and_villages_lead_to_itself(
    gazetteer: Gazetteer, typed: str, key: str
) -> None:
    reading = read_place(gazetteer, typed, TODAY)
    assert reading.certainty in (PlaceCertainty.CERTAIN, PlaceCertainty.UNSURE)
    assert {match.area.key for match in reading.matches} == {key}
    assert all(str(match.label).endswith(", aufgelöst") for match in reading.matches)
    before = read_place(gazetteer, typed, LAST)
    assert {match.area.key for match in before.matches} == {key}
    assert not any("aufgelöst" in match.label for match in before.matches)


def test_the_name_of_a_verband_is_not_that_of_its_lost_member(gazetteer: Gazetteer) -> None:
    matches = find_areas(gazetteer, "Schmölln", TODAY)
    assert DOBITSCHEN not in {match.area.key for match in matches}
    assert matches[0].area.key == NEW_SCHMOELLN
    assert gazetteer.lost_on(EG_SCHMOELLN, TODAY) == (DOBITSCHEN,)
    assert gazetteer.standing_on(EG_SCHMOELLN, TODAY) == (NEW_SCHMOELLN, DOBITSCHEN)


def test_a_code_that_it_had_can_mean_all_of_its_district(gazetteer: Gazetteer) -> None:
    district = set(gazetteer.municipalities("16071", TODAY))
    assert set(gazetteer.possible_municipalities("99441", TODAY)) == district
    assert set(gazetteer.known_municipalities("99441", TODAY)) < district
    assert len(gazetteer.possible_municipalities("99441", LAST)) == 12
    assert gazetteer.lost_of_code("99441", TODAY) == tuple(sorted(GONE[:3]))
    assert gazetteer.lost_of_code("99423", TODAY) == ()


def test_a_point_in_it_is_in_it_and_near_it_a_question(gazetteer: Gazetteer) -> None:
    area = gazetteer.area(KILIANSRODA)
    assert area.centre is not None
    inside = locate_point(gazetteer, *area.centre, TODAY)
    assert (inside.certainty, inside.municipalities) == (PointCertainty.INSIDE, (KILIANSRODA,))
    near = locate_point(gazetteer, *area.centre, TODAY, accuracy=2500)
    assert near.certainty is PointCertainty.BORDER
    assert KILIANSRODA in near.municipalities


def test_it_means_all_of_its_district(gazetteer: Gazetteer) -> None:
    places = PlaceResolver(gazetteer)
    lost = Location.area(KILIANSRODA)
    assert places.municipalities(lost, TODAY) == gazetteer.municipalities("16071", TODAY)
    assert places.municipalities(lost, LAST) == (KILIANSRODA,)
    assert places.is_lost(lost, TODAY)
    assert not places.is_lost(lost, LAST)
    verband = Location.area(EG_SCHMOELLN)
    assert not places.is_lost(verband, TODAY)
    assert places.known(verband, TODAY) == {NEW_SCHMOELLN}
    assert places.lost(verband, TODAY) == (DOBITSCHEN,)


def test_what_is_said_of_it(gazetteer: Gazetteer) -> None:
    def said(key: str, day: date) -> str:
        dissolved = dissolved_area(gazetteer, key, day)
        return dissolved_text(dissolved) if dissolved else ""

    unknown = "Wohin das Gebiet gekommen ist, ist hier noch nicht bekannt."
    assert said(KILIANSRODA, TODAY) == (
        f"Die Gemeinde Kiliansroda gibt es spätestens seit dem 30. Juni 2026 nicht mehr. {unknown}"
    )
    assert said(KILIANSRODA, BETWEEN) == (
        "Die Gemeinde Kiliansroda steht im Gemeindeverzeichnis zuletzt am 31. August 2025 und am "
        f"30. Juni 2026 nicht mehr. {unknown}"
    )
    assert said(KILIANSRODA, LAST) == ""
    assert said(SCHMOELLN, TODAY) == (
        f"Die Stadt Schmölln hat heute einen anderen Schlüssel: {NEW_SCHMOELLN}."
    )
    assert said(EG_SCHMOELLN, TODAY).endswith(
        "Wohin das Gebiet von Dobitschen gekommen ist, ist hier noch nicht bekannt."
    )
    by_name = dissolved_area_by_name(gazetteer, "Kiliansroda", KILIANSRODA, TODAY)
    assert by_name == dissolved_area(gazetteer, KILIANSRODA, TODAY)


def test_a_former_municipality_that_went_into_it_is_lost_with_it(gazetteer: Gazetteer) -> None:
    former = next(
        row.ags
        for row in gazetteer.former_municipalities
        if DOBITSCHEN in row.successors and row.ags in gazetteer.former
    )
    assert gazetteer.lost_on(former, TODAY) == (DOBITSCHEN,)
    dissolved = dissolved_area(gazetteer, former, TODAY)
    assert dissolved is not None
    assert "das Gebiet gehörte zuletzt zu Dobitschen" in dissolved_text(dissolved)


def test_an_import_of_postal_areas_keeps_its_codes(gazetteer: Gazetteer) -> None:
    assert keys_by_ags(tuple(gazetteer.areas()))["16071038"] == (KILIANSRODA,)


# -- successors that operators name -----------------------------------------------------------


def test_a_named_successor_stands_for_it() -> None:
    named = made(successor(KILIANSRODA, MELLINGEN))
    assert named.successors_on(KILIANSRODA, TODAY) == (MELLINGEN,)
    assert named.lost_on(KILIANSRODA, TODAY) == ()
    assert [match.area.key for match in find_areas(named, "Kiliansroda", TODAY)] == [MELLINGEN]
    dissolved = dissolved_area(named, KILIANSRODA, TODAY)
    assert dissolved is not None
    assert "gehört heute zu Mellingen" in dissolved_text(dissolved)


def test_several_are_named_for_a_split_and_a_verband_follows_its_members() -> None:
    named = made(successor(DOBITSCHEN, NEW_SCHMOELLN), successor(DOBITSCHEN, "160770001001"))
    assert named.successors_on(DOBITSCHEN, TODAY) == ("160770001001", NEW_SCHMOELLN)
    assert named.successors_on(EG_SCHMOELLN, TODAY) == ("160770001001", NEW_SCHMOELLN)
    assert named.lost_on(EG_SCHMOELLN, TODAY) == ()


def test_all_codes_are_complete_again_when_all_are_named() -> None:
    named = made(*(successor(key, MELLINGEN) for key in GONE[:3]))
    known = named.known_municipalities("99441", TODAY)
    assert named.possible_municipalities("99441", TODAY) == known


@pytest.mark.parametrize(
    ("key", "municipality"), [(KILIANSRODA, "160719999999"), (MELLINGEN, SCHMOELLN)]
)
def test_what_a_correction_names_that_is_not_there_says_nothing(
    key: str, municipality: str
) -> None:
    named = made(successor(key, municipality))
    assert named.lost_on(KILIANSRODA, TODAY) == (KILIANSRODA,)
    assert named.successors_on(MELLINGEN, TODAY) == (MELLINGEN,)


HEAD = "kind,text,municipality,source,day\n"


@pytest.mark.parametrize("text", ["Kiliansroda", KILIANSRODA, "16071038", "kiliansroda"])
def test_a_successor_is_read_by_name_or_key(gazetteer: Gazetteer, text: str) -> None:
    content = f"{HEAD}successor,{text},Mellingen,ThürGVBl.,2026-11-28\n".encode()
    (row,) = parse_corrections(content, "x.csv", gazetteer, TODAY)
    assert row == successor(KILIANSRODA, MELLINGEN)
    assert read_corrections(write_corrections([row]), "x") == (row,)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (
            "successor,Mellingen,Magdala,x,",
            "„Mellingen“ ist keine Gemeinde, die es nicht mehr gibt",
        ),
        ("successor,Nirgends,Magdala,x,", "„Nirgends“ ist keine Gemeinde, die es nicht mehr gibt"),
        ("successor,99441,Magdala,x,", "„99441“ ist keine Gemeinde, die es nicht mehr gibt"),
        ("successor,Kiliansroda,Dobitschen,x,", "municipality: „Dobitschen“ gibt es nicht mehr"),
        ("successor,Kiliansroda,16071,x,", "„16071“ ist keine Gemeinde"),
        ("successor,,Magdala,x,", "ein Name oder eine Postleitzahl"),
        ("village,Hof,Dobitschen,x,", "municipality: „Dobitschen“ gibt es nicht mehr"),
    ],
)
def test_a_wrong_successor_is_refused_with_its_line(
    gazetteer: Gazetteer, row: str, reason: str
) -> None:
    with pytest.raises(CorrectionError, match=rf"x\.csv, Zeile 2: .*{reason}"):
        parse_corrections(f"{HEAD}{row}\n".encode(), "x.csv", gazetteer, TODAY)
