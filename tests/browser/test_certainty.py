"""What an answer says of itself: how sure it is, by whose agreement, and as of when it is known."""

from datetime import date

import pytest
from bs4 import BeautifulSoup

from tlvwa.portal.common.clock import today

from ..content_fixtures import content_fixture
from ..factories import (
    EISENBERG,
    GOESEN,
    SAALE_HOLZLAND,
    UNCHECKED,
    authority,
    folder,
    publish,
    responsibility,
    rich,
    service,
)

FINDER = "zustaendigkeitsfinder"
CHECKED = {
    "confirmed_on": date(2026, 11, 1),
    "checked_against": "Hauptsatzung",
    "source_date": date(2026, 1, 2),
}


@content_fixture
def registry(portal):
    """A service, the district's office, two towns, and nothing yet of who is responsible."""
    services, offices = folder(portal, "leistungen"), folder(portal, "behoerden")
    made = service(
        services, title="Eheschließung", coverage="land", notes_text=rich("<p>Erst anrufen.</p>")
    )
    authority(offices, "kreis", title="Landratsamt", area=SAALE_HOLZLAND)
    authority(offices, "goesen", title="Gemeinde Gösen", area=GOESEN)
    authority(
        *(offices, "eisenberg"),
        title="Standesamt Eisenberg",
        area=EISENBERG,
        phones=[{"number": "036691 73", "label": ""}],
    )
    return made


def text_of(response):
    """What the main part of a page says."""
    content = BeautifulSoup(response.text, "html.parser").select_one("main")
    return " ".join(content.get_text(" ").split())


def answers(anybody, made, **parameters):
    """The page, the JSON and the reason of the same answer."""
    asked = {"service": made.UID(), "area": GOESEN} | parameters
    page = anybody.get(FINDER, **asked)
    entry = anybody.json("@responsible", **asked)
    reason = anybody.get("begruendung", **asked)
    return text_of(page), entry, text_of(reason)


def test_an_unchecked_answer_says_so_and_how_to_make_sure(anybody, portal, registry):
    responsibility(portal.behoerden.eisenberg, registry, areas=[GOESEN], **UNCHECKED)
    page, entry, reason = answers(anybody, registry)
    certainty = entry["certainty"]
    assert (certainty["level"], certainty["checked_on"], certainty["source"]) == (
        *("unconfirmed", None),
        "",
    )
    assert "noch nicht an einer amtlichen Quelle geprüft" in certainty["text"]
    assert "Standesamt Eisenberg, Telefon 036691 73" in certainty["way_to_check"]
    for told in (page, reason):
        assert certainty["text"] in told
        assert certainty["way_to_check"] in told


def test_a_checked_answer_names_day_and_source(anybody, portal, registry):
    responsibility(portal.behoerden.eisenberg, registry, areas=[GOESEN], **CHECKED)
    page, entry, reason = answers(anybody, registry)
    certainty = entry["certainty"]
    assert certainty["level"] == "confirmed"
    assert certainty["checked_on"] == "2026-11-01"
    assert certainty["source"] == "Hauptsatzung, Stand 2. Januar 2026"
    assert certainty["way_to_check"] == ""
    assert "Geprüft am 1. November 2026 anhand von: Hauptsatzung, Stand 2. Januar 2026." in page
    assert certainty["text"] in reason


def test_a_class_rule_with_unknown_exceptions_says_so(anybody, portal, registry):
    responsibility(
        portal.behoerden.kreis,
        registry,
        exceptions_possible=True,
        known_exceptions="Gotha macht es selbst",
        **CHECKED,
    )
    page, entry, reason = answers(anybody, registry)
    assert entry["certainty"]["level"] == "exceptions_possible"
    assert "nicht alle sind bekannt" in entry["certainty"]["text"]
    assert "Bekannt ist: Gotha macht es selbst." in page
    assert "115" in entry["certainty"]["way_to_check"]
    assert entry["certainty"]["text"] in reason


def test_the_caveat_of_the_service_stands_on_the_answer(anybody, portal, registry):
    responsibility(portal.behoerden.kreis, registry)
    page, _entry, _reason = answers(anybody, registry)
    assert "Bitte beachten Sie" in page
    assert "Erst anrufen." in page


def test_a_gap_and_a_question_have_no_certainty(anybody, portal, registry):
    assert answers(anybody, registry)[1]["certainty"] is None
    responsibility(portal.behoerden.eisenberg, registry, areas=[EISENBERG])
    responsibility(portal.behoerden.goesen, registry)
    entry = anybody.json("@responsible", service=registry.UID(), area=SAALE_HOLZLAND)
    assert (entry["status"], entry["certainty"]) == ("question", None)


@pytest.mark.parametrize(
    ("kind", "on_behalf_of"),
    [("delegating", None), ("mandating", "Standesamt Eisenberg handelt für die Gemeinde Gösen.")],
)
def test_an_agreement_answers_with_its_reason(anybody, portal, registry, kind, on_behalf_of):
    offices = portal.behoerden
    responsibility(offices.goesen, registry)
    responsibility(
        offices.eisenberg,
        registry,
        areas=[GOESEN],
        agreement=kind,
        principal=offices.goesen.UID(),
        legal_basis="Zweckvereinbarung, Amtsblatt 3/2025",
        **CHECKED,
    )
    page, entry, reason = answers(anybody, registry)
    (office,) = entry["offices"]
    assert office["title"] == "Standesamt Eisenberg"
    assert (office["on_behalf_of"] or {}).get("text") == on_behalf_of
    for told in (page, reason):
        assert "Gemeinde Gösen diese Aufgabe durch eine Vereinbarung abgegeben hat" in told
        assert "Zweckvereinbarung, Amtsblatt 3/2025" in told
        assert "Nach einer Vereinbarung nimmt eine andere Stelle diese Aufgabe wahr." in told


def test_a_principal_that_is_not_public_is_not_named(anybody, portal, registry):
    draft = authority(portal.behoerden, "entwurf", title="Geheimes Amt", publish=False)
    responsibility(
        portal.behoerden.eisenberg,
        registry,
        areas=[GOESEN],
        agreement="delegating",
        principal=draft.UID(),
        legal_basis="Zweckvereinbarung",
    )
    asked = {"service": registry.UID(), "area": GOESEN}
    record = portal.behoerden.eisenberg.zustaendig.absolute_url(relative=1).partition("/")[2]
    for answer in (
        anybody.get(FINDER, **asked),
        anybody.get("@responsible", **asked),
        anybody.get("begruendung", **asked),
        anybody.get(record),
        anybody.get(f"++api++/{record}"),
    ):
        assert "Geheimes Amt" not in answer.text
        assert draft.UID() not in answer.text
    publish(draft)
    assert "Geheimes Amt" in anybody.get(FINDER, **asked).text


def test_a_zweckverband_is_responsible_where_its_members_are(anybody, portal, registry):
    verband = authority(
        *(portal.behoerden, "verband"),
        title="Abfallzweckverband",
        area=None,
        kind="special_purpose_association",
        members=[GOESEN, EISENBERG],
    )
    responsibility(verband, registry)
    for area, title in ((GOESEN, "Abfallzweckverband"), (SAALE_HOLZLAND, "")):
        entry = anybody.json("@responsible", service=registry.UID(), area=area)
        assert [office["title"] for office in entry["offices"]] == [title] * bool(title)
    assert "Mitglieder: Gösen und Eisenberg" in text_of(anybody.get("behoerden/verband"))


@pytest.mark.parametrize("day", ["1900-01-01", "1985-06-01", "2023-11-29", "9999-12-31"])
def test_a_day_of_which_nothing_is_known_is_not_answered(anybody, portal, registry, day):
    responsibility(portal.behoerden.kreis, registry, valid_from=date(2007, 2, 13), **CHECKED)
    page, entry, reason = answers(anybody, registry, date=day)
    known = entry["valid"]
    assert (entry["status"], entry["offices"]) == ("gap", [])
    assert known["known_since"] == "2023-11-30"
    assert known["known_until"] == today().replace(year=today().year + 10).isoformat()
    assert (known["from"], known["to"]) == (None, None)
    assert "So viel wissen wir:" in page
    assert "So viel wissen wir:" in reason
    assert "Antwort für diesen Tag ansehen" in page
    assert "Landratsamt" not in page


def test_since_when_it_is_known_is_told_in_place_of_for_ever(anybody, portal, registry):
    responsibility(portal.behoerden.kreis, registry, known_since=date(2024, 5, 1))
    page, entry, reason = answers(anybody, registry)
    assert entry["valid"]["from"] is None
    assert entry["valid"]["known_since"] == "2024-05-01"
    assert "Bekannt ist das seit 1. Mai 2024" in page
    assert "bekannt seit 1. Mai 2024" in reason
    assert answers(anybody, registry, date="2024-04-30")[1]["status"] == "gap"
