"""Parameters of strangers: whatever comes is a value in its range or a BadRequest that names its parameter."""

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from zExceptions import BadRequest

from tlvwa.portal.common.request_params import LARGEST_START, metres, point, start, whole_number

ANYTHING = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.lists(st.integers())
)
HUGE = json.loads("1" + "0" * 400)
INFINITE = json.loads("1e400")


@example(HUGE)
@example(INFINITE)
@given(ANYTHING)
def test_a_whole_number_is_in_its_range_or_refused(value):
    try:
        assert 0 <= whole_number({"b_start": value}, "b_start", 0, LARGEST_START) <= LARGEST_START
    except BadRequest as error:
        assert str(error).startswith("b_start: ")
    assert 0 <= start({"b_start": value}) <= LARGEST_START


@example(HUGE, 1)
@example(1, INFINITE)
@given(ANYTHING, ANYTHING)
def test_a_point_is_on_the_earth_or_refused(lat, lon):
    try:
        found = point({"lat": lat, "lon": lon})
    except BadRequest as error:
        assert str(error).startswith(("lat: ", "lon: "))
    else:
        assert found is None or (abs(found[0]) <= 90 and abs(found[1]) <= 180)


@pytest.mark.parametrize("value", [HUGE, INFINITE, "nan", "-1", "weit"])
def test_what_is_no_distance_is_refused(value):
    with pytest.raises(BadRequest, match="accuracy: "):
        metres({"accuracy": value}, "accuracy")
