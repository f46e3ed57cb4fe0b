"""Suggestions while typing, in a real browser: by keyboard, mouse and touch, and where there are none."""

import gzip
import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

import tlvwa.portal

from .conftest import AXE, SCREENSHOTS
from .screenshots import RUN_AXE

pytestmark = pytest.mark.browser

WHAT, WHERE, ON_SERVICE = "#finder-q", "#finder-wo", "#service-wo"
HEADER, ON_SEARCH = "#suche-wort", "#treffer-wort"
SCRIPT = Path(tlvwa.portal.__file__).parent / "browser" / "finder" / "static" / "typing.js"
ENDPOINTS = re.compile(r"@(areas|suggest)\?")
SHIFTS = """new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.shifted = (window.shifted ?? 0) + entry.value;
}).observe({ type: "layout-shift", buffered: true })"""


@pytest.fixture
def start(page, server):
    """The German start page, its fields enhanced."""
    page.goto(f"{server.root}/de")
    page.wait_for_selector(f"{WHAT}[role=combobox]")
    return page


def type_in(page, field, text):
    """Type letter by letter and wait for suggestions: their texts, without what stands beside them."""
    page.focus(field)
    page.keyboard.type(text)
    options = page.locator(f"{field}-vorschlaege [role=option]")
    options.first.wait_for(timeout=5000)
    return options.locator("span").all_inner_texts()


def active(page, field):
    """The text of the option that a screen reader is told of."""
    line = page.get_attribute(field, "aria-activedescendant")
    if line is None:
        return None
    assert page.get_attribute(f"#{line}", "aria-selected") == "true"
    assert page.locator(f"{field}-vorschlaege [aria-selected=true]").count() == 1
    return page.locator(f"#{line} span").inner_text()


def is_open(page, field):
    """Whether the list is shown, and said to be."""
    shown = page.locator(f"{field}-vorschlaege").is_visible()
    assert page.get_attribute(field, "aria-expanded") == str(shown).lower()
    return shown


def test_by_keyboard_alone_to_the_answer(start):
    page = start
    services = type_in(page, WHAT, "hund")
    assert "Hund zur Steuer anmelden" in services
    assert len(services) == len(set(services)) <= 8
    said = page.locator(f"{WHAT} ~ [role=status]").inner_text()
    assert said.startswith(f"{len(services)} Vorschl")
    assert active(page, WHAT) is None
    while active(page, WHAT) != "Hund zur Steuer anmelden":
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.input_value(WHAT) == "Hund zur Steuer anmelden"
    assert not is_open(page, WHAT)
    assert page.evaluate("document.activeElement.id") == WHAT[1:]
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == WHERE[1:]
    places = type_in(page, WHERE, "neust")
    assert 1 < len(places) <= 8
    page.keyboard.press("ArrowUp")
    assert active(page, WHERE) == places[-1]
    page.keyboard.press("Home")
    assert active(page, WHERE) == places[0]
    page.keyboard.press("End")
    page.keyboard.press("ArrowDown")
    assert active(page, WHERE) == places[0]
    page.keyboard.press("Enter")
    assert page.input_value(WHERE) == places[0]
    page.keyboard.press("Enter")
    page.wait_for_url("**/zustaendigkeitsfinder?**")
    asked = parse_qs(urlsplit(page.url).query)
    assert asked["gesucht"] == ["Hund zur Steuer anmelden"]
    assert "wo" not in asked  # an address typed there is in no link
    assert len(asked["area"]) == 1
    assert page.input_value(WHERE) == places[0]
    assert page.locator("#finder-wo-error").count() == 0
    assert page.get_by_role("heading", name="Welchen Ort meinen Sie?").count() == 0


def test_enter_without_a_choice_sends_the_form(start):
    type_in(start, WHAT, "hund")
    start.keyboard.press("Enter")
    start.wait_for_url("**/zustaendigkeitsfinder?**")
    assert parse_qs(urlsplit(start.url).query)["q"] == ["hund"]


def test_escape_closes_and_keeps_what_was_typed(start):
    type_in(start, WHERE, "wei")
    start.keyboard.press("ArrowDown")
    assert is_open(start, WHERE)
    start.keyboard.press("Escape")
    assert not is_open(start, WHERE)
    assert active(start, WHERE) is None
    assert start.input_value(WHERE) == "wei"
    start.keyboard.press("ArrowDown")
    start.locator(f"{WHERE}-vorschlaege").wait_for()
    start.keyboard.press("Tab")
    assert not is_open(start, WHERE)


def test_by_mouse(start):
    type_in(start, WHERE, "weimar")
    start.get_by_role("option", name="Weimar (kreisfreie Stadt)", exact=True).click()
    assert start.input_value(WHERE) == "Weimar (kreisfreie Stadt)"
    assert not is_open(start, WHERE)
    assert start.evaluate("document.activeElement.id") == WHERE[1:]


def test_by_touch_at_320_pixels(chromium, server):
    context = chromium.new_context(
        locale="de-DE", has_touch=True, viewport={"width": 320, "height": 700}
    )
    page = context.new_page()
    page.goto(f"{server.root}/de")
    page.wait_for_selector(f"{WHERE}[role=combobox]")
    type_in(page, WHERE, "saale-holz")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.screenshot(path=SCREENSHOTS / "typing-320.png")
    option = page.get_by_role("option").first
    assert option.bounding_box()["height"] >= 44
    text = option.locator("span").inner_text()
    option.tap()
    assert page.input_value(WHERE) == text
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("field", [WHAT, WHERE])
def test_no_axe_violation_with_the_list_open(start, field, scheme):
    start.emulate_media(color_scheme=scheme)
    type_in(start, field, "an")
    start.keyboard.press("ArrowDown")
    start.screenshot(path=SCREENSHOTS / f"typing-{field[1:]}-{scheme}-1280.png")
    start.evaluate(AXE.read_text())
    found = start.evaluate(RUN_AXE)
    assert [(each["id"], each["nodes"][0]["html"][:160]) for each in found] == []


def test_the_list_is_seen_whole_and_moves_nothing(start):
    start.evaluate(SHIFTS)
    below = start.locator("main section").first
    before = below.bounding_box()
    type_in(start, WHERE, "neust")
    assert below.bounding_box() == before
    assert start.evaluate("window.shifted ?? 0") == 0
    last = start.locator(f"{WHERE}-vorschlaege [role=option]").last
    last.scroll_into_view_if_needed()
    box = last.bounding_box()
    middle = [box["x"] + box["width"] / 2, box["y"] + box["height"] / 2]
    hit = start.evaluate(
        "([x, y]) => document.elementFromPoint(x, y).closest('[role=option]').id", middle
    )
    assert hit == last.get_attribute("id")


def test_forced_colours_mark_the_choice(start):
    start.emulate_media(forced_colors="active")
    type_in(start, WHERE, "wei")
    start.keyboard.press("ArrowDown")
    colours = start.eval_on_selector_all(
        f"{WHERE}-vorschlaege [role=option]",
        "all => all.map((each) => getComputedStyle(each).backgroundColor)",
    )
    assert colours[0] not in colours[1:]


def test_where_the_endpoint_fails_it_is_a_plain_field(start, server):
    start.route(ENDPOINTS, lambda route: route.abort())
    errors = []
    start.on("pageerror", lambda error: errors.append(str(error)))
    with start.expect_event("requestfailed"):
        start.focus(WHAT)
        start.keyboard.type("hund")
    start.fill(WHERE, "Weimar")
    start.unroute(ENDPOINTS)
    start.route(ENDPOINTS, lambda route: route.fulfill(status=500, body="<h1>Oh</h1>"))
    with start.expect_response(ENDPOINTS):
        start.fill(WHERE, "Weimar ")
    assert not is_open(start, WHAT)
    assert not is_open(start, WHERE)
    start.keyboard.press("Enter")
    start.wait_for_url("**/zustaendigkeitsfinder?**")
    assert errors == []


def test_one_letter_is_too_few_and_fast_typing_asks_once(start):
    asked = []
    start.on("request", lambda request: asked.append(request.url))
    start.focus(WHERE)
    start.keyboard.type("w")
    start.keyboard.press("Backspace")
    type_in(start, WHERE, "weimar")
    asked = [url for url in asked if "@" in url]
    assert len(asked) == 1
    assert parse_qs(urlsplit(asked[0]).query) == {"q": ["weimar"], "b_size": ["8"]}
    kept = start.evaluate(
        "JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])"
    )
    assert "weimar" not in kept


def test_nothing_found_is_said(start):
    start.focus(WHERE)
    start.keyboard.type("xyzzy")
    start.get_by_role("status").filter(has_text="Keine Vorschläge.").wait_for(state="attached")
    assert not is_open(start, WHERE)


def test_a_portal_suggests_for_its_audience(page, server):
    page.goto(f"{server.root}/de/unternehmen")
    page.wait_for_selector(f"{WHAT}[role=combobox]")
    with page.expect_response(ENDPOINTS) as response:
        page.focus(WHAT)
        page.keyboard.type("an")
    assert parse_qs(urlsplit(response.value.url).query)["audience"] == ["businesses"]


@pytest.mark.parametrize(
    ("path", "field"), [("de/barrierefreiheit", HEADER), ("de/@@search", ON_SEARCH)]
)
def test_the_search_over_the_site_suggests_services_and_authorities(page, server, path, field):
    page.goto(f"{server.root}/{path}")
    page.wait_for_selector(f"{field}[role=combobox]")
    with page.expect_response(ENDPOINTS) as response:
        found = type_in(page, field, "erfurt")
    kinds = {item["kind"] for item in response.value.json()["items"]}
    assert kinds <= {"service", "authority"}
    assert any("Erfurt" in text for text in found)
    assert page.locator(f"{field}-vorschlaege small", has_text="Behörde").count() > 0
    page.keyboard.press("ArrowDown")
    chosen = active(page, field)
    page.keyboard.press("Enter")
    assert page.input_value(field) == chosen
    page.evaluate(AXE.read_text())
    type_in(page, field, " ")
    assert page.evaluate(RUN_AXE) == []
    page.keyboard.press("Escape")
    page.keyboard.press("Enter")
    page.wait_for_url("**/@@search?SearchableText=**")
    assert page.locator("main mark").count() > 0


def test_a_suggestion_says_by_which_word_it_was_found(start):
    type_in(start, WHAT, "perso")
    assert start.locator(f"{WHAT}-vorschlaege [role=option]").count() > 0
    start.keyboard.press("ArrowDown")
    chosen = active(start, WHAT)
    start.keyboard.press("Enter")
    assert start.input_value(WHAT) == chosen
    assert "„" not in chosen


def test_in_english(page, server):
    page.goto(f"{server.root}/en/zustaendigkeitsfinder")
    page.wait_for_selector(f"{WHERE}[role=combobox]")
    assert "Weimar (independent city)" in type_in(page, WHERE, "weimar")
    said = page.locator(f"{WHERE} ~ [role=status]").inner_text()
    assert re.fullmatch(r"\d suggestions\. Choose with the arrow keys\.", said)
    page.get_by_role("option", name="Weimar (independent city)", exact=True).click()
    page.fill(WHAT, "")
    type_in(page, WHAT, "residence")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/zustaendigkeitsfinder?**")
    assert page.input_value(WHERE) == "Weimar (independent city)"
    assert page.locator("#finder-wo-error").count() == 0


def test_on_the_page_of_a_service(page, server):
    page.goto(f"{server.root}/leistungen/hundesteuer")
    page.wait_for_selector(f"{ON_SERVICE}[role=combobox]")
    type_in(page, ON_SERVICE, "erfurt")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Zuständig ist").wait_for()


def test_without_scripts_the_fields_are_plain(plain_page, server):
    plain_page.goto(f"{server.root}/de")
    assert plain_page.get_attribute(WHERE, "role") is None
    assert plain_page.locator("[role=listbox]").count() == 0


def test_the_script_is_small():
    assert len(gzip.compress(SCRIPT.read_bytes())) <= 4096
