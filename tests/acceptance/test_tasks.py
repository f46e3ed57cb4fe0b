"""Twelve tasks from the start page to a way to the office: how many clicks, no question, no dead end."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

# What is typed, where, who is responsible, and how many clicks it takes: one sends the search, the other
# chooses among its hits.
TASKS = [
    ("Hundesteuer", "Gösen", "Stadtverwaltung Eisenberg", 1),
    ("Personalausweis", "Erfurt", "Stadtverwaltung Erfurt", 1),
    ("Wohngeld", "Weimar", "Stadtverwaltung Weimar", 1),
    ("Steuererklärung", "Suhl", "Finanzamt Südthüringen", 1),
    ("Gewerbe anmelden", "Suhl", "Stadtverwaltung Suhl", 1),
    ("Auto zulassen", "Sonneberg", "Landratsamt Sonneberg", 1),
    ("Kindergeld", "Jena", "Familienkasse", 1),
    ("Geburtsurkunde", "Gotha", "Stadtverwaltung Gotha", 2),
    ("Elterngeld", "Apolda", "Landratsamt Weimarer Land", 1),
    ("Gesundheitszeugnis", "Eisenach", "Gesundheitsamt", 1),
    ("Baugenehmigung", "Apolda", "Landratsamt Weimarer Land", 2),
    ("Hund anmelden", "Jena", "Stadtverwaltung Jena", 1),
]


def search(page, server, words, place):
    page.goto(server.root)
    page.get_by_label("Was möchten Sie erledigen?").fill(words)
    page.get_by_label("Wo?", exact=True).fill(place)
    page.get_by_role("button", name="Suchen", exact=True).click()
    page.wait_for_load_state()


@pytest.mark.parametrize(("words", "place", "office", "clicks"), TASKS)
def test_a_task_ends_at_a_way_to_the_office(plain_page, server, words, place, office, clicks):
    search(plain_page, server, words, place)
    if clicks == 2:
        plain_page.locator(".tlvwa-hits a").first.click()
    card = plain_page.locator(".tlvwa-office").first
    expect(card.get_by_role("heading")).to_contain_text(office)
    expect(plain_page.locator(".tlvwa-question")).to_have_count(0)
    expect(card.locator(".tlvwa-ways a").first).to_be_visible()
    assert card.locator("a[href^='tel:'], a[href^='mailto:']").count()


def test_on_a_phone_the_office_and_its_first_way_stand_above_the_fold(plain_page, server):
    plain_page.set_viewport_size({"width": 390, "height": 844})
    search(plain_page, server, "Hundesteuer", "Gösen")
    for shown in (".tlvwa-office h3", ".tlvwa-office .tlvwa-ways a"):
        box = plain_page.locator(shown).first.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= 844, shown
