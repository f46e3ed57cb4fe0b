"""The pages of editors, to an administrator: no axe violation in the content, no sideways scrolling."""

import pytest
from playwright.sync_api import expect

from .conftest import AXE, SCREENSHOTS, log_in

pytestmark = pytest.mark.browser

RUN_AXE = "async () => (await axe.run(document.querySelector('#content'))).violations"
PAGES = {
    "start": "@@redaktion",
    "services": "@@leistungen-uebersicht",
    "authorities": "@@behoerden-uebersicht?kind=city",
    "records": "@@zustaendigkeiten-uebersicht",
    "records-chosen": "@@zustaendigkeiten-uebersicht?area=16074&service-search=steuer&sort=-to",
    "records-none": "@@zustaendigkeiten-uebersicht?q=xyzzy",
    "records-of-one": "behoerden/tlvwa/@@zustaendigkeiten-uebersicht",
    "proof": "@@zustaendigkeitsnachweis",
    "proof-district": "@@zustaendigkeitsnachweis?area=16074&state=one,gap",
    "proof-none": "@@zustaendigkeitsnachweis?q=xyzzy",
    "proof-trend": "@@zustaendigkeitsnachweis-verlauf?area=16074&period=all",
    "worklist": "@@arbeitsliste",
    "worklist-of-one": "@@arbeitsliste?kind=no_address&area=16074",
    "worklist-none": "@@arbeitsliste?q=xyzzy",
    "history": "leistungen/hundesteuer/@@verlauf",
    "reforms": "@@gebietsreformen",
    "search-words": "@@suche-woerter?wort=hund",
    "search-bets": "@@suche-empfehlungen",
    "search-queries": "@@suche-pruefen",
    "search-counts": "@@suche-anfragen",
    "search-why": "@@suche-erklaeren?q=Wie+melde+ich+meinen+Wauwau+in+Jena+an",
    "search-why-corrected": "@@suche-erklaeren?q=hundestuer",
}


@pytest.fixture
def editing(page, server):
    """A page of somebody who has logged in."""
    log_in(page, server)
    return page


def violations(page):
    """What axe finds in the content."""
    page.evaluate(AXE.read_text())
    return [
        (violation["id"], node["html"][:160])
        for violation in page.evaluate(RUN_AXE)
        for node in violation["nodes"]
    ]


def pictured(page, name):
    """Take pictures, and say whether the page fits the screen of a desktop and of a phone."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    fits = []
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        page.screenshot(path=SCREENSHOTS / f"editors-{name}-{width}.png", full_page=True)
        fits.append(page.evaluate("document.querySelector('#content').scrollWidth") <= width)
    return fits


@pytest.mark.parametrize("name", PAGES)
def test_pages_of_editors(editing, server, name):
    response = editing.goto(f"{server.root}/{PAGES[name]}")
    assert response.status == 200
    assert violations(editing) == []
    assert pictured(editing, name) == [True, True]
    assert editing.locator("#content h1").count() == 1


def test_many_records_are_changed_and_the_change_is_in_the_history(editing, server):
    editing.goto(f"{server.root}/@@zustaendigkeiten-uebersicht?q=hundesteuer")
    for box in editing.locator("tbody input[type=checkbox]").all()[:2]:
        box.check()
    editing.click("button[name=chosen]")
    assert violations(editing) == []
    assert pictured(editing, "bulk-form") == [True, True]
    editing.check("#legal_basis-1")
    editing.fill("#legal_basis", "§ 5 ThürKAG")
    editing.fill("#comment", "Neues Gesetz")
    editing.click("button[name=do]")
    assert violations(editing) == []
    assert pictured(editing, "bulk-preview") == [True, True]
    editing.locator("details summary").click()
    record = editing.locator("details li a").first.get_attribute("href")
    editing.click("button[value=apply]")
    editing.wait_for_url("**/@@zustaendigkeiten-uebersicht")
    editing.goto(record.replace("/view", "/@@verlauf"))
    assert "Sammeländerung: Neues Gesetz" in editing.locator("#content").inner_text()
    assert "§ 5 ThürKAG" in editing.locator("#content ins").first.inner_text()
    assert violations(editing) == []
    pictured(editing, "history-of-record")


def test_a_rule_is_tried_taken_over_and_explained(editing, server):
    words = f"{server.root}/@@suche-woerter"
    editing.goto(words)
    editing.fill("#begriff", "bellendes tier")
    editing.fill("#bedeutet", "Hundesteuer")
    editing.click("text=Erproben …")
    assert "besser" in editing.locator(".editors-summary").inner_text()
    assert violations(editing) == []
    assert pictured(editing, "search-preview") == [True, True]
    editing.click("button[value=apply]")
    editing.wait_for_url(words)
    assert "bellendes tier" in editing.locator("#content tbody").first.inner_text()
    assert violations(editing) == []
    pictured(editing, "search-words-own")
    editing.goto(f"{server.root}/@@suche-erklaeren?q=bellendes+tier")
    assert "Regel der Website" in editing.locator("#content").inner_text()
    assert "1. Hund zur Steuer anmelden" in editing.locator("details summary").first.inner_text()
    for part in editing.locator("#content details summary").all()[1:3]:
        part.click()
    assert violations(editing) == []
    assert pictured(editing, "search-why-rule") == [True, True]
    editing.goto(words)
    editing.click("#content tbody button")
    assert "Entfernte Regel" in editing.locator(".editors-proposal").inner_text()
    editing.click("button[value=discard]")
    editing.wait_for_url(words)
    assert "bellendes tier" in editing.locator("#content tbody").first.inner_text()


def test_a_best_bet_is_chosen_by_typing(editing, server):
    editing.goto(f"{server.root}/@@suche-empfehlungen")
    editing.fill("#query", "bellen")
    editing.fill("#services", "hundesteuer")
    editing.locator("[role=option]").first.click()
    assert violations(editing) == []
    assert pictured(editing, "search-bet") == [True, True]
    editing.click("text=Erproben …")
    assert "Empfehlung zu „bellen“" in editing.locator(".editors-proposal").inner_text()
    editing.click("button[value=apply]")
    editing.wait_for_url("**/@@suche-empfehlungen")
    assert "bellen" in editing.locator("#content tbody").inner_text()
    assert violations(editing) == []


def test_from_the_table_to_a_form_that_closes_a_gap(editing, server):
    days = "date=2034-06-01"  # after the last day that a record gets below
    editing.goto(
        f"{server.root}/behoerden/stadtverwaltung-eisenberg-074/hund-zur-steuer-anmelden/edit"
    )
    editing.fill("#form-widgets-valid_to", "2033-12-31")
    editing.click("#form-buttons-save")
    editing.goto(f"{server.root}/@@zustaendigkeitsnachweis?q=steuer&area=160745052&{days}")
    cell = editing.locator("td.ledger-gap a").first
    expect(cell).to_have_text("Lücke")
    assert violations(editing) == []
    assert pictured(editing, "proof-gap-table") == [True, True]
    cell.click()
    expect(editing.locator("h1")).to_contain_text("Hund zur Steuer anmelden")
    expect(editing.locator("tbody tr").first).to_contain_text("unterliegt")
    assert violations(editing) == []
    assert pictured(editing, "proof-gap") == [True, True]
    editing.locator("#schliessen ~ ul a").first.click()
    expect(editing.locator(".choosing-chosen").first).to_contain_text("Hund zur Steuer anmelden")
    expect(editing.locator(".choosing-chosen").nth(1)).to_contain_text("Eisenberg")
    editing.goto(
        f"{server.root}/@@zustaendigkeitsnachweis-gebiet?service={server.service('hundesteuer')}"
        f"&area=16074&{days}"
    )
    assert violations(editing) == []
    assert pictured(editing, "proof-area") == [True, True]


def test_the_table_is_reached_by_keyboard_and_its_heads_stay(editing, server):
    editing.goto(f"{server.root}/@@zustaendigkeitsnachweis")
    region = editing.get_by_role("region", name="Leistungen nach Gebieten")
    expect(region).to_be_visible()
    region.focus()
    editing.keyboard.press("End")
    expect(region.locator("thead th").first).to_be_in_viewport()
    editing.emulate_media(forced_colors="active")
    assert pictured(editing, "proof-forced-colors") == [True, True]


def test_the_days_are_drawn(editing, server):
    assert "Leistungen für den Verlauf" in server.console("jobs", "run").stdout
    editing.goto(f"{server.root}/@@zustaendigkeitsnachweis-verlauf")
    expect(editing.locator("tbody tr").first).to_be_visible()
    assert violations(editing) == []
    assert pictured(editing, "proof-trend-first") == [True, True]


def test_a_reform_is_planned_decided_applied_and_withdrawn(editing, server):
    editing.goto(f"{server.root}/@@gebietsreformen")
    editing.click("text=Neue Gebietsreform")
    editing.fill("#form-widgets-IBasic-title", "Zur Probe: zwei Verbände")
    editing.fill("#form-widgets-day", "2090-01-01")
    editing.click("button[name='form.widgets.steps-insert']")
    for name, value in (("old", "160745050 160745051"), ("key", "160745099"), ("name", "Rodatal")):
        editing.locator(f"[name$='.widgets.{name}']:visible").first.fill(value)
    editing.click("#form-buttons-save")
    editing.wait_for_load_state()
    address = editing.url.split("/view")[0]
    editing.click("text=Zur Probe: was sich ändert")
    expect(editing.locator(".editors-summary")).to_contain_text("1. Januar 2090: 9 Gebiete enden")
    assert violations(editing) == []
    assert pictured(editing, "reform") == [True, True]
    editing.click("text=Viele auf einmal entscheiden")
    editing.locator("details [value=carry]").first.check()  # one office goes on, the other ends
    editing.locator("[name=decide-rest][value=end]").check()
    assert violations(editing) == []
    editing.click("text=Entscheidungen speichern und neu proben")
    told = editing.locator(".editors-told")
    expect(told).to_contain_text("0 zu entscheiden")
    expect(told).to_contain_text("0 Antworten fehlen")
    for step in ("submit", "release"):
        editing.goto(f"{address}/zustand-aendern?transition={step}")
        editing.locator("#content form[method=post] button").first.click()
        editing.wait_for_load_state()
    editing.goto(f"{address}/@@gebietsreform-anwenden")
    assert violations(editing) == []
    assert pictured(editing, "reform-apply") == [True, True]
    editing.click("text=Reform jetzt anwenden")
    expect(editing.locator(".editors-summary")).to_have_text("Diese Reform ist angewendet.")
    assert violations(editing) == []
    editing.click("text=Reform zurücknehmen")
    expect(editing.locator("h1")).to_contain_text("Zurücknehmen")
    assert violations(editing) == []
    editing.click("text=Reform jetzt zurücknehmen")
    expect(editing.locator(".editors-summary")).to_contain_text("9 Gebiete enden")
