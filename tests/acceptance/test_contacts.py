"""A list of contact data: read in in the browser, shown with source and day, proposed to editors."""

import pytest
from playwright.sync_api import expect

from tlvwa.portal.common.clock import today

from ..exchange.contact_tables import address, plain, publishers, row
from .conftest import log_in
from .test_editors import pictured, violations

pytestmark = pytest.mark.browser
WEIMAR = "160550000000"
OFFICE = "behoerden/stadtverwaltung-weimar"
IMPORT = "@@behoerden-kontakte"


def uploaded(page, server, name, content):
    """The page after a list was chosen: its preview."""
    page.goto(f"{server.root}/{IMPORT}")
    page.set_input_files("#list", {"name": name, "mimeType": "text/csv", "buffer": content})
    page.get_by_role("button", name="Vorschau").click()
    page.wait_for_load_state()


def test_a_list_is_read_in_and_shown(page, server):
    log_in(page, server)
    listed = (
        WEIMAR,
        None,
        "Weimar, Stadt",
        "Stadtverwaltung Weimar",
        "Probeweg 1",
        "99423",
        "Weimar",
    )
    unknown = ("169990000000", None, "Nirgends", "Nirgends", "Weg 1", "99423", "Weimar")
    uploaded(page, server, "liste.xlsx", publishers(listed, unknown))
    expect(page.locator(".editors-table tbody")).to_contain_text("Probeweg 1, 99423 Weimar")
    expect(page.locator(".editors-problems")).to_contain_text("169990000000 ist hier unbekannt")
    assert violations(page) == []
    assert pictured(page, "contacts-preview") == [True, True]
    page.get_by_role("button", name="Übernehmen").click()
    expect(page.get_by_role("heading", name="Eingelesen")).to_be_visible()


def test_a_plain_table_by_the_console_and_an_editors_own_entry(page, server, tmp_path):
    file = tmp_path / "liste.csv"
    file.write_bytes(plain(row(WEIMAR, phone="03643 762-0", email="probe@weimar.example")))
    shown = server.console("authorities", "import", str(file), "--dry-run")
    assert shown.returncode == 0, shown.stderr
    assert "Telefon" in shown.stdout
    assert server.console("authorities", "import", str(file)).returncode == 0
    log_in(page, server)
    page.goto(f"{server.root}/{OFFICE}/edit")
    page.get_by_role("tab", name="Anschrift und Kontakt").or_(
        page.get_by_text("Anschrift und Kontakt")
    ).first.click()
    page.fill("#form-widgets-emails", "eigen@weimar.example")
    page.click("#form-buttons-save")
    page.wait_for_load_state()
    own = page.locator("main .tlvwa-contact li").filter(has_text="eigen@weimar.example")
    expect(own).to_contain_text(f"Stand {today():%d.%m.%Y}, Redaktion")


def test_a_proposal_is_declined(page, server, tmp_path):
    """The list is of the day on which the entry is older: the editor says of when it is."""
    import requests

    office = f"{server.root}/{OFFICE}"
    admin = ("admin", server.password)
    body = {
        "emails": ["eigen@weimar.example"],
        "contact_sources": [{"piece": "emails", "source": None, "as_of": "2025-01-01"}],
    }
    headers = {"Accept": "application/json"}
    requests.patch(office, json=body, auth=admin, headers=headers, timeout=60).raise_for_status()
    log_in(page, server)
    uploaded(page, server, "liste.csv", plain(row(WEIMAR, email="neu@weimar.example", **address())))
    page.get_by_role("button", name="Übernehmen").click()
    page.goto(f"{office}/view")
    proposal = page.locator(".tlvwa-proposals").filter(has_text="neu@weimar.example")
    expect(proposal).to_be_visible()
    assert pictured(page, "contacts-proposal") == [True, True]
    proposal.locator("form").filter(has_text="neu@weimar.example").get_by_role(
        "button", name="Ablehnen"
    ).click()
    expect(page.locator("body")).to_contain_text("Abgelehnt: E-Mail.")
    expect(page.locator("body")).not_to_contain_text("neu@weimar.example")
