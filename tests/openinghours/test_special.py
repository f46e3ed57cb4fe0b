"""Special periods, appointments, notes without hours, and holidays of single places."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tlvwa.portal.openinghours import (
    HolidayScope,
    HoursError,
    HoursErrorCode,
    HoursPeriod,
    HoursRow,
    LocalHoliday,
    OpeningHours,
    PeriodDays,
    corpus_christi_scope,
    from_json,
    opening_day,
    public_holidays,
    rows_of_period,
    schema_org,
    to_json,
    to_osm,
)

NINE, ELEVEN, NOON = time(9), time(11), time(12)
WEEK = tuple(HoursRow(weekday, NINE, NOON) for weekday in (0, 1, 3, 4))
FIRST_SATURDAY = HoursRow(5, NINE, NOON, week_of_month=1)
CORPUS_CHRISTI = frozenset({LocalHoliday.CORPUS_CHRISTI})
TODAY = date(2026, 6, 1)


def days(first: date, last: date):
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def period(usual, first, last, kind=PeriodDays.USUAL):
    rows = rows_of_period(usual, first, last, NINE, ELEVEN, kind)
    return OpeningHours(usual, (HoursPeriod(first, last, False, rows=rows),))


def open_days(hours, first, last):
    return [day for day in days(first, last) if opening_day(hours, day).rows]


def test_times_without_a_weekday_hold_on_days_that_are_open_otherwise():
    first, last = date(2026, 7, 6), date(2026, 7, 19)
    hours = period(WEEK, first, last)
    usual = OpeningHours(WEEK)
    assert open_days(hours, first, last) == open_days(usual, first, last)
    assert {row.closes for day in days(first, last) for row in opening_day(hours, day).rows} == {
        ELEVEN
    }


def test_a_saturday_that_is_open_once_a_month_stays_open_once_a_month():
    first, last = date(2026, 7, 1), date(2026, 8, 31)
    hours = period((*WEEK, FIRST_SATURDAY), first, last)
    saturdays = [day for day in open_days(hours, first, last) if day.weekday() == 5]
    assert saturdays == [date(2026, 7, 4), date(2026, 8, 1)]


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2026, 12, 12), date(2026, 12, 12)),  # one Saturday
        (date(2026, 12, 12), date(2026, 12, 13)),  # a weekend
        (date(2026, 7, 8), date(2026, 7, 8)),  # the Wednesday that is closed otherwise
    ],
)
def test_a_period_of_days_that_are_closed_otherwise_opens_them(first, last):
    assert open_days(period(WEEK, first, last), first, last) == days(first, last)


def test_every_day_is_every_day():
    first, last = date(2026, 7, 6), date(2026, 7, 12)
    assert open_days(period(WEEK, first, last, PeriodDays.EVERY), first, last) == days(first, last)


@settings(deadline=None)
@given(
    st.sets(st.tuples(st.integers(0, 6), st.sampled_from((0, 1, 2, 3, 4, -1)))),
    st.dates(date(2025, 1, 1), date(2027, 12, 31)),
    st.integers(1, 80),
)
def test_no_day_is_opened_that_is_closed_otherwise_unless_all_are(recurrences, first, length):
    usual = tuple(HoursRow(day, NINE, NOON, week_of_month=week) for day, week in recurrences)
    last = first + timedelta(days=length)
    rows = rows_of_period(usual, first, last, NINE, ELEVEN)
    otherwise = [day for day in days(first, last) if any(row.holds_on(day) for row in usual)]
    within = [day for day in days(first, last) if any(row.holds_on(day) for row in rows)]
    assert within == (otherwise or days(first, last))
    HoursPeriod(first, last, False, rows=rows)  # no two rows contradict each other


# By the month


@pytest.mark.parametrize(
    ("week", "expected"),
    [(1, [2]), (2, [9]), (4, [23]), (-1, [30]), (0, [2, 9, 16, 23, 30])],
)
def test_a_day_of_the_month(week, expected):
    hours = OpeningHours((HoursRow(5, NINE, NOON, week_of_month=week),))
    assert [day.day for day in open_days(hours, date(2026, 5, 1), date(2026, 5, 31))] == expected


def test_the_fourth_saturday_that_is_the_last_one_is_open_once():
    both = tuple(HoursRow(5, NINE, NOON, week_of_month=week) for week in (4, -1))
    assert len(opening_day(OpeningHours(both), date(2026, 2, 28)).rows) == 1


@pytest.mark.parametrize(
    ("weeks", "refused"),
    [((0, 1), True), ((1, 1), True), ((1, 2), False), ((4, -1), True), ((3, -1), False)],
)
def test_rows_of_the_same_day_may_not_contradict_each_other(weeks, refused):
    one, other = (
        HoursRow(5, opens, NOON, week_of_month=week)
        for opens, week in zip((NINE, time(10)), weeks, strict=True)
    )
    # a row between them in the order of times must not hide them from each other
    between = HoursRow(5, time(9, 30), time(9, 45), week_of_month=2 if 2 not in weeks else 3)
    rows = (one, other) if 0 in weeks else (one, between, other)
    if refused:
        with pytest.raises(HoursError) as caught:
            OpeningHours(rows)
        assert caught.value.code is HoursErrorCode.ROWS_OVERLAP
    else:
        OpeningHours(rows)


def test_the_week_of_the_month_is_kept_and_only_written_where_there_is_one():
    hours = OpeningHours((*WEEK, FIRST_SATURDAY))
    rows = to_json(hours)["rows"]
    assert "week_of_month" not in rows[0]
    assert rows[-1]["week_of_month"] == 1
    assert from_json(to_json(hours)) == hours
    with pytest.raises(HoursError) as caught:
        from_json({"rows": [{**rows[-1], "week_of_month": 5}]})
    assert (caught.value.code, caught.value.where) == (HoursErrorCode.WEEK_OF_MONTH, "rows[0]")


def test_others_write_days_of_the_month():
    hours = OpeningHours((*WEEK, FIRST_SATURDAY))
    assert "Sa[1] 09:00-12:00" in to_osm(hours)
    listed = [item for item in schema_org(hours, TODAY) if "validFrom" in item]
    assert [item["validFrom"] for item in listed][:3] == ["2026-06-06", "2026-07-04", "2026-08-01"]
    assert all(item["validFrom"] == item["validThrough"] for item in listed)
    assert len(listed) == 10  # of twelve: two are public holidays
    assert not {"2026-10-03", "2027-05-01"} & {item["validFrom"] for item in listed}


def test_only_tuesdays_and_several_stretches():
    rows = (HoursRow(1, NINE, ELEVEN), HoursRow(1, time(14), time(16)))
    first, last = date(2026, 7, 1), date(2026, 7, 31)
    hours = OpeningHours(WEEK, (HoursPeriod(first, last, False, rows=rows),))
    assert {day.weekday() for day in open_days(hours, first, last)} == {1}
    assert len(opening_day(hours, date(2026, 7, 7)).rows) == 2
    osm = "Tu 09:00-11:00, 2026 Jul 01-2026 Jul 31 Tu 14:00-16:00; 2026 Jul 01-2026 Jul 31 PH off"
    assert osm in to_osm(hours)


# By appointment, and without hours


def test_only_by_appointment_without_hours():
    hours = from_json({"by_appointment": True})
    day = opening_day(hours, TODAY)
    assert (day.rows, day.by_appointment, day.unknown) == ((), True, False)
    assert not opening_day(hours, date(2026, 12, 25)).by_appointment
    assert schema_org(hours, TODAY) == [
        {
            "@type": "OpeningHoursSpecification",
            "description": "Nur nach Terminvereinbarung",
        }
    ]


def test_a_note_without_hours_is_no_closed_office():
    hours = from_json({"note": "Aushang am Eingang"})
    day = opening_day(hours, TODAY)
    assert (day.rows, day.by_appointment, day.unknown) == ((), False, True)
    assert schema_org(hours, TODAY)[0]["description"] == "Aushang am Eingang"


def test_by_appointment_within_hours():
    hours = OpeningHours(WEEK, by_appointment=True)
    assert opening_day(hours, date(2026, 6, 8)).by_appointment  # a Monday
    assert not opening_day(hours, date(2026, 6, 10)).by_appointment  # a Wednesday: closed


def test_a_period_by_appointment():
    first, last = date(2026, 7, 6), date(2026, 7, 10)
    summer = HoursPeriod(first, last, closed=False, label="Umzug", by_appointment=True)
    hours = OpeningHours(WEEK, (summer,))
    assert opening_day(hours, first).by_appointment
    assert not opening_day(hours, last + timedelta(days=3)).by_appointment
    assert 'unknown "by appointment, Umzug"' in to_osm(hours)
    assert schema_org(hours, TODAY)[-1] == {
        "@type": "OpeningHoursSpecification",
        "description": "Nur nach Terminvereinbarung",
        "validFrom": "2026-07-06",
        "validThrough": "2026-07-10",
        "name": "Umzug",
    }
    assert from_json(to_json(hours)) == hours
    with pytest.raises(HoursError):
        HoursPeriod(first, last, closed=True, by_appointment=True)


def test_a_period_that_is_closed_is_not_by_appointment():
    day = date(2026, 7, 8)
    hours = OpeningHours((), (HoursPeriod(day, day, label="Ausflug"),), by_appointment=True)
    assert not opening_day(hours, day).by_appointment


# Holidays of single places


def test_corpus_christi_is_a_holiday_where_the_office_has_its_seat():
    day = date(2026, 6, 4)
    assert day in public_holidays(2026, CORPUS_CHRISTI)
    here = OpeningHours(WEEK, local_holidays=CORPUS_CHRISTI)
    assert (opening_day(here, day).rows, opening_day(here, day).reason) == ((), "Fronleichnam")
    assert opening_day(OpeningHours(WEEK), day).rows
    assert from_json(to_json(here)) == here
    closed = [item for item in schema_org(here, TODAY) if item.get("name") == "Fronleichnam"]
    assert [item["validFrom"] for item in closed] == ["2026-06-04", "2027-05-27"]


def test_a_doubtful_holiday_is_told_and_closes_nothing():
    hours = OpeningHours(WEEK, doubtful_holidays=CORPUS_CHRISTI)
    day = opening_day(hours, date(2026, 6, 4))
    assert (bool(day.rows), day.holiday, day.doubtful_holiday) == (True, "", "Fronleichnam")
    # a day that is a holiday everywhere is none in doubt
    assert opening_day(hours, date(2026, 4, 3)).doubtful_holiday == ""


@pytest.mark.parametrize(
    ("municipality", "locality", "scope"),
    [
        ("16061045", "", HolidayScope.EVERYWHERE),  # Heilbad Heiligenstadt: in the Eichsfeld
        ("16061118", "Struth", HolidayScope.EVERYWHERE),
        ("16063032", "Geisa", HolidayScope.EVERYWHERE),
        ("16064074", "Südeichsfeld OT Heyerode", HolidayScope.EVERYWHERE),
        ("16064074", "Südeichsfeld OT Hallungen", HolidayScope.NOWHERE),
        ("16063015", "Dermbach", HolidayScope.DOUBTFUL),
        ("16063015", "Dermbach, OT Zella/Rhön", HolidayScope.EVERYWHERE),
        ("16064046", "Mühlhausen", HolidayScope.NOWHERE),
        ("16051000", "Erfurt", HolidayScope.NOWHERE),
    ],
)
def test_where_corpus_christi_is_a_holiday(municipality, locality, scope):
    assert corpus_christi_scope(municipality, locality) is scope
