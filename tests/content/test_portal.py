"""Portals, their topics, signposts and campaigns: what visitors see of them."""

from base64 import b64decode
from datetime import datetime

import pytest
import transaction
from plone import api
from plone.namedfile.file import NamedBlobImage

from ..content_fixtures import content_fixture
from ..factories import (
    authority,
    campaign,
    folder,
    online_service,
    portal_of,
    publish,
    service,
    signpost,
)

PIXEL = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


@content_fixture
def services(portal):
    """Two services for citizens, one for businesses, one that nobody may see."""
    api.portal.set_registry_record("tlvwa.portal.topics", ["tiere|Tiere", "gewerbe|Gewerbe"])
    place = folder(portal, "leistungen")
    citizens = {"audience": ["citizens"], "topics": ["tiere"]}
    return {
        "dog": service(place, "hund", title="Hund anmelden", **citizens),
        "cat": service(place, "katze", title="Katze melden", **citizens),
        "trade": service(
            place, "gewerbe", title="Gewerbe", audience=["businesses"], topics=["gewerbe"]
        ),
        "secret": service(place, "geheim", title="Geheimes", publish=False, **citizens),
    }


def links(page, selector):
    return [link.text for link in page.html.select(f"{selector} a")]


def test_a_portal_searches_for_its_audience(anybody, portal, services):
    portal_of(portal, title="Für alle", audience="businesses")
    page = anybody.get("buerger")
    form = page.html.select_one("main form[action$=zustaendigkeitsfinder]")
    assert form.select_one("input[name=audience]")["value"] == "businesses"
    found = anybody.get("zustaendigkeitsfinder", audience="businesses")
    assert links(found, "main .tlvwa-list") == ["Gewerbe"]
    assert links(anybody.get("zustaendigkeitsfinder", audience="hunde"), "main .tlvwa-list") == []


def test_what_is_needed_most_stands_in_the_editors_order_and_drafts_do_not(
    anybody, portal, services
):
    chosen = [services[name].UID() for name in ("cat", "secret", "dog")]
    portal_of(portal, needed_services=chosen)
    page = anybody.get("buerger")
    assert links(page, "section[aria-labelledby=gebraucht]") == ["Katze melden", "Hund anmelden"]
    assert "Geheimes" not in page.text


def test_online_services_of_a_portal(anybody, portal, services):
    office = authority(portal)
    online = online_service(office, title="Steuer online")
    portal_of(portal, online_services=[online.UID()])
    assert links(anybody.get("buerger"), "section[aria-labelledby=online]") == ["Steuer online"]


def test_situations_are_counted_for_the_audience(anybody, portal, services):
    portal_of(portal)
    page = anybody.get("buerger")
    assert links(page, "nav[aria-labelledby=lagen]") == ["Tiere"]
    assert "(2)" in page.html.select_one("nav[aria-labelledby=lagen] li").text
    topic = anybody.get(page.html.select_one("nav[aria-labelledby=lagen] a")["href"])
    assert topic.html.h1.text == "Tiere"
    assert links(topic, "main .tlvwa-list") == ["Hund anmelden", "Katze melden"]


def test_a_topic_page_is_paged(anybody, portal, services):
    portal_of(portal)
    for number in range(25):
        service(portal.leistungen, f"n{number:02}", title=f"Nummer {number:02}", commit=False,
                audience=["citizens"], topics=["tiere"])  # fmt: skip
    first = anybody.get("buerger/thema/tiere")
    assert len(first.html.select("main .tlvwa-list li")) == 20
    second = anybody.get(first.html.select_one("a[rel=next]")["href"])
    assert len(second.html.select("main .tlvwa-list li")) == 7


@pytest.mark.parametrize("path", ["buerger/thema", "buerger/thema/fehlt", "buerger/thema/tiere/x"])
def test_a_topic_that_is_not_there(anybody, portal, services, path):
    portal_of(portal)
    assert anybody.get(path).status_int == 404


def test_a_topic_without_services_says_so(anybody, portal, services):
    portal_of(portal)
    page = anybody.get("buerger/thema/gewerbe")
    assert "noch keine Leistungen" in page.text


def test_campaigns_show_from_their_first_to_before_their_last_day(anybody, portal, clock):
    clock(2026, 6, 15, 12)
    place = portal_of(portal)
    campaign(place, "jetzt", title="Jetzt", link="https://example.org/jetzt")
    early = campaign(place, "frueher", title="Vorbei", commit=False)
    late = campaign(place, "spaeter", title="Bald", commit=False)
    early.expiration_date = datetime(2026, 6, 15)
    late.effective_date = datetime(2026, 6, 16)
    for each in (early, late):
        each.reindexObject()
    transaction.commit()
    page = anybody.get("buerger")
    assert links(page, "section[aria-labelledby=aktionen]") == ["Jetzt"]
    assert page.html.select_one("section[aria-labelledby=aktionen] a")["href"] == (
        "https://example.org/jetzt"
    )


def test_a_campaign_shows_its_picture_and_what_is_on_it(anybody, portal):
    campaign(
        portal_of(portal),
        title="Bild",
        image=NamedBlobImage(PIXEL, filename="bild.png"),
        image_alt="Ein roter Punkt",
    )
    image = anybody.get("buerger").html.select_one("section[aria-labelledby=aktionen] img")
    assert image["alt"] == "Ein roter Punkt"
    assert anybody.get(image["src"]).content_type == "image/png"


def test_a_campaign_leads_to_a_service_as_long_as_it_is_public(anybody, portal, services):
    place = portal_of(portal)
    campaign(place, "hund", title="Hund", service=services["dog"].UID())
    campaign(place, "geheim", title="Etwas", service=services["secret"].UID())
    tiles = anybody.get("buerger").html.select("section[aria-labelledby=aktionen] a")
    assert [a["href"].rpartition("/")[2] for a in tiles] == [
        f"zustaendigkeitsfinder?service={services['dog'].UID()}",
        "geheim",
    ]
    assert services["secret"].UID() not in anybody.get("buerger/geheim").text
    assert anybody.json("buerger/geheim")["service"] is None


def test_campaigns_are_ordered_by_editors(anybody, portal):
    place = portal_of(portal)
    for name in ("eins", "zwei", "drei"):
        campaign(place, name, title=name)
    place.moveObjectsToTop(["drei"])
    for child in place.objectValues():
        child.reindexObject(idxs=["getObjPositionInParent"])
    transaction.commit()
    shown = links(anybody.get("buerger"), "section[aria-labelledby=aktionen]")
    assert shown == ["drei", "eins", "zwei"]


def test_a_signpost_tells_here_from_elsewhere(anybody, portal):
    signpost(
        portal,
        entries=[
            {"title": "Kindergeld", "direction": "elsewhere", "text": "Das macht der Bund.",
             "office": "Familienkasse", "url": "https://www.arbeitsagentur.de/familie-und-kinder"},
            {"title": "Namensänderung", "direction": "here", "text": "", "office": "", "url": ""},
        ],
    )  # fmt: skip
    page = anybody.get("wegweiser").html
    assert [h2.text for h2 in page.select("main h2")] == [
        "Das machen wir hier",
        "Das machen andere",
    ]
    assert page.select_one("main .tlvwa-meta a").text == "Familienkasse"


def test_an_empty_signpost_says_so(anybody, portal):
    signpost(portal)
    assert "noch nichts eingetragen" in anybody.get("wegweiser").text


@pytest.mark.parametrize("name", ["portal", "campaign", "signpost"])
def test_the_forms_open_and_save(browser_of, portal, name):
    browser = browser_of("editor")
    kind = name.capitalize()
    browser.open(f"{portal.absolute_url()}/++add++tlvwa.portal.{kind}")
    browser.getControl(name="form.widgets.IBasic.title").value = "Neu"
    browser.getControl(name="form.buttons.save").click()
    assert portal["neu"].portal_type == f"tlvwa.portal.{kind}"
    assert publish(portal["neu"]) is None
