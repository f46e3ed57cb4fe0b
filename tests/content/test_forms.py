"""Editors fill in the real forms: what they enter is kept, also when something is wrong."""

import re
from html import unescape

import pytest
from plone import api

from ..factories import DOG_TAX, JENA, authority, models, online_service, service

PREFIX = "form.widgets."
BASIC = PREFIX + "IBasic."


@pytest.fixture
def browser(browser_of, portal):
    """An editor's browser."""
    service(portal, leika_keys=[DOG_TAX])
    online_service(authority(portal))
    api.portal.set_registry_record("tlvwa.portal.topics", ["tiere|Tiere"])
    return browser_of("editor")


def fill(browser, values):
    """Enter values by the fields' names."""
    for name, value in values.items():
        controls = [each for each in (name, f"{name}:list") if _has(browser, each)]
        assert controls, f"no field {name}"
        browser.getControl(name=controls[0]).value = value


def _has(browser, name):
    try:
        browser.getControl(name=name, index=0)
    except LookupError:
        return False
    return True


def save(browser):
    browser.getControl(name="form.buttons.save").click()


def add(browser, portal, where, portal_type, values):
    """Add an object through its form; the object, or ``None`` where the form came back."""
    browser.open(f"{portal.absolute_url()}/{where}++add++tlvwa.portal.{portal_type}")
    fill(browser, values)
    save(browser)
    portal._p_jar.sync()
    if "++add++" in browser.url:
        return None
    path = re.sub(r"/view$", "", browser.url.removeprefix(portal.absolute_url() + "/"))
    return portal.unrestrictedTraverse(path)


SIMPLE = {
    "TextVariant": ("hundesteuer/", {PREFIX + "variant_language": ["en"]}),
    "OnlineService": ("amt/", {PREFIX + "url": "https://example.org/x"}),
    "ServiceForm": ("amt/", {PREFIX + "url": "https://example.org/x.pdf"}),
    "Authority": ("", {PREFIX + "area-search": JENA, PREFIX + "town": "Jena"}),
    "Service": ("", {PREFIX + "leika_keys": DOG_TAX, PREFIX + "synonyms": "Hund\nWelpe"}),
    "Responsibility": ("amt/", {PREFIX + "areas-search": JENA, PREFIX + "legal_basis": "§ 1"}),
}


@pytest.mark.parametrize("portal_type", SIMPLE)
def test_adding_and_editing(browser, portal, portal_type):
    where, values = SIMPLE[portal_type]
    made = add(browser, portal, where, portal_type, values | {BASIC + "title": "Mein Titel"})
    assert made.portal_type == f"tlvwa.portal.{portal_type}"
    assert made.title == "Mein Titel"
    assert api.content.get_state(made) == "draft"
    assert models().nodes[made.UID()].title == "Mein Titel"
    for name, value in values.items():
        kept = getattr(made, name.removeprefix(PREFIX).removesuffix("-search"))
        assert kept in (
            value,
            [value],
            value[0],
            value.split("\n") if isinstance(value, str) else value,
        )
    browser.open(made.absolute_url() + "/edit")
    fill(browser, {BASIC + "title": "Neuer Titel"})
    save(browser)
    portal._p_jar.sync()
    assert made.title == "Neuer Titel"
    assert models().nodes[made.UID()].title == "Neuer Titel"


WRONG = {
    "Service": ("", {PREFIX + "leika_keys": "123"}),
    "Authority": ("", {PREFIX + "website": "www.jena.de"}),
    "OnlineService": ("amt/", {PREFIX + "url": "javascript:alert(1)"}),
    "ServiceForm": ("amt/", {}),
    "Responsibility": ("amt/", {PREFIX + "criterion": "strasse"}),
    "Specialisation": ("amt/", {}),
}

SENTENCES = {
    "Service": "„123“ ist kein Leistungsschlüssel",
    "Authority": "„www.jena.de“ ist keine Webadresse",
    "OnlineService": "„javascript:alert(1)“ ist keine Webadresse",
    "ServiceForm": "Das Formular braucht eine Datei oder eine Webadresse",
    "Responsibility": "Ein Kriterium und seine Werte gehören zusammen",
    "Specialisation": "Hier steht noch nichts",
}


@pytest.mark.parametrize("portal_type", WRONG)
def test_what_was_entered_is_kept_on_an_error(browser, portal, portal_type):
    where, values = WRONG[portal_type]
    entered = values | {BASIC + "title": "Mein Titel", BASIC + "description": "Ein Satz."}
    assert add(browser, portal, where, portal_type, entered) is None
    for name, value in entered.items():
        assert browser.getControl(name=name).value == value
    assert SENTENCES[portal_type] in unescape(browser.contents)
    assert "Mein Titel" not in [node.title for node in models().nodes.values()]


LOCAL = {
    BASIC + "title": "Hunde in Jena",
    PREFIX + "service-search": DOG_TAX,
    PREFIX + "areas-search": JENA,
    PREFIX + "notes_text": "<p>Nur hier</p>",
}


def test_a_specialisation(browser, portal):
    assert (
        add(browser, portal, "amt/", "Specialisation", LOCAL | {PREFIX + "replaces": ["06"]})
        is None
    )
    assert "Ersetzt werden kann nur, wozu hier etwas steht" in unescape(browser.contents)
    made = add(browser, portal, "amt/", "Specialisation", LOCAL | {PREFIX + "replaces": ["16"]})
    assert (made.service, made.areas) == (portal["hundesteuer"].UID(), [JENA])
    assert (made.notes_text.raw, made.replaces) == ("<p>Nur hier</p>", ["16"])
    payload = models().nodes[made.UID()].payload
    assert (payload.modules, payload.replaces) == (("16",), ("16",))
    browser.open(made.absolute_url() + "/edit")
    fill(browser, {PREFIX + "notes_text": ""})
    save(browser)
    portal._p_jar.sync()
    assert made.notes_text.raw == "<p>Nur hier</p>"  # else nothing would be left


@pytest.mark.parametrize(
    ("portal_type", "field", "value"),
    [
        ("Service", "leika_keys", ["123"]),
        ("Authority", "area", "Jena"),
        ("Authority", "website", "javascript:alert(1)"),
        ("Authority", "phones", [{"number": "keine", "label": ""}]),
    ],
)
def test_json_is_refused_like_a_form(browser, visitor, portal_type, field, value):
    body = {"@type": f"tlvwa.portal.{portal_type}", "title": "Falsch", field: value}
    response = visitor("editor").post("", body)
    assert response.status_int == 400, response.text[:500]
    assert field in response.text
    assert "Falsch" not in [node.title for node in models().nodes.values()]
