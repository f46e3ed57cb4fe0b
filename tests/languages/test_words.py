"""Sentences made by code, in German and in English: days, amounts, times, places, reasons."""

from datetime import date, datetime, time
from itertools import chain

import pytest

from tlvwa.portal.areas.lookup.name_index import find_areas
from tlvwa.portal.areas.model import AreaLevel
from tlvwa.portal.openinghours import LocalHoliday, public_holidays

from ..factories import EISENBERG, JENA, SAALE_HOLZLAND, models

NBSP = "\N{NO-BREAK SPACE}"


@pytest.fixture
def speaking(languages):
    """``speaking("en")``: from now on the request is in English."""
    from plone.i18n.utility import setLanguageBinding

    def speaking(language):
        languages.REQUEST["TraversalRequestNameStack"] = [language]
        setLanguageBinding(languages.REQUEST)

    yield speaking
    speaking("de")


def wording():
    """The module, imported when a site is there."""
    from tlvwa.portal.common import formatting

    return formatting


SAID = {
    "a day": (
        lambda: wording().day_text(date(2026, 11, 24)),
        "24. November 2026",
        "24 November 2026",
    ),
    "a month of another name": (
        lambda: wording().day_text(date(2027, 5, 1)),
        "1. Mai 2027",
        "1 May 2027",
    ),
    "a day in figures": (
        lambda: wording().short_day_text(date(2027, 5, 1)),
        "01.05.2027",
        "01/05/2027",
    ),
    "a moment in figures": (
        lambda: wording().moment_text(datetime(2027, 5, 1, 9, 5)),
        "01.05.2027, 09:05",
        "01/05/2027, 09:05",
    ),
    "an open end": (
        lambda: wording().period_text(date(2027, 3, 1), None),
        "ab 1. März 2027",
        "from 1 March 2027",
    ),
    "a period": (
        lambda: wording().period_text(date(2027, 3, 1), date(2027, 3, 2)),
        "ab 1. März 2027 bis 2. März 2027",
        "from 1 March 2027 to 2 March 2027",
    ),
    "always": (lambda: wording().period_text(None, None), "unbefristet", "unlimited"),
    "an amount": (
        lambda: wording().euros("1234,5"),
        f"1{NBSP}234,50{NBSP}€",
        f"€1{NBSP}234.50",
    ),
    "no number": (lambda: wording().euros("nach Aufwand"), "nach Aufwand", "nach Aufwand"),
    "a fee": (
        lambda: wording().fee_line({"kind": "variable", "amount_from": "5", "amount_to": "10"}),
        {"amount": f"5,00{NBSP}€ bis 10,00{NBSP}€", "text": ""},
        {"amount": "€5.00 to €10.00", "text": ""},
    ),
    "one week": (
        lambda: wording().duration_text({"duration": 1, "unit": "week"}),
        "1 Woche",
        "1 week",
    ),
    "weeks": (
        lambda: wording().duration_text({"duration": 2, "duration_to": 3, "unit": "week"}),
        "2 bis 3 Wochen",
        "2 to 3 weeks",
    ),
    "a full hour": (lambda: wording().clock_text(time(9)), "9 Uhr", "9:00"),
    "minutes": (lambda: wording().clock_text(time(13, 5)), "13.05 Uhr", "13:05"),
    "hours": (
        lambda: wording().span_text(time(9), time(12, 30)),
        "9 bis 12.30 Uhr",
        "9:00 to 12:30",
    ),
    "a list": (
        lambda: wording().list_text(["Gösen", "Hainspitz", "Petersberg"]),
        "Gösen, Hainspitz und Petersberg",
        "Gösen, Hainspitz and Petersberg",
    ),
    "one name": (lambda: wording().list_text(["Gösen"]), "Gösen", "Gösen"),
    "no name": (lambda: wording().list_text([]), "", ""),
}


@pytest.mark.parametrize("what", SAID)
def test_said(speaking, what):
    say_it, german, english = SAID[what]
    assert say_it() == german
    speaking("en")
    assert say_it() == english


def test_without_a_request_it_is_german(languages):
    from ..factories import outside_a_request

    assert outside_a_request(wording().day_text, date(2026, 11, 24)) == "24. November 2026"


@pytest.mark.parametrize(
    ("key", "german", "english"),
    [
        (JENA, "Jena (kreisfreie Stadt)", "Jena (independent city)"),
        (EISENBERG, "Eisenberg (Saale-Holzland-Kreis)", "Eisenberg (Saale-Holzland-Kreis)"),
        (
            SAALE_HOLZLAND,
            "Saale-Holzland-Kreis (Landkreis)",
            "Saale-Holzland-Kreis (District)",
        ),
        ("16", "Thüringen (Land)", "Thüringen (State)"),
    ],
)
def test_labels_of_areas_are_made_without_plone_and_said_with_it(speaking, key, german, english):
    from tlvwa.portal.areas.lookup.labels import area_label
    from tlvwa.portal.common.i18n import say

    gazetteer = models().gazetteer
    label = area_label(gazetteer, gazetteer.parse(key))
    assert (label, say(label)) == (german, german)
    speaking("en")
    assert (label, say(label)) == (german, english)


def test_places_below_a_municipality(speaking):
    from tlvwa.portal.common.i18n import say

    label = find_areas(models().gazetteer, "Schöndorf", date(2026, 11, 24), limit=30)
    label = next(match.label for match in label if "Weimar" in match.label)
    assert label == "Schöndorf, Ortsteil von Weimar"
    speaking("en")
    assert say(label) == "Schöndorf, part of Weimar"


def test_what_somebody_typed_fills_no_slot(speaking):
    from tlvwa.portal.common.i18n import _, say

    speaking("en")
    assert say(_("Suche: ${words}"), words="${words} <b>") == "Search: ${words} <b>"


def test_every_holiday_has_its_name_in_english(speaking):
    from tlvwa.portal.common.i18n import say_default

    speaking("en")
    everywhere_and_in_places = [
        public_holidays(year, frozenset(LocalHoliday)).values() for year in range(2020, 2040)
    ]
    german = set(chain.from_iterable(everywhere_and_in_places))
    assert german == {str(name) for name in wording().HOLIDAYS}
    assert not {name for name in german if say_default(name) == name}


@pytest.mark.parametrize("kind", list(AreaLevel))
def test_a_rule_for_every_kind_of_area(speaking, kind):
    from tlvwa.portal.answers.texts.messages import RULES, because_text, rule_text
    from tlvwa.portal.areas.model import Area

    speaking("en")
    area = Area(key="16", level=kind, name="Thüringen")
    for law in ("", "§ 1"):
        said = rule_text(area, law)
        assert said.startswith("The rule")
        assert (f"({law})" in said) is bool(law)
    said = because_text("home", "Jena", "", "Stadt Jena")
    assert said == "Because you live in Jena, the responsible authority is: Stadt Jena."
    assert kind in RULES
