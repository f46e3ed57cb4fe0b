"""Corrections of places: they win over all sources, and a broken one is refused with its line."""

from datetime import date

import pytest

from tlvwa.portal.areas.corrections import (
    Correction,
    CorrectionKind,
    CorrectionTableError,
    corrected_codes,
    corrected_localities,
    read_corrections,
    with_corrections,
    write_corrections,
)
from tlvwa.portal.areas.gazetteer import Gazetteer
from tlvwa.portal.areas.importing.corrections import CorrectionError, parse_corrections
from tlvwa.portal.areas.lookup.name_index import find_areas
from tlvwa.portal.areas.lookup.place_reading import PlaceCertainty, read_place
from tlvwa.portal.areas.model import Area, AreaLevel, Locality, PostalCode
from tlvwa.portal.areas.table import load_thueringen
from tlvwa.portal.areas.villages import load_villages

DAY = date(2026, 11, 27)
WEIMAR, JENA, APOLDA = "160550000000", "160530000000", "160710001001"
AREAS = {
    key: Area(key, name, AreaLevel.GEMEINDE)
    for key, name in ((WEIMAR, "Weimar"), (JENA, "Jena"), (APOLDA, "Apolda"))
} | {"16071": Area("16071", "Weimarer Land", AreaLevel.KREIS)}
LEVELS = frozenset((AreaLevel.LAND, AreaLevel.KREIS, AreaLevel.VERBAND, AreaLevel.GEMEINDE))
HEAD = "kind,text,municipality,source,day"


def correction(kind: str, text: str, key: str) -> Correction:
    return Correction(CorrectionKind(kind), text, key, "Auskunft", DAY)


def placed(localities: list[Locality], *corrections: Correction) -> list[Locality]:
    return list(corrected_localities(localities, corrections, AREAS))


def test_a_village_becomes_certain_and_keeps_what_is_known_of_it() -> None:
    unsure = Locality(
        "Grenzhof", WEIMAR, ("99423",), (50.9, 11.3), is_certain=False, others=(JENA,)
    )
    (village,) = placed([unsure], correction("village", "Grenzhof", WEIMAR))
    assert village == Locality("Grenzhof", WEIMAR, ("99423",), (50.9, 11.3))
    assert placed([unsure], correction("village", "grenzhof", JENA)) == [Locality("grenzhof", JENA)]


def test_a_village_of_the_same_name_elsewhere_stays() -> None:
    other = Locality("Neudorf", APOLDA)
    assert placed([other], correction("village", "Neudorf", JENA)) == [
        other,
        Locality("Neudorf", JENA),
    ]


def test_what_is_removed_is_gone_or_left_to_the_other_possible_ones() -> None:
    unsure = Locality("Grenzhof", WEIMAR, is_certain=False, others=(JENA,))
    assert placed([unsure], correction("remove", "Grenzhof", WEIMAR)) == [
        Locality("Grenzhof", JENA, is_certain=False)
    ]
    assert placed([Locality("Neudorf", JENA)], correction("remove", "Neudorf", JENA)) == []


def test_other_areas_are_not_corrected() -> None:
    assert placed([], correction("village", "Neudorf", "169999999999")) == []
    codes = corrected_codes([], [correction("code", "99423", "169999999999")], AREAS)
    assert list(codes) == []


def test_codes_get_and_lose_municipalities() -> None:
    row = PostalCode("99423", (JENA, WEIMAR), ("16053", "16055"), LEVELS, disputed=(JENA,))
    added = correction("code", "99423", APOLDA)
    (with_apolda,) = corrected_codes([row], [added], AREAS)
    assert with_apolda.municipalities == (JENA, WEIMAR, APOLDA)
    assert with_apolda.districts == ("16071",)
    assert (with_apolda.complete, with_apolda.disputed) == (LEVELS, (JENA,))
    (without_jena,) = corrected_codes([row], [correction("remove", "99423", JENA)], AREAS)
    assert (without_jena.municipalities, without_jena.disputed) == ((WEIMAR,), ())
    removed = [correction("remove", "99423", key) for key in (JENA, WEIMAR)]
    assert list(corrected_codes([row], removed, AREAS)) == []


def test_a_new_code_is_not_called_complete() -> None:
    (row,) = corrected_codes([], [correction("code", "99999", WEIMAR)], AREAS)
    assert (row.municipalities, row.complete) == ((WEIMAR,), frozenset())


def test_an_incomplete_code_stays_incomplete_and_keeps_its_districts() -> None:
    row = PostalCode("99510", (), ("16071",), frozenset((AreaLevel.LAND, AreaLevel.KREIS)))
    (corrected,) = corrected_codes([row], [correction("code", "99510", APOLDA)], AREAS)
    assert (corrected.districts, corrected.complete) == (("16071",), row.complete)


def test_a_later_correction_of_the_same_replaces_the_earlier() -> None:
    first, other = correction("village", "Neudorf", WEIMAR), correction("village", "Neudorf", JENA)
    later = correction("remove", "neudorf", WEIMAR)
    assert with_corrections((first, other), (later,)) == (other, later)


@pytest.fixture(scope="module")
def data() -> Gazetteer:
    return load_thueringen().gazetteer(villages=load_villages())


def test_all_of_it_is_read_by_people(data: Gazetteer) -> None:
    corrections = (
        correction("village", "Hinterdupfingen", WEIMAR),
        correction("spelling", "Klassikerstadt", WEIMAR),
    )
    gazetteer = load_thueringen().gazetteer(villages=load_villages(), corrections=corrections)
    for text in ("Hinterdupfingen", "Klassikerstadt", "Stadt Klassikerstadt"):
        reading = read_place(gazetteer, text, DAY)
        assert reading.certainty is PlaceCertainty.CERTAIN, text
        assert reading.matches[0].area.key == WEIMAR
    (match,) = find_areas(gazetteer, "Klassikerstadt", DAY)
    assert match.label.startswith("Klassikerstadt, auch für Weimar")


def test_a_table_read_again_is_the_same() -> None:
    rows = (correction("village", "Neudorf", WEIMAR), correction("code", "99423", JENA))
    assert read_corrections(write_corrections(rows), "t") == rows


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("", "t, line 1"),
        ("# Corrections of places; format 1\nvillage\tx", "t, line 2"),
        ("# Corrections of places; format 1\nx\tx\tx\tx\t2026-11-27", "t, line 2"),
        ("# Corrections of places; format 1\ncode\tx\tx\tx\tx", "t, line 2"),
    ],
)
def test_a_broken_table_names_its_line(text: str, place: str) -> None:
    with pytest.raises(CorrectionTableError, match=place):
        read_corrections(text, "t")


@pytest.mark.parametrize("mark", [",", ";"])
def test_a_file_names_municipalities_by_key_or_name(data: Gazetteer, mark: str) -> None:
    rows = (
        HEAD,
        "village,Neudorf,Weimar,Auskunft,2026-01-31",
        f"code,99423,{JENA},Auskunft,",
        "remove,'-Neu-,16055000,Auskunft,",
    )
    content = "\n".join(rows).replace(",", mark).encode("utf-8-sig")
    assert parse_corrections(content, "t", data, DAY) == (
        Correction(CorrectionKind.VILLAGE, "Neudorf", WEIMAR, "Auskunft", date(2026, 1, 31)),
        Correction(CorrectionKind.CODE, "99423", JENA, "Auskunft", DAY),
        Correction(CorrectionKind.REMOVE, "-Neu-", WEIMAR, "Auskunft", DAY),
    )


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("hamlet,Neudorf,Weimar,A,", "Zeile 2: kind: „hamlet“ ist keine von village, spelling"),
        ("village,-,Weimar,A,", "Zeile 2: text: ein Name"),
        ("village,99423,Weimar,A,", "Zeile 2: text: zur Art „code“ gehört"),
        ("code,Neudorf,Weimar,A,", "Zeile 2: text: zur Art „code“ gehört"),
        ("village,Neudorf,Xyzzy,A,", "Zeile 2: municipality: „Xyzzy“ ist nicht sicher"),
        ("village,Neudorf,Neudorf,A,", "Zeile 2: municipality: „Neudorf“ ist nicht sicher"),
        ("village,Neudorf,16071,A,", "Zeile 2: municipality: „16071“ ist keine Gemeinde"),
        ("village,Neudorf,Weimar,,", "Zeile 2: source: woher"),
        ("village,Neudorf,Weimar,A,31.1.2026", "Zeile 2: day: „31.1.2026“"),
        (f"village,{'x' * 201},Weimar,A,", "Zeile 2: ein Text hat höchstens"),
        ("village,A,Weimar,A,\nremove,a,Weimar,A,", "Zeile 3: es gibt schon"),
    ],
)
def test_a_broken_file_names_its_line(data: Gazetteer, row: str, reason: str) -> None:
    with pytest.raises(CorrectionError, match=reason):
        parse_corrections(f"{HEAD}\n{row}\n".encode(), "t", data, DAY)
