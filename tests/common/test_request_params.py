"""Parameters of strangers: a value in its range, or a BadRequest that names its parameter."""

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


def outcome(read, *arguments):
    """What is read, or the words of the refusal."""
    try:
        return read(*arguments)
    except BadRequest as error:
        return str(error)


@example(HUGE)
@example(INFINITE)
@given(ANYTHING)
def test_a_whole_number_is_in_its_range_or_refused(value):
    number = outcome(whole_number, {"b_start": value}, "b_start", 0, LARGEST_START)
    assert 0 <= number <= LARGEST_START if isinstance(number, int) else number[:9] == "b_start: "
    assert 0 <= start({"b_start": value}) <= LARGEST_START


@example(HUGE, 1)
@example(1, INFINITE)
@given(ANYTHING, ANYTHING)
def test_a_point_is_on_the_earth_or_refused(lat, lon):
    place = outcome(point, {"lat": lat, "lon": lon})
    if isinstance(place, str):
        assert place.startswith(("lat: ", "lon: "))
    else:
        assert place is None or (abs(place[0]) <= 90 and abs(place[1]) <= 180)


@pytest.mark.parametrize("value", [HUGE, INFINITE, "nan", "-1", "weit"])
def test_what_is_no_distance_is_refused(value):
    with pytest.raises(BadRequest, match="accuracy: "):
        metres({"accuracy": value}, "accuracy")
