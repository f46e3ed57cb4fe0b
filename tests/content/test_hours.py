"""Opening hours and telephones of an authority, from the form to page, JSON, JSON-LD and OSM form."""

import json
from datetime import date, time

import pytest
import transaction

from ..content_fixtures import content_fixture
from ..factories import DOG_TAX, JENA, authority, folder, responsibility, service
from ..http_client import manager

EICHSFELD = "16061"
WEEK = [{"weekday": day, "opens": time(9), "closes": time(12)} for day in (0, 1, 3, 4)]
SUMMER = {"first": date(2026, 7, 6), "last": date(2026, 7, 19)}
CHRISTMAS = {"first": date(2026, 12, 21), "last": date(2026, 12, 24)}
TIMES = {"opens": time(9), "closes": time(11)}
CORPUS_CHRISTI = (2026, 6, 4, 10)


@content_fixture
def office(portal):
    """An authority with usual hours, which answers name in Jena."""
    found = authority(folder(portal, "behoerden"), "amt", area=JENA, opening_hours=WEEK)
    tax = service(folder(portal, "leistungen"), leika_keys=[DOG_TAX])
    responsibility(found, tax, areas=[JENA])
    return found


def change(portal, **values):
    """Change the authority as a program does; return the answer."""
    plain = json.loads(json.dumps(values, default=lambda value: value.isoformat()))
    return manager(portal).patch("behoerden/amt", plain)


def changed(portal, **values):
    answer = change(portal, **values)
    assert answer.status_int == 204, answer.text


def refusal(portal, **values):
    answer = change(portal, **values)
    assert answer.status_int == 400, answer.text
    return answer.json["message"]


def week(anybody):
    """The hours of the week as the page shows them, from Monday."""
    page = anybody.get("behoerden/amt").html
    return [" ".join(cell.text.split()) for cell in page.select(".tlvwa-hours tbody td")]


def section(anybody):
    """The text of the section on opening hours; empty without one."""
    heading = anybody.get("behoerden/amt").html.select_one("#zeiten")
    return " ".join(heading.parent.text.split()) if heading else ""


def entry(anybody):
    """The office in an answer."""
    return anybody.json("@responsible", service=DOG_TAX, area=JENA)["offices"][0]


def answer_page(anybody):
    return " ".join(
        anybody.get("zustaendigkeitsfinder", service=DOG_TAX, area=JENA).html.text.split()
    )


def json_ld(anybody):
    script = anybody.get("behoerden/amt").html.select_one('script[type="application/ld+json"]')
    return json.loads(script.string)


# Special periods


def test_times_of_a_period_do_not_open_the_weekend(portal, anybody, office, clock):
    clock(2026, 7, 8, 10)
    changed(portal, special_periods=[SUMMER | TIMES | {"label": "Sommer"}])
    opened, closed = "9 bis 11 Uhr (Sommer)", "geschlossen (Sommer)"
    assert week(anybody) == [opened, opened, closed, opened, opened, closed, closed]
    rows = entry(anybody)["opening_hours"]["periods"][0]["rows"]
    assert [row["weekday"] for row in rows] == [0, 1, 3, 4]


def test_what_was_stored_before_means_the_same(portal, anybody, office, clock):
    """Rows as earlier versions stored them have no days."""
    clock(2026, 7, 8, 10)
    office.special_periods = [SUMMER | TIMES]
    office.reindexObject()
    transaction.commit()
    assert week(anybody)[4:] == ["9 bis 11 Uhr", "geschlossen", "geschlossen"]


def test_only_tuesdays_twice_a_day(portal, anybody, office, clock):
    clock(2026, 7, 8, 10)
    afternoon = {"opens": time(14), "closes": time(16)}
    rows = [SUMMER | {"days": "1"} | times for times in (TIMES, afternoon)]
    changed(portal, special_periods=rows)
    assert week(anybody)[1] == "9 bis 11 Uhr und 14 bis 16 Uhr"
    assert week(anybody)[2:] == ["geschlossen"] * 5
    assert "Tu 09:00-11:00" in entry(anybody)["opening_hours_osm"]


def test_every_first_saturday(portal, anybody, office, clock):
    clock(2026, 7, 2, 10)
    saturday = {"weekday": 5, "week_of_month": 1} | TIMES
    changed(portal, opening_hours=[*WEEK, saturday])
    assert week(anybody)[5] == "9 bis 11 Uhr"
    assert "Sa[1] 09:00-11:00" in entry(anybody)["opening_hours_osm"]
    assert entry(anybody)["opening_hours"]["rows"][-1]["week_of_month"] == 1
    clock(2026, 7, 9, 10)
    assert week(anybody)[5] == "geschlossen"
    days = [item.get("validFrom") for item in json_ld(anybody)["openingHoursSpecification"]]
    assert "2026-08-01" in days
    assert "2026-08-08" not in days


def test_every_first_saturday_of_a_period(portal, anybody, office, clock):
    clock(2026, 7, 2, 10)
    period = {"first": date(2026, 7, 1), "last": date(2026, 8, 31), "days": "5", "week_of_month": 1}
    changed(portal, special_periods=[period | TIMES])
    assert week(anybody) == [
        *["9 bis 12 Uhr"] * 2,
        *["geschlossen"] * 3,
        "9 bis 11 Uhr",
        "geschlossen",
    ]


def test_a_saturday_of_its_own_is_open(portal, anybody, office, clock):
    clock(2026, 12, 11, 10)
    day = {"first": date(2026, 12, 12), "last": date(2026, 12, 12), "label": "Tag der offenen Tür"}
    changed(portal, special_periods=[day | TIMES])
    assert week(anybody)[5] == "9 bis 11 Uhr (Tag der offenen Tür)"


REFUSED = [
    ({"opening_hours": [*WEEK, WEEK[0]]}, "Öffnungszeiten, Zeile 5", "mit Zeile 1"),
    ({"opening_hours": [WEEK[0] | {"closes": time(8)}]}, "Öffnungszeiten, Zeile 1", "bis"),
    ({"special_periods": [SUMMER | {"opens": time(9)}]}, "Besondere Zeiten, Zeile 1", "beide"),
    ({"special_periods": [SUMMER | TIMES, SUMMER]}, "Besondere Zeiten, Zeile 2", "auch Zeile 1"),
    ({"special_periods": [SUMMER | {"days": "1"}]}, "Besondere Zeiten, Zeile 1", "Uhrzeiten"),
    (
        {"special_periods": [SUMMER | TIMES | {"days": "1"}, SUMMER | TIMES]},
        "Besondere Zeiten, Zeile 2",
        "mit Zeile 1",
    ),
    (
        {"special_periods": [SUMMER | TIMES | {"week_of_month": 1}]},
        "Besondere Zeiten, Zeile 1",
        "Wochentag",
    ),
    (
        {"special_periods": [SUMMER | TIMES | {"days": "5", "on_holidays": True}, SUMMER | TIMES]},
        "Besondere Zeiten, Zeile 2",
        "ganzen Zeitraum",
    ),
    (
        {"special_periods": [SUMMER, {"first": date(2026, 7, 10), "last": date(2026, 8, 1)}]},
        "Besondere Zeiten, Zeile 2",
        "keiner liegt ganz",
    ),
    (
        {"special_periods": [{"first": SUMMER["last"], "last": SUMMER["first"]}]},
        "Besondere Zeiten, Zeile 1",
        "vor dem ersten",
    ),
    (
        {"opening_hours": [], "special_periods": [SUMMER | TIMES]},
        "Besondere Zeiten, Zeile 1",
        "an jedem Tag",
    ),
    (
        {"special_periods": [SUMMER, CHRISTMAS | TIMES | {"days": "5", "week_of_month": 1}]},
        "Besondere Zeiten, Zeile 2",
        "gibt es in diesem Zeitraum nicht",
    ),
    (
        {"special_periods": [CHRISTMAS | TIMES, CHRISTMAS | TIMES | {"days": "6"}]},
        "Besondere Zeiten, Zeile 2",
        "gibt es in diesem Zeitraum nicht",
    ),
    (
        {
            "special_periods": [
                {"first": date(2026, 12, 24), "last": date(2026, 12, 26), "days": "4"} | TIMES
            ]
        },
        "Besondere Zeiten, Zeile 1",
        "alle Feiertage",
    ),
    ({"opening_hours": [WEEK[0] | {"opens": "9"}]}, "Öffnungszeiten, Zeile 1, „von“", "09:00"),
    ({"opening_hours": [{"weekday": 0, "opens": "09:00"}]}, "Zeile 1, „bis“", "fehlt"),
    ({"opening_hours": [WEEK[0], "Mo"]}, "Öffnungszeiten, Zeile 2", "kein Objekt"),
    ({"opening_hours": [WEEK[0] | {"weekday": 9}]}, "Zeile 1, „Wochentag“", ""),
    ({"opening_hours": [WEEK[0] | {"week_of_month": 5}]}, "Zeile 1, „Wie oft“", ""),
    ({"special_periods": [SUMMER | {"days": "sonntags"}]}, "Zeile 1, „An welchen Tagen“", ""),
    ({"special_periods": [SUMMER | {"first": "Juli"}]}, "Zeile 1, „erster Tag“", ""),
]


@pytest.mark.parametrize(("values", "place", "reason"), REFUSED)
def test_hours_that_cannot_hold_are_refused_with_row_and_reason(
    portal, office, values, place, reason
):
    text = refusal(portal, **values)
    assert place in text
    assert reason in text


def test_a_row_on_a_holiday_may_be_meant(portal, office):
    days = {"first": date(2026, 12, 24), "last": date(2026, 12, 26), "days": "4"}
    changed(portal, special_periods=[days | TIMES | {"on_holidays": True}])
    changed(
        portal, special_periods=[{"first": date(2026, 12, 25), "last": date(2026, 12, 25)} | TIMES]
    )


def test_a_form_says_which_row_of_a_period_opens_no_day(browser_of, office):
    office.special_periods = [CHRISTMAS | TIMES | {"days": "5", "week_of_month": 1}]
    transaction.commit()
    browser = browser_of("editor")
    browser.open(f"{office.absolute_url()}/edit")
    browser.getControl(name="form.buttons.save").click()
    assert (
        "Besondere Zeiten, Zeile 1: Diesen Tag gibt es in diesem Zeitraum nicht" in browser.contents
    )


def test_a_form_says_which_row_is_wrong(browser_of, office):
    browser = browser_of("editor")
    browser.open(f"{office.absolute_url()}/edit")
    browser.getControl(name="form.widgets.opening_hours-insert").click()
    row = "form.widgets.opening_hours.4.widgets."
    browser.getControl(name=f"{row}weekday:list").value = ["0"]
    browser.getControl(name=f"{row}opens").value = "11:00"
    browser.getControl(name=f"{row}closes").value = "13:00"
    browser.getControl(name="form.buttons.save").click()
    assert "Öffnungszeiten, Zeile 5: Diese Zeit überschneidet sich mit Zeile 1." in browser.contents
    browser.getControl(name=f"{row}week_of_month:list").value = ["1"]
    browser.getControl(name=f"{row}weekday:list").value = ["5"]
    browser.getControl(name="form.buttons.save").click()
    transaction.begin()
    assert office.opening_hours[4]["week_of_month"] == 1


# By appointment, and a note without hours


def test_only_by_appointment(portal, anybody, office, clock):
    clock(2026, 7, 8, 10)
    changed(portal, opening_hours=[], by_appointment=True)
    assert "Nur nach Terminvereinbarung." in section(anybody)
    assert week(anybody) == []
    assert "Heute nur nach Terminvereinbarung." in anybody.get("behoerden/amt").text
    assert "Heute nur nach Terminvereinbarung." in answer_page(anybody)
    assert entry(anybody)["opening_hours"]["by_appointment"]
    assert entry(anybody)["opening_hours_osm"] == 'unknown "by appointment"'
    (item,) = json_ld(anybody)["openingHoursSpecification"]
    assert item["description"] == "Nur nach Terminvereinbarung"


def test_hours_by_appointment(portal, anybody, office, clock):
    clock(2026, 7, 9, 10)
    changed(portal, by_appointment=True)
    assert "Jetzt geöffnet, bis 12 Uhr. Nur nach Terminvereinbarung." in answer_page(anybody)
    assert "Nur nach Terminvereinbarung." in section(anybody)
    assert week(anybody)[3] == "9 bis 12 Uhr"
    assert 'open "by appointment"' in entry(anybody)["opening_hours_osm"]


def test_a_note_without_hours(portal, anybody, office, clock):
    clock(2026, 7, 8, 10)
    changed(portal, opening_hours=[], hours_note="Aushang am Eingang")
    assert section(anybody) == "Öffnungszeiten Aushang am Eingang Stand 08.07.2026, Redaktion"
    assert "geschlossen" not in anybody.get("behoerden/amt").html.select_one("#content").text
    assert "Öffnungszeiten: Aushang am Eingang" in answer_page(anybody)
    assert entry(anybody)["opening_hours"]["note"] == "Aushang am Eingang"
    assert entry(anybody)["opening_hours_osm"] == 'unknown "Aushang am Eingang"'
    assert json_ld(anybody)["openingHoursSpecification"][0]["description"] == "Aushang am Eingang"


def test_a_note_beside_a_closed_period_does_not_close_other_days(portal, anybody, office, clock):
    clock(2026, 7, 8, 10)
    day = {"first": date(2026, 7, 10), "last": date(2026, 7, 10), "label": "Ausflug"}
    changed(portal, opening_hours=[], hours_note="Aushang am Eingang", special_periods=[day])
    assert week(anybody)[:5] == [*["keine Angabe"] * 4, "geschlossen (Ausflug)"]


def test_a_period_by_appointment(portal, anybody, office, clock):
    clock(2026, 7, 9, 10)
    changed(portal, special_periods=[SUMMER | {"label": "Umzug", "by_appointment": True}])
    assert week(anybody)[3] == "nur nach Terminvereinbarung (Umzug)"
    assert "Heute nur nach Terminvereinbarung." in answer_page(anybody)
    assert 'unknown "by appointment, Umzug"' in entry(anybody)["opening_hours_osm"]


def test_without_anything_nothing_is_said(portal, anybody, office):
    changed(portal, opening_hours=[])
    assert section(anybody) == ""
    assert entry(anybody)["opening_hours"] is None
    assert entry(anybody)["opening_hours_osm"] == ""
    assert "openingHoursSpecification" not in json_ld(anybody)


# What programs and earlier versions wrote


def test_what_a_program_reads_it_can_write(portal, anybody, office):
    saturday = {"weekday": 5, "week_of_month": -1} | TIMES
    changed(
        portal,
        opening_hours=[*WEEK, saturday],
        special_periods=[SUMMER | TIMES, {"first": date(2026, 12, 24), "last": date(2026, 12, 31)}],
        phones=[{"number": "0361 1234", "label": "Zentrale"}],
    )
    names = ("opening_hours", "special_periods", "phones", "by_appointment", "corpus_christi")
    told = anybody.json("behoerden/amt")
    before = [getattr(office, name) for name in names]
    changed(portal, **{name: told[name] for name in names})
    assert [getattr(office, name) for name in names] == before


def test_a_form_leaves_what_earlier_versions_stored_as_it_was(browser_of, anybody, office, clock):
    clock(2026, 7, 8, 10)
    office.special_periods = [SUMMER | TIMES | {"label": "Sommer"}]
    office.reindexObject()
    transaction.commit()
    before = entry(anybody)["opening_hours"]
    browser = browser_of("editor")
    browser.open(f"{office.absolute_url()}/edit")
    browser.getControl(name="form.widgets.town").value = "Jena"
    browser.getControl(name="form.buttons.save").click()
    transaction.begin()
    assert office.town == "Jena"
    assert entry(anybody)["opening_hours"] == before


# The seat decides on holidays


@pytest.mark.parametrize(
    ("values", "thursday"),
    [
        ({}, "9 bis 12 Uhr"),
        ({"postal_code": "37308", "town": "Heilbad Heiligenstadt"}, "geschlossen (Fronleichnam)"),
        ({"town": "Heilbad Heiligenstadt"}, "geschlossen (Fronleichnam)"),
        ({"postal_code": "36419", "town": "Geisa"}, "geschlossen (Fronleichnam)"),
        ({"postal_code": "99734", "town": "Nordhausen"}, "9 bis 12 Uhr"),
        ({"area": EICHSFELD}, "geschlossen (Fronleichnam)"),
        # an office for the Eichsfeld that is elsewhere
        ({"area": EICHSFELD, "postal_code": "99084", "town": "Erfurt"}, "9 bis 12 Uhr"),
        ({"town": "Heilbad Heiligenstadt", "corpus_christi": "workday"}, "9 bis 12 Uhr"),
        ({"corpus_christi": "holiday"}, "geschlossen (Fronleichnam)"),
        (
            {"postal_code": "36466", "town": "Dermbach"},
            "9 bis 12 Uhr (Fronleichnam: in Teilen der Gemeinde ein Feiertag, bitte fragen Sie nach)",
        ),
        ({"postal_code": "10115", "town": "Berlin"}, "9 bis 12 Uhr"),
    ],
)
def test_the_seat_decides_on_corpus_christi(portal, anybody, office, clock, values, thursday):
    clock(*CORPUS_CHRISTI)
    changed(portal, **values)
    assert week(anybody)[3] == thursday


def test_a_part_of_an_office_has_its_seat(portal, anybody, office, clock):
    clock(*CORPUS_CHRISTI)
    changed(portal, town="Heilbad Heiligenstadt")
    authority(office, "team", area=None, opening_hours=WEEK)
    cells = anybody.get("behoerden/amt/team").html.select(".tlvwa-hours tbody td")
    assert "Fronleichnam" in cells[3].text


# Telephones


def contacts(anybody):
    page = anybody.get("behoerden/amt").html
    return [(link.text, link["href"]) for link in page.select('.tlvwa-contact a[href^="tel:"]')]


def test_every_number_has_its_own_link(portal, anybody, office):
    rows = [
        {"number": "036691 860-0 oder -15", "label": "Zentrale"},
        {"number": "03643 762-0 bis -99", "label": ""},
        {"number": "0361 1234 App. 12", "label": ""},
        {"number": "115", "label": ""},
    ]
    changed(portal, phones=rows)
    assert contacts(anybody) == [
        ("036691 860-0", "tel:+49366918600"),
        ("036691 860-15", "tel:+493669186015"),
        ("03643 762-0 bis -99", "tel:+4936437620"),
        ("0361 1234 App. 12", "tel:+493611234;ext=12"),
        ("115", "tel:115"),
    ]
    told = entry(anybody)
    assert told["phone"] == "036691 860-0 oder -15"
    assert told["phones"][1] == {
        "number": "036691 860-15",
        "label": "Zentrale",
        "url": "tel:+493669186015",
    }
    assert json_ld(anybody)["telephone"][0] == "+49366918600"


def test_a_number_that_nobody_can_read_is_refused_in_json(portal, office):
    text = refusal(portal, phones=[{"number": "0800 THUERINGEN", "label": ""}])
    assert "Buchstaben" in text


def test_a_number_that_nobody_can_read_is_refused_in_the_form(browser_of, office):
    browser = browser_of("editor")
    browser.open(f"{office.absolute_url()}/edit")
    browser.getControl(name="form.widgets.phones-insert").click()
    browser.getControl(name="form.widgets.phones.0.widgets.number").value = "O361 1234"
    browser.getControl(name="form.buttons.save").click()
    assert "Für die Null steht die Ziffer 0" in browser.contents


def test_a_stored_number_that_nobody_can_read_has_no_link(anybody, office):
    office.phones = [{"number": "0800 THUERINGEN", "label": "Bürger"}]
    office.reindexObject()
    transaction.commit()
    assert contacts(anybody) == []
    assert "0800 THUERINGEN" in anybody.get("behoerden/amt").html.select_one(".tlvwa-contact").text
    assert entry(anybody)["phones"] == [{"number": "0800 THUERINGEN", "label": "Bürger", "url": ""}]
