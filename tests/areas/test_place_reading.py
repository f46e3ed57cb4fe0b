"""What a typed place means: certain is only an equal name with all that stands beside it fitting."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tlvwa.portal.areas.gazetteer import Gazetteer
from tlvwa.portal.areas.lookup.name_index import areas_of_name
from tlvwa.portal.areas.lookup.place_reading import PlaceCertainty, PlaceReading, read_place
from tlvwa.portal.areas.model import Area, AreaLevel
from tlvwa.portal.areas.outside import LANDS
from tlvwa.portal.areas.table import load_thueringen
from tlvwa.portal.areas.villages import load_villages

DAY = date(2026, 11, 27)
CERTAIN, SIMILAR = PlaceCertainty.CERTAIN, PlaceCertainty.SIMILAR
WITHOUT_VILLAGES = load_thueringen().gazetteer()
GERA, JENA, SUHL, WEIMAR = (f"160{number}0000000" for number in (52, 53, 54, 55))


@pytest.fixture(scope="module")
def thueringen() -> Gazetteer:
    return load_thueringen().gazetteer(villages=load_villages())


def read(gazetteer: Gazetteer, text: str) -> PlaceReading:
    return read_place(gazetteer, text, DAY)


def keys(reading: PlaceReading) -> list[str]:
    return [match.area.key for match in reading.matches]


def names(reading: PlaceReading) -> list[str]:
    return [match.area.name for match in reading.matches]


def certain(gazetteer: Gazetteer, text: str) -> str:
    """The name of the area that a text certainly means."""
    reading = read(gazetteer, text)
    assert reading.certainty is CERTAIN, (text, reading)
    assert len(reading.matches) == 1
    return reading.matches[0].area.name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Suhl", "Suhl"),
        ("SUHL", "Suhl"),
        ("Apolda 99510", "Apolda"),
        ("Apolda, 99510", "Apolda"),
        ("D-98527 Suhl", "Suhl"),
        ("98527 Suhl", "Suhl"),
        ("Meiningen, Thüringen", "Meiningen"),
        ("Altenburg (Thüringen)", "Altenburg"),
        ("Kahla Thüringen", "Kahla"),
        ("Kahla/Thür.", "Kahla"),
        ("Bad Blankenburg i. Thür.", "Bad Blankenburg"),
        ("Stadt Sömmerda", "Sömmerda"),
        ("Sömmerda (Stadt)", "Sömmerda"),
        ("Soemmerda", "Sömmerda"),
        ("Sommerda", "Sömmerda"),
        ("Gemeinde Schwallungen", "Schwallungen"),
        ("Stadtverwaltung Apolda", "Apolda"),
        ("Mühlhausen", "Mühlhausen/Thüringen"),
        ("Saalfeld (Saale)", "Saalfeld/Saale"),
        ("Ilmenau OT Oehrenstock", "Ilmenau"),
        ("Suhl-Goldlauter", "Suhl"),
        ("Gera-Untermhaus", "Gera"),
        ("Oehrenstock (Ilmenau)", "Ilmenau"),
        ("Oehrenstock", "Ilmenau"),
        ("Tannroda", "Bad Berka"),
        ("Tambach-Dietharz", "Tambach-Dietharz/Thür. Wald"),
        ("Bahnhofstraße 3, 98617 Meiningen", "Meiningen"),
        ("98617 Meiningen, Bahnhofstraße 3", "Meiningen"),
        ("Bahnhofstr. 3 98617 Meiningen", "Meiningen"),
        ("Meiningen Bahnhofstraße 3", "Meiningen"),
        ("Gösen 12", "Gösen"),
        ("Hild\u00adburghausen", "Hildburghausen"),
        ("Bad\u00a0Berka", "Bad Berka"),
        ("in Weimar", "Weimar"),
        ("Eisenach, Wartburgkreis", "Eisenach"),
        ("Neundorf (bei Schleiz)", "Neundorf (bei Schleiz)"),
    ],
)
def test_an_equal_name_is_certain(thueringen: Gazetteer, text: str, name: str) -> None:
    assert certain(thueringen, text) == name


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Landkreis Sonneberg", "16072"),
        ("Kreis Sonneberg", "16072"),
        ("LK Hildburghausen", "16069"),
        ("Landratsamt Gotha", "16067"),
        ("Saale Orla Kreis", "16075"),
        ("Landkreis Saale-Orla", "16075"),
        ("Kreis Wartburg", "16063"),
        ("SÖM", "16068"),
        ("EF", "160510000000"),
        ("Verwaltungsgemeinschaft Kranichfeld", "160715007"),
        ("VG Kranichfeld", "160715007"),
        ("erfüllende Gemeinde Eisenberg", "160745052"),
        ("16072", "16072"),
        ("16 0 74 5052 018", "160745052018"),
        ("Thüringen", "16"),
        ("Freistaat Thüringen", "16"),
    ],
)
def test_a_kind_a_plate_or_a_key_says_which_area(
    thueringen: Gazetteer, text: str, key: str
) -> None:
    reading = read(thueringen, text)
    assert (reading.certainty, keys(reading)) == (CERTAIN, [key])


def test_a_village_of_one_source_alone_or_near_a_border_is_asked_about(
    thueringen: Gazetteer,
) -> None:
    reading = read(thueringen, "Amalienruhe")
    assert reading.certainty is PlaceCertainty.UNSURE
    assert set(names(reading)) == {"Grabfeld", "Meiningen", "Untermaßfeld"}
    assert read(thueringen, "Absang").certainty is PlaceCertainty.UNSURE
    assert certain(thueringen, "Absang (Rosenthal am Rennsteig)") == "Rosenthal am Rennsteig"


def test_a_village_with_the_name_of_a_large_town_elsewhere_is_asked_about(
    thueringen: Gazetteer,
) -> None:
    for text, land in (("Bremen", "04"), ("München", "09")):
        reading = read(thueringen, text)
        assert (reading.certainty, reading.lands) == (PlaceCertainty.SEVERAL, (land,))
    assert certain(thueringen, "Bremen (Geisa)") == "Geisa"


def test_a_kind_excludes_villages_of_the_same_name(thueringen: Gazetteer) -> None:
    assert read(thueringen, "Treben").certainty is PlaceCertainty.SEVERAL
    assert certain(thueringen, "Gemeinde Treben") == "Treben"


@pytest.mark.parametrize(
    "text", ["99817 Gotha", "07545 Jena", "20095 Weimar", "Weimar, Hessen", "07743 Hamburg"]
)
def test_what_contradicts_is_asked_about(thueringen: Gazetteer, text: str) -> None:
    reading = read(thueringen, text)
    assert reading.certainty is PlaceCertainty.CONTRADICTION
    assert reading.matches


def test_both_sides_of_a_contradiction_are_offered(thueringen: Gazetteer) -> None:
    assert names(read(thueringen, "99817 Gotha"))[:2] == ["Gotha", "Eisenach"]


def test_a_code_or_a_container_tells_towns_of_one_name_apart(thueringen: Gazetteer) -> None:
    assert read(thueringen, "Lehesten").certainty is PlaceCertainty.SEVERAL
    assert keys(read(thueringen, "07349 Lehesten")) == keys(
        read(thueringen, "Lehesten (Saalfeld-Rudolstadt)")
    )
    assert read(thueringen, "Lehesten, Landkreis Sonneberg").certainty is (
        PlaceCertainty.CONTRADICTION
    )


@pytest.mark.parametrize("text", ["Tam", "Gra", "Schön", "G", "J", "söm", "Neustadt an der"])
def test_a_beginning_or_a_part_is_an_offer(thueringen: Gazetteer, text: str) -> None:
    assert read(thueringen, text).certainty is SIMILAR


@pytest.mark.parametrize(
    ("text", "name"),
    [
        *(
            ("Suhll", "Suhl"),
            ("Arnstatd", "Arnstadt"),
            ("Gerra", "Gera"),
            ("Meinigen", "Meiningen"),
        ),
        *(
            ("Hildburghasuen", "Hildburghausen"),
            ("98527 Suhll", "Suhl"),
            ("Stadt Apolfa", "Apolda"),
        ),
    ],
)
def test_a_near_name_is_an_offer_with_the_nearest_first(
    thueringen: Gazetteer, text: str, name: str
) -> None:
    reading = read(thueringen, text)
    assert reading.certainty is SIMILAR
    assert names(reading)[0] == name


def test_a_name_with_words_that_nobody_knows_is_an_offer(thueringen: Gazetteer) -> None:
    reading = read(thueringen, "Weimar Unbekanntviertel")
    assert (reading.certainty, names(reading)) == (SIMILAR, ["Weimar"])
    assert read(thueringen, "Ilmtal-Weinstr").certainty is SIMILAR


@pytest.mark.parametrize(
    ("text", "land"),
    [
        *(("Hamburg", "02"), ("20095", "02"), ("20095 Hamburg", "02"), ("Dresden", "14")),
        *(("97070 Würzburg", "09"), ("Bern", "CH"), ("04109", "14"), ("Leipzig, Markt 1", "14")),
        *(
            ("Bayern", "09"),
            ("Landkreis Hof", "09"),
            ("Berlin-Mitte", "11"),
            ("Hamburg Altona", "02"),
        ),
        *(("Frankfurt", "06"), ("Frankfurt", "12"), ("Halle (Saale)", "15")),
    ],
)
def test_a_place_that_is_known_elsewhere_is_said_to_be(
    thueringen: Gazetteer, text: str, land: str
) -> None:
    reading = read(thueringen, text)
    assert reading.certainty is PlaceCertainty.OUTSIDE
    assert land in reading.lands


@pytest.mark.parametrize("text", ["00000", "05000", "43999"])
def test_a_code_that_does_not_exist_is_said_not_to(thueringen: Gazetteer, text: str) -> None:
    assert read(thueringen, text).certainty is PlaceCertainty.NO_SUCH_CODE


def test_a_code_alone_means_its_area(thueringen: Gazetteer) -> None:
    for text in ("98527", "D 98527", "PLZ 98527", "985 27"):
        reading = read(thueringen, text)
        assert (reading.certainty, reading.code) == (PlaceCertainty.CODE, "98527")
    assert read(thueringen, "98527 07607").certainty is PlaceCertainty.CONTRADICTION


def test_nothing_and_what_nobody_knows(thueringen: Gazetteer) -> None:
    assert read(thueringen, " \u200b").certainty is PlaceCertainty.NOTHING
    assert read(thueringen, "xqzv").certainty is PlaceCertainty.NO_SUCH_NAME
    assert read(thueringen, "Marktstraße 5").certainty is PlaceCertainty.NO_SUCH_NAME


def test_the_street_is_kept_apart(thueringen: Gazetteer) -> None:
    assert read(thueringen, "Bahnhofstraße 3, 98617 Meiningen").street == "Bahnhofstraße 3"


def spellings(area: Area, district: str) -> list[str]:
    """The forms in which people write a municipality."""
    name, code = area.name, area.postal_code
    forms = [
        *(name, name.upper(), name.lower(), f"{name}, Thüringen", f"{name} i. Thür."),
        *(f"Stadt {name}", f"Gemeinde {name}", f"Gemeindeverwaltung {name}"),
        *(name[:2] + "\u00ad" + name[2:], name.replace(" ", "\u00a0")),
        *(f"{code} {name}", f"{name} {code}", f"D-{code} {name}", f"{code} {name}, Hauptstraße 5a"),
    ]
    return [*forms, f"{name} ({district})"] if district else forms


def test_each_municipality_in_each_form_is_right_or_a_question(thueringen: Gazetteer) -> None:
    counts: dict[str, int] = {}
    for area in thueringen.areas(AreaLevel.GEMEINDE):
        if not area.exists_on(DAY):
            continue
        district = thueringen.area(area.key[:5]).name
        for text in spellings(
            area, "" if thueringen.canonical_key(area.key[:5]) == area.key else district
        ):
            reading = read(thueringen, text)
            kind = reading.certainty.value
            if reading.certainty is CERTAIN:
                kind = "right" if keys(reading) == [area.key] else f"wrong: {text}"
            elif area.key not in keys(reading):
                kind = f"lost: {text}"
            counts[kind] = counts.get(kind, 0) + 1
    assert counts["right"] >= 0.94 * sum(counts.values()), counts
    assert set(counts) <= {"right", "several", "contradiction"}, counts


def test_a_beginning_is_certain_only_if_an_area_is_called_so(thueringen: Gazetteer) -> None:
    for area in thueringen.areas():
        for length in range(1, len(area.name)):
            reading = read(thueringen, area.name[:length])
            if reading.certainty is CERTAIN:
                text = area.name[:length].split("/")[0]
                equal = [match.area.key for match in areas_of_name(thueringen, text, DAY)]
                assert keys(reading)[0] in equal, text


def test_a_letter_too_few_is_no_answer_and_offers_the_right_one(thueringen: Gazetteer) -> None:
    towns = [area for area in thueringen.areas(AreaLevel.GEMEINDE) if area.exists_on(DAY)]
    first = 0
    for area in towns:
        middle = len(area.name) // 2
        text = area.name[:middle] + area.name[middle + 1 :]
        reading = read(thueringen, text)
        if reading.certainty is CERTAIN:
            assert areas_of_name(thueringen, text, DAY)
        first += bool(reading.matches) and keys(reading)[0] == area.key
    assert first >= 0.9 * len(towns)


@given(st.text(max_size=120))
def test_any_text_has_a_reading(text: str) -> None:
    reading = read_place(WITHOUT_VILLAGES, text, DAY)
    assert (reading.certainty is CERTAIN) <= (len(reading.matches) == 1)


@pytest.mark.parametrize(
    ("text", "land"),
    [
        ("37308 Göttingen", "Niedersachsen"),
        ("Hamburg 99817", "Hamburg"),
        ("20095 Weimar", "Hamburg"),
        ("Weimar, Hessen", "Hessen"),
    ],
)
def test_what_contradicts_is_said_to_be_elsewhere(
    thueringen: Gazetteer, text: str, land: str
) -> None:
    reading = read(thueringen, text)
    assert reading.certainty is PlaceCertainty.CONTRADICTION
    assert [LANDS[key] for key in reading.lands] == [land]
    assert reading.matches


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Neustadt", "Neustadt an der Orla"),
        ("Salzungen", "Bad Salzungen"),
        ("Tennstedt", "Bad Tennstedt"),
        ("langensalza", "Bad Langensalza"),
        ("Lobenstein", "Bad Lobenstein"),
    ],
)
def test_a_town_whose_name_people_shorten_is_offered_first(
    thueringen: Gazetteer, text: str, name: str
) -> None:
    reading = read(thueringen, text)
    assert reading.certainty is not PlaceCertainty.CERTAIN
    assert reading.matches[0].area.name == name
