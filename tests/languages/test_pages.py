"""In which languages a page can be read: root folders, translations, text variants, the finder's states."""

import pytest
import transaction
from plone import api
from plone.app.multilingual.api import translate
from webtest import TestApp

from ..factories import (
    DOG_TAX,
    JENA,
    authority,
    folder,
    make,
    publish,
    responsibility,
    service,
    text_variant,
)
from ..http_client import APPLICATION, manager

FINDER = "zustaendigkeitsfinder"


def listed(visitor, path, **parameters):
    """What a page's switch offers: ``{tag: (path below the site, current, same)}``."""
    from tlvwa.portal.browser.theme import layout

    seen = []

    def note(context, request, original=layout.languages_of):
        seen[:] = original(context, request)
        return seen

    kept, layout.languages_of = layout.languages_of, note
    try:
        assert visitor.get(path, **parameters).status_int == 200
    finally:
        layout.languages_of = kept
    return {each.tag: (each.url.partition("/plone")[2], each.current, each.same) for each in seen}


def test_a_site_of_one_language_offers_no_other(anybody, portal):
    make(portal, "Document", id="seite", title="Seite")
    assert list(listed(anybody, "seite")) == ["de"]


def test_the_site_itself_leads_to_its_own_language(anybody, languages):
    start = anybody.get("")
    assert start.status_int == 302
    assert start.headers["Location"].endswith("/plone/de")
    assert "Set-Cookie" not in start.headers
    transaction.commit()
    head = TestApp(APPLICATION).head(languages.absolute_url())
    assert head.status_int == 302
    assert head.headers["Location"].endswith("/plone/de")


def test_the_path_alone_decides(visitor, languages):
    from tlvwa.portal.common.i18n import current_language

    assert current_language() == "de"
    for path, tag in (("de", "de"), ("en", "en"), (f"en/{FINDER}", "en"), (FINDER, "de")):
        page = visitor().get(path)
        assert page.status_int == 200, path
        assert f'lang="{tag}"' in page.text[:1000], path
        assert "Set-Cookie" not in page.headers
    transaction.commit()


def test_root_folders_begin_empty(languages):
    assert languages.de.contentIds() == languages.en.contentIds() == []


def test_a_page_and_its_translation(anybody, languages):
    german = make(languages.de, "Document", id="kontakt", title="Kontakt")
    assert listed(anybody, "de/kontakt") == {
        "de": ("/de/kontakt", True, True),
        "en": ("/en", False, False),
    }
    english = translate(german, "en")
    english.title = "Contact"
    transaction.commit()
    address = english.absolute_url().removeprefix(languages.absolute_url())
    assert listed(anybody, "de/kontakt")["en"] == ("/en", False, False), "still private"
    publish(english)
    transaction.commit()
    assert listed(anybody, "de/kontakt")["en"] == (address, False, True)
    assert listed(anybody, address[1:]) == {
        "de": ("/de/kontakt", False, True),
        "en": (address, True, True),
    }


def test_root_folders_are_each_others_translation(anybody, languages):
    assert listed(anybody, "en") == {"de": ("/de", False, True), "en": ("/en", True, True)}


def test_a_service_through_its_text_variants(anybody, languages):
    tax = service(folder(languages, "leistungen"))
    here = "/leistungen/hundesteuer"
    answer = f"/en/{FINDER}?service={tax.UID()}"
    assert listed(anybody, here[1:]) == {"de": (here, True, True), "en": (answer, False, False)}
    text_variant(tax, "en", publish=False)
    assert listed(anybody, here[1:])["en"] == (answer, False, False)
    text_variant(tax, "de-simple")
    publish(tax.en)
    transaction.commit()
    all_three = {
        "de": (here, False, True),
        "en": (f"{here}/en", False, True),
        "de-simple": (f"{here}/de-simple", False, True),
    }
    for path, tag in ((here, "de"), (f"{here}/en", "en"), (f"{here}/de-simple", "de-simple")):
        expected = all_three | {tag: (all_three[tag][0], True, True)}
        assert listed(anybody, path[1:]) == expected
    assert listed(anybody, here[1:], area=JENA)["en"][0] == f"{here}/en?area={JENA}"


def test_an_authority_through_its_text_variants(anybody, languages):
    office = authority(folder(languages, "behoerden"))
    assert listed(anybody, "behoerden/amt")["en"] == ("/en", False, False)
    text_variant(office, "en")
    assert listed(anybody, "behoerden/amt")["en"] == ("/behoerden/amt/en", False, True)


def test_a_state_of_the_finder_keeps_its_parameters(anybody, languages):
    tax = service(folder(languages, "leistungen"), leika_keys=[DOG_TAX])
    responsibility(authority(folder(languages, "behoerden"), area=JENA), tax)
    state = {"service": tax.UID(), "area": JENA, "fact.art": "hund", "fremd": "x"}
    query = f"service={tax.UID()}&area={JENA}&fact.art=hund"
    for path in (FINDER, f"en/{FINDER}"):
        found = listed(anybody, path, **state)
        assert found["de"][0] == f"/{FINDER}?{query}"
        assert found["en"][0] == f"/en/{FINDER}?{query}"


def test_a_municipality_is_the_same_in_all_languages(anybody, languages):
    for path in ("orte/goesen", "en/orte/goesen"):
        found = listed(anybody, path)
        assert (found["de"][0], found["en"][0]) == ("/orte/goesen", "/en/orte/goesen")


def test_search_engines_are_told(anybody, languages):
    tax = service(folder(languages, "leistungen"))
    others = "link[rel=alternate][hreflang]"
    assert anybody.get("leistungen/hundesteuer").html.select(others) == []
    text_variant(tax, "en")
    found = anybody.get("leistungen/hundesteuer").html.select(others)
    assert len(found) == 2
    assert "en" in {each["hreflang"] for each in found}


def test_what_is_one_object_in_all_languages_stays_so(visitor, languages):
    from plone.app.multilingual.interfaces import ITranslatable

    tax = service(folder(languages, "leistungen"))
    office = authority(folder(languages, "behoerden"))
    for obj in (tax, office, text_variant(tax, "en")):
        assert not ITranslatable.providedBy(obj)
    assert languages.leistungen.Language() == ""
    for path in ("leistungen/hundesteuer", "behoerden/amt", "leistungen"):
        page = visitor().get(path)
        assert page.status_int == 200, path
    found = {brain.getId for brain in api.content.find(portal_type="tlvwa.portal.Service")}
    assert found == {"hundesteuer"}
    menu = manager(languages).get("leistungen/hundesteuer").text
    assert "create_translation" not in menu


@pytest.mark.parametrize("path", ["@areas", "en/@areas"])
def test_endpoints_answer_as_before(anybody, languages, path):
    assert anybody.json(path, q="Jena")["items"][0]["key"] == JENA
