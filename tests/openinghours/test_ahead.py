"""What programs of others read of days to come: periods that are over, nested ones, holidays of a place."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings

from tlvwa.portal.openinghours import (
    HoursPeriod,
    HoursRow,
    LocalHoliday,
    OpeningHours,
    opening_day,
    schema_org,
    to_osm,
)

from .test_openinghours import cases

NINE, NOON = time(9), time(12)
EVERY_DAY = tuple(HoursRow(weekday, NINE, NOON) for weekday in range(7))
CORPUS_CHRISTI = frozenset({LocalHoliday.CORPUS_CHRISTI})
ONE_DAY = timedelta(days=1)


def library(hours, day):
    from opening_hours import OpeningHours as Library

    return Library(to_osm(hours, day=day))


# Holidays of a place


@pytest.mark.parametrize("day", [date(2026, 6, 4), date(2027, 5, 27), date(2028, 6, 15)])
def test_osm_closes_on_corpus_christi_where_it_is_a_holiday(day):
    here = OpeningHours(EVERY_DAY, local_holidays=CORPUS_CHRISTI)
    for hours, opened in (
        (here, False),
        (OpeningHours(EVERY_DAY), True),
        (OpeningHours(EVERY_DAY, doubtful_holidays=CORPUS_CHRISTI), True),
    ):
        found = library(hours, date(2026, 1, 1))
        assert found.is_open(datetime.combine(day, time(10))) is opened
        assert found.is_open(datetime.combine(day + ONE_DAY, time(10)))


@pytest.mark.parametrize(
    ("first", "last", "on_holidays", "opened"),
    [
        (date(2027, 5, 24), date(2027, 5, 30), False, False),
        (date(2027, 5, 24), date(2027, 5, 30), True, True),
        (date(2027, 5, 27), date(2027, 5, 27), False, True),
        (date(2026, 12, 1), date(2027, 12, 1), False, False),
    ],
)
def test_osm_closes_on_corpus_christi_in_a_period(first, last, on_holidays, opened):
    period = HoursPeriod(first, last, False, "", EVERY_DAY, on_holidays)
    hours = OpeningHours(EVERY_DAY, (period,), local_holidays=CORPUS_CHRISTI)
    found = library(hours, date(2026, 11, 28))
    assert found.is_open(datetime(2027, 5, 27, 10)) is opened
    assert bool(opening_day(hours, date(2027, 5, 27)).rows) is opened


def test_osm_of_a_period_without_end_is_short():
    period = HoursPeriod(date(2026, 1, 1), date.max, False, "", EVERY_DAY)
    hours = OpeningHours(EVERY_DAY, (period,), local_holidays=CORPUS_CHRISTI)
    assert to_osm(hours, day=date(2030, 1, 1)).endswith("2030 Jun 20 off; 2031 Jun 12 off")
    assert schema_org(hours, date(2030, 1, 1))[-1]["validThrough"] == "9999-12-31"


# Periods that are over


def test_periods_that_are_over_are_left_out():
    first, last = date(2026, 7, 6), date(2026, 7, 19)
    hours = OpeningHours(EVERY_DAY, (HoursPeriod(first, last, label="Sommer"),))
    for day, told in ((first, True), (last, True), (last + ONE_DAY, False)):
        assert ("Sommer" in to_osm(hours, day=day)) is told
        assert ("Sommer" in str(schema_org(hours, day))) is told
    assert "Sommer" in to_osm(hours)


@settings(max_examples=60, deadline=None)
@given(cases())
def test_what_is_left_out_changes_no_day_to_come(case):
    from opening_hours import OpeningHours as Library

    middle, hours = case
    years = range(middle.year - 1, middle.year + 2)
    whole, short = Library(to_osm(hours, years)), Library(to_osm(hours, years, middle))
    for number in range(4 * 24):
        moment = datetime.combine(middle, time(0)) + timedelta(hours=number)
        assert whole.is_open(moment) is short.is_open(moment), moment


# Periods within each other


def dated(items, day):
    """The entries with dates that speak of a day."""
    name = day.strftime("%A")
    return [
        item
        for item in items
        if item.get("validFrom", "~") <= day.isoformat() <= item["validThrough"]
        and any(one.endswith(name) for one in item.get("dayOfWeek", [name]))
    ]


@settings(max_examples=200, deadline=None)
@given(cases())
def test_entries_for_a_day_do_not_contradict_each_other(case):
    middle, hours = case
    start = middle - timedelta(days=8)
    items = schema_org(hours, start)
    for day in (start + timedelta(days=number) for number in range(22)):
        found, today = dated(items, day), opening_day(hours, day)
        times = sorted((item["opens"], item["closes"]) for item in found if "opens" in item)
        if today.rows and (today.special or times):
            assert [one for one, _ in times] == [f"{row.opens:%H:%M}" for row in today.rows]
        elif today.special and today.by_appointment:
            assert (times, len(found)) == ([], 1)
        elif today.special:
            assert times == [("00:00", "00:00")]
        else:
            assert times in ([], [("00:00", "00:00")])


def test_a_longer_period_leaves_out_the_days_of_a_shorter_one():
    long = HoursPeriod(date(2026, 7, 1), date(2026, 7, 31), label="Umbau")
    short = HoursPeriod(date(2026, 7, 8), date(2026, 7, 9), False, "Notdienst", EVERY_DAY)
    last = HoursPeriod(date(2026, 7, 31), date(2026, 7, 31), False, "Fest", EVERY_DAY)
    items = schema_org(OpeningHours((), (long, short, last)), date(2026, 6, 1))
    spans = [(item["name"], item["validFrom"][-2:], item["validThrough"][-2:]) for item in items]
    assert spans == [
        ("Umbau", "01", "07"),
        ("Umbau", "10", "30"),
        ("Notdienst", "08", "09"),
        ("Fest", "31", "31"),
    ]


def test_a_public_holiday_in_a_period_is_closed_and_nothing_else():
    period = HoursPeriod(date(2026, 12, 21), date(2027, 1, 3), False, "Winter", EVERY_DAY)
    items = schema_org(OpeningHours(EVERY_DAY, (period,)), date(2026, 12, 1))
    (christmas,) = dated(items, date(2026, 12, 25))
    assert (christmas["name"], christmas["closes"]) == ("Erster Weihnachtstag", "00:00")
    (monday,) = dated(items, date(2026, 12, 28))
    assert (monday["name"], monday["closes"]) == ("Winter", "12:00")


def test_the_other_saturdays_of_a_period_are_closed():
    saturday = HoursRow(5, NINE, NOON, week_of_month=1)
    period = HoursPeriod(date(2026, 7, 1), date(2026, 8, 31), False, "", (saturday,))
    items = schema_org(OpeningHours(EVERY_DAY, (period,)), date(2026, 6, 1))
    assert [item["opens"] for item in dated(items, date(2026, 7, 4))] == ["09:00"]
    assert [item["opens"] for item in dated(items, date(2026, 7, 11))] == ["00:00"]
