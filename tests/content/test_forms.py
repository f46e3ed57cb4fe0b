"""Editors fill in the real forms: what they enter is kept, also when something is wrong."""

import re
from html import unescape
from urllib.parse import urlencode

import pytest
import transaction
from plone import api
from plone.testing.zope import Browser

from ..layer import PASSWORD
from ..making import DOG_TAX, JENA, authority, models, online_service, service

PREFIX = "form.widgets."
BASIC = PREFIX + "IBasic."


@pytest.fixture
def browser(functional, portal):
    """An editor's browser."""
    service(portal, leika_keys=[DOG_TAX])
    online_service(authority(portal))
    api.portal.set_registry_record("tlvwa.portal.topics", ["tiere|Tiere"])
    transaction.commit()
    browser = Browser(functional["app"])
    browser.handleErrors = False
    browser.addHeader("Authorization", f"Basic editor:{PASSWORD}")
    return browser


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
}

SENTENCES = {
    "Service": "„123“ ist kein Leistungsschlüssel",
    "Authority": "„www.jena.de“ ist keine Webadresse",
    "OnlineService": "„javascript:alert(1)“ ist keine Webadresse",
    "ServiceForm": "Das Formular braucht eine Datei oder eine Webadresse",
    "Responsibility": "Ein Kriterium und seine Werte gehören zusammen",
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


ROWS = {
    "Service": ("documents", {"title": "Ausweis", "description": "gültig"}),
    "Authority": ("phones", {"number": "03641 49-0", "label": "Zentrale"}),
}


def as_the_script_sends(browser, field):
    """The form's values; the row that was filled in counts as the first, as the page's script does."""
    count = f"{PREFIX}{field}.count"
    for name, value in browser._response.forms["form"].submit_fields("form.buttons.save"):
        if name == count:
            yield name, "1"
        else:
            yield name.replace(f"{PREFIX}{field}.AA", f"{PREFIX}{field}.0"), value


@pytest.mark.parametrize("portal_type", ROWS)
def test_rows(browser, portal, portal_type):
    field, row = ROWS[portal_type]
    url = f"{portal.absolute_url()}/++add++tlvwa.portal.{portal_type}"
    browser.open(url)
    fill(browser, {BASIC + "title": "Mit Zeilen"})
    fill(browser, {f"{PREFIX}{field}.AA.widgets.{name}": value for name, value in row.items()})
    browser.post(url, urlencode(list(as_the_script_sends(browser, field))))
    portal._p_jar.sync()
    made = portal["mit-zeilen"]
    kept = getattr(made, field)
    assert len(kept) == 1
    assert {name: kept[0][name] for name in row} == row
    browser.open(made.absolute_url() + "/edit")
    assert (
        browser.getControl(name=f"{PREFIX}{field}.0.widgets.{next(iter(row))}").value
        in row.values()
    )
    save(browser)
    portal._p_jar.sync()
    assert len(getattr(made, field)) == 1


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
