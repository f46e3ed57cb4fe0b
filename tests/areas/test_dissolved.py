"""What became of municipalities that are no more, in the gazetteer as it is shipped."""

from datetime import date

import pytest

from tlvwa.portal.areas.dissolved import dissolved_area, dissolved_area_by_name
from tlvwa.portal.areas.gazetteer import Gazetteer
from tlvwa.portal.areas.model import Area, AreaLevel, Successor, UnknownArea
from tlvwa.portal.areas.table import load_thueringen

DAY, DAY_OF_REFORM = date(2026, 11, 25), date(2024, 1, 1)
RODEBERG, DINGELSTAEDT, MUEHLHAUSEN = "160645052055", "160610118118", "160640046046"
HERRENHOF, GEORGENTHAL = "160675054036", "160675054092"
LAW = "ThürGNGG 2024"


@pytest.fixture(scope="module")
def shipped():
    return load_thueringen().gazetteer()


def names(found):
    return [area.name for area in found.successors]


def test_a_merger_with_day_and_law(shipped):
    found = dissolved_area(shipped, HERRENHOF, DAY)
    assert names(found) == ["Georgenthal"]
    assert (found.since, found.law, found.begins_later) == (DAY_OF_REFORM, LAW, False)


def test_a_split_names_all_that_it_went_into(shipped):
    found = dissolved_area(shipped, RODEBERG, DAY)
    assert [area.key for area in found.successors] == [DINGELSTAEDT, MUEHLHAUSEN]
    assert (found.since, found.law) == (DAY_OF_REFORM, LAW)


def test_what_stands_on_the_day_became_nothing(shipped):
    assert dissolved_area(shipped, GEORGENTHAL, DAY) is None
    assert dissolved_area(shipped, RODEBERG, date(2023, 12, 31)) is None


def test_what_does_not_exist_yet_was_something_else(shipped):
    found = dissolved_area(shipped, "160615051119", date(2023, 6, 1))
    assert found.begins_later
    assert (found.since, found.law) == (DAY_OF_REFORM, LAW)
    assert "Lutter" in names(found)


def test_every_dissolved_municipality_says_into_what_it_went(shipped):
    gone = [
        area for area in shipped.areas(AreaLevel.GEMEINDE) if area.valid_to and area.valid_to < DAY
    ]
    assert len(gone) > 20
    for area in gone:
        found = dissolved_area(shipped, area.key, DAY)
        assert found.successors, area.name
        assert found.law == LAW, area.name


def test_an_inferred_day_is_not_told():
    areas = [
        Area("16", "Thüringen", AreaLevel.LAND),
        Area("160000000001", "Alt", AreaLevel.GEMEINDE, valid_to=date(2020, 1, 1), to_inferred=True,
             successors=(Successor("160000000002", certain=False),)),
        Area("160000000002", "Neu", AreaLevel.GEMEINDE),
    ]  # fmt: skip
    found = dissolved_area(Gazetteer(areas), "160000000001", DAY)
    assert (names(found), found.since, found.law) == (["Neu"], None, "")


def test_an_unknown_key_is_refused(shipped):
    with pytest.raises(UnknownArea):
        dissolved_area(shipped, "169990000000", DAY)


def test_the_old_name_leads_to_what_became_of_it(shipped):
    found = dissolved_area_by_name(shipped, "herrenhof", GEORGENTHAL, DAY)
    assert found.area.key == HERRENHOF
    assert dissolved_area_by_name(shipped, "Georgenthal", GEORGENTHAL, DAY) is None
    assert dissolved_area_by_name(shipped, "Herrenhof", MUEHLHAUSEN, DAY) is None
    assert dissolved_area_by_name(shipped, "Xyzzy", GEORGENTHAL, DAY) is None
