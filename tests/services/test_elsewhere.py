"""A key or a point of another Land is told to be outside, with ways on."""

import pytest

from ..factories import DOG_TAX, JENA, authority, responsibility, service

MUNICH, MUNICH_DISTRICT, BAVARIA = "091620000000", "09162", "09"


@pytest.fixture
def tax(portal):
    """A service with an office in Jena."""
    tax = service(portal, leika_keys=[DOG_TAX])
    responsibility(authority(portal, area=JENA), tax)
    return tax


@pytest.mark.parametrize("area", [MUNICH, MUNICH_DISTRICT, BAVARIA, "09 1 62 000"])
def test_the_key_of_another_land_is_outside(anybody, tax, area):
    answer = anybody.json("@responsible", 404, service=tax.UID(), area=area)
    assert answer["reason"] == "outside"
    assert answer["ways_on"]
    assert answer["message"].startswith("area: ")


@pytest.mark.parametrize("area", ["160999999999", "17", "171620000000"])
def test_a_key_that_nobody_has_is_not_outside(anybody, tax, area):
    answer = anybody.json("@responsible", 404, service=tax.UID(), area=area)
    assert "reason" not in answer


def test_areas_at_a_point_elsewhere_say_so(anybody, tax):
    coburg = anybody.json("@areas", lat="50.2612", lon="10.9627")
    assert coburg["items"] == []
    assert coburg["reason"] == "outside"
    assert coburg["ways_on"]
    jena = anybody.json("@areas", lat="50.9271", lon="11.5892")
    assert [item["key"] for item in jena["items"]] == [JENA]
    assert "reason" not in jena
