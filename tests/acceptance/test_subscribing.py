"""Somebody follows what changes: without scripts, from the office's page to the mail, and out again."""

import re
from email import message_from_bytes, policy

import pytest
import requests
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
OFFICE = "behoerden/stadtverwaltung-suhl"
ADDRESS = "leserin@example.org"
LINK = re.compile(r"http\S+/aenderungen-(?:bestaetigen|abbestellen)\?t=\S+")
MILLISECONDS_TO_TYPE = 3_500


def mails(server):
    """The mails that the demo kept for the address, the oldest first."""
    found = sorted(
        (server.var / "mail" / "new").glob("*"), key=lambda path: path.stat().st_mtime_ns
    )
    read = [message_from_bytes(path.read_bytes(), policy=policy.default) for path in found]
    return [each for each in read if each["To"] == ADDRESS]


def link_in(message):
    """The address in a mail that shows a page with a button."""
    return LINK.search(message.get_content())[0]


def change(server, **fields):
    """Change the office as an editor's program does, and run the jobs."""
    answer = requests.patch(
        f"{server.root}/{OFFICE}",
        json=fields,
        auth=("admin", server.password),
        headers={"Accept": "application/json"},
        timeout=60,
    )
    assert answer.status_code == 204
    assert server.console("jobs", "run").returncode == 0


def test_following_an_office(server, plain_page):
    page = plain_page
    assert server.console("jobs", "run").returncode == 0
    change(server, website="https://example.org/neu")
    page.goto(f"{server.root}/{OFFICE}")
    page.get_by_role("link", name="Änderungen abonnieren").click()
    expect(
        page.get_by_role("link", name="Stadtverwaltung Suhl: geändert (Website)")
    ).to_be_visible()
    page.get_by_label("Ihre E-Mail-Adresse").fill(ADDRESS)
    page.wait_for_timeout(MILLISECONDS_TO_TYPE)
    page.get_by_role("button", name="Per E-Mail abonnieren").click()
    expect(page.get_by_text("Wenn die Adresse stimmt")).to_be_visible()
    (asked,) = mails(server)
    page.goto(link_in(asked))
    page.get_by_role("button", name="Ja, bestätigen").click()
    expect(page.get_by_text("Danke, das Abonnement ist bestätigt.")).to_be_visible()

    change(server, website="https://example.org/noch-neuer")
    change(server, website="https://example.org/am-neuesten")
    _asked, told = mails(server)
    assert "Stadtverwaltung Suhl: geändert (Website)" in told.get_content()
    page.goto(link_in(told))
    expect(page.get_by_text("Diese Nachrichten haben Sie bestellt:")).to_be_visible()
    page.get_by_role("button", name="Alles abbestellen").click()
    expect(page.get_by_text("Ihre Adresse ist gelöscht.")).to_be_visible()
