"""A label that was suggested is understood where a place is typed: for every place of Thüringen."""

from datetime import date

import pytest

from tlvwa.portal.answers.queries.place_query import match_place
from tlvwa.portal.areas.lookup.labels import area_label
from tlvwa.portal.areas.lookup.name_index import find_areas
from tlvwa.portal.areas.table import load_thueringen

DAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def thueringen():
    """The shipped gazetteer."""
    return load_thueringen().gazetteer()


def misunderstood(gazetteer, labels):
    """The labels that mean something else, or nothing, once they are typed."""
    for label, key in labels:
        place = match_place(gazetteer, label, DAY).location
        if place is None or place.code != key:
            yield label, key, place


def test_each_area_by_its_label(thueringen):
    labels = [
        (area_label(thueringen, area), area.key)
        for area in thueringen.areas()
        if thueringen.canonical_key(area.key) == area.key
        and area.key in thueringen.successors_on(area.key, DAY)
    ]
    assert len(labels) > 690
    assert list(misunderstood(thueringen, labels)) == []


def test_each_suggestion_for_a_place(thueringen):
    suggested = {
        (match.label, match.area.key)
        for place in thueringen.localities()
        for match in find_areas(thueringen, place.name, DAY, limit=8)
    }
    assert len(suggested) > 900
    assert list(misunderstood(thueringen, suggested)) == []
