"""Two people of an office: a municipality's editor enters, somebody else releases, everybody reads it."""

import pytest
import requests

from .conftest import SCREENSHOTS, log_in

pytestmark = pytest.mark.browser

OFFICE = "behoerden/stadtverwaltung-weimar"
ELSEWHERE = "behoerden/stadtverwaltung-erfurt"
WEIMAR = "160550000000"
PASSWORD = "nur-zur-Probe-4711"
JSON = {"Accept": "application/json"}


@pytest.fixture(scope="module")
def people(server):
    """The user ``weimar``, who edits for the city, and ``frei``, who releases."""
    admin = ("admin", server.password)

    def tell(method, path, body):
        address = f"{server.root}/{path}"
        answer = requests.request(method, address, json=body, auth=admin, headers=JSON, timeout=60)
        answer.raise_for_status()

    for name in ("weimar", "frei"):
        mail = f"{name}@example.org"
        tell("POST", "@users", {"username": name, "email": mail, "password": PASSWORD})
    tell("PATCH", "@groups/freigabe", {"users": {"frei": True}})
    role = {"id": "weimar", "type": "user", "roles": {"Kommunalredaktion": True}}
    tell("POST", f"{OFFICE}/@sharing", {"entries": [role]})


def take(page, address, step, comment=""):
    """A step of the workflow, by its form."""
    page.goto(f"{address}/@@zustand-aendern?transition={step}")
    page.fill("#comment", comment)
    page.locator("#content button[type=submit]").click()
    page.wait_for_load_state()


def contact_points(server, service):
    """The titles of the offices to turn to first for a service in Weimar, as anybody is told them."""
    told = server.json("@responsible", service=service, area=WEIMAR).json()
    return [each["title"] for each in told["contact_points"]]


def test_from_the_draft_to_the_answer(page, server, people):
    service = server.service("Hundesteuer")
    log_in(page, server, "weimar", PASSWORD)
    page.goto(f"{server.root}/@@redaktion")
    page.get_by_role("link", name="Stadtverwaltung Weimar").first.click()
    page.wait_for_load_state()
    page.goto(f"{server.root}/{OFFICE}/++add++tlvwa.portal.Responsibility")
    page.fill("#form-widgets-IBasic-title", "Erste Anlaufstelle für die Hundesteuer")
    page.select_option("#form-widgets-role", label="Ansprechpunkt")
    page.fill("#form-widgets-services", "Hundest")
    page.wait_for_selector("#form-widgets-services-options [role=option]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.screenshot(path=SCREENSHOTS / "municipal-editor-1280.png", full_page=True)
    page.click("#form-buttons-save")
    page.wait_for_load_state()
    address = page.url.removesuffix("/view")
    take(page, address, "submit", "Bitte prüfen.")
    assert page.goto(f"{address}/edit").status == 403
    assert "form-buttons-save" not in page.content()
    assert contact_points(server, service) == []

    log_in(page, server, "frei", PASSWORD)
    take(page, address, "release")
    take(page, address, "publish")
    assert contact_points(server, service) == ["Stadtverwaltung Weimar"]

    take(page, address, "withdraw", "Doch nicht.")
    assert contact_points(server, service) == []


def test_the_office_next_door_stays_closed(page, server, people):
    log_in(page, server, "weimar", PASSWORD)
    page.goto(f"{server.root}/{ELSEWHERE}/++add++tlvwa.portal.Responsibility")
    assert "form-widgets-services" not in page.content()
    page.goto(f"{server.root}/{ELSEWHERE}/edit")
    assert "form-buttons-save" not in page.content()
    page.goto(f"{server.root}/{OFFICE}/edit")
    assert "form-buttons-save" in page.content()
    assert "form-widgets-further_areas" not in page.content()
