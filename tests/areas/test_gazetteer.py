from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tlvwa.portal.areas.gazetteer import Gazetteer
from tlvwa.portal.areas.model import (
    Area,
    AreaLevel,
    Locality,
    MalformedKey,
    PostalCode,
    Successor,
    UnknownArea,
)

TODAY = date(2025, 8, 31)
BEFORE = date(2023, 11, 30)
GOESEN, ERFURT, GREIZ = "160745052025", "160510000000", "160720018018"


def area(key: str, name: str = "", **more: object) -> Area:
    kinds = {
        2: AreaLevel.LAND,
        3: AreaLevel.REGIERUNGSBEZIRK,
        5: AreaLevel.KREIS,
        9: AreaLevel.VERBAND,
    }
    return Area(key, name or key, kinds.get(len(key), AreaLevel.GEMEINDE), **more)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def small() -> Gazetteer:
    ended = {"valid_to": date(2023, 12, 31)}
    return Gazetteer(
        [
            area("16", "Thüringen"),
            area("16051", "Erfurt"),
            area(ERFURT, "Erfurt"),
            area("16074", "Saale-Holzland-Kreis"),
            area("160745052", "Eisenberg"),
            area(GOESEN, "Gösen"),
            area("160745052018", "Eisenberg"),
            area("16072", "Sonneberg"),
            area(GREIZ, "Sonneberg"),
            area("16063", "Wartburgkreis"),
            area("160635006", "Hainich-Werratal"),
            area("160635006006", "Bischofroda"),
            area("02", "Hamburg"),
            area("02000", "Hamburg"),
            area("020000000000", "Hamburg"),
            area("05", "Nordrhein-Westfalen"),
            area("051", "Düsseldorf"),
            area("05111", "Düsseldorf"),
            area("051110000000", "Düsseldorf"),
            area("160745001001", "Alt", successors=(Successor(GOESEN),), **ended),
            area(
                "160745001002",
                "Geteilt",
                successors=(Successor("160745052018"), Successor(GREIZ, certain=False)),
                **ended,
            ),
            area("160740055055", "Neu", valid_from=date(2024, 1, 1)),
            area("160745001055", "Neu", successors=(Successor("160740055055"),), **ended),
        ],
        places=[Locality("Saasa", "160745052018", ("07607",))],
        postal_codes=[
            PostalCode("07607", (GOESEN, "160745001002"), ("16074",), frozenset({AreaLevel.KREIS})),
            PostalCode(
                "99084", (ERFURT,), ("16051",), frozenset({AreaLevel.KREIS, AreaLevel.GEMEINDE})
            ),
            PostalCode("07608", (GOESEN,), ("16074",)),
        ],
    )


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("00", "00"),
        ("000000000000", "00"),
        ("16", "16"),
        ("160000000000", "16"),
        ("160", "16"),
        ("051", "051"),
        ("051000000000", "051"),
        ("050000000000", "05"),
        ("16074", "16074"),
        ("160740000000", "16074"),
        ("160745052", "160745052"),
        ("160745052000", "160745052"),
        (GOESEN, GOESEN),
        (" 16 0 74 5052 025 ", GOESEN),
        ("16074025", GOESEN),
        ("16051000", ERFURT),
        ("16074000", "16074"),
        ("16051", "16051"),
        ("160510000", ERFURT),
        ("160510000000", ERFURT),
        ("160720018", GREIZ),
        ("160720018000", GREIZ),
        ("16074001", "160745001001"),
        ("16074055", "160740055055"),
        ("020000000000", "020000000000"),
    ],
)
def test_a_key_is_read_in_every_form_that_is_in_use(small: Gazetteer, text: str, key: str) -> None:
    assert small.parse(text).key == key


@pytest.mark.parametrize(
    "text", ["", " ", "1", "1607", "16074502500", "1607450520255", "16O74", "²²"]
)
def test_a_malformed_key_is_refused(small: Gazetteer, text: str) -> None:
    with pytest.raises(MalformedKey):
        small.parse(text)


@pytest.mark.parametrize("text", ["17", "16074999", "160745099", "160745052099", "16075"])
def test_an_unknown_key_is_told_from_a_malformed_one(small: Gazetteer, text: str) -> None:
    with pytest.raises(UnknownArea):
        small.parse(text)


@pytest.mark.parametrize(
    ("key", "place"),
    [
        ("00", "00"),
        ("16", "16"),
        ("16051", ERFURT),
        ("160510000", ERFURT),
        (ERFURT, ERFURT),
        ("160720018", GREIZ),
        ("02", "020000000000"),
        ("160745052", "160745052"),
        ("160635006", "160635006"),
        ("16074", "16074"),
    ],
)
def test_levels_that_are_the_same_place_share_the_lowest_key(
    small: Gazetteer, key: str, place: str
) -> None:
    assert small.canonical_key(key) == place
    assert small.canonical_key(place) == place


@pytest.mark.parametrize(
    ("key", "rungs"),
    [
        (GOESEN, (GOESEN, "160745052", "16074", "16", "00")),
        (ERFURT, (ERFURT, "16", "00")),
        ("16051", (ERFURT, "16", "00")),
        ("160635006006", ("160635006006", "160635006", "16063", "16", "00")),
        (GREIZ, (GREIZ, "16072", "16", "00")),
        ("160720018", (GREIZ, "16072", "16", "00")),
        ("051110000000", ("051110000000", "051", "05", "00")),
        ("020000000000", ("020000000000", "00")),
        ("16074", ("16074", "16", "00")),
        ("00", ("00",)),
    ],
)
def test_the_ladder_climbs_from_the_municipality_to_the_bund(
    small: Gazetteer, key: str, rungs: tuple[str, ...]
) -> None:
    assert small.ancestors(key) == rungs


def test_the_path_names_the_areas_above(small: Gazetteer) -> None:
    assert [a.name for a in small.path(GOESEN)] == [
        "Thüringen",
        "Saale-Holzland-Kreis",
        "Eisenberg",
    ]
    assert [a.name for a in small.path("16051")] == ["Thüringen"]
    assert small.path("00") == ()


def test_municipalities_are_those_that_exist_on_the_day(small: Gazetteer) -> None:
    assert small.municipalities("16074", TODAY) == ("160740055055", "160745052018", GOESEN)
    assert len(small.municipalities("16074", BEFORE)) == 5
    assert small.municipalities(GOESEN, TODAY) == (GOESEN,)
    assert small.municipalities("160745001001", TODAY) == ()
    assert small.municipalities("160720018", TODAY) == (GREIZ,)
    assert len(small.municipalities("00", TODAY)) == 8
    with pytest.raises(UnknownArea):
        small.municipalities("16099", TODAY)


def test_a_dissolved_area_is_followed_forward_and_a_new_one_back(small: Gazetteer) -> None:
    assert small.successors_on("160745001001", BEFORE) == ("160745001001",)
    assert small.successors_on("160745001001", TODAY) == (GOESEN,)
    assert small.successors_on("160745001002", TODAY) == (GREIZ, "160745052018")
    assert small.successors_on("160740055055", BEFORE) == ("160745001055",)
    assert small.predecessors(GREIZ) == (Successor("160745001002", certain=False),)
    assert small.change_days("160745001002") == (date(2024, 1, 1),)
    assert small.change_days(ERFURT) == ()


def test_an_end_without_successor_leads_nowhere() -> None:
    lost = area("160745001001", valid_to=BEFORE, successors=(Successor("160740099099"),))
    assert Gazetteer([lost]).successors_on(lost.key, TODAY) == ()


def test_a_postal_code_means_no_fewer_municipalities_than_it_can(small: Gazetteer) -> None:
    assert small.possible_municipalities("99084", TODAY) == (ERFURT,)
    assert small.known_municipalities("07607", TODAY) == (GREIZ, "160745052018", GOESEN)
    assert small.possible_municipalities("07607", TODAY) == (
        GREIZ,
        "160740055055",
        "160745052018",
        GOESEN,
    )
    assert small.possible_municipalities("07608", TODAY) == small.municipalities("16", TODAY)
    assert small.postal_code(" 07607 ").code == "07607"
    with pytest.raises(MalformedKey):
        small.postal_code("7607")
    with pytest.raises(UnknownArea):
        small.postal_code("12345")


def test_land_of(small: Gazetteer) -> None:
    assert small.land_of(GOESEN) == "16"
    assert small.land_of("00") == "00"


def test_what_is_not_consistent_is_refused() -> None:
    with pytest.raises(ValueError, match="two areas"):
        Gazetteer([area("16"), area("16")])
    with pytest.raises(ValueError, match="does not fit"):
        Gazetteer([Area("16", "Thüringen", AreaLevel.KREIS)])
    with pytest.raises(ValueError, match="unknown area"):
        Gazetteer([], places=[Locality("Saasa", GOESEN)])
    with pytest.raises(ValueError, match="unknown area"):
        Gazetteer([], postal_codes=[PostalCode("07607", (GOESEN,), ())])


KEYS = [f"16074505200{n}" for n in range(6)]
DAYS = st.dates(date(2020, 1, 1), date(2026, 1, 1))


@st.composite
def tangled(draw: st.DrawFn) -> list[Area]:
    """Areas with any days and any links, circles and dead ends among them."""
    found = []
    for key in KEYS:
        start, length = draw(st.none() | DAYS), draw(st.none() | st.integers(0, 900))
        end = None if length is None else (start or date(2021, 1, 1)) + timedelta(days=length)
        links = draw(st.lists(st.sampled_from(KEYS), max_size=3, unique=True))
        successors = tuple(Successor(link) for link in links)
        found.append(area(key, valid_from=start, valid_to=end, successors=successors))
    return found


@given(tangled(), st.sampled_from(KEYS), DAYS)
def test_succession_ends_on_any_data_and_only_at_areas_of_the_day(
    areas: list[Area], key: str, day: date
) -> None:
    gazetteer = Gazetteer(areas)
    standing = gazetteer.successors_on(key, day)
    assert list(standing) == sorted(set(standing))
    assert all(gazetteer.area(at).exists_on(day) for at in standing)
    assert (standing == (key,)) or not gazetteer.area(key).exists_on(day)


@given(tangled(), st.sampled_from(KEYS), DAYS)
def test_between_two_change_days_nothing_changes(areas: list[Area], key: str, day: date) -> None:
    gazetteer = Gazetteer(areas)
    if day not in gazetteer.change_days(key):
        assert gazetteer.successors_on(key, day) == gazetteer.successors_on(
            key, day - timedelta(days=1)
        )


@given(st.text(max_size=30))
def test_reading_a_key_only_ever_raises_its_own_errors(text: str) -> None:
    with pytest.raises((MalformedKey, UnknownArea)):
        Gazetteer([area(ERFURT)]).parse("x" + text)
