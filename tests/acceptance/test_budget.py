"""What a public page costs a visitor who comes for the first time, and what is left without scripts."""

import gzip

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

BYTES_OF_PAGE = (
    100_000  # HTML, style sheets and scripts, compressed as a web server in front does it
)
BYTES_OF_FONTS = 120_000  # as they come: woff2 is compressed already
COUNTED = {"document", "stylesheet", "script", "fetch", "xhr"}
# How far things have moved by themselves since the page was opened; shifts are told late, so it waits.
LAYOUT_SHIFT = """() => new Promise((resolve) => {
  let sum = 0;
  const add = (list) => list.getEntries().forEach((each) => (sum += each.value));
  const observer = new PerformanceObserver(add);
  observer.observe({type: "layout-shift", buffered: true});
  setTimeout(() => resolve(sum), 500);
})"""
MOVE = "document.querySelector('main').style.marginTop = '300px'"
LINKS = """() => [...document.querySelectorAll("a[href], form[action]")]
  .map((each) => each.href ?? each.action).sort()"""
PAGES = {
    "start": "de",
    "portal": "de/buergerinnen-und-buerger",
    "finder": "zustaendigkeitsfinder",
    "answer": "zustaendigkeitsfinder?service={dog}&area=160745052025",
    "service": "leistungen/hundesteuer",
    "publications": "de/publikationen",
}


@pytest.fixture(params=PAGES)
def address(server, request):
    """The address of each page in turn."""
    return f"{server.root}/{PAGES[request.param]}".format(dog=server.service("Hundesteuer"))


@pytest.fixture
def responses(page):
    """All answers that the page has had, in order; its cache is cold."""
    got = []
    page.on("response", lambda response: got.append(response))
    return got


def visit(page, address):
    """Open a page and wait until it asks for nothing more."""
    page.goto(address, wait_until="networkidle")


def compressed(response):
    """The size of an answer's body in bytes, compressed: the server itself does not."""
    return len(gzip.compress(response.body()))


def test_weighs_little_and_comes_from_one_host(page, server, address, responses):
    visit(page, address)
    kinds = [response.request.resource_type for response in responses]
    assert {"document", "stylesheet", "font"} <= set(kinds)
    counted = [each for each in responses if each.request.resource_type in COUNTED]
    weights = {each.url: compressed(each) for each in counted}
    assert sum(weights.values()) <= BYTES_OF_PAGE, weights
    fonts = [each for each in responses if each.request.resource_type == "font"]
    assert sum(len(font.body()) for font in fonts) <= BYTES_OF_FONTS
    urls = [response.url for response in responses if not response.url.startswith("data:")]
    assert [url for url in urls if not url.startswith(server.root)] == []
    assert [url for url in urls if "++plone++" in url] == []
    assert [response.url for response in responses if not response.ok] == []


def test_nothing_moves_by_itself(page, address):
    visit(page, address)
    assert page.evaluate(LAYOUT_SHIFT) == 0


def test_the_browser_notices_when_something_moves(page, server):
    visit(page, f"{server.root}/de")
    page.evaluate(MOVE)
    assert page.evaluate(LAYOUT_SHIFT) > 0


def test_scripts_add_no_way_that_is_not_there_without(page, plain_page, address):
    visit(page, address)
    visit(plain_page, address)
    assert plain_page.evaluate(LINKS) == page.evaluate(LINKS)


@pytest.mark.parametrize("path", ["de", "de/buergerinnen-und-buerger", "zustaendigkeitsfinder"])
def test_the_search_works_without_scripts(plain_page, server, path):
    plain_page.goto(f"{server.root}/{path}")
    plain_page.get_by_label("Was möchten Sie erledigen?").fill("Personalausweis")
    plain_page.get_by_role("button", name="Suchen", exact=True).click()
    expect(plain_page.get_by_role("link", name="Personalausweis beantragen")).to_be_visible()


def test_the_list_of_publications_is_narrowed_without_scripts(plain_page, server):
    plain_page.goto(f"{server.root}/de/publikationen")
    search = plain_page.locator("main form[method=get]").first
    search.locator("input[type=search]").fill("Behörde")
    search.locator("button[type=submit]").click()
    expect(plain_page.get_by_role("link", name="Die richtige Behörde finden").first).to_be_visible()
