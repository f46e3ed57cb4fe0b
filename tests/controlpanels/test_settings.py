"""The settings of the site: who changes them, what they refuse, what they change."""

import pytest
import transaction
from plone import api
from zope.schema import ValidationError

from tlvwa.portal.controlpanels.settings.schema import ISettings

from ..factories import DOG_TAX, JENA, authority, service

PANEL = "@controlpanels/tlvwa-einstellungen"
PREFIX = "form.widgets."


@pytest.fixture
def browser(browser_of):
    """A central editor's browser."""
    return browser_of("editor")


def test_the_panel_changes_settings(browser, portal):
    browser.open(f"{portal.absolute_url()}/@@tlvwa-einstellungen")
    browser.getControl(name=PREFIX + "agency_id").value = "L100108"
    browser.getControl(name=PREFIX + "confirm_within_days").value = "180"
    browser.getControl(name="form.buttons.save").click()
    transaction.begin()
    assert api.portal.get_registry_record("tlvwa.portal.agency_id") == "L100108"
    assert api.portal.get_registry_record("tlvwa.portal.confirm_within_days") == 180


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("land", "Thüringen"),
        ("land", "1"),
        ("confirm_within_days", "0"),
        ("history_days", "-1"),
        ("announce_months_ahead", "-1"),
    ],
)
def test_the_panel_refuses_nonsense(browser, portal, field, value):
    before = api.portal.get_registry_record(f"tlvwa.portal.{field}")
    browser.open(f"{portal.absolute_url()}/@@tlvwa-einstellungen")
    browser.getControl(name=PREFIX + field).value = value
    browser.getControl(name="form.buttons.save").click()
    transaction.begin()
    assert browser.getControl(name=PREFIX + field).value == value
    assert api.portal.get_registry_record(f"tlvwa.portal.{field}") == before


def test_the_panel_as_json(visitor, portal):
    told = visitor("manager").json(PANEL)
    assert told["data"]["land"] == "16"
    assert visitor("manager").patch(PANEL, {"agency_id": "L1"}).status_int == 204
    transaction.begin()
    assert api.portal.get_registry_record("tlvwa.portal.agency_id") == "L1"
    for who in ("", "member", "reader", "municipality", "reviewer"):
        assert visitor(who).get(PANEL, "application/json").status_int in (401, 403)
        assert visitor(who).patch(PANEL, {"agency_id": "L2"}).status_int in (401, 403)


def test_new_content_begins_with_the_settings(browser, portal):
    api.portal.set_registry_record("tlvwa.portal.agency_id", "L100108")
    api.portal.set_registry_record("tlvwa.portal.coverage", "land")
    transaction.commit()
    browser.open(f"{portal.absolute_url()}/++add++tlvwa.portal.Service")
    assert browser.getControl(name=PREFIX + "agency_id").value == "L100108"
    assert browser.getControl(name=PREFIX + "coverage:list").value == ["land"]


def test_the_contact_of_last_resort_is_told(anybody, portal):
    dog_tax = service(portal, leika_keys=[DOG_TAX], coverage="land")
    for name, value in (
        ("title", "Bürgertelefon"),
        ("phone", "0361 1234"),
        ("text", "Wir helfen."),
    ):
        api.portal.set_registry_record(f"tlvwa.portal.last_resort_{name}", value)
    transaction.commit()
    told = anybody.json("@responsible", service=dog_tax.UID(), area=JENA)
    assert told["status"] == "gap"
    assert told["fallback"]["phone"] == "0361 1234"
    assert "Wir helfen." in told["fallback"]["text"]
    page = anybody.get("zustaendigkeitsfinder", q="xyzzy").text
    assert '<a href="tel:0361 1234">Bürgertelefon</a>' in page


def test_the_own_authority_is_chosen_by_its_name(browser, portal):
    office = authority(portal, title="Landesamt")
    browser.open(f"{portal.absolute_url()}/@@tlvwa-einstellungen")
    browser.getControl(name=f"{PREFIX}own_authority-search").value = "Landes"
    browser.getControl(name=f"{PREFIX}own_authority-find").click()
    browser.getControl(name=f"{PREFIX}own_authority").value = [office.UID()]
    browser.getControl(name="form.buttons.save").click()
    transaction.begin()
    assert api.portal.get_registry_record("tlvwa.portal.own_authority") == office.UID()


@pytest.mark.parametrize(
    ("field", "right", "wrong"),
    [
        (
            "media_hosts",
            (["video.example.org"], ["Video.Example.org:8443"]),
            (["https://video.example.org"], ["video"], ["*.example.org"], ["a b.example"]),
        ),
        (
            "security_contact",
            ("sicherheit@example.org", "https://example.org/melden"),
            (
                "http://example.org",
                "sicherheit",
                "a@b@c.example",
                "a@example.org\nX: y",
                "javascript:x",
            ),
        ),
        (
            "security_policy",
            ("https://example.org/regeln",),
            ("http://example.org", "mailto:a@example.org", "https://a b"),
        ),
    ],
)
def test_a_refused_setting_says_what_is_wrong(field, right, wrong):
    for value in right:
        ISettings[field].validate(value)
    for value in wrong:
        with pytest.raises(ValidationError) as refused:
            ISettings[field].validate(value)
        (error,) = getattr(refused.value, "errors", None) or [refused.value]
        assert "„" in error.doc(), value


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("dcat_licence", "https://www.dcat-ap.de/def/licenses/dl-by-de/2.0", "keine Lizenz"),
        ("dcat_licence", "dl-by-de/2.0", "keine Lizenz"),
        ("dcat_licence", "http://dcat-ap.de/def/licenses/", "keine Lizenz"),
        ("dcat_licence", 'http://dcat-ap.de/def/licenses/dl-by-de/2.0" x', "keine Lizenz"),
        ("dcat_contributor", "Thüringen", "keine Kennung eines Datenbereitstellers"),
        ("dcat_contributor", "http://dcat-ap.de/def/licenses/cc-zero", "keine Kennung"),
    ],
)
def test_what_is_no_identifier_of_dcat_is_refused(visitor, browser_of, portal, name, value, words):
    answer = visitor("manager").patch(PANEL, {name: value})
    assert answer.status_int == 400
    assert words in answer.text
    browser = browser_of("editor")
    browser.open(f"{portal.absolute_url()}/@@tlvwa-einstellungen")
    browser.getControl(name=PREFIX + name).value = value
    browser.getControl(name="form.buttons.save").click()
    assert words in browser.contents
    transaction.begin()
    assert not api.portal.get_registry_record(f"tlvwa.portal.{name}")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("dcat_licence", "http://dcat-ap.de/def/licenses/cc-zero"),
        ("dcat_licence", "http://dcat-ap.de/def/licenses/geonutz/20130319"),
        ("dcat_licence", ""),
        ("dcat_contributor", "http://dcat-ap.de/def/contributors/landBrandenburg"),
    ],
)
def test_an_identifier_of_dcat_is_a_setting(visitor, portal, name, value):
    assert visitor("manager").patch(PANEL, {name: value}).status_int == 204
    transaction.begin()
    assert (api.portal.get_registry_record(f"tlvwa.portal.{name}") or "") == value
