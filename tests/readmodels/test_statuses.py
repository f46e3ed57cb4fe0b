"""spec:municipal-status: a rule for all municipalities that have a status on the day."""

from datetime import date

import pytest
import transaction
from zope.interface import Invalid

from tlvwa.portal.areas.statuses import LARGE_DISTRICT_TOWN, StatusPeriod
from tlvwa.portal.content.responsibility.schema import IResponsibility
from tlvwa.portal.finder.records import Record, RecordEffect, Role
from tlvwa.portal.readmodels.rules import within_periods

from ..factories import DOG_TAX, JENA, authority, responsibility, service

GOTHA, WALTERSHAUSEN = "160670029029", "160670072072"


@pytest.fixture
def towns(portal):
    """A service that large towns of districts do themselves."""
    tax = service(portal, leika_keys=[DOG_TAX], coverage="land")
    office = authority(portal, "amt", title="Amt der Städte", area="16")
    other = authority(portal, "kreis", title="Landratsamt", area="16067")
    record = responsibility(office, tax, area_status=LARGE_DISTRICT_TOWN)
    responsibility(other, tax)
    return record


def offices(anybody, area):
    answer = anybody.json("@responsible", service=DOG_TAX, area=area)
    return [office["title"] for office in answer["offices"]]


def test_a_status_stands_in_the_place_of_areas(anybody, towns):
    assert offices(anybody, GOTHA) == ["Amt der Städte"]
    assert offices(anybody, WALTERSHAUSEN) == ["Landratsamt"]
    assert offices(anybody, JENA) == []
    page = anybody.get("amt/zustaendig")
    assert "Große kreisangehörige Städte" in page.html.find("main").text
    assert "das eigene Gebiet der Stelle" not in page.text


def test_areas_and_status_are_one_of_both():
    class Data:
        areas, area_status = [GOTHA], LARGE_DISTRICT_TOWN

    with pytest.raises(Invalid, match="eines von beiden"):
        _invariant()(Data)


def test_when_the_status_goes_the_own_area_of_the_office_counts(anybody, towns):
    towns.area_status = None
    towns.reindexObject()
    transaction.commit()
    assert offices(anybody, JENA) == ["Amt der Städte"]


def _record(first=None, last=None):
    return Record(
        "r", Role.RESPONSIBLE, RecordEffect.RULE, "a", "a", valid_from=first, valid_to=last
    )


@pytest.mark.parametrize(
    ("record", "status", "expected"),
    [
        ((None, None), (None, None), (None, None)),
        ((None, None), (2020, 2024), (2020, 2024)),
        ((2021, 2030), (2020, 2024), (2021, 2024)),
        ((2019, None), (2020, None), (2020, None)),
        ((2025, None), (2020, 2024), None),
    ],
)
def test_a_rule_holds_within_the_days_of_the_status(record, status, expected):
    def day(year):
        return date(year, 1, 1) if year else None

    period = StatusPeriod(GOTHA, "x", *map(day, status), "Source")
    rows = within_periods(_record(*map(day, record)), [period])
    found = [(row.valid_from, row.valid_to, keys) for row, keys in rows]
    assert found == ([(*map(day, expected), (GOTHA,))] if expected else [])


def _invariant():
    (found,) = [
        invariant
        for invariant in IResponsibility.getTaggedValue("invariants")
        if invariant.__name__ == "areas_or_status"
    ]
    return found
