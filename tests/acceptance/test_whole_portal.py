"""Through the whole portal: as a citizen, as a business and as an editor."""

import time

import pytest

from . import screenshots
from .conftest import CHECKOUT, log_in

pytestmark = pytest.mark.browser

PICTURE = CHECKOUT / "src/tlvwa.portal/tlvwa/portal/profiles/demo/data/files/haeuser.webp"
CAMPAIGN = "Zur Probe: Heizung tauschen"
MATTER = "Zur Probe: Fundsachen"
NARROWEST_WITH_TOOLBAR = 390
SECONDS_TO_TYPE = 3.5  # what comes sooner is taken for a program's


@pytest.fixture
def seen(page):
    """Takes a picture of where the walk is: ``seen(name)``; nothing needs moving sideways there.

    Beside an editor's page stands Plone's toolbar, which does not get as narrow as ours.
    """

    def seen(name):
        narrowest = NARROWEST_WITH_TOOLBAR if name.startswith("editor") else 0
        wrong = screenshots.pictured(page, f"walk-{name}")
        assert [width for width in wrong if width >= narrowest] == []

    return seen


def heading(page):
    """What the page is called."""
    return page.get_by_role("heading", level=1).inner_text()


def test_a_citizen_from_the_start_to_the_feedback(page, server, seen):
    page.goto(server.root)
    page.wait_for_url("**/de")
    seen("citizen-1-start")
    main = page.get_by_role("main")
    main.get_by_role("link", name="Bürgerinnen und Bürger").click()
    page.wait_for_url("**/de/buergerinnen-und-buerger")
    seen("citizen-2-portal")
    needed = page.get_by_role("region", name="Am häufigsten gebraucht")
    needed.get_by_role("link", name="Personalausweis beantragen").click()
    page.get_by_label("Wo?", exact=True).fill("Erfurt")
    page.get_by_role("button", name="Suchen", exact=True).click()
    answer = page.get_by_role("region", name="Zuständig ist")
    answer.get_by_role("link", name="Stadtverwaltung Erfurt").wait_for()
    seen("citizen-3-answer")
    page.get_by_role("link", name="Hat Ihnen das geholfen?").click()
    assert page.locator("input[name=leistung]").input_value() == server.service("Personalausweis")
    page.get_by_label("ja", exact=True).check()
    time.sleep(SECONDS_TO_TYPE)
    seen("citizen-4-feedback")
    page.get_by_role("button", name="Rückmeldung senden").click()
    page.get_by_role("heading", name="Danke für Ihre Rückmeldung").wait_for()
    seen("citizen-5-thanks")


def test_a_business_searches_and_reads_in_english(page, server, seen):
    page.goto(f"{server.root}/de")
    page.get_by_role("navigation", name="Hauptnavigation").get_by_role(
        "link", name="Unternehmen"
    ).click()
    page.wait_for_url("**/de/unternehmen")
    seen("business-1-portal")
    page.get_by_label("Was möchten Sie erledigen?").fill("Gewerbe")
    page.get_by_role("button", name="Suchen", exact=True).click()
    page.wait_for_url("**audience=businesses**")
    seen("business-2-found")
    page.get_by_role("link", name="Gewerbe anmelden", exact=True).click()
    page.get_by_label("Wo?", exact=True).fill("Jena")
    page.get_by_role("button", name="Suchen", exact=True).click()
    page.get_by_role("link", name="Stadtverwaltung Jena").first.wait_for()
    german, title = page.url, heading(page)
    seen("business-3-answer")
    page.get_by_role("link", name="English", exact=True).click()
    page.wait_for_url("**/en/zustaendigkeitsfinder**")
    assert page.get_attribute("html", "lang") == "en"
    assert heading(page) != title
    page.get_by_role("link", name="Stadtverwaltung Jena").first.wait_for()
    seen("business-4-english")
    page.get_by_role("link", name="Deutsch", exact=True).click()
    page.wait_for_url("**/zustaendigkeitsfinder**")
    assert page.get_attribute("html", "lang") == "de"
    assert heading(page) == title
    assert page.url.partition("?")[0] == german.partition("?")[0]


def tiles(page, server):
    """The campaigns of the start page, in order."""
    page.goto(f"{server.root}/de")
    return page.get_by_role("region", name="Aktionen").get_by_role("heading", level=3)


def test_an_editor_makes_and_orders_a_campaign(page, server, seen, chromium):
    log_in(page, server)
    folder = f"{server.root}/de/aktionen"
    page.goto(f"{folder}/++add++tlvwa.portal.Campaign")
    page.fill("#form-widgets-IBasic-title", CAMPAIGN)
    page.fill("#form-widgets-IBasic-description", "Wer fördert, und wo Sie fragen.")
    page.set_input_files("#form-widgets-image-input", PICTURE)
    page.fill("#form-widgets-image_alt", "Drei Häuser")
    seen("editor-1-form")
    page.click("#form-buttons-save")
    page.wait_for_url(f"{folder}/**")
    assert heading(page) == CAMPAIGN
    visitor = chromium.new_context(locale="de-DE").new_page()
    assert CAMPAIGN not in tiles(visitor, server).all_inner_texts()
    page.goto(f"{page.url.removesuffix('/view')}/@@zustand-aendern?transition=publish_directly")
    page.locator("#content button[type=submit]").click()
    page.wait_for_load_state()
    seen("editor-2-published")
    before = tiles(visitor, server).all_inner_texts()
    assert before[-1] == CAMPAIGN
    picture = visitor.get_by_alt_text("Drei Häuser")
    picture.scroll_into_view_if_needed()
    visitor.wait_for_function("(image) => image.naturalWidth > 0", arg=picture.element_handle())
    to_the_top(page, folder)
    assert tiles(visitor, server).all_inner_texts() == [CAMPAIGN, *before[:-1]]
    assert screenshots.pictured(visitor, "walk-editor-3-start") == []
    visitor.context.close()


def to_the_top(page, folder):
    """Order a folder by Plone's own list: what was made last becomes the first."""
    page.goto(f"{folder}/folder_contents")
    row = page.locator("tr", has_text=CAMPAIGN).last
    row.locator("button.dropdown-toggle").click()
    with page.expect_response("**/fc-itemOrder"):
        row.locator("a.move-top").click()


def test_an_editor_adds_a_row_to_the_signpost_and_orders_it(page, server, seen):
    log_in(page, server)
    address = f"{server.root}/de/wegweiser"
    page.goto(f"{address}/edit")
    page.locator("button[name$='entries-insert']").press("Enter")
    page.keyboard.type(MATTER)
    row = page.locator("[data-rows$=entries] .rows-row").last
    row.get_by_label("Wer macht das?").select_option("elsewhere")
    row.get_by_label("Wohin").fill("Fundbüro Ihrer Gemeinde")
    row.get_by_role("button", name="nach oben").click()
    seen("editor-4-signpost-form")
    page.click("#form-buttons-save")
    page.wait_for_url(f"{address}*")
    seen("editor-5-signpost")
    text = page.get_by_role("main").inner_text()
    assert text.index(MATTER) < text.index("Das macht Ihr Finanzamt")
