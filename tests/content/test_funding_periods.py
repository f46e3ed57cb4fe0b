"""Open, ongoing, planned or closed: from the days alone."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tlvwa.portal.content.funding_programme.periods import (
    ApplicationPeriod,
    ApplicationState,
    ProgrammeState,
    programme_state,
)

DAY = date(2026, 11, 24)
BEFORE, AFTER = DAY - timedelta(days=1), DAY + timedelta(days=1)
LATER = DAY + timedelta(days=30)


@pytest.mark.parametrize(
    ("periods", "expected"),
    [
        ([], ProgrammeState(ApplicationState.ONGOING)),
        ([ApplicationPeriod("immer")], ProgrammeState(ApplicationState.ONGOING)),
        ([ApplicationPeriod("", BEFORE, None)], ProgrammeState(ApplicationState.ONGOING)),
        ([ApplicationPeriod("", DAY, None)], ProgrammeState(ApplicationState.ONGOING)),
        ([ApplicationPeriod("", None, DAY)], ProgrammeState(ApplicationState.OPEN, DAY)),
        ([ApplicationPeriod("", DAY, DAY)], ProgrammeState(ApplicationState.OPEN, DAY)),
        (
            [ApplicationPeriod("", BEFORE, LATER), ApplicationPeriod("", BEFORE, AFTER)],
            ProgrammeState(ApplicationState.OPEN, AFTER),
        ),
        ([ApplicationPeriod("", AFTER, LATER)], ProgrammeState(ApplicationState.PLANNED, AFTER)),
        (
            [ApplicationPeriod("", LATER, None), ApplicationPeriod("", AFTER, None)],
            ProgrammeState(ApplicationState.PLANNED, AFTER),
        ),
        ([ApplicationPeriod("", None, BEFORE)], ProgrammeState(ApplicationState.CLOSED, BEFORE)),
        (
            [ApplicationPeriod("", None, BEFORE), ApplicationPeriod("", AFTER, None)],
            ProgrammeState(ApplicationState.PLANNED, AFTER),
        ),
        (
            [ApplicationPeriod("", None, BEFORE), ApplicationPeriod("immer")],
            ProgrammeState(ApplicationState.ONGOING),
        ),
        (
            [ApplicationPeriod("", None, LATER), ApplicationPeriod("immer")],
            ProgrammeState(ApplicationState.OPEN, LATER),
        ),
    ],
)
def test_standing(periods, expected):
    assert programme_state(periods, DAY) == expected
    assert programme_state(reversed(periods), DAY) == expected


DAYS = st.none() | st.dates(DAY - timedelta(days=5), DAY + timedelta(days=5))
PERIODS = st.lists(st.builds(ApplicationPeriod, st.just(""), DAYS, DAYS), max_size=4)


@given(PERIODS)
def test_one_can_apply_exactly_where_a_period_has_the_day(periods):
    can = not periods or any(
        (each.opens is None or each.opens <= DAY) and (each.closes is None or each.closes >= DAY)
        for each in periods
    )
    assert (
        programme_state(periods, DAY).state in (ApplicationState.OPEN, ApplicationState.ONGOING)
    ) == can


def test_what_is_urgent_comes_first():
    order = [
        ProgrammeState(ApplicationState.OPEN, DAY),
        ProgrammeState(ApplicationState.OPEN, LATER),
        ProgrammeState(ApplicationState.ONGOING),
        ProgrammeState(ApplicationState.PLANNED, AFTER),
        ProgrammeState(ApplicationState.PLANNED, LATER),
        ProgrammeState(ApplicationState.CLOSED, BEFORE),
        ProgrammeState(ApplicationState.CLOSED, BEFORE - timedelta(days=9)),
    ]
    assert sorted(reversed(order), key=lambda each: each.rank) == order
