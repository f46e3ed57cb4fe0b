"""Services told in another language: titles in answers and lists, search, the page of the variant."""

import re

import transaction
from DateTime import DateTime
from plone import api

from ..content_fixtures import content_fixture
from ..factories import (
    DOG_TAX,
    JENA,
    authority,
    folder,
    models,
    responsibility,
    rich,
    service,
    text_variant,
    withdraw,
)
from ..readmodels.object_loads import content_loads

FINDER = "zustaendigkeitsfinder"


@content_fixture
def dog_tax(languages):
    """A service with an English text, for which an office in Jena is responsible."""
    tax = service(
        folder(languages, "leistungen"),
        title="Hundesteuer anmelden",
        description="Wer einen Hund hält, meldet ihn an.",
        leika_keys=[DOG_TAX],
        coverage="land",
    )
    office = authority(folder(languages, "behoerden"), title="Stadt Jena", area=JENA)
    responsibility(office, tax, legal_basis="§ 5 ThürKAG")
    text_variant(
        tax,
        "en",
        title="Register a dog for dog tax",
        description="If you keep a dog, you register it.",
        full_text=rich("<p>Tell us about your dog.</p>"),
    )
    return tax


def found(visitor, root, words):
    """The titles that a search finds."""
    return [item["title"] for item in visitor.json(f"{root}@service-search", q=words)["items"]]


def test_an_answer_tells_the_service_in_the_language_of_its_address(anybody, dog_tax):
    asked = {"service": DOG_TAX, "area": JENA}
    german = anybody.json("@responsible", **asked)
    english = anybody.json("en/@responsible", **asked)
    assert german["service"]["title"] == "Hundesteuer anmelden"
    assert english["service"]["title"] == "Register a dog for dog tax"
    assert english["service"]["description"] == "If you keep a dog, you register it."
    assert english["service"]["@id"] == german["service"]["@id"]
    assert english["offices"][0]["title"] == "Stadt Jena"
    assert english["explanation"][0]["reason"].startswith("This rule applies")
    assert "/plone/en/zustaendigkeitsfinder?" in english["permalink"]
    assert "/plone/zustaendigkeitsfinder?" in german["permalink"]


def counts(facets):
    """The facets without their titles, which are in the language of the request."""
    return {
        name: [(each["value"], each["count"]) for each in values] for name, values in facets.items()
    }


def test_a_service_is_found_by_its_title_in_any_language(anybody, dog_tax):
    service(api.portal.get()["leistungen"], "wohngeld", title="Wohngeld", synonyms=["Miete"])
    for words in ("register dog", "dog", "Register a dog for dog tax", "Hundesteuer"):
        assert found(anybody, "en/", words)[:1] == ["Register a dog for dog tax"], words
        assert found(anybody, "", words)[:1] == ["Hundesteuer anmelden"], words
    result = anybody.json("@service-search", q="register a dog for dog tax")
    assert result["match"] == "exact"
    assert result["items_total"] == 1
    everything = anybody.json("en/@service-search")
    assert everything["items_total"] == 2
    german = anybody.json("@service-search")["facets"]
    assert counts(everything["facets"]) == counts(german)
    assert found(anybody, "en/", "Miete") == ["Wohngeld"]


def test_a_text_that_is_not_public_tells_nothing(anybody, dog_tax):
    withdraw(dog_tax.en)
    transaction.commit()
    assert found(anybody, "", "register") == []
    assert found(anybody, "en/", "Hundesteuer") == ["Hundesteuer anmelden"]


def test_a_text_that_is_shown_later_is_found_later(anybody, dog_tax, clock):
    clock(2026, 11, 23, 12)
    dog_tax.en.effective_date = DateTime("2027-01-01T00:00:00+01:00")
    dog_tax.en.reindexObject()
    transaction.commit()
    assert found(anybody, "", "register") == []
    clock(2027, 1, 1, 12)
    assert found(anybody, "", "register") == ["Hundesteuer anmelden"]


def test_the_search_follows_a_changed_title(anybody, dog_tax):
    models()
    dog_tax.en.title = "Pay dog tax"
    dog_tax.en.reindexObject()
    transaction.commit()
    assert found(anybody, "", "dog tax") == ["Hundesteuer anmelden"]
    assert found(anybody, "", "pay") == ["Hundesteuer anmelden"]
    api.content.delete(dog_tax.en)
    transaction.commit()
    assert found(anybody, "", "pay") == []


def test_both_titles_name_the_service_of_a_state(anybody, dog_tax):
    for title in ("Hundesteuer anmelden", "Register a dog for dog tax"):
        page = anybody.get(f"en/{FINDER}", service=dog_tax.UID(), q=title, wo="Jena").text
        assert "Stadt Jena" in page, title


def test_no_content_is_loaded_for_titles(anybody, dog_tax):
    for path in ("en/@service-search", f"en/{FINDER}"):
        anybody.get(path, q="dog")
        with content_loads(api.portal.get()) as loaded:
            anybody.get(path, q="dog")
            names = {obj.getId() for obj in loaded}
        assert names - {"plone", "en"} == set(), path


def test_a_variant_is_called_by_its_language(browser_of, dog_tax):
    browser = browser_of("manager")
    browser.open(dog_tax.absolute_url() + "/++add++tlvwa.portal.TextVariant")
    browser.getControl(name="form.widgets.IBasic.title").value = "Заява"
    browser.getControl(name="form.widgets.variant_language:list").value = ["uk"]
    browser.getControl(name="form.buttons.save").click()
    transaction.begin()
    assert dog_tax["uk"].title == "Заява"
    browser.open(dog_tax["uk"].absolute_url() + "/edit")
    assert "variant_language" not in browser.contents


def test_each_language_once(browser_of, visitor, dog_tax):
    browser = browser_of("manager")
    browser.open(dog_tax.absolute_url() + "/++add++tlvwa.portal.TextVariant")
    browser.getControl(name="form.widgets.IBasic.title").value = "Zweite"
    browser.getControl(name="form.widgets.variant_language:list").value = ["en"]
    browser.getControl(name="form.buttons.save").click()
    assert "Diese Sprachfassung gibt es hier schon: Englisch." in browser.contents
    body = {"@type": "tlvwa.portal.TextVariant", "title": "Zweite", "variant_language": "en"}
    assert visitor("manager").post("leistungen/hundesteuer", body).status_int == 400
    transaction.begin()
    assert dog_tax.objectIds() == ["en"]


def test_topics_in_the_language_of_the_request(anybody, dog_tax):
    api.portal.set_registry_record(
        "tlvwa.portal.topics", ["tiere|Tiere|en=Animals", "steuern|Steuern", "leer"]
    )
    dog_tax.topics = ["tiere", "steuern", "leer"]
    dog_tax.reindexObject()
    transaction.commit()

    def titles(root):
        facets = anybody.json(f"{root}@service-search")["facets"]["topic"]
        return [topic["title"] for topic in facets]

    assert titles("") == ["Tiere", "Steuern", "leer"]
    assert titles("en/") == ["Animals", "Steuern", "leer"]
    page = anybody.get(f"en/{FINDER}").text
    assert ">Animals" in page
    assert re.search(r'<span lang="de"\s*>Steuern</span>', page)
