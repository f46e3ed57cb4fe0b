"""„Mein Standort“: a posted point becomes its municipality, or a question, and is kept nowhere."""

from math import cos, radians
from urllib.parse import parse_qs, urlsplit

import pytest
import transaction

from ..content_fixtures import content_fixture
from ..factories import DOG_TAX, GOESEN, WEIMAR, authority, folder, responsibility, service
from ..map_fixture import centres, land_geojson
from .test_finder import FINDER

LAT, LON = (f"{degrees:.4f}" for degrees in centres()[WEIMAR])
COBURG = {"lat": "50.2612", "lon": "10.9627", "accuracy": "20"}
AT_THE_EDGE = {"lat": "50.85252", "lon": "10.03799"}  # west of Gerstungen
LEIPZIG = {"lat": "51.3397", "lon": "12.3731"}
HERE = {"lat": LAT, "lon": LON, "accuracy": "25"}


@content_fixture
def dog_tax(portal):
    """Hundesteuer, for which Weimar has an office."""
    tax = service(folder(portal, "leistungen"), title="Hundesteuer", leika_keys=[DOG_TAX])
    office = authority(folder(portal, "behoerden"), title="Stadt Weimar", area=WEIMAR)
    responsibility(office, tax)
    return tax


@content_fixture
def mapped(portal, dog_tax):
    """A site whose municipalities have polygons."""
    from tlvwa.portal.readmodels.gazetteer_store import gazetteer_store

    gazetteer_store().write(polygons=land_geojson())
    transaction.commit()
    return dog_tax


def between(one, other):
    """A point on the border of two neighbours on the map."""
    pairs = zip(centres()[one], centres()[other], strict=True)
    return dict(zip(("lat", "lon"), (f"{sum(pair) / 2:.5f}" for pair in pairs), strict=True))


def neighbour(key):
    """The municipality whose centre is nearest to that of ``key``."""
    lat, lon = centres()[key]

    def away(other):
        y, x = centres()[other]
        return (y - lat) ** 2 + ((x - lon) * cos(radians(lat))) ** 2

    return min(centres().keys() - {key}, key=away)


def test_a_certain_point_leads_to_service_area_and_day_only(anybody, mapped):
    asked = {"service": mapped.UID(), "date": "2026-01-31"} | HERE
    moved = anybody.submit(FINDER, **asked)
    assert moved.status_int == 303
    assert parse_qs(urlsplit(moved.location).query) == {
        "service": [mapped.UID()],
        "area": [WEIMAR],
        "date": ["2026-01-31"],
    }
    assert moved.headers["Cache-Control"] == "no-store"
    page = anybody.get(moved.location)
    assert "Stadt Weimar" in page.text
    assert 'value="Weimar (kreisfreie Stadt)"' in page.text


def test_what_was_typed_goes_on_and_the_old_place_is_forgotten(anybody, mapped):
    moved = anybody.submit(FINDER, q="hund", wo="Jena", area=GOESEN, **HERE)
    assert parse_qs(urlsplit(moved.location).query) == {"q": ["hund"], "area": [WEIMAR]}


def test_near_a_border_the_neighbours_are_offered(anybody, mapped):
    other = neighbour(WEIMAR)
    page = anybody.submit(FINDER, service=mapped.UID(), **between(WEIMAR, other))
    assert page.status_int == 200
    assert "nahe an einer Gemeindegrenze" in page.text
    links = page.html.select(".tlvwa-choices a")
    areas = {parse_qs(urlsplit(link["href"]).query)["area"][0] for link in links}
    assert {WEIMAR, other} <= areas
    assert "Stadt Weimar" not in page.text


@pytest.mark.parametrize(
    ("point", "said"),
    [
        (LEIPZIG, "Der Standort liegt nicht in Thüringen."),
        (HERE | {"accuracy": "20000"}, "zu ungenau"),
        ({"lat": "1e999", "lon": LON}, "ließ sich nicht lesen"),
        ({"lat": LAT}, "ließ sich nicht lesen"),
        (HERE | {"accuracy": "nan"}, "ließ sich nicht lesen"),
    ],
)
def test_what_gives_no_place_says_so_and_how_to_go_on(anybody, mapped, point, said):
    page = anybody.submit(FINDER, service=mapped.UID(), **point)
    assert page.status_int == 200
    error = page.html.select_one("#finder-wo-error").text
    assert said in error
    assert "Geben Sie bitte Ort, Ortsteil oder Postleitzahl ein." in error


def test_the_shipped_outlines_answer_out_of_the_box(anybody, dog_tax):
    moved = anybody.submit(FINDER, service=dog_tax.UID(), **HERE)
    assert parse_qs(urlsplit(moved.location).query)["area"] == [WEIMAR]
    assert "Stadt Weimar" in anybody.get(moved.location).text


def test_a_point_outside_of_the_land_is_told_so_with_ways_on(anybody, dog_tax):
    page = anybody.submit(FINDER, service=dog_tax.UID(), **COBURG)
    assert page.status_int == 200
    assert "nicht in Thüringen" in page.html.select_one("#finder-wo-error").text
    assert not page.html.select(".tlvwa-choices a")
    assert page.html.select("[aria-labelledby='anderswo'] a[href^='https://verwaltung.bund.de']")
    answer = anybody.json("@responsible", 404, service=dog_tax.UID(), **COBURG)
    assert answer["reason"] == "outside"
    assert answer["ways_on"]


def test_a_service_of_the_bund_is_answered_outside_of_the_land(anybody, portal, dog_tax):
    pension = service(portal["leistungen"], "rente", title="Rente", coverage="federal")
    office = authority(portal["behoerden"], "bund", title="Rentenversicherung Bund", area="00")
    responsibility(office, pension, areas=["00"])
    transaction.commit()
    page = anybody.submit(FINDER, service=pension.UID(), **COBURG)
    assert "Rentenversicherung Bund" in page.text
    assert page.html.select("[aria-labelledby='anderswo'] a")


def test_near_the_border_of_the_land_both_is_possible(anybody, dog_tax):
    page = anybody.submit(FINDER, service=dog_tax.UID(), **AT_THE_EDGE)
    assert "vielleicht nicht in Thüringen" in page.text
    assert page.html.select(".tlvwa-choices a")
    assert page.html.select("[aria-labelledby='anderswo'] a")


def test_the_point_is_in_no_link_no_log_and_no_page(anybody, mapped, caplog):
    caplog.set_level("DEBUG")
    border = between(WEIMAR, neighbour(WEIMAR))
    for point in (HERE, border, LEIPZIG):
        response = anybody.submit(FINDER, service=mapped.UID(), q="Hundesteuer", **point)
        pages = [response.text, str(response.headers)]
        if response.location:
            pages.append(anybody.get(response.location).text)
        for told in pages:
            assert point["lat"] not in told
            assert point["lon"] not in told
    assert f'"POST /plone/{FINDER} HTTP' in caplog.text
    for point in (HERE, border, LEIPZIG):
        assert point["lat"] not in caplog.text
        assert point["lon"] not in caplog.text


def test_a_point_in_an_address_is_not_read(anybody, mapped):
    page = anybody.get(FINDER, service=mapped.UID(), **HERE)
    assert page.status_int == 200
    assert "Stadt Weimar" not in page.text
    assert LAT not in page.text


def test_the_point_does_not_stay_in_the_request(portal, mapped):
    from tlvwa.portal.answers.pages.finder_page import finder_page

    from ..factories import outside_a_request

    request = portal.REQUEST
    request.environ["REQUEST_METHOD"] = request["REQUEST_METHOD"] = "POST"
    request.form.update({"service": mapped.UID()} | HERE)
    state = outside_a_request(finder_page, request)
    assert state.location.code == WEIMAR
    assert LAT not in str(request)
    assert LON not in str(request)


def test_the_button_is_there_before_its_script_is(anybody, dog_tax):
    page = anybody.get(FINDER).html
    (button,) = page.select("#mein-standort button")
    assert button.decode_contents().strip() == "Mein Standort"
    assert button["type"] == "button"
    script = page.select_one("script[src*='here.js']")
    assert anybody.get(script["src"]).status_int == 200
    assert not script.text.strip()


def test_rest_says_the_same_of_a_point(anybody, mapped):
    border = between(WEIMAR, neighbour(WEIMAR))
    asked = {"service": mapped.UID(), "lat": LAT, "lon": LON}
    answer = anybody.json("@responsible", **asked)
    assert answer["place"]["key"] == WEIMAR
    assert [each["key"] for each in anybody.json("@areas", lat=LAT, lon=LON)["items"]] == [WEIMAR]
    asked = anybody.json("@responsible", service=mapped.UID(), **border)
    assert asked["status"] == "question"
    assert "Gemeindegrenze" in asked["question"]["help"]
    assert anybody.json("@areas", **border)["items_total"] > 1
    assert anybody.json("@areas", **LEIPZIG)["items_total"] == 0
    anybody.json("@responsible", 404, service=mapped.UID(), **LEIPZIG)
    anybody.json("@responsible", 400, service=mapped.UID(), accuracy="-1", **border)
