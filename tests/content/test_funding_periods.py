"""Open, ongoing, planned or closed: from the days alone."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tlvwa.portal.content.funding_programme.periods import Period, Standing, State, standing

DAY = date(2026, 11, 24)
BEFORE, AFTER = DAY - timedelta(days=1), DAY + timedelta(days=1)
LATER = DAY + timedelta(days=30)


@pytest.mark.parametrize(
    ("periods", "expected"),
    [
        ([], Standing(State.ONGOING)),
        ([Period("immer")], Standing(State.ONGOING)),
        ([Period("", BEFORE, None)], Standing(State.ONGOING)),
        ([Period("", DAY, None)], Standing(State.ONGOING)),
        ([Period("", None, DAY)], Standing(State.OPEN, DAY)),
        ([Period("", DAY, DAY)], Standing(State.OPEN, DAY)),
        ([Period("", BEFORE, LATER), Period("", BEFORE, AFTER)], Standing(State.OPEN, AFTER)),
        ([Period("", AFTER, LATER)], Standing(State.PLANNED, AFTER)),
        ([Period("", LATER, None), Period("", AFTER, None)], Standing(State.PLANNED, AFTER)),
        ([Period("", None, BEFORE)], Standing(State.CLOSED, BEFORE)),
        ([Period("", None, BEFORE), Period("", AFTER, None)], Standing(State.PLANNED, AFTER)),
        ([Period("", None, BEFORE), Period("immer")], Standing(State.ONGOING)),
        ([Period("", None, LATER), Period("immer")], Standing(State.OPEN, LATER)),
    ],
)
def test_standing(periods, expected):
    assert standing(periods, DAY) == expected
    assert standing(reversed(periods), DAY) == expected


DAYS = st.none() | st.dates(DAY - timedelta(days=5), DAY + timedelta(days=5))
PERIODS = st.lists(st.builds(Period, st.just(""), DAYS, DAYS), max_size=4)


@given(PERIODS)
def test_one_can_apply_exactly_where_a_period_has_the_day(periods):
    can = not periods or any(
        (each.opens is None or each.opens <= DAY) and (each.closes is None or each.closes >= DAY)
        for each in periods
    )
    assert (standing(periods, DAY).state in (State.OPEN, State.ONGOING)) == can


def test_what_is_urgent_comes_first():
    order = [
        Standing(State.OPEN, DAY),
        Standing(State.OPEN, LATER),
        Standing(State.ONGOING),
        Standing(State.PLANNED, AFTER),
        Standing(State.PLANNED, LATER),
        Standing(State.CLOSED, BEFORE),
        Standing(State.CLOSED, BEFORE - timedelta(days=9)),
    ]
    assert sorted(reversed(order), key=lambda each: each.rank) == order
