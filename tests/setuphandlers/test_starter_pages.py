"""The pages a new site begins with: whole, linked among each other, and left alone afterwards."""

from urllib.parse import urljoin

import transaction
from plone import api
from plone.app.multilingual.interfaces import ITranslationManager
from plone.app.testing import applyProfile

from tlvwa.portal.setuphandlers.starter.languages import LANGUAGES
from tlvwa.portal.setuphandlers.starter.pages import pages

from ..content_fixtures import content_fixture

PROFILE = "tlvwa.portal:starter"


@content_fixture
def begun(portal):
    """A site that has just begun."""
    applyProfile(portal, PROFILE)
    transaction.commit()
    return portal


def paths():
    """The path of every page, below the site."""
    return [f"{tag}/{entry['path']}" for tag in LANGUAGES for entry in pages(tag)]


def test_every_page_is_there_and_every_link_on_it_leads_somewhere(begun, anybody):
    root = begun.absolute_url()
    targets = set()
    for path in paths():
        page = anybody.get(path)
        if page.status_int == 302:  # a link leads on at once
            targets.add(page.headers["Location"])
            continue
        assert page.status_int == 200, path
        found = (urljoin(f"{root}/{path}", a["href"]) for a in page.html.select("a[href]"))
        targets.update(url.partition("#")[0] for url in found)
    own = {url for url in targets if url.startswith(root)}
    assert len(own) > 30
    assert {url: anybody.get(url).status_int for url in own} == dict.fromkeys(own, 200)


def test_no_link_leaves_the_site_by_accident(begun, anybody):
    for path in paths():
        page = anybody.get(path)
        if page.status_int == 200:
            for link in page.html.select("main a[href]"):
                url = urljoin(f"{begun.absolute_url()}/{path}", link["href"])
                own = url.replace(":80/", "/").startswith(begun.absolute_url())
                assert own or url.startswith(("https://", "mailto:", "tel:")), url


def test_english_pages_are_translations(begun):
    for entry in pages("en"):
        page = begun["en"].unrestrictedTraverse(entry["path"])
        original = ITranslationManager(page).get_translation("de")
        assert original.getPhysicalPath()[2:] == ("de", *entry["translates"].split("/"))


def test_the_footer_has_what_the_law_asks_for(begun, anybody):
    foot = [a.text for a in anybody.get("de").html.select("footer nav a")]
    assert foot == [
        *("Impressum", "Datenschutz", "Barrierefreiheit", "Leichte Sprache"),
        *("Gebärdensprache", "Barriere melden"),
    ]


def test_beginning_again_changes_nothing_that_editors_made(begun):
    begun["de"]["impressum"].title = "Unser Impressum"
    before = {brain.getPath() for brain in api.content.find()}
    applyProfile(begun, PROFILE)
    assert begun["de"]["impressum"].title == "Unser Impressum"
    assert {brain.getPath() for brain in api.content.find()} == before
