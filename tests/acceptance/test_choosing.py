"""An editor chooses services and areas with the keyboard, and without scripts."""

import pytest

from .conftest import AXE, SCREENSHOTS, log_in

pytestmark = pytest.mark.browser

OFFICE = "behoerden/stadtverwaltung-erfurt"
RUN_AXE = "async () => (await axe.run(document.querySelector('#content'))).violations"
# TinyMCE's own, where the text editor is: an unnamed frame and a handle without a value.
WORDS_ARE_COUNTED = """() =>
  [...document.querySelectorAll(".tox-statusbar__wordcount")].every(button => button.textContent)"""
NOT_OURS = {"frame-title", "aria-required-attr"}
SERVICES, AREAS = "#form-widgets-services", "#form-widgets-areas"


@pytest.fixture
def form(page, server):
    """The form of a new record."""
    log_in(page, server)
    page.goto(f"{server.root}/{OFFICE}/++add++tlvwa.portal.Responsibility")
    page.wait_for_selector(f"{SERVICES}[role=combobox]")
    return page


def chosen(page, field):
    """What is ticked in a field, by label."""
    return page.locator(
        f"#formfield-form-widgets-{field} .choosing-chosen li label"
    ).all_inner_texts()


def status(page, field):
    """What a screen reader is told."""
    return page.locator(f"#formfield-form-widgets-{field} [role=status]").inner_text()


def choose(page, selector, text):
    """Type, go down to the first option and take it."""
    page.focus(selector)
    page.keyboard.type(text)
    page.wait_for_selector(f"{selector}-options [role=option]")
    page.keyboard.press("ArrowDown")
    active = page.get_attribute(selector, "aria-activedescendant")
    assert page.get_attribute(f"#{active}", "aria-selected") == "true"
    page.keyboard.press("Enter")


def test_by_keyboard(form):
    choose(form, SERVICES, "Hundest")
    assert len(chosen(form, "services")) == 1
    assert "Hundesteuer" in chosen(form, "services")[0]
    assert "ist gewählt" in status(form, "services")
    assert form.evaluate("document.activeElement.id") == SERVICES[1:]
    choose(form, AREAS, "Saale-Holz")
    assert "alle 91 Gemeinden" in chosen(form, "areas")[0]
    form.screenshot(path=SCREENSHOTS / "choosing-1280.png", full_page=True)
    form.get_by_role("button", name="in einzelne Gemeinden auflösen").click()
    form.wait_for_function(
        "document.querySelectorAll('#formfield-form-widgets-areas .choosing-chosen li').length > 80"
    )
    assert "Gemeinden stehen jetzt einzeln da" in status(form, "areas")


def test_escape_closes_and_nothing_found_is_told(form):
    form.focus(SERVICES)
    form.keyboard.type("steuer")
    form.wait_for_selector(f"{SERVICES}-options [role=option]")
    assert form.get_attribute(SERVICES, "aria-expanded") == "true"
    form.keyboard.press("Escape")
    assert form.get_attribute(SERVICES, "aria-expanded") == "false"
    form.fill(SERVICES, "Quastenflosser")
    form.wait_for_function(
        "document.querySelector('#formfield-form-widgets-services [role=status]')"
        ".textContent.includes('Nichts gefunden')"
    )
    assert chosen(form, "services") == []


def test_what_is_chosen_is_saved(form, server):
    form.fill("#form-widgets-IBasic-title", "Zur Probe: Hundesteuer")
    choose(form, SERVICES, "Hundest")
    choose(form, AREAS, "Erfurt")
    form.click("#form-buttons-save")
    form.wait_for_load_state()
    assert form.locator("h1").inner_text() == "Zur Probe: Hundesteuer"
    assert "Hund zur Steuer" in form.locator("#content").inner_text()


def test_no_axe_violations_open_and_chosen(form):
    choose(form, SERVICES, "Hundest")
    choose(form, AREAS, "Saale-Holz")
    form.focus(SERVICES)
    form.keyboard.type("steuer")
    form.wait_for_selector(f"{SERVICES}-options [role=option]")
    form.evaluate(AXE.read_text())
    found = form.evaluate(RUN_AXE)
    assert [(each["id"], each["nodes"][0]["html"][:160]) for each in found] == []


@pytest.mark.parametrize(
    ("path", "fewest_tabs"),
    [
        (f"{OFFICE}/edit", 5),
        ("leistungen/hundesteuer/edit", 5),
        ("de/buergerinnen-und-buerger/edit", 2),
        ("de/wegweiser/edit", 2),
        ("de/aktionen/umgezogen/edit", 2),
        ("de/aktionen/++add++tlvwa.portal.Campaign", 2),
        ("de/publikationen/++add++tlvwa.portal.Publication", 3),
        ("de/foerderung/e-government-in-kommunen/edit", 3),
    ],
)
def test_no_axe_violations_in_the_forms(page, server, path, fewest_tabs):
    log_in(page, server)
    page.goto(f"{server.root}/{path}")
    tabs = page.locator("#content form nav a")
    tabs.first.wait_for()
    page.evaluate(AXE.read_text())
    assert tabs.count() >= fewest_tabs
    for tab in tabs.all():
        tab.click()
        for insert in page.locator("button[name$=-insert]:visible").all():
            insert.click()
        # TinyMCE fills the button with the number of words a moment after it has put it there.
        page.wait_for_function(WORDS_ARE_COUNTED)
        found = page.evaluate(RUN_AXE)
        assert [
            (tab.inner_text(), each["id"], node["html"][:160])
            for each in found
            if each["id"] not in NOT_OURS
            for node in each["nodes"]
        ] == []


def labels(page):
    """What stands in the second column of the telephones."""
    return page.evaluate(
        "[...document.querySelectorAll('[name$=\".widgets.label\"]')].map((each) => each.value)"
    )


def test_rows_by_keyboard(page, server):
    log_in(page, server)
    page.goto(f"{server.root}/behoerden/stadtverwaltung-suhl/edit")
    page.locator("#content form nav a", has_text="Anschrift und Kontakt").click()
    for number in (1, 2, 3):
        page.locator("button[name$='phones-insert']").press("Enter")
        page.keyboard.type(f"03601 {number}00")
        page.keyboard.press("Tab")
        page.keyboard.type(f"Platz {number}")
    assert labels(page) == ["Platz 1", "Platz 2", "Platz 3"]
    page.get_by_role("button", name="nach oben (Telefon 3)").press("Enter")
    assert labels(page) == ["Platz 1", "Platz 3", "Platz 2"]
    assert page.evaluate("document.activeElement.name").endswith("phones-up")
    page.get_by_role("button", name="entfernen (Telefon 1)").press("Enter")
    assert "noch 2" in page.locator("[data-rows$=phones] [role=status]").inner_text()
    page.screenshot(path=SCREENSHOTS / "rows-1280.png", full_page=True)
    page.click("#form-buttons-save")
    page.wait_for_load_state()
    text = page.locator("#content").inner_text()
    assert text.index("Platz 3") < text.index("Platz 2")
    assert "Platz 1" not in text


def test_without_scripts(plain_page, server):
    page = plain_page
    log_in(page, server)
    page.goto(f"{server.root}/{OFFICE}/++add++tlvwa.portal.Responsibility")
    page.fill("#form-widgets-IBasic-title", "Ohne Skript")
    page.fill(SERVICES, "Hundest")
    page.get_by_role("button", name="Suchen Leistungen").click()
    page.get_by_label("Hundesteuer").first.check()
    page.fill(AREAS, "99084")
    page.get_by_role("button", name="Suchen Gebiete").click()
    assert page.input_value("#form-widgets-IBasic-title") == "Ohne Skript"
    assert "Hundesteuer" in chosen(page, "services")[0]
    page.get_by_label("Erfurt").first.check()
    page.click("#form-buttons-save")
    assert page.locator("h1").inner_text() == "Ohne Skript"
