"""The search over the whole site."""

import pytest
from plone import api

from ..making import authority, folder, publish, service


@pytest.fixture
def content(portal):
    service(folder(portal, "leistungen"), title="Hundesteuer")
    authority(folder(portal, "behoerden"), title="Amt für Hunde")
    for number in range(25):
        publish(api.content.create(portal, "Document", title=f"Hunde im Park {number}"))
    return portal


def test_services_come_first_and_everything_else_after(anybody, content):
    page = anybody.get("@@search", SearchableText="Hundesteuer").html
    assert page.h1.text == "Suche: Hundesteuer"
    assert page.title.text.startswith("Suche: Hundesteuer – ")
    assert [each.text for each in page.select("section h2")] == ["Leistungen"]
    assert "zustaendigkeitsfinder?service=" in page.select_one("main .tlvwa-list a")["href"]


def test_what_is_not_a_service_is_paged(anybody, content):
    first = anybody.get("@@search", SearchableText="Hunde").html
    assert len(first.select("section[aria-labelledby=seiten] li > a:first-child")) >= 20
    following = first.select_one("a[rel=next]")["href"]
    second = anybody.get(following).html
    assert second.select_one("a[rel=prev]")
    assert second.select_one("a[rel=next]") is None


def test_drafts_are_not_found(anybody, portal):
    service(portal, "geheim", title="Geheimleistung", publish=False)
    api.content.create(portal, "Document", title="Geheimseite")
    page = anybody.get("@@search", SearchableText="Geheim*")
    assert "Dazu haben wir nichts gefunden" in page.text
    assert "/geheim" not in page.text


@pytest.mark.parametrize(
    "words", ["", "a" * 10_000, '"(', "und und und", "<script>alert(1)</script>", "\x00", "*", "😀"]
)
def test_whatever_is_typed_is_answered(anybody, content, words):
    page = anybody.get("@@search", SearchableText=words)
    assert page.status_int == 200
    assert "<script>alert" not in page.text


def test_a_parameter_of_the_wrong_kind_is_refused(anybody, content):
    assert anybody.get("@@search?SearchableText=a&SearchableText=b").status_int == 200
    assert anybody.get("@@search", SearchableText="Hunde", b_start="viel").status_int == 400
