"""Choosing among thousands, without a script: what is sought is found, what was entered stays."""

import re
from urllib.parse import urlencode

import pytest
import transaction
from hypothesis import given
from hypothesis import strategies as st

from ..content_fixtures import content_fixture
from ..factories import (
    ASSOCIATION,
    DOG_TAX,
    EISENBERG,
    GOESEN,
    JENA,
    SAALE_HOLZLAND,
    authority,
    models,
    responsibility,
    service,
)

PREFIX = "form.widgets."
TITLE = PREFIX + "IBasic.title"


@content_fixture
def dog_tax(portal):
    """A service."""
    return service(portal, title="Hundesteuer", leika_keys=[DOG_TAX], synonyms=["Hund anmelden"])


@content_fixture
def office(portal, dog_tax):
    """An authority with a record."""
    office = authority(portal, area=JENA)
    responsibility(office, dog_tax, areas=[JENA])
    return office


@pytest.fixture
def browser(browser_of):
    """A central editor's browser."""
    return browser_of("editor")


def press(browser, name, value=None):
    """Send the form by one of its buttons; everything else as it stands."""
    form = browser._response.forms["form"]
    sent = [pair for pair in form.submit_fields() if pair[0] != name]
    browser.post(browser.url, urlencode([*sent, (name, value or "1")]))


def boxes(browser, field):
    """The boxes of a field: value and whether it is ticked."""
    found = re.findall(r"<input[^>]*>", browser.contents)
    rows = [tag for tag in found if f'name="{PREFIX}{field}"' in tag]
    return {re.search(r'value="([^"]*)"', tag)[1]: "checked=" in tag for tag in rows}


def test_a_service_is_sought_found_and_kept(browser, portal, office, dog_tax):
    browser.open(f"{office.absolute_url()}/++add++tlvwa.portal.Responsibility")
    browser.getControl(name=TITLE).value = "Steuern"
    browser.getControl(name=PREFIX + "legal_basis").value = "§ 1"
    browser.getControl(name=PREFIX + "services-search").value = "hund"
    press(browser, PREFIX + "services-find")
    assert boxes(browser, "services") == {dog_tax.UID(): False}
    assert browser.getControl(name=TITLE).value == "Steuern"
    assert browser.getControl(name=PREFIX + "legal_basis").value == "§ 1"
    browser.getControl(name=PREFIX + "services").value = [dog_tax.UID()]
    browser.getControl(name=PREFIX + "areas-search").value = "Eisenberg"
    press(browser, PREFIX + "areas-find")
    assert boxes(browser, "services") == {dog_tax.UID(): True}
    assert EISENBERG in boxes(browser, "areas")
    browser.getControl(name=PREFIX + "areas").value = [EISENBERG]
    browser.getControl(name="form.buttons.save").click()
    transaction.begin()
    assert office["steuern"].services == [dog_tax.UID()]
    assert office["steuern"].areas == [EISENBERG]


def test_a_whole_association_in_one_step_and_one_by_one(browser, office):
    browser.open(f"{office['zustaendig'].absolute_url()}/edit")
    browser.getControl(name=PREFIX + "areas-search").value = ASSOCIATION
    press(browser, PREFIX + "areas-find")
    assert boxes(browser, "areas")[ASSOCIATION] is True
    press(browser, PREFIX + "areas-spread", ASSOCIATION)
    ticked = boxes(browser, "areas")
    assert ASSOCIATION not in ticked
    assert {GOESEN, EISENBERG, JENA} <= {key for key, on in ticked.items() if on}
    browser.getControl(name="form.buttons.save").click()
    transaction.begin()
    assert set(office["zustaendig"].areas) >= {JENA, GOESEN, EISENBERG}
    assert ASSOCIATION not in office["zustaendig"].areas


def test_several_keys_at_once(browser, office):
    browser.open(f"{office['zustaendig'].absolute_url()}/edit")
    browser.getControl(name=PREFIX + "areas-search").value = f"{EISENBERG}, {GOESEN}\t{ASSOCIATION}"
    press(browser, PREFIX + "areas-find")
    assert boxes(browser, "areas") == dict.fromkeys((JENA, EISENBERG, GOESEN, ASSOCIATION), True)


def test_unticking_takes_away(browser, office):
    browser.open(f"{office['zustaendig'].absolute_url()}/edit")
    browser.getControl(name=PREFIX + "services").value = []
    browser.getControl(name="form.buttons.save").click()
    transaction.begin()
    assert office["zustaendig"].services == []


def test_one_authority_is_chosen_or_none(browser, portal, office):
    browser.open(f"{office['zustaendig'].absolute_url()}/edit")
    browser.getControl(name=PREFIX + "effect:list").value = ["referred"]
    browser.getControl(name=PREFIX + "refers_to-search").value = "amt"
    press(browser, PREFIX + "refers_to-find")
    browser.getControl(name=PREFIX + "refers_to").value = [office.UID()]
    browser.getControl(name="form.buttons.save").click()
    transaction.begin()
    assert office["zustaendig"].refers_to == office.UID()
    browser.open(f"{office['zustaendig'].absolute_url()}/edit")
    browser.getControl(name=PREFIX + "effect:list").value = ["rule"]
    browser.getControl(name=PREFIX + "refers_to").value = [""]
    browser.getControl(name="form.buttons.save").click()
    transaction.begin()
    assert office["zustaendig"].refers_to is None


def test_nothing_found_is_said(browser, office):
    browser.open(f"{office['zustaendig'].absolute_url()}/edit")
    browser.getControl(name=PREFIX + "services-search").value = "Quastenflosser"
    press(browser, PREFIX + "services-find")
    assert "Nichts gefunden." in browser.contents
    assert browser.getControl(name=PREFIX + "services-search").value == "Quastenflosser"


def test_what_the_editor_does_not_see_stays(browser_of, portal, office, dog_tax):
    """A municipality's editor saves a record that names a service still in draft."""
    secret = service(portal, name="geheim", title="Geheime Leistung", publish=False)
    office["zustaendig"].services = [dog_tax.UID(), secret.UID()]
    office.manage_setLocalRoles("municipality", ["Kommunalredaktion"])
    office.reindexObjectSecurity()
    transaction.commit()
    municipality = browser_of("municipality")
    municipality.open(f"{office['zustaendig'].absolute_url()}/edit")
    assert "Geheime Leistung" not in municipality.contents
    municipality.getControl(name=PREFIX + "legal_basis").value = "§ 2"
    municipality.getControl(name="form.buttons.save").click()
    transaction.begin()
    assert office["zustaendig"].legal_basis == "§ 2"
    assert office["zustaendig"].services == [dog_tax.UID(), secret.UID()]


@pytest.mark.parametrize(
    ("source", "typed", "first"),
    [
        ("services", "Hundest", "Hundesteuer"),
        ("services", "hund anm", "Hundesteuer"),
        ("services", "steuer", "Hundesteuer"),
        ("services", DOG_TAX, "Hundesteuer"),
        ("services", DOG_TAX[:9], "Hundesteuer"),
        ("areas", "Goesen", "Gösen (Saale-Holzland-Kreis)"),
        ("areas", "Saale-Holz", "Saale-Holzland-Kreis (Landkreis)"),
        ("areas", "16 0 74", "Saale-Holzland-Kreis (Landkreis)"),
        ("areas", "99423", "Weimar (kreisfreie Stadt)"),
        ("authorities", "am", "amt"),
    ],
)
def test_options_while_typing(visitor, office, source, typed, first):
    told = visitor("editor").json("@@auswahl", source=source, q=typed)
    assert told["items"][0]["title"] == first


def test_the_parts_of_a_district(visitor, office):
    told = visitor("editor").json("@@auswahl", source="areas", parts_of=SAALE_HOLZLAND)
    gazetteer = models().gazetteer
    from tlvwa.portal.common.clock import today

    keys = [item["value"] for item in told["items"]]
    assert keys == list(gazetteer.municipalities(SAALE_HOLZLAND, today()))


@pytest.mark.parametrize("parameters", [{}, {"source": "users"}, {"source": "../x", "q": "a"}])
def test_an_unknown_source_is_refused(visitor, office, parameters):
    assert visitor("editor").get("@@auswahl", **parameters).status_int == 400


def test_options_hide_drafts_of_others(visitor, portal, office):
    service(portal, name="geheim", title="Geheime Leistung", publish=False)
    ask = {"source": "services", "q": "geheim"}
    assert visitor("municipality").json("@@auswahl", **ask)["items"] == []
    assert len(visitor("editor").json("@@auswahl", **ask)["items"]) == 1


@given(text=st.text(max_size=60))
def test_any_text_is_safe(text):
    from tlvwa.portal.search.normalize import normalize_word
    from tlvwa.portal.widgets.picker.nodes import _rank

    words = normalize_word(text).split()
    assert not words or _rank((normalize_word(text),), words) == 0
