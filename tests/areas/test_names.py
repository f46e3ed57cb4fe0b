import gc
from datetime import date
from weakref import ref

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tlvwa.portal.areas.gazetteer import Gazetteer
from tlvwa.portal.areas.lookup.name_index import find_areas
from tlvwa.portal.areas.model import Area, AreaLevel, Locality, PostalCode, Successor
from tlvwa.portal.areas.normalize import LONGEST, normalize_place, normalize_without_umlauts

TODAY, BEFORE = date(2025, 8, 31), date(2023, 6, 1)
WEIMAR, EISENBERG, GOESEN = "160550000000", "160745052018", "160745052025"


def town(key: str, name: str, people: int = 100, **more: object) -> Area:
    return Area(key, name, AreaLevel.GEMEINDE, population=people, **more)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def small() -> Gazetteer:
    return Gazetteer(
        [
            Area("16", "Thüringen", AreaLevel.LAND),
            Area("16055", "Weimar", AreaLevel.KREIS),
            Area("16074", "Saale-Holzland-Kreis", AreaLevel.KREIS),
            Area("16075", "Saale-Orla-Kreis", AreaLevel.KREIS),
            Area("160745052", "Eisenberg", AreaLevel.VERBAND, text_mark="58"),
            town(WEIMAR, "Weimar", 65000),
            town(EISENBERG, "Eisenberg", 10900),
            town(GOESEN, "Gösen", 240),
            town("160745014093", "St.Gangloff"),
            town("160755099099", "Eisenberg", 500),
            town("160750073073", "Neustadt an der Orla", 8000),
            town("160755099098", "Linda b. Weida"),
            town("160755099097", "Schöndorf", 300),
            town("160755099096", "Bad Eisenstein", 9000),
            town("160755099095", "Umbenannt", former_names=("Ehedem",)),
            town(
                "160755099094", "Weg", valid_to=date(2023, 12, 31), successors=(Successor(WEIMAR),)
            ),
            town("160755099093", "Gößnitz", 1),
        ],
        [
            Locality("Schöndorf", WEIMAR, ("99427",)),
            Locality("Sankt Gangloff", "160745014093"),
            Locality("Eisenberg", "160755099097"),
        ],
        [
            PostalCode("07607", (EISENBERG, GOESEN), ("16074",), frozenset(AreaLevel)),
            PostalCode("07608", (GOESEN,), ("16074",), frozenset(AreaLevel)),
        ],
    )


def labels(gazetteer: Gazetteer, text: str, day: date = TODAY) -> list[str]:
    return [match.label for match in find_areas(gazetteer, text, day)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Gösen", "GOESEN"),
        ("Gößnitz", "goessnitz"),
        ("St. Gangloff", "Sankt Gangloff"),
        ("St.Gangloff", "sankt-gangloff"),
        ("Neustadt a.d. Orla", "Neustadt an der Orla"),
        ("Neustadt a. d. Orla", "Neustadt an der Orla"),
        ("Linda b. Weida", "Linda bei Weida"),
        ("Graitschen b.Bürgel", "Graitschen bei Bürgel"),
        ("Neundorf (bei Schleiz)", "Neundorf bei Schleiz"),
        ("Go\u0308sen", "Gösen"),
    ],
)
def test_spellings_of_a_name_are_one(one: str, other: str) -> None:
    assert normalize_place(one) == normalize_place(other)


def test_without_the_dots_a_name_is_found_too(small: Gazetteer) -> None:
    assert (
        normalize_without_umlauts("Gösen")
        == normalize_without_umlauts("Gosen")
        == normalize_without_umlauts("Goesen")
    )
    for typed in ("Gosen", "Goesen", "göse", " GÖSEN "):
        assert labels(small, typed) == ["Gösen (Saale-Holzland-Kreis)"]


def test_the_same_name_is_told_apart_and_ranked(small: Gazetteer) -> None:
    assert labels(small, "eisenberg") == [
        "Eisenberg (Saale-Holzland-Kreis)",
        "Eisenberg (Saale-Orla-Kreis)",
        "Eisenberg, Ortsteil von Schöndorf",
        "Eisenberg (erfüllende Gemeinde, Saale-Holzland-Kreis)",
    ]
    assert labels(small, "eisen")[-1] == "Bad Eisenstein (Saale-Orla-Kreis)"


def test_a_place_name_leads_to_its_municipality(small: Gazetteer) -> None:
    assert labels(small, "Schöndorf") == [
        "Schöndorf (Saale-Orla-Kreis)",
        "Schöndorf, Ortsteil von Weimar",
    ]
    assert find_areas(small, "Schöndorf", TODAY)[1].area.key == WEIMAR
    assert labels(small, "st gangloff") == ["St.Gangloff (Saale-Holzland-Kreis)"]


def test_dissolved_and_former_names_lead_on(small: Gazetteer) -> None:
    assert labels(small, "Weg") == ["Weg, jetzt Weimar (kreisfreie Stadt)"]
    assert labels(small, "Weg", BEFORE) == ["Weg (Saale-Orla-Kreis)"]
    assert labels(small, "ehedem") == ["Ehedem, jetzt Umbenannt (Saale-Orla-Kreis)"]


def test_postal_codes_and_keys_are_found(small: Gazetteer) -> None:
    assert labels(small, "0760")[:2] == [
        "07607 Eisenberg (Saale-Holzland-Kreis)",
        "07607 Gösen (Saale-Holzland-Kreis)",
    ]
    assert labels(small, "07607 Eisenberg")[0] == "Eisenberg (Saale-Holzland-Kreis)"
    assert "Eisenberg (Saale-Orla-Kreis)" not in labels(small, "07607 Eisenberg")
    assert labels(small, "07607 Weimar") == ["Weimar (kreisfreie Stadt)"]
    assert labels(small, "99999 Weimar") == ["Weimar (kreisfreie Stadt)"]
    assert labels(small, "16074") == ["Saale-Holzland-Kreis (Landkreis)"]
    assert labels(small, "16 074 025") == ["Gösen (Saale-Holzland-Kreis)"]
    assert labels(small, "orla neustadt") == ["Neustadt an der Orla (Saale-Orla-Kreis)"]


@given(st.text() | st.text(alphabet="aeiou -./()0123456789\x00\u0308ß", max_size=300))
def test_any_text_is_safe(small: Gazetteer, text: str) -> None:
    assert len(find_areas(small, text, TODAY, limit=3)) <= 3


def test_long_text_is_cut(small: Gazetteer) -> None:
    assert find_areas(small, "e" * 10_000, TODAY) == []
    assert find_areas(small, "1" * 10_000, TODAY) == []
    assert len(normalize_place("ß" * 10_000)) == 2 * LONGEST
    assert find_areas(small, "", TODAY) == find_areas(small, "\x00\x07", TODAY) == []
    assert find_areas(small, "e", TODAY, limit=0) == []


@given(st.sampled_from(["Gösen", "Neustadt an der Orla", "Bad Eisenstein"]), st.data())
def test_a_name_is_found_from_its_first_letter_to_its_last(
    small: Gazetteer, name: str, data: st.DataObject
) -> None:
    typed = name[: data.draw(st.integers(1, len(name)))]
    assert name in {match.area.name for match in find_areas(small, typed, TODAY, limit=99)}


def test_the_index_does_not_outlive_its_gazetteer() -> None:
    gazetteer = Gazetteer([town(GOESEN, "Gösen")], [Locality("Schöndorf", GOESEN)])
    assert find_areas(gazetteer, "schön", TODAY)
    alive = ref(gazetteer)
    del gazetteer
    gc.collect()
    assert alive() is None
