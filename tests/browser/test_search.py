"""The search over the whole site."""

from datetime import date

import pytest
from plone import api

from ..bad_input import BAD, assert_harmless
from ..content_fixtures import content_fixture
from ..factories import (
    authority,
    folder,
    funding_programme,
    publication,
    publish,
    service,
    text_variant,
)

KINDS = ["Leistungen", "Behörden", "Publikationen", "Förderprogramme", "Seiten"]


@content_fixture
def content(portal):
    service(folder(portal, "leistungen"), title="Hundesteuer")
    authority(folder(portal, "behoerden"), title="Amt für Hunde")
    for number in range(25):
        publish(api.content.create(portal, "Document", title=f"Hunde im Park {number}"))
    return portal


def headings(page):
    return [each.text for each in page.select("section h2")]


def test_services_come_first_and_everything_else_after(anybody, content):
    page = anybody.get("@@search", SearchableText="Hundesteuer").html
    assert page.h1.text == "Suche: Hundesteuer"
    assert page.title.text.startswith("Suche: Hundesteuer – ")
    assert headings(page) == ["Leistungen"]
    assert "zustaendigkeitsfinder?service=" in page.select_one("main .tlvwa-list a")["href"]


@pytest.mark.parametrize(
    ("words", "sentence", "asked"),
    [
        ("Hundesteuer Weimar", "Als Ort verstanden: Weimar.", "q=Hundesteuer&area=160550000000"),
        ("98527", "Sie haben einen Ort eingegeben: 98527.", "?postal_code=98527"),
        ("Lehesten", "Sie haben einen Ort eingegeben: Lehesten.", "?wo=Lehesten"),
    ],
)
def test_a_place_among_the_words_leads_to_the_finder(anybody, content, words, sentence, asked):
    notice = anybody.get("@@search", SearchableText=words).html.select_one(".tlvwa-notice")
    assert sentence in " ".join(notice.text.split())
    assert notice.a["href"].endswith(asked)


def test_words_without_a_place_lead_nowhere_else(anybody, content):
    page = anybody.get("@@search", SearchableText="Hundesteuer").html
    assert page.select_one(".tlvwa-notice") is None


def test_each_kind_has_a_group(anybody, content):
    service(content.leistungen, "hund", title="Hund anmelden")
    publication(content, title="Bericht über Hunde", issued=date(2026, 1, 1))
    funding_programme(content, title="Hunde fördern")
    page = anybody.get("@@search", SearchableText="Hunde").html
    assert headings(page) == KINDS
    texts = page.select_one("section[aria-labelledby=publikationen] p a")["href"]
    assert texts.endswith("/@@publikationen?q=Hunde")
    assert anybody.get(texts).status_int == 200


def test_five_of_a_kind_then_a_page_of_its_own_with_paging(anybody, content):
    first = anybody.get("@@search", SearchableText="Hunde").html
    assert len(first.select("section[aria-labelledby=seiten] li > a:first-child")) == 5
    link = first.select_one("section[aria-labelledby=seiten] > p > a")
    assert " ".join(link.text.split()) == "Alle 25 zeigen: Seiten"
    pages = anybody.get(link["href"]).html
    assert headings(pages) == ["Seiten"]
    assert pages.h1.text == "Suche: Hunde (Seiten)"
    titles = {each.text for each in pages.select("section li > a:first-child")}
    last = anybody.get(pages.select_one("a[rel=next]")["href"]).html
    assert last.select_one("a[rel=next]") is None
    titles |= {each.text for each in last.select("section li > a:first-child")}
    assert {f"Hunde im Park {number}" for number in range(25)} <= titles
    assert (
        len(anybody.get(last.select_one("a[rel=prev]")["href"]).html.select("section ol li")) == 20
    )


def test_what_meets_the_words_is_marked(anybody, content):
    page = anybody.get("@@search", SearchableText="Hunde").html
    marked = page.select_one("section[aria-labelledby=behoerden] li a mark")
    assert marked.text == "Hunde"


def test_some_words_are_said_to_be_some(anybody, content):
    page = anybody.get("@@search", SearchableText="Hunde Zeppelinfahrt").html
    assert "Keine genauen Treffer" in page.text


def test_did_you_mean_and_what_was_typed(anybody, content):
    page = anybody.get("@@search", SearchableText="Hundesteur").html
    meant, exact = page.select(".tlvwa-attempt a")
    assert meant.text == "Hundesteuer"
    assert "Keine genauen Treffer" not in anybody.get(meant["href"]).text
    typed = anybody.get(exact["href"]).html
    assert typed.select_one("#treffer-wort")["value"] == "Hundesteur"
    assert typed.select(".tlvwa-attempt a") == []


def test_drafts_and_what_lies_in_them_are_not_found(anybody, portal):
    service(portal, "geheim", title="Geheimleistung", publish=False)
    api.content.create(portal, "Document", title="Geheimseite")
    hidden = folder(portal, "verborgen", publish=False)
    authority(hidden, "amt", title="Geheimamt", description="geheim")
    expired = publish_page(portal, "Geheim und abgelaufen")
    expired.setExpirationDate("2020/01/01")
    expired.reindexObject()
    for words in ("Geheim*", "Geheimleistung", "Geheimamt", "geheim"):
        page = anybody.get("@@search", SearchableText=words)
        assert "Das haben wir nicht" in page.text
        assert "/geheim" not in page.text.replace('geheim"', "")
        assert "Geheimamt" not in page.html.select_one("main").text.replace(words, "")


def publish_page(container, title):
    page = api.content.create(container, "Document", title=title)
    publish(page)
    return page


def test_a_draft_variant_does_not_lead_to_its_service(anybody, content):
    text_variant(content.leistungen.hundesteuer, "en", title="Dog licence", publish=False)
    page = anybody.get("@@search", SearchableText="licence")
    assert "zustaendigkeitsfinder?service=" not in page.text


def test_nothing_found_shows_ways_on(anybody, content):
    page = anybody.get("@@search", SearchableText="xyzzy").html
    links = [each["href"] for each in page.select("section[aria-labelledby=nichts] a")]
    assert any(link.endswith("/@@leistungen-a-z") for link in links)
    assert "tel:115" in links
    assert any("@@publikationen?q=xyzzy" in link for link in links)


@pytest.mark.parametrize("words", BAD)
def test_whatever_is_typed_is_answered(anybody, content, words):
    for more in ({}, {"art": "seiten"}, {"art": "quatsch", "b_start": "viel", "genau": "1"}):
        assert_harmless(anybody.get("@@search", SearchableText=words, **more))


def test_parameters_of_the_wrong_kind_do_no_harm(anybody, content):
    for query in (
        "SearchableText=a&SearchableText=b",
        "SearchableText:list=Hunde",
        "SearchableText.x:record=1",
        "SearchableText=Hunde&art:list=seiten&b_start:list=1&genau:list=1",
        "SearchableText=Hunde&art=seiten&b_start=-1",
        "SearchableText=Hunde&art=seiten&b_start=999999999999",
    ):
        assert_harmless(anybody.get(f"@@search?{query}"))
