"""What an editor enters has the editors as its source, and today as its day."""

from datetime import date, time

import pytest
import transaction
from plone import api
from zope.lifecycleevent import modified

from tlvwa.portal.readmodels.payloads import ContactSource

from ..content_fixtures import content_fixture
from ..factories import JENA, authority, folder, models
from ..http_client import manager

TODAY = date(2026, 7, 1)
LIST_DAY = date(2026, 1, 31)
LIST = "Statistische Ämter"
PHONE = {"number": "03641 49-0", "label": "Zentrale"}
VALUES = {
    "address": {"street": "Am Anger 15", "postal_code": "07743", "town": "Jena"},
    "phones": {"phones": [{"number": "03641 49-0"}]},
    "emails": {"emails": ["post@example.org"]},
    "website": {"website": "https://example.org"},
    "opening_hours": {"opening_hours": [{"weekday": 0, "opens": time(9), "closes": time(12)}]},
}
CHANGES = {
    "address": {"address_addition": "Haus 2"},
    "phones": {"phones": [PHONE, {"number": "115"}]},
    "emails": {"emails": []},
    "website": {"website": None},
    "opening_hours": {"hours_note": "Bitte klingeln"},
}


def row(piece):
    return {"piece": piece, "source": LIST, "as_of": LIST_DAY}


@content_fixture
def office(portal, clock):
    """An authority whose contact data come from a list."""
    clock(2026, 7, 1, 10)
    values = {name: value for fields in VALUES.values() for name, value in fields.items()}
    rows = [row(piece) for piece in VALUES]
    return authority(folder(portal, "behoerden"), "amt", area=JENA, contact_sources=rows, **values)


def sources(path="/plone/behoerden/amt"):
    """Source and day by piece."""
    node = models().tree.by_path[path]
    return {each.piece: each for each in node.payload.contact_sources}


def own(piece):
    return ContactSource(piece, "", TODAY)


def patch(portal, **values):
    answer = manager(portal).patch("behoerden/amt", values)
    assert answer.status_int == 204, answer.text


@pytest.mark.parametrize("piece", CHANGES)
def test_what_a_program_changes_for_somebody_is_the_editors(portal, office, piece):
    before = sources()
    patch(portal, **CHANGES[piece])
    assert sources() == before | {piece: own(piece)}


@pytest.mark.parametrize("piece", VALUES)
def test_what_is_sent_as_it_is_stays(portal, office, piece):
    before = sources()
    entry = manager(portal).json("behoerden/amt")
    patch(portal, **{name: entry[name] for name in VALUES[piece]}, title="Neuer Name")
    assert sources() == before


def test_a_source_that_is_sent_along_wins(portal, office):
    rows = manager(portal).json("behoerden/amt")["contact_sources"]
    for each in rows:
        if each["piece"] == "phones":
            each.update(source="Anruf", as_of="2026-06-30")
    patch(portal, **CHANGES["phones"], **CHANGES["address"], contact_sources=rows)
    assert sources()["phones"] == ContactSource("phones", "Anruf", date(2026, 6, 30))
    assert sources()["address"] == own("address")


def test_a_source_that_is_taken_away_stays_away(portal, office):
    patch(portal, **CHANGES["phones"], contact_sources=[])
    assert sources() == {}


def test_other_fields_change_nothing(portal, office):
    before = sources()
    patch(portal, notice="Umbau", corpus_christi="holiday", accessibility="Aufzug")
    assert sources() == before


def test_the_edit_form_does_it_too(portal, office, browser_of):
    before = sources()
    browser = browser_of("editor")
    browser.open(f"{office.absolute_url()}/edit")
    browser.getControl(name="form.widgets.emails").value = "neu@example.org"
    browser.getControl(name="form.buttons.save").click()
    portal._p_jar.sync()
    assert office.emails == ["neu@example.org"]
    assert sources() == before | {"emails": own("emails")}


def test_saving_the_form_as_it_is_changes_nothing(portal, office, browser_of):
    before = sources()
    browser = browser_of("editor")
    browser.open(f"{office.absolute_url()}/edit")
    browser.getControl(name="form.buttons.save").click()
    portal._p_jar.sync()
    assert sources() == before


def test_a_new_authority_by_rest(portal, office):
    body = {
        "@type": "tlvwa.portal.Authority",
        "id": "neu",
        "title": "Neu",
        "phones": [PHONE],
        "website": "https://example.org",
        "contact_sources": [{"piece": "website", "source": LIST, "as_of": "2026-01-31"}],
    }
    assert manager(portal).post("behoerden", body).status_int == 201
    found = sources("/plone/behoerden/neu")
    assert found == {
        "phones": own("phones"),
        "website": ContactSource("website", LIST, LIST_DAY),
    }


def test_a_new_authority_by_its_form(portal, office, browser_of):
    browser = browser_of("editor")
    browser.open(f"{portal.absolute_url()}/behoerden/++add++tlvwa.portal.Authority")
    browser.getControl(name="form.widgets.IBasic.title").value = "Neu"
    browser.getControl(name="form.widgets.town").value = "Jena"
    browser.getControl(name="form.buttons.save").click()
    portal._p_jar.sync()
    assert sources("/plone/behoerden/neu") == {"address": own("address")}


def test_programs_of_the_site_note_nothing(portal, office):
    office.emails = ["neu@example.org"]
    modified(office)
    other = authority(portal["behoerden"], "zweites", emails=["a@example.org"])
    transaction.commit()
    assert sources()["emails"].source == LIST
    assert other.contact_sources == []


def test_a_copy_keeps_its_sources(portal, office):
    api.content.copy(office, portal["behoerden"], id="kopie")
    transaction.commit()
    assert sources("/plone/behoerden/kopie") == sources()
