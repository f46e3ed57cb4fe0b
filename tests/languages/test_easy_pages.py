"""Pages in Leichte Sprache: where a variant may lie, how the switch leads to it, where it is not listed."""

import pytest
import transaction
from plone import api
from plone.app.multilingual.api import translate
from plone.app.testing import applyProfile

from tlvwa.portal.setuphandlers.starter.pages import pages

from ..content_fixtures import content_fixture
from ..factories import folder, make, portal_of, publish, rich, text_variant, withdraw
from .test_pages import listed

EASY = "de-simple"
LONGEST_SENTENCE = 14  # words


@content_fixture
def german(portal, languages):
    """The root folder of German, with a section and a portal in it."""
    folder(languages.de, "bereich", title="Bereich")
    portal_of(languages.de, "buerger", title="Bürger", audience="citizens")
    return languages.de


@pytest.fixture(params=["", "bereich", "buerger"])
def container(request, german):
    """The root folder of German, a section in it, a portal in it."""
    return german[request.param] if request.param else german


def address(container):
    """Where it is, below the site."""
    return container.absolute_url().partition("/plone")[2]


def test_the_switch_leads_there_and_back(anybody, container):
    here = address(container)
    assert EASY not in listed(anybody, here[1:])
    text_variant(container, EASY, title="Ganz leicht", full_text=rich("<p>Kurz.</p>"))
    before = listed(anybody, here[1:])
    assert before["de"] == (here, True, True)
    assert before[EASY] == (f"{here}/{EASY}", False, True)
    there = listed(anybody, f"{here[1:]}/{EASY}")
    assert there["de"] == (here, False, True)
    assert there[EASY] == (f"{here}/{EASY}", True, True)
    assert there["en"][0] == before["en"][0] == "/en"


def test_the_page_shows_the_text_and_the_way_back(anybody, container):
    text_variant(container, EASY, title="Ganz leicht", full_text=rich("<p>Kurz.</p>"))
    api.portal.set_registry_record("plone.site_title", "Amt der Probe")
    transaction.commit()
    page = anybody.get(f"{address(container)[1:]}/{EASY}").html
    assert page.find("html")["lang"] == EASY
    assert page.find("h1").text.strip() == "Ganz leicht"
    back = page.select_one(f"main .tlvwa-meta a[href$='/plone{address(container)}']")
    is_root = container.id == "de"
    assert back.text.strip() == ("Amt der Probe" if is_root else container.title)


def test_a_draft_is_not_offered(anybody, container):
    withdraw(text_variant(container, EASY))
    transaction.commit()
    here = address(container)[1:]
    assert EASY not in listed(anybody, here)
    assert anybody.get(f"{here}/{EASY}").status_int in (302, 401)


def test_it_is_offered_nowhere_else(anybody, languages):
    text_variant(languages.de, EASY)
    make(languages.de, "Document", id="seite", title="Seite")
    folder(languages.de, "bereich")
    for path in ("de/seite", "de/bereich", "de/@@search", "en", "zustaendigkeitsfinder"):
        assert EASY not in listed(anybody, path), path


def test_it_is_in_no_list(anybody, languages):
    section = folder(languages.de, "bereich", title="Bereich")
    for each in (languages.de, section):
        text_variant(each, EASY, title="Ganz leicht")
    portal_of(section, "buerger")
    section.setLayout("kacheln")
    transaction.commit()
    for path in ("de", "de/bereich", "de/bereich/folder_listing", "de/bereich/listing_view"):
        assert "Ganz leicht" not in anybody.get(path).text, path


@pytest.mark.parametrize(
    ("place", "language", "said"),
    [
        ("de", "en", "nur Leichte Sprache"),
        ("en", EASY, "gehört in eine Leistung"),
        ("", EASY, "gehört in eine Leistung"),
    ],
)
def test_what_has_no_place_is_refused(browser_of, visitor, languages, place, language, said):
    container = languages[place] if place else languages
    browser = browser_of("manager")
    browser.addHeader("Accept-Language", "de")
    browser.open(f"{container.absolute_url()}/++add++tlvwa.portal.TextVariant")
    browser.getControl(name="form.widgets.IBasic.title").value = "Fehl am Platz"
    browser.getControl(name="form.widgets.variant_language:list").value = [language]
    browser.getControl(name="form.buttons.save").click()
    assert said in browser.contents or place == "en"
    body = {"@type": "tlvwa.portal.TextVariant", "title": "x", "variant_language": language}
    assert visitor("manager").post(place, body).status_int == 400
    transaction.begin()
    assert language not in container.objectIds() or language in ("de", "en")


def test_a_service_is_copied_with_its_variants(languages):
    from ..factories import service

    tax = service(folder(languages, "leistungen"))
    text_variant(tax, "en")
    copied = api.content.copy(tax, languages.leistungen, id="kopie")
    assert copied.objectIds() == ["en"]


@pytest.mark.parametrize(("who", "status"), [("editor", 200), ("municipality", 403), ("", 302)])
def test_who_may_add_one(visitor, container, who, status):
    page = f"{address(container)[1:]}/++add++tlvwa.portal.TextVariant"
    told = visitor(who).get(page).status_int
    assert told == status if status == 200 else told in (302, 401, 403, 500)


def test_portals_lead_to_their_translations(anybody, languages):
    german = portal_of(languages.de, "buerger", audience="citizens")
    english = translate(german, "en")
    english.title, english.audience = "Citizens", "citizens"
    publish(english)
    transaction.commit()
    there = address(english)
    assert listed(anybody, "de/buerger")["en"] == (there, False, True)
    assert listed(anybody, there[1:]) == {
        "de": ("/de/buerger", False, True),
        "en": (there, True, True),
    }


def test_a_new_site_has_them(anybody, portal):
    applyProfile(portal, "tlvwa.portal:starter")
    transaction.commit()
    for path in ("de", "de/buergerinnen-und-buerger"):
        assert listed(anybody, path)[EASY] == (f"/{path}/{EASY}", False, True)
        page = anybody.get(f"{path}/{EASY}").html
        assert len(page.select("main p")) > 10
        assert page.select(".tlvwa-text a")
        for link in page.select(".tlvwa-text a"):
            assert anybody.get(link["href"].partition("/plone/")[2]).status_int == 200


def test_sentences_are_short():
    from bs4 import BeautifulSoup

    texts = [entry["text"] for entry in pages("de") if entry["path"].endswith(EASY)]
    assert len(texts) == 2
    for text in texts:
        for line in BeautifulSoup(text, "html.parser").select("p, li, h2"):
            assert len(line.text.split()) <= LONGEST_SENTENCE, line.text
