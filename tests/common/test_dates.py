"""Days and periods: the closed ones of the law, the half-open ones of publication."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tlvwa.portal.common.dates import ONE_DAY, Window, first_of_month, in_period, in_window

DAYS = st.dates(date(2000, 1, 1), date(2060, 12, 31))
ENDS = st.none() | DAYS


@given(DAYS, ENDS, ENDS)
def test_a_window_is_the_period_without_its_last_day(day, first, end):
    last = None if end is None else end - ONE_DAY
    assert in_window(day, first, end) == in_period(day, first, last)


@given(DAYS, ENDS, ENDS, ENDS, ENDS)
def test_a_day_lies_in_what_two_windows_share_if_it_lies_in_both(day, first, end, begin, until):
    shared = Window(first, end).meet(begin, until)
    assert (day in shared) == (day in Window(first, end) and day in Window(begin, until))


@pytest.mark.parametrize(
    ("day", "expected"),
    [(date(2026, 1, 1), True), (date(2026, 1, 31), True), (date(2026, 2, 1), False)],
)
def test_both_days_of_a_period_belong_to_it(day, expected):
    assert in_period(day, date(2026, 1, 1), date(2026, 1, 31)) is expected


@given(DAYS, st.integers(0, 400))
def test_the_first_of_a_month_before(day, months):
    first = first_of_month(day, months)
    assert first.day == 1
    assert (day.year - first.year) * 12 + day.month - first.month == months
