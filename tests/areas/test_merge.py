from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tlvwa.portal.areas.area_changes import AreaChange, AreaChangeKind
from tlvwa.portal.areas.gazetteer import Gazetteer
from tlvwa.portal.areas.importing.merge import merge
from tlvwa.portal.areas.importing.register import Edition, read_register
from tlvwa.portal.areas.known_reforms import (
    KnownReform,
    ReformError,
    known_reforms,
    parse_reforms,
)
from tlvwa.portal.areas.model import Area, AreaLevel, Successor

OLD, MIDDLE, NEW = date(2023, 11, 30), date(2024, 6, 30), date(2025, 8, 31)
LAND, KREIS = Area("16", "Thüringen", AreaLevel.LAND), Area("16074", "Kreis", AreaLevel.KREIS)
VERBAND = Area("160745001", "Verband", AreaLevel.VERBAND)


def town(key: str, hectares: float = 100.0, name: str = "") -> Area:
    return Area(key, name or key, AreaLevel.GEMEINDE, hectares=hectares)


def edition(day: date, *areas: Area) -> Edition:
    return Edition(day, tuple(replace(area, seen=(day,)) for area in (LAND, KREIS, *areas)))


A, B, C = (town(f"16074500100{n}", 100.0 + n) for n in (1, 2, 3))
GROWN = replace(A, hectares=203.0)
BEFORE = edition(OLD, VERBAND, A, B, C)
AFTER = edition(NEW, VERBAND, GROWN, C)


def known(*editions: Edition, reforms: tuple[KnownReform, ...] = ()) -> dict[str, Area]:
    areas: tuple[Area, ...] = ()
    for each in editions:
        areas = merge(areas, each, reforms).areas
    return {area.key: area for area in areas}


def test_a_vanished_municipality_is_closed_kept_and_led_to_where_its_land_went() -> None:
    gone = known(BEFORE, AFTER)[B.key]
    assert (gone.valid_to, gone.to_inferred) == (OLD, True)
    assert gone.successors == (Successor(A.key, certain=False),)
    assert known(AFTER, BEFORE) == known(BEFORE, AFTER)


def test_a_reform_tells_the_day_and_makes_the_link_certain() -> None:
    reform = KnownReform(date(2024, 1, 1), "law", "source", (B.key,), (A.key,))
    gone = known(BEFORE, AFTER, reforms=(reform,))[B.key]
    assert (gone.valid_to, gone.to_inferred) == (date(2023, 12, 31), False)
    assert gone.successors == (Successor(A.key),)


def test_a_new_area_opens_where_the_old_one_ends_so_that_no_day_is_without() -> None:
    merged = town("160740009009", 306.0)
    areas = known(BEFORE, edition(NEW, merged))
    new = areas[merged.key]
    assert (new.valid_from, new.from_inferred) == (date(2023, 12, 1), True)
    assert {areas[key].valid_to for key in (A.key, B.key, C.key, VERBAND.key)} == {OLD}
    assert areas[VERBAND.key].successors == (Successor(merged.key, certain=False),)
    gazetteer = Gazetteer(areas.values())
    for day in (OLD, date(2023, 12, 1), NEW):
        assert len(gazetteer.successors_on(A.key, day)) == 1


def test_a_municipality_that_changes_its_verband_is_the_same_by_its_ags() -> None:
    moved = town("160745002002", 102.0)
    other = Area("160745002", "Anderer", AreaLevel.VERBAND)
    result = merge(known(BEFORE).values(), edition(NEW, VERBAND, other, A, C, moved))
    areas = {area.key: area for area in result.areas}
    assert areas[B.key].successors == (Successor(moved.key),)
    assert areas[other.key].valid_from == date(2023, 12, 1)
    assert AreaChange(AreaChangeKind.MOVED, B.key, B.name, other=moved.key) in result.changes


def test_an_edition_between_two_narrows_what_was_inferred() -> None:
    middle = edition(MIDDLE, VERBAND, A, B, C)
    for order in ((BEFORE, AFTER, middle), (BEFORE, middle, AFTER), (AFTER, middle, BEFORE)):
        assert known(*order)[B.key].valid_to == MIDDLE


def test_a_new_name_keeps_the_former_one() -> None:
    result = merge(known(BEFORE).values(), edition(NEW, VERBAND, replace(A, name="Neu"), B, C))
    area = next(area for area in result.areas if area.key == A.key)
    assert (area.name, area.former_names) == ("Neu", (A.name,))
    assert result.changes[0] == AreaChange(AreaChangeKind.RENAMED, A.key, "Neu", other=A.name)


KEYS = [f"1607450010{n:02}" for n in range(8)]


@st.composite
def editions(draw: st.DrawFn, day: date) -> Edition:
    listed = draw(st.sets(st.sampled_from(KEYS), min_size=1))
    sizes = st.integers(50, 60).map(lambda size: size * 10.0)
    return edition(day, VERBAND, *(town(key, draw(sizes)) for key in sorted(listed)))


@given(editions(OLD), editions(NEW))
def test_the_same_edition_twice_changes_nothing_and_the_order_does_not_matter(
    first: Edition, second: Edition
) -> None:
    once = known(first, second)
    assert known(second, first) == once
    for again in (first, second):
        result = merge(once.values(), again)
        assert result.changes == ()
        assert {area.key: area for area in result.areas} == once


@given(editions(OLD), editions(NEW))
def test_other_laender_stay_untouched_and_every_listed_area_exists_on_its_day(
    first: Edition, second: Edition
) -> None:
    bavarian = Area("091620000000", "München", AreaLevel.GEMEINDE, seen=(OLD,))
    areas = merge(merge([bavarian], first).areas, second).areas
    assert bavarian in areas
    for each in (first, second):
        listed = {area.key for area in each.areas}
        existing = {a.key for a in areas if a.exists_on(each.day) and a.key[:2] == "16"}
        assert existing == listed


@pytest.mark.parametrize(
    "line", ["2024-01-01\tlaw", "1.1.2024\tl\ts\t16\t16", "2024-01-01\tl\ts\t1\t16"]
)
def test_a_damaged_table_of_reforms_is_refused(line: str) -> None:
    with pytest.raises(ReformError, match=r"reforms\.tsv, line 2"):
        list(parse_reforms(["# a comment", line], "reforms.tsv"))


@pytest.fixture(scope="module")
def thueringen(data: Path) -> dict[str, Area]:
    files = ("GV100AD_30112023.txt", "GV100AD_31082025.txt")
    read = [read_register(data / "gv100ad" / file, land="16") for file in files]
    return known(*read, reforms=known_reforms())


def test_thueringen_between_2023_and_2025(thueringen: dict[str, Area]) -> None:
    low = [area for area in thueringen.values() if area.level is AreaLevel.GEMEINDE]
    ended = [area for area in low if area.valid_to]
    today = {area.key[:5] + area.key[9:] for area in low if not area.valid_to}
    assert (len(low) - len(ended), len(ended)) == (605, 21 + 5)
    assert len([area for area in ended if area.key[:5] + area.key[9:] not in today]) == 21
    assert {area.valid_to for area in ended} == {date(2023, 12, 31)}
    assert all(link.certain for area in ended for link in area.successors)
    assert all(area.successors for area in ended)


def test_where_thueringens_municipalities_went(thueringen: dict[str, Area]) -> None:
    gazetteer = Gazetteer(thueringen.values())

    def now(ags: str) -> list[str]:
        key = gazetteer.parse(ags).key
        return [gazetteer.area(at).name for at in gazetteer.successors_on(key, NEW)]

    assert now("16064055") == ["Dingelstädt", "Mühlhausen/Thüringen"]
    assert now("16061097") == ["Uder"]
    assert now("16063037") == ["Südeichsfeld"]
    assert now("16076004") == now("16076084") == ["Berga-Wünschendorf"]
    assert gazetteer.successors_on("160645052", NEW) == (
        "160610118118",
        "160640046046",
        "160640074074",
    )
    assert gazetteer.successors_on("160615012", NEW) == ("160615051",)
    assert gazetteer.change_days("160640074074") == (date(2024, 1, 1),)


def test_the_reforms_agree_with_the_hectares(thueringen: dict[str, Area], data: Path) -> None:
    files = ("GV100AD_30112023.txt", "GV100AD_31082025.txt")
    old, new = (
        {a.key: a.hectares or 0 for a in read_register(data / "gv100ad" / f, land="16").areas}
        for f in files
    )
    for reform in known_reforms():
        before = sum(old[key] for key in reform.old) + sum(old.get(key, 0) for key in reform.new)
        others = [r for r in known_reforms() if r is not reform and set(r.new) & set(reform.new)]
        before += sum(old[key] for other in others for key in other.old)
        assert before == pytest.approx(sum(new[key] for key in reform.new), abs=2)


def test_without_reforms_the_hectares_lead_to_the_same_places(
    thueringen: dict[str, Area], data: Path
) -> None:
    files = ("GV100AD_30112023.txt", "GV100AD_31082025.txt")
    inferred = known(*(read_register(data / "gv100ad" / f, land="16") for f in files))
    for key, area in inferred.items():
        if area.valid_to and area.successors:
            certain = [link.key for link in thueringen[key].successors]
            assert [link.key for link in area.successors] == certain
            assert area.to_inferred
