"""The page of changes and its feeds, over HTTP, as anybody sees them."""

import json
from datetime import datetime

import pytest
import transaction
from lxml import etree, html
from plone import api

from tlvwa.portal.setuphandlers.starter.languages import install_languages

from ..changes.conftest import note, noting, world  # noqa: F401
from ..content_fixtures import content_fixture
from ..factories import GOESEN, JENA, authority, responsibility, text_variant, withdraw

ATOM = "{http://www.w3.org/2005/Atom}"
EVIL = "Amt & <b>Söhne</b>"


@content_fixture
def changed(world, clock):  # noqa: F811
    """The world with a new office in Jena, and a new contact point in the district."""
    world.jena = authority(world.portal, "jena", title=EVIL, area=JENA)
    responsibility(world.jena, world.service, example=True)
    responsibility(world.office, world.service, name="zwei", role="03")
    assert noting(clock)() == 3
    return world


def page(response):
    """The text of a page's main part, and its tree."""
    tree = html.fromstring(response.text)
    return " ".join(tree.get_element_by_id("inhalt").text_content().split()), tree


def test_the_page(changed, anybody):
    text, tree = page(anybody.get("aenderungen"))
    assert f"Ab 25. November 2026: {EVIL} ist zuständig für „Hundesteuer“" in text
    assert "Ein Beispiel, nicht geprüft" in text
    assert f"Neu im Verzeichnis: {EVIL}" in text
    links = {
        link.get("type"): link.get("href") for link in tree.xpath("//link[@rel='alternate'][@type]")
    }
    assert set(links) == {"application/atom+xml", "application/feed+json"}
    for link in tree.xpath("//*[@class='tlvwa-list']//a"):
        assert anybody.get(link.get("href")).status_int == 200


def test_the_page_of_a_municipality(changed, anybody):
    text, _tree = page(anybody.get("aenderungen", area=GOESEN))
    assert text.startswith("Änderungen: Gösen (Saale-Holzland-Kreis)")
    assert "Ansprechpunkt" in text
    assert EVIL not in text
    text, _tree = page(anybody.get("aenderungen", area=JENA, authority=changed.office.UID()))
    assert "Dazu ist noch keine Änderung vermerkt." in text


def test_typing_leads_on(changed, anybody):
    for typed, expected in (
        ({"wo": "Gösen"}, f"area={GOESEN}"),
        ({"q": "Hundesteuer"}, f"service={changed.service.UID()}"),
        ({"q": "Landratsamt"}, f"authority={changed.office.UID()}"),
        ({"q": "Hundesteuer", "wo": "Gösen"}, f"&area={GOESEN}"),
    ):
        response = anybody.get("aenderungen", **typed)
        assert response.status_int == 303
        assert expected in response.location
    text, tree = page(anybody.get("aenderungen", wo="07646", q="Hund"))
    assert "Welchen Ort meinen Sie?" in text
    assert tree.xpath("//*[@class='tlvwa-choices']//a[normalize-space()='Hundesteuer']")
    text, _tree = page(anybody.get("aenderungen", wo="Atlantis", q="xyzzy"))
    assert "„Atlantis“ kennen wir in Thüringen nicht" in text
    assert "„xyzzy“ haben wir nicht gefunden" in text


def test_a_posted_place_leads_to_its_key_and_a_near_name_is_only_offered(changed, anybody):
    moved = anybody.submit("aenderungen", q="", wo="Dorfstraße 1, 07607 Gösen")
    assert moved.status_int == 303
    assert moved.location.endswith(f"aenderungen?area={GOESEN}")
    text, tree = page(anybody.submit("aenderungen", q="", wo="Goesenn"))
    assert "Welchen Ort meinen Sie?" in text
    assert tree.xpath(f"//*[contains(@class, 'tlvwa-choices')]//a[contains(@href, '{GOESEN}')]")


@pytest.mark.parametrize(
    ("parameters", "status"),
    [
        ({"area": "x"}, 400),
        ({"area": "169999999999"}, 404),
        ({"service": "x"}, 404),
        ({"authority": "x"}, 404),
    ],
)
def test_wrong_parameters(changed, anybody, parameters, status):
    (name,) = parameters
    text, _tree = page(anybody.get("aenderungen", **parameters))
    assert "Wählen Sie bitte neu." in text
    assert anybody.get("aenderungen", **parameters).status_int == status
    for feed in ("aenderungen.atom", "aenderungen.json"):
        response = anybody.get(feed, **parameters)
        assert response.status_int == status
        assert response.body.decode().partition(":")[0] in (name, '{"type"')
    assert json.loads(response.body)["message"].startswith(f"{name}: ")


def test_what_is_not_public_is_not_followed(changed, anybody):
    withdraw(changed.jena)
    transaction.commit()
    for name in ("aenderungen", "aenderungen.atom", "aenderungen.json"):
        response = anybody.get(name, authority=changed.jena.UID())
        assert response.status_int == 404
        assert "Söhne" not in response.text
        assert "Söhne" not in anybody.get(name).text


def test_atom(changed, anybody):
    response = anybody.get("aenderungen.atom", area=JENA)
    assert response.content_type == "application/atom+xml"
    tree = etree.fromstring(response.body)
    assert tree.findtext(f"{ATOM}title") == "Änderungen: Jena (kreisfreie Stadt)"
    links = {link.get("rel"): link.get("href") for link in tree.findall(f"{ATOM}link")}
    assert links["self"].endswith(f"/plone/aenderungen.atom?area={JENA}")
    assert links["alternate"].endswith(f"/plone/aenderungen?area={JENA}")
    assert tree.findtext(f"{ATOM}author/{ATOM}name")
    entries = tree.findall(f"{ATOM}entry")
    assert len(entries) == 2
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert all(each.startswith("tag:nohost,2026-11-25:aenderungen/") for each in ids)
    assert len(set(ids)) == 2
    for entry in entries:
        assert datetime.fromisoformat(entry.findtext(f"{ATOM}updated")).tzinfo
        assert entry.find(f"{ATOM}link[@rel='alternate']") is not None
        assert EVIL in entry.findtext(f"{ATOM}title")
    assert tree.findtext(f"{ATOM}updated") == entries[0].findtext(f"{ATOM}updated")
    assert not etree.fromstring(anybody.get("aenderungen.atom", area="16051").body).findall(
        f"{ATOM}entry"
    )


def test_json_feed(changed, anybody):
    response = anybody.get("aenderungen.json", service=changed.service.UID())
    assert response.content_type == "application/feed+json"
    told = json.loads(response.body)
    assert told["version"] == "https://jsonfeed.org/version/1.1"
    assert told["title"] == "Änderungen: Hundesteuer"
    assert told["language"] == "de"
    assert len(told["items"]) == 2
    atom = etree.fromstring(anybody.get("aenderungen.atom", service=changed.service.UID()).body)
    assert [item["id"] for item in told["items"]] == [
        each.text for each in atom.findall(f"{ATOM}entry/{ATOM}id")
    ]
    for item in told["items"]:
        assert anybody.get(item["url"]).status_int == 200
        assert datetime.fromisoformat(item["date_published"]).tzinfo


def test_asked_again_it_is_told_briefly(changed, note, anybody):  # noqa: F811
    for name in ("aenderungen.atom", "aenderungen.json"):
        first = anybody.get(name)
        etag, modified = first.headers["ETag"], first.headers["Last-Modified"]
        assert "public" in first.headers["Cache-Control"]
        assert modified in {f"Wed, 25 Nov 2026 {hour}:00:00 GMT" for hour in (11, 12)}
        for known in (etag, f'"x", W/{etag}', "*"):
            again = anybody.ask_with({"If-None-Match": known}, name)
            assert (again.status_int, again.body) == (304, b"")
        assert (
            anybody.ask_with(
                {"If-None-Match": '"x"', "If-Modified-Since": modified}, name
            ).status_int
            == 200
        )
        assert anybody.ask_with({"If-Modified-Since": modified}, name).status_int == 304
        for other in ("gestern", "Sun, 01 Nov 2026 00:00:00 GMT"):
            assert anybody.ask_with({"If-Modified-Since": other}, name).status_int == 200
        assert anybody.get(name, area=JENA).headers["ETag"] != etag
        withdraw(changed.jena) if name.endswith("atom") else None
        transaction.commit()
        note(hour=13)
        assert anybody.ask_with({"If-None-Match": etag}, name).status_int == (
            200 if name.endswith("atom") else 304
        )


def test_pages_lead_to_their_changes(changed, anybody):
    service, office = changed.service.UID(), changed.office.UID()
    for path, parameters, expected in (
        ("hundesteuer", {}, f"?service={service}"),
        ("amt", {}, f"?authority={office}"),
        (
            "zustaendigkeitsfinder",
            {"service": service, "area": GOESEN},
            f"?area={GOESEN}&service={service}",
        ),
    ):
        tree = html.fromstring(anybody.get(path, **parameters).text)
        feeds = [link.get("href") for link in tree.xpath("//link[@rel='alternate'][@type]")]
        assert [each.rpartition("/")[2] for each in feeds] == [
            f"aenderungen.atom{expected}", f"aenderungen.json{expected}",
        ]  # fmt: skip
        (link, *_more) = tree.xpath("//a[normalize-space()='Änderungen abonnieren']")
        assert link.get("href").endswith(f"/aenderungen{expected}")
        assert all(anybody.get(each).status_int == 200 for each in (*feeds, link.get("href")))


def test_in_english(changed, anybody):
    install_languages(changed.portal)
    text_variant(changed.service, "en", title="Dog tax")
    text, tree = page(anybody.get("en/aenderungen", service=changed.service.UID()))
    assert text.startswith("Changes: Dog tax")
    assert f"From 25 November 2026: {EVIL} is responsible for “Dog tax”" in text
    told = json.loads(anybody.get("en/aenderungen.json").body)
    assert told["language"] == "en"
    (link,) = tree.xpath("//*[contains(@class, 'tlvwa-languages')]//a[@hreflang='de']")
    assert link.get("href").endswith(f"/plone/aenderungen?service={changed.service.UID()}")


def test_pages_of_many_changes(changed, note, anybody):  # noqa: F811
    for number in range(25):
        authority(changed.portal, f"amt-{number}", title=f"Amt {number}", area="", commit=False)
    note(hour=14)
    _text, tree = page(anybody.get("aenderungen"))
    assert len(tree.xpath("//main//ul[@class='tlvwa-list']/li")) == 20
    (link,) = tree.xpath("//a[@rel='next']")
    _text, tree = page(anybody.get(link.get("href")))
    assert len(tree.xpath("//main//ul[@class='tlvwa-list']/li")) == 8
    assert anybody.get("aenderungen", b_start="99999").status_int == 200
    assert anybody.get("aenderungen", b_start="x").status_int == 200


def test_no_change_of_plone_is_needed_to_read(changed, anybody):
    database = api.portal.get()._p_jar.db()
    for name in ("aenderungen", "aenderungen.atom", "aenderungen.json", "aenderungen-bestaetigen?t=a.b",
                 "aenderungen-abbestellen?t=a.b", "aenderungen-abbestellen-sofort?t=a.b"):  # fmt: skip
        transaction.commit()
        before = database.lastTransaction()
        anybody.get(name)
        assert database.lastTransaction() == before, name
