"""Feeds and the catalogue: valid, escaped, with the filters of the list they belong to."""

import json
from datetime import date, datetime
from email.utils import parsedate_to_datetime

import transaction
from lxml import etree, html
from plone import api

from ..content_fixtures import content_fixture
from ..factories import authority, folder, publication
from ..pdf import pdf

ATOM = "{http://www.w3.org/2005/Atom}"
EVIL = "Wald & <b>Wiese</b> \x07"


@content_fixture
def shelf(portal):
    """A folder with two publications, one with a file and an awkward title."""
    office = authority(portal, title="Amt")
    container = folder(portal, "publikationen", title="Veröffentlichungen", description="Alles")
    container.setLayout("publikationen")
    publication(
        container, "wald", title=EVIL, description="Über & unter", keywords=["Wald"],
        issued=date(2026, 5, 1), publisher=office.UID(), data=pdf("x"), document_language="en",
    )  # fmt: skip
    publication(container, "feld", title="Feld", kind="broschuere", issued=date(2025, 5, 1))
    publication(container, "entwurf", title="Geheim", publish=False)
    transaction.commit()
    return container


def feed(visitor, name, **filters):
    """The parsed feed and its type."""
    response = visitor.get(f"publikationen/@@publikationen.{name}", **filters)
    assert response.status_int == 200
    assert b"Geheim" not in response.body
    return etree.fromstring(response.body), response.content_type


def test_atom(shelf, anybody):
    tree, media_type = feed(anybody, "atom", art="bericht")
    assert media_type == "application/atom+xml"
    assert tree.findtext(f"{ATOM}title") == "Veröffentlichungen: Bericht"
    links = {link.get("rel"): link.get("href") for link in tree.findall(f"{ATOM}link")}
    assert links["self"].endswith("/plone/publikationen/@@publikationen.atom?art=bericht")
    assert links["alternate"].endswith("/plone/publikationen?art=bericht")
    assert tree.findtext(f"{ATOM}id") == links["self"]
    (entry,) = tree.findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == "Wald & <b>Wiese</b>"
    assert entry.findtext(f"{ATOM}id") == f"urn:uuid:{shelf['wald'].UID()}"
    assert entry.findtext(f"{ATOM}summary") == "Über & unter"
    assert datetime.fromisoformat(entry.findtext(f"{ATOM}updated")).tzinfo
    enclosure = entry.find(f"{ATOM}link[@rel='enclosure']")
    assert enclosure.get("type") == "application/pdf"
    assert anybody.get(enclosure.get("href")).status_int == 200


def test_rss(shelf, anybody):
    tree, media_type = feed(anybody, "rss")
    assert media_type == "application/rss+xml"
    channel = tree.find("channel")
    assert [child.tag for child in channel][:3] == ["title", "link", "description"]
    assert channel.find(f"{ATOM}link").get("rel") == "self"
    assert [item.findtext("title") for item in channel.findall("item")] == [
        "Wald & <b>Wiese</b>",
        "Feld",
    ]
    for item in channel.findall("item"):
        assert parsedate_to_datetime(item.findtext("pubDate")).tzinfo
        assert item.find("guid").get("isPermaLink") == "false"


def test_an_empty_feed_is_one_too(shelf, anybody):
    for name in ("atom", "rss"):
        tree, _type = feed(anybody, name, q="nirgends")
        assert not tree.findall(f"{ATOM}entry") + tree.findall("channel/item")


def test_the_page_links_its_feeds_with_its_filters(shelf, anybody):
    page = html.fromstring(anybody.get("publikationen", q="Wald", schlagwort="Wald").text)
    links = page.cssselect('link[rel="alternate"][type$="+xml"][href*="publikationen."]')
    assert len(links) == 2
    for link in links:
        tree = etree.fromstring(anybody.get(link.get("href")).body)
        assert len(tree.findall(f"{ATOM}entry") + tree.findall("channel/item")) == 1


def test_dcat(shelf, anybody):
    response = anybody.get("publikationen/@@dcat.jsonld")
    assert response.content_type == "application/ld+json"
    told = json.loads(response.body)
    assert told["@type"] == "dcat:Catalog"
    assert all(isinstance(address, str) for address in told["@context"].values())
    wald, feld = told["dcat:dataset"]
    assert feld["dct:title"] == "Feld"
    assert wald["dct:publisher"]["foaf:name"] == "Amt"
    assert wald["dct:issued"] == {"@type": "xsd:date", "@value": "2026-05-01"}
    assert wald["dct:language"]["@id"].endswith("/ENG")
    (file,) = wald["dcat:distribution"]
    assert file["dct:format"]["@id"].endswith("/PDF")
    assert file["dcat:mediaType"]["@id"].endswith("/application/pdf")
    assert anybody.get(file["dcat:downloadURL"]["@id"]).status_int == 200
    assert "Geheim" not in response.text
    assert "license" not in response.text
    assert "contributorID" not in response.text
    filtered = json.loads(anybody.get("publikationen/@@dcat.jsonld", art="broschuere").body)
    assert [each["dct:title"] for each in filtered["dcat:dataset"]] == ["Feld"]


def test_the_catalogue_names_licence_and_contributor_if_the_settings_do(shelf, anybody):
    licence = "http://dcat-ap.de/def/licenses/dl-by-de/2.0"
    contributor = "http://dcat-ap.de/def/contributors/freistaatThueringen"
    api.portal.set_registry_record("tlvwa.portal.dcat_licence", licence)
    api.portal.set_registry_record("tlvwa.portal.dcat_contributor", contributor)
    transaction.commit()
    told = json.loads(anybody.get("publikationen/@@dcat.jsonld").body)
    wald, feld = told["dcat:dataset"]
    assert wald["dcatde:contributorID"] == feld["dcatde:contributorID"] == {"@id": contributor}
    assert [file["dct:license"] for file in wald["dcat:distribution"]] == [{"@id": licence}]
    assert told["@context"]["dcatde"] == "http://dcat-ap.de/def/dcatde/"
