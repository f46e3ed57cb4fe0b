"""Open, ongoing, planned or closed: from the days alone."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tlvwa.portal.content.funding_programme.periods import (
    ApplicationPeriod,
    ApplicationState,
    ProgrammeStanding,
    programme_standing,
)

DAY = date(2026, 11, 24)
BEFORE, AFTER = DAY - timedelta(days=1), DAY + timedelta(days=1)
LATER = DAY + timedelta(days=30)


@pytest.mark.parametrize(
    ("periods", "expected"),
    [
        ([], ProgrammeStanding(ApplicationState.ONGOING)),
        ([ApplicationPeriod("immer")], ProgrammeStanding(ApplicationState.ONGOING)),
        ([ApplicationPeriod("", BEFORE, None)], ProgrammeStanding(ApplicationState.ONGOING)),
        ([ApplicationPeriod("", DAY, None)], ProgrammeStanding(ApplicationState.ONGOING)),
        ([ApplicationPeriod("", None, DAY)], ProgrammeStanding(ApplicationState.OPEN, DAY)),
        ([ApplicationPeriod("", DAY, DAY)], ProgrammeStanding(ApplicationState.OPEN, DAY)),
        (
            [ApplicationPeriod("", BEFORE, LATER), ApplicationPeriod("", BEFORE, AFTER)],
            ProgrammeStanding(ApplicationState.OPEN, AFTER),
        ),
        ([ApplicationPeriod("", AFTER, LATER)], ProgrammeStanding(ApplicationState.PLANNED, AFTER)),
        (
            [ApplicationPeriod("", LATER, None), ApplicationPeriod("", AFTER, None)],
            ProgrammeStanding(ApplicationState.PLANNED, AFTER),
        ),
        ([ApplicationPeriod("", None, BEFORE)], ProgrammeStanding(ApplicationState.CLOSED, BEFORE)),
        (
            [ApplicationPeriod("", None, BEFORE), ApplicationPeriod("", AFTER, None)],
            ProgrammeStanding(ApplicationState.PLANNED, AFTER),
        ),
        (
            [ApplicationPeriod("", None, BEFORE), ApplicationPeriod("immer")],
            ProgrammeStanding(ApplicationState.ONGOING),
        ),
        (
            [ApplicationPeriod("", None, LATER), ApplicationPeriod("immer")],
            ProgrammeStanding(ApplicationState.OPEN, LATER),
        ),
    ],
)
def test_standing(periods, expected):
    assert programme_standing(periods, DAY) == expected
    assert programme_standing(reversed(periods), DAY) == expected


DAYS = st.none() | st.dates(DAY - timedelta(days=5), DAY + timedelta(days=5))
PERIODS = st.lists(st.builds(ApplicationPeriod, st.just(""), DAYS, DAYS), max_size=4)


@given(PERIODS)
def test_one_can_apply_exactly_where_a_period_has_the_day(periods):
    can = not periods or any(
        (each.opens is None or each.opens <= DAY) and (each.closes is None or each.closes >= DAY)
        for each in periods
    )
    assert (
        programme_standing(periods, DAY).state in (ApplicationState.OPEN, ApplicationState.ONGOING)
    ) == can


def test_what_is_urgent_comes_first():
    order = [
        ProgrammeStanding(ApplicationState.OPEN, DAY),
        ProgrammeStanding(ApplicationState.OPEN, LATER),
        ProgrammeStanding(ApplicationState.ONGOING),
        ProgrammeStanding(ApplicationState.PLANNED, AFTER),
        ProgrammeStanding(ApplicationState.PLANNED, LATER),
        ProgrammeStanding(ApplicationState.CLOSED, BEFORE),
        ProgrammeStanding(ApplicationState.CLOSED, BEFORE - timedelta(days=9)),
    ]
    assert sorted(reversed(order), key=lambda each: each.rank) == order
