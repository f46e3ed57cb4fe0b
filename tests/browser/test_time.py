"""Answers and days: what changes is announced, another day can be asked for, what is no more says so."""

from datetime import date

import pytest
import transaction
from plone import api

from ..content_fixtures import content_fixture
from ..factories import (
    DOG_TAX,
    GOESEN,
    JENA,
    SAALE_HOLZLAND,
    THUERINGEN,
    authority,
    folder,
    responsibility,
    service,
)

FINDER = "zustaendigkeitsfinder"
HERRENHOF, RODEBERG, GEORGENTHAL = "160675054036", "160645052055", "160675054092"


@content_fixture
def tax(portal, clock):
    """Hundesteuer on 25 November 2026: the district's task until the end of the year, the Land's before."""
    clock(2026, 11, 25, 12)
    found = service(folder(portal, "leistungen"), title="Hundesteuer", leika_keys=[DOG_TAX])
    offices = folder(portal, "behoerden")
    district = authority(offices, "kreis", title="Landratsamt", area=SAALE_HOLZLAND)
    land = authority(offices, "land", title="Landesamt", area=THUERINGEN)
    days = {"valid_from": date(2026, 11, 1), "valid_to": date(2026, 12, 31)}
    responsibility(district, found, **days)
    responsibility(land, found)
    return found


def announced(told):
    return [each["text"] for each in told["announcements"]]


def test_what_will_change_and_what_changed_lately(anybody, tax):
    told = anybody.json("@responsible", service=DOG_TAX, area=GOESEN)
    assert announced(told) == [
        "Bis 31. Oktober 2026 war zuständig: Landesamt.",
        "Ab 1. Januar 2027 ist zuständig: Landesamt.",
    ]
    gone, coming = told["announcements"]
    assert (gone["from"], gone["until"], gone["status"]) == (None, "2026-10-31", "answered")
    assert (coming["from"], coming["until"]) == ("2027-01-01", None)
    assert [office["title"] for office in coming["offices"]] == ["Landesamt"]
    page = anybody.get(FINDER, service=tax.UID(), area=GOESEN)
    links = {link.text.strip(): link["href"] for link in page.html.select(".tlvwa-changes a")}
    assert "Ab 1. Januar 2027 ist zuständig: Landesamt." in page.text
    assert any("date=2027-01-01" in url for url in links.values())
    page = anybody.get("leistungen/hundesteuer", area=GOESEN)
    assert "Ab 1. Januar 2027 ist zuständig: Landesamt." in page.text


def test_the_horizon_is_a_setting(anybody, tax):
    for name in ("announce_months_ahead", "announce_months_back"):
        api.portal.set_registry_record(f"tlvwa.portal.{name}", 0)
    transaction.commit()
    assert announced(anybody.json("@responsible", service=DOG_TAX, area=GOESEN)) == []


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        (
            {"effect": "not_offered"},
            "Ab 1. Januar 2027 wird diese Leistung hier nicht mehr angeboten.",
        ),
        (
            {"effect": "referred"},
            "Ab 1. Januar 2027 ist dafür eine andere Stelle da.",
        ),
        (None, "Für die Zeit ab dem 1. Januar 2027 ist noch niemand eingetragen."),
        ({}, "Ab 1. Januar 2027 ist zuständig: zweites."),
    ],
)
def test_whatever_comes_is_told(anybody, portal, clock, fields, text):
    clock(2026, 11, 25, 12)
    found = service(portal, leika_keys=[DOG_TAX])
    responsibility(authority(portal), found, valid_to=date(2026, 12, 31))
    if fields is not None:
        second = authority(portal, "zweites")
        responsibility(second, found, valid_from=date(2027, 1, 1), **fields)
    told = anybody.json("@responsible", service=DOG_TAX, area=JENA)
    assert announced(told) == [text]


def test_a_question_to_come_says_on_what_it_hangs(anybody, portal, clock):
    clock(2026, 11, 25, 12)
    road = {"name": "x", "label": "Welche Straße?", "kind": "choice", "options": "a|A\nb|B"}
    found = service(portal, leika_keys=[DOG_TAX], criteria=[road])
    office, other = authority(portal), authority(portal, "anderes")
    responsibility(office, found)
    responsibility(other, found, criterion="x", values=["a"], valid_from=date(2027, 1, 1))
    told = anybody.json("@responsible", service=DOG_TAX, area=JENA)
    assert announced(told) == [
        "Wer ab dem 1. Januar 2027 zuständig ist, hängt dann von einer weiteren Angabe ab: Welche Straße?"
    ]


def test_a_draft_is_not_announced(anybody, portal, clock):
    clock(2026, 11, 25, 12)
    found = service(portal, leika_keys=[DOG_TAX])
    responsibility(authority(portal), found)
    secret = authority(portal, "geheim", title="Geheimamt", publish=False)
    responsibility(secret, found, valid_from=date(2027, 1, 1), publish=False)
    hidden = authority(portal, "anderes", title="Anderes")
    responsibility(hidden, found, valid_from=date(2027, 1, 1), publish=False)
    assert announced(anybody.json("@responsible", service=DOG_TAX, area=JENA)) == []


@pytest.mark.parametrize("path", [FINDER, "leistungen/hundesteuer"])
def test_another_day_is_asked_for_by_a_form(anybody, tax, path):
    page = anybody.get(path, service=tax.UID(), area=GOESEN)
    form = page.html.select_one("form.tlvwa-day")
    assert form["method"] == "get"
    fields = {each["name"]: each["value"] for each in form.select("input")}
    assert fields.pop("date") == "2026-11-25"
    assert fields["area"] == GOESEN
    page = anybody.get(form["action"], **fields, date="2027-01-01")
    assert "Antwort für den" in page.text
    assert "Landesamt" in page.html.select_one(".tlvwa-answer h3").text
    assert "Stand: 25. November 2026" in page.text
    back = page.html.find("a", string="Zur Antwort von heute")["href"]
    assert "Landratsamt" in anybody.get(back).html.select_one(".tlvwa-answer h3").text


def test_a_wrong_day_is_told_on_both_pages(anybody, tax):
    for path in (FINDER, "leistungen/hundesteuer"):
        page = anybody.get(path, service=tax.UID(), area=GOESEN, date="gestern")
        assert "Dieses Datum gibt es nicht" in page.text


def test_an_authority_tells_which_tasks_begin_and_end(anybody, tax):
    page = anybody.get("behoerden/kreis").text
    assert "Was sich bei den Aufgaben ändert" in page
    assert "Bis 31. Dezember 2026:" in page
    assert "Ab 1. November 2026:" in page
    assert "Was sich bei den Aufgaben ändert" not in anybody.get("behoerden/land").text


def test_a_task_that_goes_on_under_another_record_does_not_end(anybody, portal, clock):
    clock(2026, 11, 25, 12)
    found, office = service(portal), authority(portal)
    responsibility(office, found, valid_to=date(2026, 12, 31))
    responsibility(office, found, name="weiter", valid_from=date(2027, 1, 1))
    assert "Was sich bei den Aufgaben ändert" not in anybody.get("amt").text


INTO = "Die Gemeinde Herrenhof gehört seit dem 1. Januar 2024 zu Georgenthal (ThürGNGG 2024)."


def test_a_dissolved_municipality_says_into_what_it_went(anybody, tax):
    told = anybody.json("@responsible", service=DOG_TAX, area=HERRENHOF)
    assert told["status"] == "answered"
    assert told["became"]["text"] == INTO
    assert [area["key"] for area in told["became"]["now"]] == [GEORGENTHAL]
    assert (told["became"]["since"], told["became"]["law"]) == ("2024-01-01", "ThürGNGG 2024")
    for asked in ({"area": HERRENHOF}, {"wo": "Herrenhof"}, {"wo": "herrenhof"}):
        assert INTO in anybody.get(FINDER, service=tax.UID(), **asked).text, asked
        assert INTO in anybody.get("leistungen/hundesteuer", **asked).text, asked
    assert INTO not in anybody.get(FINDER, service=tax.UID(), wo="Georgenthal").text
    then = anybody.json("@responsible", service=DOG_TAX, area=HERRENHOF, date="2023-06-01")
    assert then["became"] is None


def test_a_municipality_that_was_split_between_two_districts_is_a_question(anybody, portal):
    found = service(folder(portal, "leistungen"), title="Hundesteuer", leika_keys=[DOG_TAX])
    for key in ("16061", "16064"):
        responsibility(authority(portal, f"amt-{key}", area=key), found)
    told = anybody.json("@responsible", service=DOG_TAX, area=RODEBERG)
    assert told["status"] == "question"
    sentence = "Die Gemeinde Rodeberg gehört seit dem 1. Januar 2024 zu Dingelstädt und Mühlhausen/"
    assert told["became"]["text"].startswith(sentence)
    for asked in ({"area": RODEBERG}, {"wo": "Rodeberg"}):
        page = anybody.get(FINDER, service=found.UID(), **asked)
        assert page.text.count(sentence) == 1, asked
        assert "Dingelstädt" in page.text
    before = anybody.json("@responsible", service=DOG_TAX, area=RODEBERG, date="2023-12-31")
    assert before["status"] == "answered"


def test_the_console_tells_it_too(tax, portal):
    from tlvwa.portal.cli.answer_lines import answer_from_words, answer_lines

    from ..factories import outside_a_request

    day = date(2026, 11, 25)
    lines = outside_a_request(lambda: list(answer_lines(answer_from_words(DOG_TAX, GOESEN, day))))
    assert "Ab 1. Januar 2027 ist zuständig: Landesamt." in lines
    lines = outside_a_request(
        lambda: list(answer_lines(answer_from_words(DOG_TAX, "Herrenhof", day)))
    )
    assert INTO in lines
