"""The forms of a responsibility in a browser: what would change is told while the form is filled in."""

import pytest
import requests
from playwright.sync_api import expect

from .conftest import log_in
from .test_editors import violations

pytestmark = pytest.mark.browser
EFFECTS = "#tlvwa-effects"


@pytest.fixture
def form(page, server):
    """A public record's form, for the demo's admin."""
    log_in(page, server)
    answer = server.json("@responsible", service=server.service("Hundesteuer"), area="160530000000")
    office = answer.json()["offices"][0]["@id"]
    record = requests.get(
        f"{office}/@search",
        params={"portal_type": "tlvwa.portal.Responsibility", "sort_on": "path"},
        headers={"Accept": "application/json"},
        timeout=30,
    ).json()["items"][0]["@id"]
    page.goto(f"{record}/edit")
    return page


def test_it_is_told_while_the_form_is_filled_in(form):
    form.get_by_label("Gilt bis").fill("2027-01-31")
    form.get_by_label("Gilt bis").blur()
    expect(form.locator(EFFECTS)).to_contain_text("ab 1. Februar 2027")
    expect(form.get_by_label("Gilt bis")).to_have_value("2027-01-31")
    assert violations(form) == []


def test_without_scripts_there_is_a_button(form, plain_page):
    plain_page.context.add_cookies(form.context.cookies())
    plain_page.goto(form.url)
    plain_page.get_by_label("Gilt bis").fill("2027-01-31")
    plain_page.get_by_role("button", name="Was ändert sich?").click()
    expect(plain_page.locator(EFFECTS)).to_contain_text("ab 1. Februar 2027")
