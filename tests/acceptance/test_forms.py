"""A form, filled in by a visitor in a browser: without scripts, with them, by keyboard."""

import re
import time

import pytest
from playwright.sync_api import expect

from ..factories import JENA
from . import screenshots
from .conftest import log_in

pytestmark = pytest.mark.browser
SECONDS_TO_TYPE = 3.5  # what comes sooner is taken for a program's


def address(server, name):
    return f"{server.root}/formulare/{name}"


def fill(page):
    """What the consultation form asks for, but for the name."""
    page.get_by_label("Verwaltung oder Einrichtung").fill("Stadtverwaltung Jena")
    page.get_by_label("Gemeinde", exact=True).select_option("Gösen")
    page.get_by_label("Thema").select_option("Leistungsbeschreibungen und FIM")
    page.get_by_label("Ihr Anliegen").fill("Wie beginnen wir?")
    page.get_by_label("Ihre E-Mail-Adresse").fill("rathaus@example.org")
    page.get_by_label("1. Wunschtermin").fill("2027-01-12")
    time.sleep(SECONDS_TO_TYPE)


def check(page, name):
    """No axe violation in light and dark, no sideways scrolling, and a picture of it."""
    assert screenshots.pictured(page, name) == []
    assert screenshots.violations_by_scheme(page) == {}


def test_without_scripts_from_error_to_thanks_and_mail(plain_page, server):
    page = plain_page
    page.goto(address(server, "beratung"))
    fill(page)
    page.get_by_role("button", name="Anfrage senden").click()
    expect(page).to_have_title(re.compile("^Fehler: "))
    summary = page.get_by_role("alert").filter(has_text="noch nicht abgeschickt")
    summary.get_by_role("link", name="Bitte füllen Sie „Ihr Name“ aus.").click()
    assert page.url.endswith("#form-widgets-name")
    assert page.get_by_label("Gemeinde", exact=True).input_value() == "160745052025"
    assert page.get_by_label("1. Wunschtermin").input_value() == "2027-01-12"
    page.get_by_label("Ihr Name").fill("A. Beispiel")
    page.get_by_role("button", name="Anfrage senden").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Anfrage gesendet"
    assert "Gösen (Saale-Holzland-Kreis)" in page.get_by_role("main").inner_text()
    mails = [path.read_text() for path in (server.var / "mail" / "new").iterdir()]
    assert {"rathaus@example.org", "portal@example.org"} <= {
        line.removeprefix("To: ") for mail in mails for line in mail.splitlines()
    }


def test_the_summary_has_the_focus(page, server):
    page.goto(address(server, "beratung"))
    fill(page)
    page.get_by_label("Ihre E-Mail-Adresse").press("Enter")
    page.wait_for_url("**/beratung")
    page.get_by_text("noch nicht abgeschickt").wait_for()
    assert page.evaluate("document.activeElement.id") == "fehler"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "form-widgets-name"


@pytest.mark.parametrize(
    "name",
    ["kontakt", "beratung", "foerderantrag", "bestellung", "rueckmeldung", "barriere-melden"],
)
def test_no_axe_violations_empty_and_with_errors(page, server, name):
    page.goto(address(server, name))
    check(page, f"form-{name}")
    time.sleep(SECONDS_TO_TYPE)
    page.locator("#formular button[type=submit]").click()
    page.get_by_text("noch nicht abgeschickt").wait_for()
    check(page, f"form-{name}-errors")


def test_no_axe_violations_on_the_thanks_page_and_the_editors_queue(page, server):
    page.goto(address(server, "rueckmeldung") + f"?leistung={server.service('Hundesteuer')}")
    page.get_by_label("teilweise").check()
    page.get_by_label("Was hat gefehlt").fill("Die Höhe der Steuer.")
    time.sleep(SECONDS_TO_TYPE)
    page.get_by_role("button", name="Rückmeldung senden").click()
    page.get_by_role("heading", name="Danke für Ihre Rückmeldung").wait_for()
    check(page, "form-thanks")
    log_in(page, server)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{server.root}/@@rueckmeldungen")
    expect(page.get_by_role("link", name="Hund zur Steuer anmelden").first).to_be_visible()
    page.get_by_role("button", name="Erledigt").first.click()
    page.get_by_role("button", name="Wieder öffnen").first.wait_for()
    page.goto(address(server, "rueckmeldung") + "/@@saveddata")
    expect(page.get_by_role("cell", name="Die Höhe der Steuer.")).to_be_visible()


def test_from_an_answer_to_a_report_on_the_office_and_to_the_queue(page, server):
    service = server.service("Hundesteuer")
    page.goto(f"{server.root}/zustaendigkeitsfinder?service={service}&area={JENA}")
    office = page.locator(".tlvwa-office h3").first.inner_text().strip()
    page.get_by_role("link", name="Angaben fehlen oder stimmen nicht").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Angaben fehlen oder stimmen nicht")
    expect(page.get_by_role("main").locator("strong").first).to_have_text(office)
    check(page, "form-report")
    page.get_by_label("Öffnungszeiten").check()
    page.get_by_label("Was hat gefehlt").fill("Donnerstags ist bis 18 Uhr geöffnet.")
    time.sleep(SECONDS_TO_TYPE)
    page.get_by_role("button", name="Rückmeldung senden").click()
    page.get_by_role("heading", name="Danke für Ihre Rückmeldung").wait_for()
    log_in(page, server)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{server.root}/@@rueckmeldungen?piece=opening_hours")
    expect(page.get_by_role("cell", name=office)).to_be_visible()
    expect(page.get_by_role("cell", name="Donnerstags ist")).to_be_visible()
    page.goto(f"{server.root}/@@rueckmeldungen-eigene")
    expect(page.get_by_text("Hier ist nichts.")).to_be_visible()


def test_a_double_click_and_loading_the_thanks_again_send_once(page, server):
    def mails():
        folder = server.var / "mail" / "new"
        texts = [path.read_text() for path in folder.iterdir()] if folder.exists() else []
        return [text for text in texts if "\nTo: zweimal@example.org" in text]

    page.goto(address(server, "barriere-melden"))
    page.get_by_label("Adresse der Seite").fill("/plone")
    page.get_by_label("Welche Barriere").fill("Kein Kontrast")
    page.get_by_label("Ihre E-Mail-Adresse").fill("zweimal@example.org")
    time.sleep(SECONDS_TO_TYPE)
    page.get_by_role("button", name="Meldung senden").dblclick()
    page.get_by_role("heading", name="Danke für Ihre Meldung").wait_for()
    first = page.get_by_role("main").inner_text()
    page.reload()
    assert page.get_by_role("main").inner_text() == first
    assert len(mails()) == 1
