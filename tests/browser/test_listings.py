"""Start page, cards, news and lists from A to Z: complete, ordered, and without a draft."""

import pytest
import transaction
from plone import api

from tlvwa.portal.browser.listings.letters import ON_ONE_PAGE, letter_of

from ..factories import authority, campaign, folder, portal_of, publish, service


def links(page, selector="main"):
    return [link.text for link in page.html.select(f"{selector} a")]


@pytest.mark.parametrize(
    ("title", "letter"), [("Ärger", "A"), ("öffnen", "O"), ("Zoo", "Z"), ("115", "#"), ("ßa", "S")]
)
def test_letters(title, letter):
    assert letter_of(title) == letter


def test_services_from_a_to_z(anybody, portal):
    for title in ("Zeugnis", "Ärztin", "Auto", "112"):
        service(portal, title.lower(), title=title)
    service(portal, "geheim", title="Geheim", publish=False)
    page = anybody.get("@@leistungen-a-z").html
    assert [h2.text for h2 in page.select("main h2")] == ["#", "A", "Z"]
    assert [a.text for a in page.select("main section a")] == ["112", "Ärztin", "Auto", "Zeugnis"]
    assert "zustaendigkeitsfinder?service=" in page.select_one("main section a")["href"]


def test_a_long_list_has_a_page_for_each_letter(anybody, portal):
    for number in range(ON_ONE_PAGE):
        authority(portal, f"amt-{number}", title=f"Amt {number}", commit=False)
    authority(portal, "behoerde", title="Behörde")
    page = anybody.get("@@behoerden-a-z")
    assert [h2.text for h2 in page.html.select("main h2")] == ["A"]
    other = anybody.get(page.html.select("main nav a")[-1]["href"])
    assert [a.text for a in other.html.select("main section a")] == ["Behörde"]
    assert anybody.get("@@behoerden-a-z", buchstabe="?").status_int == 200


def test_an_empty_list_says_so(anybody, portal):
    for name in ("leistungen-a-z", "behoerden-a-z", "kacheln", "meldungen"):
        assert "noch nichts eingetragen" in anybody.get(f"@@{name}").text


def test_the_start_page_is_made_of_what_lies_in_the_site(anybody, portal):
    portal_of(portal, "wirtschaft", title="Unternehmen")
    portal_of(portal, "geheim", title="Geheimes Portal", publish=False)
    campaign(folder(portal, "aktionen", exclude_from_nav=True), title="Mitmachen")
    folder(portal, "service", title="Servicebereich")
    news = api.content.create(portal, "News Item", title="Neuigkeit", description="Kurz gesagt.")
    publish(news)
    transaction.commit()
    page = anybody.get("@@startseite")
    assert links(page, "section[aria-labelledby=portale]") == ["Unternehmen"]
    assert links(page, "section[aria-labelledby=aktionen]") == ["Mitmachen"]
    assert links(page, "section[aria-labelledby=meldungen]") == ["Neuigkeit"]
    assert links(page, "section[aria-labelledby=bereiche]") == ["Servicebereich"]
    assert "Geheimes Portal" not in page.text


def test_news_are_latest_first_and_paged(anybody, portal):
    place = folder(portal, "aktuelles")
    for number in range(21):
        news = api.content.create(place, "News Item", title=f"Meldung {number:02}")
        news.setEffectiveDate(f"2026/05/{number + 1:02}")
        publish(news)
        news.reindexObject()
    api.content.create(place, "News Item", title="Entwurf")
    transaction.commit()
    page = anybody.get("aktuelles/@@meldungen")
    titles = [a.text for a in page.html.select("main .tlvwa-list a")]
    assert len(titles) == 20
    assert titles[0] == "Meldung 20"
    assert "21. Mai 2026" in page.html.select_one("main .tlvwa-meta").text
    second = anybody.get(page.html.select_one("a[rel=next]")["href"])
    assert [a.text for a in second.html.select("main .tlvwa-list a")] == ["Meldung 00"]
