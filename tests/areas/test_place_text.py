"""A typed place in its parts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tlvwa.portal.areas.lookup.place_text import clean_text, is_street, parse_place_text
from tlvwa.portal.areas.model import AreaLevel
from tlvwa.portal.areas.normalize import LONGEST


def parts(text: str) -> list[str]:
    return [part.text for part in parse_place_text(text).parts]


@pytest.mark.parametrize(
    "text",
    [
        "98527 Suhl",
        "Suhl 98527",
        "D-98527 Suhl",
        "D 98527 Suhl",
        "PLZ: 98527, Suhl",
        "Suhl (98527)",
    ],
)
def test_a_postal_code_is_taken_out_wherever_it_stands(text: str) -> None:
    typed = parse_place_text(text)
    assert typed.codes == ("98527",)
    assert parts(text) == ["Suhl"]


def test_a_number_of_other_length_is_no_postal_code() -> None:
    assert parse_place_text("Suhl 985271").codes == ()
    assert parse_place_text("Suhl 9852").codes == ()


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Stadt Sömmerda", AreaLevel.GEMEINDE),
        ("Sömmerda (Stadt)", AreaLevel.GEMEINDE),
        ("Stadtverwaltung Sömmerda", AreaLevel.GEMEINDE),
        ("Landkreis Sömmerda", AreaLevel.KREIS),
        ("LK Sömmerda", AreaLevel.KREIS),
        ("Landratsamt Sömmerda", AreaLevel.KREIS),
        ("VG Sömmerda", AreaLevel.VERBAND),
        ("erfüllende Gemeinde Sömmerda", AreaLevel.VERBAND),
        ("in der Stadt Sömmerda", None),
    ],
)
def test_the_kind_is_understood_before_and_behind_a_name(
    text: str, level: AreaLevel | None
) -> None:
    assert parse_place_text(text).parts[0].level is level


@pytest.mark.parametrize(
    "text",
    ["Ilmenau OT Oehrenstock", "Ilmenau, Ortsteil Oehrenstock", "Ilmenau, OT. Oehrenstock"],
)
def test_what_stands_behind_ortsteil_is_a_locality(text: str) -> None:
    town, locality = parse_place_text(text).parts
    assert (town.text, town.is_locality) == ("Ilmenau", False)
    assert (locality.text, locality.is_locality) == ("Oehrenstock", True)


@pytest.mark.parametrize(
    "street",
    [
        "Bahnhofstraße 3",
        "Bahnhofstr.3",
        "Am Anger 5a",
        "Marktplatz",
        "Lange Gasse 12 b",
        "Weg 4",
        "17",
    ],
)
def test_a_street_is_known_by_its_words_or_its_number(street: str) -> None:
    assert all(is_street(part) for part in parse_place_text(street).parts)


@pytest.mark.parametrize("name", ["Weimar", "Bad Berka", "Straußfurt", "Weida", "Am Ettersberg"])
def test_a_town_is_no_street(name: str) -> None:
    assert not any(is_street(part) for part in parse_place_text(name).parts)


def test_invisible_characters_mean_nothing() -> None:
    assert clean_text("Hild\u00adburg\u200bhausen") == "Hildburghausen"
    assert clean_text("\ufeffBad\u00a0Berka\u200e") == "Bad Berka"


@given(st.text(max_size=3 * LONGEST))
def test_any_text_is_safe(text: str) -> None:
    typed = parse_place_text(text)
    assert len(typed.text) <= LONGEST
    assert all(part.words for part in typed.parts)
    assert all(
        first.words and second.words for part in typed.parts for first, second in part.splits()
    )
