"""Opening hours: the model, what it means, and how others write it."""

import copy
from dataclasses import FrozenInstanceError
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tlvwa.portal.openinghours import (
    BERLIN,
    HoursError,
    HoursErrorCode,
    HoursPeriod,
    HoursRow,
    LocalHoliday,
    OpeningHours,
    from_json,
    is_open,
    opening_day,
    opening_state,
    opening_week,
    public_holidays,
    schema_org,
    to_json,
    to_osm,
)

MINUTE = timedelta(minutes=1)
TODAY = date(2026, 7, 1)
STORED = {
    "rows": [
        {"weekday": 0, "opens": "09:00", "closes": "12:00", "note": ""},
        {"weekday": 1, "opens": "09:00", "closes": "12:00", "note": ""},
        {"weekday": 1, "opens": "13:00", "closes": "18:00", "note": "nur mit Nummer"},
        {"weekday": 3, "opens": "09:00", "closes": "12:00", "note": ""},
        {"weekday": 4, "opens": "09:00", "closes": "12:00", "note": ""},
    ],
    "periods": [
        {
            "first": "2026-12-24",
            "last": "2027-01-04",
            "closed": True,
            "label": "Betriebsferien",
            "rows": [],
            "on_holidays": False,
        },
    ],
    "by_appointment": True,
    "note": "Bitte klingeln.",
}
HOURS = from_json(STORED)


def berlin(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


def row(weekday: int, opens: str, closes: str, note: str = "") -> HoursRow:
    return HoursRow(weekday, time.fromisoformat(opens), time.fromisoformat(closes), note)


# What is stored


def test_json_round_trip_leaves_its_input_alone():
    before = copy.deepcopy(STORED)
    assert to_json(from_json(STORED)) == STORED
    assert before == STORED


def test_missing_parts_have_sensible_defaults():
    assert from_json({}) == OpeningHours()
    assert from_json({"periods": [{"first": "2026-12-24", "last": "2026-12-24"}]}).periods[0].closed


def test_nothing_computed_changes_what_is_stored():
    before = to_json(HOURS)
    for moment in (berlin("2026-12-23T09:00"), berlin("2026-12-24T09:00")):
        opening_state(HOURS, moment)
        opening_week(HOURS, moment.date())
    to_osm(HOURS, [2026])
    schema_org(HOURS, TODAY).clear()
    assert to_json(HOURS) == before
    with pytest.raises(FrozenInstanceError):
        HOURS.note = "anders"


ROW = {"weekday": 0, "opens": "09:00", "closes": "12:00"}
PERIOD = {"first": "2026-12-24", "last": "2027-01-01"}


@pytest.mark.parametrize(
    ("data", "code", "where"),
    [
        (
            {"rows": [ROW, {**ROW, "opens": "11:59", "closes": "13:00"}]},
            HoursErrorCode.ROWS_OVERLAP,
            "rows",
        ),
        ({"rows": [{**ROW, "closes": "09:00"}]}, HoursErrorCode.CLOSES_BEFORE_OPENS, "rows[0]"),
        (
            {"rows": [ROW, {**ROW, "closes": "08:00"}]},
            HoursErrorCode.CLOSES_BEFORE_OPENS,
            "rows[1]",
        ),
        ({"rows": [{**ROW, "weekday": 7}]}, HoursErrorCode.WEEKDAY, "rows[0]"),
        ({"rows": [{**ROW, "weekday": True}]}, HoursErrorCode.MALFORMED, "rows[0]"),
        ({"rows": [{**ROW, "opens": "9:00"}]}, HoursErrorCode.MALFORMED, "rows[0]"),
        ({"rows": [{**ROW, "opens": "24:00"}]}, HoursErrorCode.MALFORMED, "rows[0]"),
        ({"rows": [{**ROW, "opens": None}]}, HoursErrorCode.MALFORMED, "rows[0]"),
        ({"rows": [{**ROW, "color": "red"}]}, HoursErrorCode.MALFORMED, "rows[0]"),
        ({"rows": ["Mo"]}, HoursErrorCode.MALFORMED, "rows[0]"),
        ({"rows": {}}, HoursErrorCode.MALFORMED, ""),
        ({"lunch": []}, HoursErrorCode.MALFORMED, ""),
        ([], HoursErrorCode.MALFORMED, ""),
        (
            {"periods": [{**PERIOD, "last": "2026-12-23"}]},
            HoursErrorCode.PERIOD_REVERSED,
            "periods[0]",
        ),
        ({"periods": [{**PERIOD, "first": "24.12."}]}, HoursErrorCode.MALFORMED, "periods[0]"),
        ({"periods": [{**PERIOD, "closed": False}]}, HoursErrorCode.PERIOD_EMPTY, "periods[0]"),
        (
            {"periods": [{**PERIOD, "closed": True, "rows": [ROW]}]},
            HoursErrorCode.PERIOD_CLOSED_WITH_ROWS,
            "periods[0]",
        ),
        (
            {"periods": [{**PERIOD, "rows": [{**ROW, "weekday": -1}]}]},
            HoursErrorCode.WEEKDAY,
            "periods[0].rows[0]",
        ),
        ({"periods": [PERIOD, PERIOD]}, HoursErrorCode.PERIODS_OVERLAP, "periods"),
        (
            {"periods": [PERIOD, {"first": "2027-01-01", "last": "2027-02-01"}]},
            HoursErrorCode.PERIODS_OVERLAP,
            "periods",
        ),
    ],
)
def test_impossible_hours_are_refused_with_their_place(data, code, where):
    with pytest.raises(HoursError) as caught:
        from_json(data)
    assert (caught.value.code, caught.value.where) == (code, where)


def test_seconds_are_refused():
    with pytest.raises(HoursError) as caught:
        HoursRow(0, time(9, 0, 30), time(12))
    assert caught.value.code is HoursErrorCode.SECONDS


# Days


def test_the_first_and_the_last_day_of_a_period_belong_to_it():
    period = HoursPeriod(date(2026, 7, 6), date(2026, 7, 17), label="Umzug")
    hours = OpeningHours(tuple(row(number, "09:00", "12:00") for number in range(7)), (period,))
    closed = [date(2026, 7, 1) + timedelta(days=number) for number in range(31)]
    assert [one.day for one in closed if not opening_day(hours, one).rows] == list(range(6, 18))
    assert (
        opening_day(hours, period.first).reason == opening_day(hours, period.last).reason == "Umzug"
    )


def test_a_period_with_rows_replaces_the_usual_week():
    summer = HoursPeriod(
        date(2026, 7, 6), date(2026, 7, 10), closed=False, rows=(row(0, "07:00", "08:00"),)
    )
    hours = OpeningHours(HOURS.rows, (summer,))
    assert [len(one.rows) for one in opening_week(hours, date(2026, 7, 8))] == [1, 0, 0, 0, 0, 0, 0]
    assert is_open(hours, berlin("2026-07-06T07:30"))
    assert not is_open(hours, berlin("2026-07-06T09:30"))


def test_the_narrower_of_two_nested_periods_wins():
    whole_week = tuple(row(number, "10:00", "11:00") for number in range(7))
    summer = HoursPeriod(date(2026, 7, 1), date(2026, 7, 31), closed=False, rows=whole_week)
    outing = HoursPeriod(date(2026, 7, 8), date(2026, 7, 8), label="Betriebsausflug")
    hours = OpeningHours((), (outing, summer))
    assert opening_day(hours, date(2026, 7, 7)).rows
    assert not opening_day(hours, date(2026, 7, 8)).rows
    assert opening_day(hours, date(2026, 7, 8)).reason == "Betriebsausflug"


@pytest.mark.parametrize(
    ("when", "name"),
    [
        (date(2026, 9, 20), "Weltkindertag"),
        (date(2026, 10, 31), "Reformationstag"),
        (date(2026, 4, 3), "Karfreitag"),
    ],
)
def test_holidays_of_thueringen_are_closed(when, name):
    hours = OpeningHours(tuple(row(number, "09:00", "12:00") for number in range(7)))
    assert opening_day(hours, when).reason == name
    assert not opening_day(hours, when).rows


def test_holidays_of_other_laender_are_not():
    assert date(2026, 11, 1) not in public_holidays(2026)
    assert date(2026, 6, 4) not in public_holidays(2026)


def test_a_period_can_open_on_a_holiday():
    every_day = tuple(row(number, "09:00", "12:00") for number in range(7))
    unity = date(2026, 10, 3)
    autumn = (unity, date(2026, 10, 9), False, "Herbst", every_day)
    one_day = OpeningHours(
        (), (HoursPeriod(unity, unity, False, "Tag der offenen Tür", every_day),)
    )
    assert opening_day(one_day, unity).rows
    assert opening_day(one_day, unity).reason == "Tag der offenen Tür"
    assert opening_day(one_day, unity).holiday == "Tag der Deutschen Einheit"
    assert not opening_day(OpeningHours((), (HoursPeriod(*autumn),)), unity).rows
    assert opening_day(OpeningHours((), (HoursPeriod(*autumn, on_holidays=True),)), unity).rows


def test_a_week_begins_on_monday_and_crosses_the_year():
    days = opening_week(HOURS, date(2027, 1, 1))
    assert [one.date for one in days][::6] == [date(2026, 12, 28), date(2027, 1, 3)]
    assert {one.reason for one in days} == {"Betriebsferien"}


# Moments


@pytest.mark.parametrize(
    ("moment", "opened", "until"),
    [
        ("2026-11-23T08:59", False, "2026-11-23T09:00"),
        ("2026-11-23T09:00", True, "2026-11-23T12:00"),
        ("2026-11-23T11:59:59", True, "2026-11-23T12:00"),
        ("2026-11-23T12:00", False, "2026-11-24T09:00"),
        ("2026-11-24T12:30", False, "2026-11-24T13:00"),
        ("2026-11-27T12:00", False, "2026-11-30T09:00"),
        ("2026-12-22T18:00", False, "2027-01-05T09:00"),
    ],
)
def test_state_and_next_change(moment, opened, until):
    found = opening_state(HOURS, berlin(moment))
    assert (found.open, found.until) == (opened, berlin(until))
    assert is_open(HOURS, berlin(moment)) is opened


def test_a_moment_in_another_time_zone_is_the_same_moment():
    assert is_open(HOURS, datetime(2026, 11, 23, 8, 0, tzinfo=UTC))
    assert not is_open(HOURS, datetime(2026, 11, 23, 7, 59, tzinfo=UTC))


def test_a_moment_without_time_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        is_open(HOURS, datetime(2026, 11, 23, 9, 0))


def test_touching_rows_are_one_stretch_even_over_midnight():
    hours = OpeningHours(
        (row(0, "20:00", "00:00"), row(1, "00:00", "02:00"), row(1, "02:00", "03:00"))
    )
    assert opening_state(hours, berlin("2026-11-23T21:00")).until == berlin("2026-11-24T03:00")
    assert to_json(hours)["rows"][0]["closes"] == "24:00"
    assert from_json(to_json(hours)) == hours


def test_round_the_clock_ends_at_the_next_holiday():
    hours = OpeningHours(tuple(row(number, "00:00", "00:00") for number in range(7)))
    assert opening_state(hours, berlin("2026-11-23T21:00")).until == berlin("2026-12-25T00:00")


def test_what_never_opens_has_no_next_change():
    assert opening_state(OpeningHours(), berlin("2026-11-23T21:00")).until is None
    closed = HoursPeriod(date(2026, 1, 1), date(2040, 1, 1), label="Geschlossen")
    assert (
        opening_state(OpeningHours(HOURS.rows, (closed,)), berlin("2026-11-23T21:00")).until is None
    )


def test_office_hours_keep_to_the_clock_when_it_is_changed():
    sunday = OpeningHours((row(6, "09:00", "12:00"),))
    assert opening_state(sunday, berlin("2026-03-28T12:00")).until == datetime(
        2026, 3, 29, 7, tzinfo=UTC
    )
    assert opening_state(sunday, berlin("2026-10-24T12:00")).until == datetime(
        2026, 10, 25, 8, tzinfo=UTC
    )


# Against a naive reference, minute by minute

times = st.integers(0, 24 * 60 - 1).map(lambda number: time(*divmod(number, 60)))
DAYS = st.dates(date(2024, 1, 1), date(2028, 12, 31)) | st.just(date(2026, 6, 4))
CORPUS_CHRISTI = frozenset({LocalHoliday.CORPUS_CHRISTI})
NIGHT = st.integers(0, 5 * 60).map(lambda number: time(*divmod(number, 60)))


@st.composite
def rows_of_a_week(draw, moments=times) -> tuple[HoursRow, ...]:
    found = []
    for weekday in range(7):
        edges = sorted(draw(st.sets(moments, max_size=5)))
        ends = [*edges[1::2], time(0)]
        for opens, closes in zip(edges[::2], ends, strict=False):
            week = draw(st.sampled_from((0, 0, 0, 1, 2, 3, 4, -1)))
            found.append(HoursRow(weekday, opens, closes, week_of_month=week))
    return tuple(found)


@st.composite
def periods_around(draw, middle: date, rows) -> HoursPeriod:
    first = middle + timedelta(days=draw(st.integers(-6, 6)))
    inner, by_appointment = draw(rows), draw(st.booleans())
    return HoursPeriod(
        first=first,
        last=first + timedelta(days=draw(st.integers(0, 5))),
        closed=not inner and not by_appointment,
        by_appointment=by_appointment,
        label=draw(st.sampled_from(["", "Betriebsferien"])),
        rows=inner,
        on_holidays=draw(st.booleans()),
    )


@st.composite
def cases(draw, moments=times, days=DAYS):
    middle = draw(days)
    rows = rows_of_a_week(moments)
    periods = draw(st.lists(periods_around(middle, rows), max_size=3))
    kept: list[HoursPeriod] = []
    for period in periods:
        if all(period.nests_with(other) for other in kept):
            kept.append(period)
    local = draw(st.sampled_from((frozenset(), CORPUS_CHRISTI)))
    note = draw(st.sampled_from(("", "Bitte klingeln.")))
    return middle, OpeningHours(
        draw(rows), tuple(kept), draw(st.booleans()), note, local_holidays=local
    )


def reference(hours: OpeningHours, first: date, days: int) -> list[tuple[datetime, bool]]:
    """Open or not for every minute; within a day the clock counts by its highest reading."""
    found = []
    now = datetime.combine(first, time(0), BERLIN).astimezone(UTC)
    last, highest = first, 0
    while (local := now.astimezone(BERLIN)).date() < first + timedelta(days=days):
        reading = local.hour * 60 + local.minute
        highest = reading if local.date() != last else max(highest, reading)
        last = local.date()
        found.append((now, open_by_the_book(hours, last, highest)))
        now += MINUTE
    return found


def open_by_the_book(hours: OpeningHours, today: date, minute: int) -> bool:
    rows, special = hours.rows, None
    for period in hours.periods:
        if period.first <= today <= period.last and (
            special is None or period.last - period.first < special.last - special.first
        ):
            rows, special = period.rows, period
    if today in public_holidays(today.year, hours.local_holidays):
        single = special is not None and special.first == special.last
        if not (special and (special.on_holidays or single)):
            return False
    for one in rows:
        closes = one.closes.hour * 60 + one.closes.minute or 24 * 60
        opens = one.opens.hour * 60 + one.opens.minute
        if one.weekday == today.weekday() and opens <= minute < closes:
            same = [day for day in month_of(today) if day.weekday() == one.weekday]
            number = one.week_of_month
            if number == 0 or same[number - 1 if number > 0 else -1] == today:
                return True
    return False


def month_of(today: date) -> list[date]:
    first = today.replace(day=1)
    days = (first + timedelta(days=number) for number in range(31))
    return [day for day in days if day.month == today.month]


def check_against_reference(hours: OpeningHours, first: date, days: int, step: int) -> None:
    expected = reference(hours, first, days)
    changes = [now for (_, was), (now, then) in pairwise(expected) if was != then]
    for now, opened in expected[::step]:
        assert is_open(hours, now) is opened, now
        found = opening_state(hours, now)
        assert found.open is opened, now
        until = next((change for change in changes if change > now), None)
        # compared in UTC, since times within the repeated hour equal none of another zone
        reached = found.until and found.until.astimezone(UTC)
        if until:
            assert reached == until, now
        else:
            assert reached is None or reached > expected[-1][0]


@settings(max_examples=40, deadline=None)
@given(cases())
def test_agrees_with_the_reference_on_any_day(case):
    middle, hours = case
    check_against_reference(hours, middle - timedelta(days=1), 3, step=37)


CLOCK_CHANGES = [date(2026, 3, 29), date(2026, 10, 25)]


@settings(max_examples=40, deadline=None)
@given(cases(moments=NIGHT, days=st.sampled_from(CLOCK_CHANGES)))
def test_agrees_with_the_reference_when_the_clock_is_changed(case):
    middle, hours = case
    check_against_reference(hours, middle, 1, step=7)


@settings(max_examples=60, deadline=None)
@given(cases())
def test_json_keeps_everything(case):
    _, hours = case
    assert from_json(to_json(hours)) == hours


# How others write it


@settings(max_examples=60, deadline=None)
@given(cases())
def test_the_opening_hours_library_reads_the_same_from_our_expression(case):
    from opening_hours import OpeningHours as Library

    middle, hours = case
    library = Library(to_osm(hours, range(middle.year - 1, middle.year + 2)))
    for number in range(-4 * 24 * 60, 4 * 24 * 60, 53):
        naive = datetime.combine(middle, time(12)) + number * MINUTE
        today = opening_day(hours, naive.date())
        expected = any(
            one.opens <= naive.time() and (naive.time() < one.closes or one.closes == time(0))
            for one in today.rows
        )
        assert library.is_open(naive) is expected, (naive, str(library))


def test_osm_expression():
    assert to_osm(HOURS) == (
        'off "Bitte klingeln."; Mo 09:00-12:00 open "by appointment"; '
        'Tu 09:00-12:00 open "by appointment", '
        'Tu 13:00-18:00 open "by appointment, nur mit Nummer"; '
        'Th 09:00-12:00 open "by appointment"; Fr 09:00-12:00 open "by appointment"; '
        'PH off; 2026 Dec 24-2027 Jan 04 off "Betriebsferien"'
    )
    assert to_osm(OpeningHours()) == "off"
    assert to_osm(OpeningHours(by_appointment=True)) == 'unknown "by appointment"'
    assert to_osm(OpeningHours(note="Aushang am Eingang")) == 'unknown "Aushang am Eingang"'
    assert to_osm(OpeningHours(by_appointment=True, note="Bitte klingeln.")) == (
        'unknown "by appointment, Bitte klingeln."'
    )


def test_schema_org():
    first, second, holidays, note, special = schema_org(HOURS, TODAY)
    assert first == {
        "@type": "OpeningHoursSpecification",
        "dayOfWeek": [
            f"https://schema.org/{name}" for name in ("Monday", "Tuesday", "Thursday", "Friday")
        ],
        "opens": "09:00",
        "closes": "12:00",
        "description": "Nur nach Terminvereinbarung",
    }
    assert second["description"] == "Nur nach Terminvereinbarung, nur mit Nummer"
    assert note == {"@type": "OpeningHoursSpecification", "description": "Bitte klingeln."}
    assert holidays["dayOfWeek"] == "https://schema.org/PublicHolidays"
    assert special == {
        "@type": "OpeningHoursSpecification",
        "opens": "00:00",
        "closes": "00:00",
        "validFrom": "2026-12-24",
        "validThrough": "2027-01-04",
        "name": "Betriebsferien",
    }


def test_schema_org_says_which_days_of_a_special_period_are_closed():
    period = HoursPeriod(
        date(2026, 7, 6), date(2026, 7, 8), closed=False, rows=(row(1, "20:00", "00:00"),)
    )
    opened, shut = schema_org(OpeningHours((), (period,)), TODAY)
    assert opened["closes"] == "23:59"
    assert [name.rpartition("/")[2] for name in shut["dayOfWeek"]] == ["Monday", "Wednesday"]
