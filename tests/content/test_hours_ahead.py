"""What the page of an authority says of opening hours beyond this week."""

from datetime import date, time, timedelta

import pytest
import transaction

from ..content_fixtures import content_fixture
from ..factories import authority, folder
from .test_hours import CHRISTMAS, TIMES, WEEK, changed, section

SATURDAY = {"weekday": 5, "week_of_month": 1} | TIMES
WINTER = {"first": date(2026, 12, 21), "last": date(2027, 1, 3)}


@content_fixture
def office(portal):
    """An authority with usual hours."""
    return authority(folder(portal, "behoerden"), "amt", opening_hours=WEEK)


@pytest.fixture(autouse=True)
def november(clock):
    clock(2026, 11, 25, 10)


def texts(elements):
    return [" ".join(element.text.split()) for element in elements]


def monthly(anybody):
    return texts(anybody.get("behoerden/amt").html.select(".tlvwa-hours-monthly li"))


def special(anybody, **query):
    """The days of the special periods, each with what is said of them."""
    page = anybody.get("behoerden/amt", **query).html
    days = texts(page.select(".tlvwa-hours-special dt"))
    said = page.select(".tlvwa-hours-special dd")
    lines = ["|".join(" ".join(line.split()) for line in one.stripped_strings) for one in said]
    return list(zip(days, lines, strict=True))


def test_nothing_is_said_where_there_is_nothing(anybody, office):
    page = anybody.get("behoerden/amt").html
    assert "Öffnungszeiten" in page.text
    assert page.select(".tlvwa-hours-monthly, .tlvwa-hours-special, #zeiten ~ h3") == []


def test_days_that_recur_by_the_month(portal, anybody, office):
    afternoon = SATURDAY | {"opens": time(14), "closes": time(16), "note": "nur Ausgabe"}
    last = {"weekday": 2, "week_of_month": -1} | TIMES
    changed(portal, opening_hours=[*WEEK, SATURDAY, afternoon, last])
    assert monthly(anybody) == [
        "jeden letzten Mittwoch im Monat: 9 bis 11 Uhr",
        "jeden 1. Samstag im Monat: 9 bis 11 Uhr und 14 bis 16 Uhr (nur Ausgabe)",
    ]


AFTERNOON = {"opens": time(14), "closes": time(16)}


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([WINTER | {"label": "Betriebsferien"}], "Betriebsferien|geschlossen"),
        (
            [WINTER | {"by_appointment": True}],
            "nur nach Terminvereinbarung|an Feiertagen geschlossen",
        ),
        (
            [WINTER | TIMES | {"days": "1"}, WINTER | AFTERNOON | {"days": "1"}],
            "Dienstag: 9 bis 11 Uhr und 14 bis 16 Uhr|sonst geschlossen",
        ),
        (
            [WINTER | TIMES | {"label": "Notdienst"}],
            "Notdienst|Montag, Dienstag, Donnerstag und Freitag: 9 bis 11 Uhr|sonst geschlossen"
            "|an Feiertagen geschlossen",
        ),
        (
            [WINTER | TIMES | {"days": "every", "on_holidays": True}],
            "jeden Tag: 9 bis 11 Uhr|auch an Feiertagen",
        ),
        (
            [WINTER | TIMES | {"days": "5", "week_of_month": 1, "by_appointment": True}],
            "jeden 1. Samstag im Monat: 9 bis 11 Uhr|sonst geschlossen|nur nach Terminvereinbarung",
        ),
    ],
)
def test_a_special_period_in_words(portal, anybody, office, rows, said):
    changed(portal, special_periods=rows)
    assert special(anybody) == [("21. Dezember 2026 bis 3. Januar 2027", said)]


def test_one_day_needs_no_weekday(portal, anybody, office):
    day = {"first": date(2026, 12, 12), "last": date(2026, 12, 12), "label": "Tag der offenen Tür"}
    changed(portal, special_periods=[day | TIMES])
    assert special(anybody) == [("12. Dezember 2026", "Tag der offenen Tür|9 bis 11 Uhr")]


def test_a_row_that_was_stored_and_opens_no_day_is_told_as_closed(anybody, office):
    office.special_periods = [CHRISTMAS | TIMES | {"days": "5", "week_of_month": 1}]
    office.reindexObject()
    transaction.commit()
    assert special(anybody) == [("21. Dezember 2026 bis 24. Dezember 2026", "geschlossen")]


def test_periods_to_come_soonest_first_and_at_most_twelve(portal, anybody, office, clock):
    day = date(2026, 11, 24)
    days = [day + timedelta(days=number) for number in range(20)]
    changed(portal, special_periods=[{"first": one, "last": one} for one in reversed(days)])
    found = [one for one, _said in special(anybody)]
    assert (found[0], found[-1], len(found)) == ("25. November 2026", "6. Dezember 2026", 12)
    clock(2026, 12, 13, 10)
    assert [one for one, _said in special(anybody)] == ["13. Dezember 2026"]
    clock(2026, 12, 14, 10)
    assert special(anybody) == []


@pytest.mark.parametrize("first", [date(2026, 11, 25), date(9999, 12, 1), date.max])
def test_a_period_until_the_last_day_of_all(portal, anybody, office, first):
    last_friday = {"days": "4", "week_of_month": -1} | TIMES
    changed(portal, special_periods=[{"first": first, "last": date.max} | last_friday])
    ((days, said),) = special(anybody)
    assert days.endswith("31. Dezember 9999")
    assert "9 bis 11 Uhr" in said


def test_a_period_stands_there_without_usual_hours(portal, anybody, office):
    changed(portal, opening_hours=[], special_periods=[WINTER])
    assert "21. Dezember 2026 bis 3. Januar 2027 geschlossen" in section(anybody)
