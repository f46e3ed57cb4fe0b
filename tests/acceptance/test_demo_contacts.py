"""How to reach who is responsible, as the demo tells it: street, telephone, source and day."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def answer(page, server, words, place):
    """Ask as somebody on the start page does; returns the part of the page that answers."""
    page.goto(server.root)
    page.get_by_label("Was möchten Sie erledigen?").fill(words)
    page.get_by_label("Wo?", exact=True).fill(place)
    page.get_by_role("button", name="Suchen", exact=True).click()
    return page.get_by_role("region", name="Zuständig ist")


@pytest.mark.parametrize(
    ("words", "place", "office", "told"),
    [
        (
            *("Hund anmelden", "Gösen", "Stadtverwaltung Eisenberg"),
            ("Markt 27", "07607 Eisenberg", "kontakt@rathaus-eisenberg.de", "31.01.2026"),
        ),
        (
            *("Steuererklärung", "Suhl", "Finanzamt Südthüringen"),
            ("Karl-Liebknecht-Straße 4", "98527 Suhl", "0361 573619-900", "24.04.2025"),
        ),
        (
            *("Gesundheitszeugnis", "Eisenach", "Landratsamt des Wartburgkreises – Gesundheitsamt"),
            ("Erzberger Allee 14", "36433 Bad Salzungen", "03695 617410", "13.05.2026"),
        ),
    ],
)
def test_the_answer_says_how_to_reach_the_office(plain_page, server, words, place, office, told):
    region = answer(plain_page, server, words, place)
    expect(region.get_by_role("link", name=office, exact=True)).to_be_visible()
    text = region.inner_text()
    assert [what for what in told if what not in text] == []


def test_where_a_street_is_missing_the_answer_says_why(plain_page, server):
    region = answer(plain_page, server, "Hund anmelden", "Berga-Wünschendorf")
    assert "Die Straße ist hier nicht eingetragen" in region.inner_text()


def test_a_seat_is_not_told_as_the_place_to_go_where_the_office_is_elsewhere(plain_page, server):
    region = answer(plain_page, server, "Personalausweis", "Gotha")
    assert "Das Bürgerbüro ist im Neuen Rathaus am Ekhofplatz" in region.inner_text()


def test_the_signpost_and_the_property_tax_lead_to_the_tax_office(plain_page, server):
    for path in ("de/wegweiser", "leistungen/grundsteuer"):
        plain_page.goto(f"{server.root}/{path}")
        link = plain_page.get_by_role("main").get_by_role("link", name="Finanzamt finden")
        link.first.click()
        expect(plain_page.get_by_role("heading", level=1)).to_contain_text(
            "Steuererklärung abgeben"
        )
