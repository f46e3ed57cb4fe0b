"""Every kind of public page: no axe violation, no sideways scrolling, one first-level heading."""

from itertools import pairwise

import pytest

from .conftest import AXE, SCREENSHOTS

pytestmark = pytest.mark.browser

RUN_AXE = "async () => (await axe.run(document)).violations"


def addresses(server):
    """One address of each kind of public page."""
    finder = f"{server.root}/zustaendigkeitsfinder"
    dog, road = server.service("Hundesteuer"), server.service("Sondernutzung")
    card = server.service("Personalausweis")
    return {
        "start": server.root,
        "finder": finder,
        "results": f"{finder}?q=anmelden",
        "nothing": f"{finder}?q=xyzzy",
        "unknown-place": f"{finder}?q=hund&wo=Atlantis",
        "which-place": f"{finder}?service={card}&wo=Neustadt",
        "place-wanted": f"{finder}?service={card}",
        "place-question": f"{finder}?service={card}&postal_code=07646",
        "criterion-question": f"{finder}?service={road}&area=160550000000",
        "answer": f"{finder}?service={dog}&area=160745052025",
        "past-answer": f"{finder}?service={dog}&area=160745052025&date=2020-01-01",
        "service": f"{server.root}/leistungen/hundesteuer",
        "service-here": f"{server.root}/leistungen/hundesteuer?area=160745052025",
        "service-local": f"{server.root}/leistungen/hundesteuer?area=160550000000",
        "answer-local": f"{finder}?service={dog}&area=160550000000",
        "specialisation": f"{server.root}/behoerden/stadtverwaltung-weimar/hundesteuer-in-weimar",
        "authority": f"{server.root}/behoerden/stadtverwaltung-erfurt",
        "authority-tree": f"{server.root}/behoerden/tlvwa",
        "publications": f"{server.root}/publikationen",
        "publications-filtered": f"{server.root}/publikationen?q=Ort&art=leitfaden",
        "publications-none": f"{server.root}/publikationen?q=xyzzy",
        "publication": f"{server.root}/publikationen/die-richtige-behoerde-finden",
        "funding-list": f"{server.root}/foerderung",
        "funding": f"{server.root}/foerderung/e-government-in-kommunen",
    }


PAGES = (
    *("start", "finder", "results", "nothing", "unknown-place", "which-place", "place-wanted"),
    *("place-question", "criterion-question", "answer", "past-answer"),
    *("service", "service-here", "service-local", "answer-local", "specialisation"),
    *("authority", "authority-tree"),
    *("publications", "publications-filtered", "publications-none", "publication"),
    *("funding-list", "funding"),
)


@pytest.fixture(scope="module")
def urls(server):
    """The addresses, looked up once."""
    return addresses(server)


@pytest.mark.parametrize("name", PAGES)
def test_no_axe_violations(page, urls, name):
    response = page.goto(urls[name])
    assert response.status == 200
    page.add_script_tag(path=AXE)
    violations = page.evaluate(RUN_AXE)
    assert [
        (violation["id"], node["html"][:160])
        for violation in violations
        for node in violation["nodes"]
    ] == []


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("width", [1280, 390, 320])
def test_fits_the_screen(page, urls, name, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(urls[name])
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"{name}-{width}.png", full_page=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("name", PAGES)
def test_headings_and_title(page, urls, name):
    page.goto(urls[name])
    assert page.locator("h1").count() == 1
    assert page.locator("h1").inner_text().split()[0] in page.title()
    levels = page.eval_on_selector_all(
        "#content :is(h1, h2, h3, h4)", "all => all.map(each => Number(each.tagName[1]))"
    )
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("name", PAGES)
def test_asks_nobody_else(page, server, urls, name):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(urls[name])
    origin = server.root.removesuffix("/tlvwa")
    assert [url for url in asked if not url.startswith((origin, "data:"))] == []
