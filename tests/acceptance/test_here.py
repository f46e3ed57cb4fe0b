"""„Mein Standort“ in a real browser, first with the shipped outlines, then with a map of the Land."""

from urllib.parse import parse_qs, urlsplit

import pytest

from ..factories import WEIMAR
from ..map_fixture import centres, land_geojson
from .conftest import AXE
from .screenshots import RUN_AXE

pytestmark = pytest.mark.browser

BUTTON = {"role": "button", "name": "Mein Standort"}
AT_WEIMAR = centres()[WEIMAR]
LEIPZIG = (51.3397, 12.3731)


@pytest.fixture(scope="module")
def dog_tax(server):
    """The address of the finder for a service that depends on the place."""
    return f"{server.root}/zustaendigkeitsfinder?service={server.service('Hundesteuer')}"


@pytest.fixture(scope="module")
def mapped(server, dog_tax, tmp_path_factory):
    """The same, with polygons."""
    path = tmp_path_factory.mktemp("map") / "land.geojson"
    path.write_text(land_geojson(), encoding="utf-8")
    imported = server.console("areas", "import", str(path))
    assert imported.returncode == 0, imported.stderr
    assert imported.stdout.splitlines() == ["605 Polygone."]
    return dog_tax


def violations(page):
    """What axe finds on a page."""
    page.evaluate(AXE.read_text())
    return [(each["id"], len(each["nodes"])) for each in page.evaluate(RUN_AXE)]


def press(page, url):
    """Open the finder and press the button."""
    page.goto(url)
    page.get_by_role(**BUTTON).click()


def test_the_shipped_outlines_give_the_municipality(page_at, dog_tax):
    page = page_at(*AT_WEIMAR)
    press(page, dog_tax)
    page.get_by_role("region", name="Zuständig ist").wait_for()
    assert parse_qs(urlsplit(page.url).query)["area"] == [WEIMAR]
    assert violations(page) == []


def test_without_scripts_there_is_no_button_and_typing_does_it(plain_page, dog_tax):
    plain_page.goto(dog_tax)
    assert plain_page.get_by_role(**BUTTON).count() == 0
    plain_page.get_by_label("Wo?", exact=True).fill("99423")
    plain_page.get_by_role("button", name="Suchen", exact=True).click()
    plain_page.get_by_role("region", name="Zuständig ist").wait_for()


def test_a_point_gives_its_municipality_and_leaves_no_trace(page_at, server, mapped):
    page, sent = page_at(*AT_WEIMAR), []
    page.on("request", lambda request: sent.append((request.method, request.url)))
    press(page, mapped)
    page.get_by_role("region", name="Zuständig ist").wait_for()
    asked = parse_qs(urlsplit(page.url).query)
    assert asked.keys() == {"service", "area"}
    assert asked["area"] == [WEIMAR]
    assert page.get_by_label("Wo?", exact=True).input_value().startswith("Weimar")
    posted = [url for method, url in sent if method == "POST"]
    assert posted == [f"{server.root}/zustaendigkeitsfinder"]
    traces = [f"{degrees:.3f}" for degrees in AT_WEIMAR]
    everything = [page.content(), str(page.evaluate("history.state")), *(url for _, url in sent)]
    everything += [page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")]
    everything += [(server.var / "serve.log").read_text(), (server.var / "zeo.log").read_text()]
    assert [text for text in everything for trace in traces if trace in text] == []
    page.go_back()
    assert page.locator("input[name=lat]").count() == 0


def test_what_was_typed_is_asked_at_the_place(page_at, server, mapped):
    page = page_at(*AT_WEIMAR)
    page.goto(f"{server.root}/zustaendigkeitsfinder")
    page.get_by_label("Was möchten Sie erledigen?").fill("Hund anmelden")
    page.get_by_role(**BUTTON).click()
    page.get_by_role("link", name="Hund zur Steuer anmelden").click()
    page.get_by_role("region", name="Zuständig ist").wait_for()
    assert parse_qs(urlsplit(page.url).query)["area"] == [WEIMAR]


def test_near_a_border_the_place_is_chosen(page_at, mapped):
    page = page_at(*AT_WEIMAR, accuracy=4900)
    press(page, mapped)
    page.get_by_text("nahe an einer Gemeindegrenze").wait_for()
    assert violations(page) == []
    page.get_by_role("link", name="Weimar (kreisfreie Stadt)").click()
    page.get_by_role("region", name="Zuständig ist").wait_for()


@pytest.mark.parametrize(
    ("place", "said"),
    [((*LEIPZIG, 25), "nicht in Thüringen"), ((*AT_WEIMAR, 30_000), "zu ungenau bekannt")],
)
def test_a_place_that_does_not_help_says_so(page_at, mapped, place, said):
    page = page_at(*place)
    press(page, mapped)
    page.get_by_text(said).wait_for()
    assert page.get_by_label("Wo?", exact=True).get_attribute("aria-invalid") == "true"
    assert violations(page) == []


def test_a_browser_that_does_not_tell_is_told_what_to_do(page, mapped):
    press(page, mapped)
    status = page.get_by_role("status").filter(has_text="gibt Ihren Standort nicht frei")
    status.wait_for()
    assert "Postleitzahl" in status.inner_text()
    assert page.url == mapped
    assert violations(page) == []


@pytest.mark.parametrize(
    ("code", "said"),
    [(2, "lässt sich nicht bestimmen"), (3, "nicht rechtzeitig")],
)
def test_a_device_that_fails_can_be_asked_again(page_at, mapped, code, said):
    page = page_at(*AT_WEIMAR)
    page.add_init_script(
        f"""const real = Geolocation.prototype.getCurrentPosition;
        Geolocation.prototype.getCurrentPosition = function (ok, fail) {{
          Geolocation.prototype.getCurrentPosition = real;
          fail({{ code: {code} }});
        }};"""
    )
    press(page, mapped)
    page.get_by_role("status").filter(has_text=said).wait_for()
    page.get_by_role(**BUTTON).click()
    page.get_by_role("region", name="Zuständig ist").wait_for()


def test_without_encryption_the_reason_is_said(page_at, mapped):
    page = page_at(*AT_WEIMAR)
    press(page, mapped.replace("127.0.0.1", "portal.example"))
    page.get_by_role("status").filter(has_text="verschlüsselte Verbindung").wait_for()


def test_the_keyboard_reaches_the_button(page_at, mapped):
    page = page_at(*AT_WEIMAR)
    page.goto(mapped)
    page.get_by_label("Wo?", exact=True).focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_role("region", name="Zuständig ist").wait_for()
