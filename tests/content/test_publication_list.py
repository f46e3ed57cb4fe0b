"""The list of publications: only what is public, counted right, found by the text of the files."""

import re
from datetime import date

import pytest
import transaction
from DateTime import DateTime
from lxml import html
from plone import api

from ..content_fixtures import content_fixture
from ..factories import authority, folder, models, publication, withdraw
from ..pdf import pdf
from ..readmodels.object_loads import content_loads

LIST = "publikationen"
FULL = f"{LIST}/@@publikationen"


@content_fixture
def shelf(portal):
    """A folder shown as a list, with publications of two years and kinds."""
    office = authority(portal, title="Landesverwaltungsamt")
    container = folder(portal, LIST, title="Veröffentlichungen")
    container.setLayout(LIST)
    common = {"publisher": office.UID(), "keywords": ["Wald", "Klima"], "commit": False}
    publication(container, "alt", title="Alter Bericht", issued=date(2024, 5, 1), **common)
    publication(
        container, "neu", title="Ein neuer Bericht", issued=date(2026, 5, 1), **common,
        data=pdf("Borkenkaefer im Stadtwald"),
    )  # fmt: skip
    publication(
        container, "faltblatt", title="Faltblatt", kind="broschuere", issued=date(2026, 3, 1),
        document_language="en", keywords=["Wald"], commit=False,
    )  # fmt: skip
    publication(container, "entwurf", title="Geheimer Entwurf", publish=False, commit=False)
    publication(portal, "anderswo", title="Anderswo", commit=False)
    transaction.commit()
    return container


def titles(response):
    """The titles of the list on a page."""
    assert response.status_int == 200, response.text[:500]
    links = html.fromstring(response.text).cssselect(".tlvwa-covers > li a")
    return [link.text_content().strip() for link in links]


def facet(response, name):
    """The values of a facet on a page: text and count."""
    links = html.fromstring(response.text).cssselect(f"[aria-labelledby=filter-{name}] a")
    found = [re.fullmatch(r"(.*) \((\d+)\)", link.text_content().strip()) for link in links]
    return [(each[1], int(each[2])) for each in found]


def test_the_newest_first_and_no_draft(shelf, anybody):
    page = anybody.get(LIST)
    assert titles(page) == ["Ein neuer Bericht", "Faltblatt", "Alter Bericht"]
    assert "Geheim" not in page.text
    assert "3 Publikationen" in page.text
    assert html.fromstring(page.text).cssselect("h1")[0].text == "Veröffentlichungen"
    assert titles(anybody.get(LIST, sort="titel"))[0] == "Alter Bericht"


def test_the_site_lists_all(shelf, anybody):
    assert "Anderswo" in titles(anybody.get("@@publikationen"))


def test_facets(shelf, anybody):
    page = anybody.get(LIST)
    assert facet(page, "art") == [("Broschüre", 1), ("Bericht", 2)]
    assert facet(page, "jahr") == [("2026", 2), ("2024", 1)]
    assert facet(page, "herausgeber") == [("Landesverwaltungsamt", 2)]
    assert facet(page, "schlagwort") == [("Wald", 3), ("Klima", 2)]
    assert facet(page, "sprache") == [("Deutsch", 2), ("Englisch", 1)]
    page = anybody.get(LIST, art="bericht", jahr="2026")
    assert titles(page) == ["Ein neuer Bericht"]
    assert facet(page, "jahr") == [("2026", 1), ("2024", 1)]
    assert facet(page, "art") == [("Broschüre", 1), ("Bericht", 1)]
    assert titles(anybody.get(LIST, schlagwort="Klima", art="broschuere")) == []


@pytest.mark.parametrize("name", ["art", "jahr", "herausgeber", "schlagwort", "sprache"])
def test_every_link_of_a_facet_leads_to_as_many(shelf, anybody, name):
    page = html.fromstring(anybody.get(LIST, q="bericht").text)
    for link in page.cssselect(f"[aria-labelledby=filter-{name}] a"):
        count = int(re.search(r"\((\d+)\)", link.text_content())[1])
        assert len(titles(anybody.get(link.get("href")))) == count


def test_words_in_titles_and_in_files(shelf, anybody):
    assert titles(anybody.get(LIST, q="neuer bericht")) == ["Ein neuer Bericht"]
    assert titles(anybody.get(LIST, q="Borkenkaefer")) == ["Ein neuer Bericht"]
    assert titles(anybody.get(LIST, q="borkenk")) == ["Ein neuer Bericht"]
    assert titles(anybody.get(LIST, q="geheimer")) == []
    page = anybody.get(LIST, q="nirgends")
    assert "Dazu gibt es nichts" in page.text


@content_fixture
def forest(portal):
    """Publications whose words are written in one way."""
    container = folder(portal, LIST, title="Veröffentlichungen")
    container.setLayout(LIST)
    publication(
        container, "wald", title="Die Wälder am Straßenrand", commit=False,
        data=pdf("Der Grosse Hoehenzug und die Stadtb\xe4ume; Verwal-\ntung im Stadtwald"),
    )  # fmt: skip
    publication(container, "not", title="Not und Notfall", commit=False)
    transaction.commit()
    return container


@pytest.mark.parametrize(
    "words",
    [
        *(
            "Wälder",
            "Waelder",
            "walder",
            "WÄLDER",
            "WAELDER",
            "Wa\u0308lder",
            "Wäl\xadder",
            "wälde",
        ),
        *("Wald", "Wäldern", "Waldes", "Straßenrand", "Strassenrand", "strassen", "Straßenränder"),
        *("Höhenzug", "Hohenzug", "große", "grosse", "Stadtbäume", "Stadtbaeume", "Stadtbaum"),
        *(
            "Baum",
            "Bäume",
            "Verwaltung",
            "Verwaltungen",
            "die Waelder im Stadtwald",
            "Rand",
            "Strasse",
        ),
    ],
)
def test_a_word_is_found_in_each_of_its_spellings_and_forms(forest, anybody, words):
    assert titles(anybody.get(LIST, q=words)) == ["Die Wälder am Straßenrand"]
    told = anybody.json("@publications", q=words)
    assert [item["title"] for item in told["items"]] == ["Die Wälder am Straßenrand"]
    assert "Die Wälder am Straßenrand" in anybody.get(f"{LIST}/@@publikationen.atom", q=words).text


@pytest.mark.parametrize(
    "words", ["Waelder", "Wälder", "Wald", "Stadtbaeume", "Hoehenzug", "Verwaltung"]
)
def test_the_search_of_plone_folds_them_too(forest, anybody, words):
    found = anybody.json("@search", SearchableText=words)["items"]
    assert [item["title"] for item in found] == ["Die Wälder am Straßenrand"]


def test_a_word_that_steers_a_search_is_a_word(forest, anybody):
    assert titles(anybody.get(LIST, q="Not")) == ["Not und Notfall"]
    assert titles(anybody.get(LIST, q="Wälder und Not")) == []
    assert titles(anybody.get(LIST, q="und")) != []


@pytest.mark.parametrize("words", ["and", "NOT (", '"', "***", "a AND", "ü?", "<b>&", "!" * 500])
def test_any_words_are_harmless(shelf, anybody, words):
    page = anybody.get(LIST, q=words)
    assert page.status_int == 200
    assert "<b>&" not in page.text


@pytest.mark.parametrize(
    "wrong",
    [{"jahr": "viel"}, {"stand": "x"}, {"sort": "x"}, {"b_start": "-1"}, {"art": ["a", "b"]}],
    ids=str,
)
def test_what_cannot_be_meant_is_refused(shelf, anybody, wrong):
    for path in (LIST, f"{LIST}/@@publikationen.atom", f"{LIST}/@@dcat.jsonld"):
        if "b_start" in wrong and path != LIST:
            continue
        response = anybody.get(path, **wrong)
        assert response.status_int == 400, path


def test_withdrawn_ones_are_reached_by_a_filter(shelf, anybody):
    shelf["alt"].withdrawn_on = date(2026, 1, 1)
    shelf["alt"].withdrawn_reason = "Die Zahlen waren falsch."
    shelf["alt"].reindexObject()
    transaction.commit()
    page = anybody.get(LIST)
    assert "Alter Bericht" not in titles(page)
    assert facet(page, "stand") == [("aktuell", 2), ("zurückgezogen", 1)]
    page = anybody.get(LIST, stand="zurueckgezogen")
    assert titles(page) == ["Alter Bericht"]
    page = anybody.get(f"{LIST}/alt").text
    assert "Zurückgezogen am 1. Januar 2026" in page
    assert "Die Zahlen waren falsch." in page


def test_a_publisher_that_is_not_public_is_not_named(shelf, portal, anybody):
    withdraw(portal["amt"])
    transaction.commit()
    page = anybody.get(LIST)
    assert facet(page, "herausgeber") == []
    for path in (LIST, f"{LIST}/neu", f"{LIST}/@@dcat.jsonld", f"{LIST}/@@publikationen.rss"):
        assert "Landesverwaltungsamt" not in anybody.get(path).text
    asked = anybody.get(LIST, herausgeber=portal["amt"].UID())
    assert "Landesverwaltungsamt" not in asked.text


def test_a_private_folder_hides_what_lies_in_it(shelf, anybody):
    withdraw(shelf)
    transaction.commit()
    assert titles(anybody.get("@@publikationen")) == ["Anderswo"]
    assert titles(anybody.get("@@publikationen", q="Borkenkaefer")) == []


def test_days_of_publication(shelf, anybody, clock):
    shelf["neu"].effective_date = DateTime("2026-12-24")
    shelf["neu"].reindexObject()
    transaction.commit()
    clock(2026, 12, 1, 12)
    assert "Ein neuer Bericht" not in titles(anybody.get(LIST))
    clock(2026, 12, 24, 12)
    assert "Ein neuer Bericht" in titles(anybody.get(LIST))


def test_no_object_is_loaded_and_pages_follow(shelf, anybody):
    for number in range(45):
        publication(shelf, f"p{number:02}", title=f"Nummer {number:02}", commit=False)
    transaction.commit()
    first, second, third = (
        titles(anybody.get(LIST, b_start=start, sort="titel")) for start in (0, 20, 40)
    )
    assert (len(first), len(second), len(third)) == (20, 20, 8)
    assert len(set(first + second + third)) == 48
    assert titles(anybody.get(LIST, b_start=1000)) == titles(anybody.get(LIST, b_start=40))
    for path in (LIST, f"{LIST}/@@publikationen.atom", f"{LIST}/@@publikationen.rss",
                 f"{LIST}/@@dcat.jsonld"):  # fmt: skip
        anybody.get(path, q="Nummer")
        with content_loads(shelf) as loaded:
            anybody.get(path, q="Nummer")
            names = {obj.getId() for obj in loaded}
        assert names - {"plone", LIST} == set(), path


def test_an_empty_folder_says_so(portal, anybody):
    folder(portal, "leer").setLayout(LIST)
    transaction.commit()
    assert "Hier ist noch nichts veröffentlicht." in anybody.get("leer").text


def test_following_and_rebuilding_agree(shelf, anybody):
    from tlvwa.portal.readmodels.follower import build_snapshot

    shelf["neu"].keywords = ["Anders"]
    shelf["neu"].reindexObject()
    transaction.commit()
    assert models().equals(build_snapshot(api.portal.get()))
