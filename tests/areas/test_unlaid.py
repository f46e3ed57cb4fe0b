"""Places that could not be laid stay a known unknown: a name that stands for one, too, is never certain."""

from datetime import date

import pytest

from tlvwa.portal.areas.corrections import Correction, CorrectionKind
from tlvwa.portal.areas.former import load_former
from tlvwa.portal.areas.gazetteer import Gazetteer
from tlvwa.portal.areas.lookup.place_reading import PlaceCertainty, read_place
from tlvwa.portal.areas.model import Area, AreaLevel, Locality, UnlaidPlace
from tlvwa.portal.areas.postal_areas import load_postal_areas
from tlvwa.portal.areas.table import TableData, load_thueringen, read_table, write_table
from tlvwa.portal.areas.unlaid import still_unlaid
from tlvwa.portal.areas.villages import load_villages

DAY = date(2026, 11, 27)
A, B, C = "160740001001", "160740002002", "160740003003"
AREAS = (
    Area("16", "Thüringen", AreaLevel.LAND),
    Area("16074", "Holzland", AreaLevel.KREIS),
    *(
        Area(key, name, AreaLevel.GEMEINDE)
        for key, name in ((A, "Ahausen"), (B, "Behausen"), (C, "Cehausen"))
    ),
)
WEILER = UnlaidPlace("Weiler", "07001", (A, B))


def data(*places: Locality, unlaid: tuple[UnlaidPlace, ...] = (WEILER,)) -> TableData:
    return TableData(AREAS, places, unlaid=unlaid)


def test_a_name_that_only_an_unlaid_place_has_is_asked_about() -> None:
    reading = read_place(data().gazetteer(), "Weiler", DAY)
    assert reading.certainty is PlaceCertainty.UNSURE
    assert [match.area.key for match in reading.matches] == [A, B]
    assert reading.unlaid == (WEILER,)


def test_a_certain_place_elsewhere_is_no_longer_certain() -> None:
    gazetteer = data(Locality("Weiler", C)).gazetteer()
    reading = read_place(gazetteer, "Weiler", DAY)
    assert reading.certainty is PlaceCertainty.SEVERAL
    assert {match.area.key for match in reading.matches} == {A, B, C}
    nowhere = UnlaidPlace("Weiler", "07001")
    reading = read_place(data(Locality("Weiler", C), unlaid=(nowhere,)).gazetteer(), "Weiler", DAY)
    assert reading.certainty is PlaceCertainty.UNSURE
    assert [match.area.key for match in reading.matches] == [C]
    assert reading.unlaid == (nowhere,)


def test_a_container_beside_the_name_tells() -> None:
    gazetteer = data(Locality("Weiler", C)).gazetteer()
    reading = read_place(gazetteer, "Weiler, Cehausen", DAY)
    assert reading.certainty is PlaceCertainty.CERTAIN
    assert reading.matches[0].area.key == C


def test_another_source_or_an_operator_lays_it() -> None:
    villages = [Locality("Weiler", A)]
    reading = read_place(data().gazetteer(villages=villages), "Weiler", DAY)
    assert (reading.certainty, reading.unlaid) == (PlaceCertainty.CERTAIN, ())
    correction = Correction(CorrectionKind.VILLAGE, "Weiler", B, "Auskunft", DAY)
    reading = read_place(data().gazetteer(corrections=(correction,)), "Weiler", DAY)
    assert reading.certainty is PlaceCertainty.CERTAIN
    assert [match.area.key for match in reading.matches] == [B]


def test_an_uncertain_village_lays_nothing() -> None:
    unsure = Locality("Weiler", A, is_certain=False)
    assert list(still_unlaid([WEILER], [unsure], (), {})) == [WEILER]
    reading = read_place(data().gazetteer(villages=[unsure]), "Weiler", DAY)
    assert reading.certainty is PlaceCertainty.UNSURE
    assert {match.area.key for match in reading.matches} == {A, B}


def test_a_table_read_again_is_the_same() -> None:
    assert read_table(write_table(data()), "t") == data()
    without = data(unlaid=())
    assert "[unlaid places]" not in write_table(without)
    assert read_table(write_table(without), "t") == without


@pytest.fixture(scope="module")
def shipped() -> Gazetteer:
    return load_thueringen().gazetteer(
        villages=load_villages(), postal_areas=load_postal_areas(), former=load_former()
    )


def test_no_name_of_an_unlaid_place_is_certain(shipped: Gazetteer) -> None:
    assert len(load_thueringen().unlaid) == 73
    assert 0 < len(shipped.unlaid) < 20
    for place in shipped.unlaid:
        for text in (place.name, f"{place.postal_code} {place.name}", place.name.upper()):
            assert read_place(shipped, text, DAY).certainty is not PlaceCertainty.CERTAIN, text


def test_what_another_source_lays_lies_where_the_point_may_be(shipped: Gazetteer) -> None:
    for place in set(load_thueringen().unlaid) - set(shipped.unlaid):
        reading = read_place(shipped, place.name, DAY)
        assert set(place.municipalities) & {match.area.key for match in reading.matches}, place
