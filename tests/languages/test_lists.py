"""Lists of services in the language of the page: portals, topics, A to Z."""

import pytest
from plone import api

from ..content_fixtures import content_fixture
from ..factories import portal_of, service, text_variant


@content_fixture
def content(languages, portal):
    """Two services, one of them in English too, and an English portal that names both."""
    api.portal.set_registry_record("tlvwa.portal.topics", ["tiere|Tiere|en=Animals"])
    about = {"audience": ["citizens"], "topics": ["tiere"]}
    dog = service(portal, "hund", title="Hund anmelden", **about)
    text_variant(dog, "en", title="Register a dog", description="Every dog needs a number.")
    cat = service(portal, "katze", title="Katze melden", **about)
    portal_of(portal["en"], "living", needed_services=[dog.UID(), cat.UID()])
    return portal


@pytest.mark.parametrize("path", ["en/living", "en/living/thema/tiere", "en/@@leistungen-a-z"])
def test_services_are_told_in_english_where_they_can_be(anybody, content, path):
    page = anybody.get(path)
    assert page.status_int == 200
    links = {a.text: a for a in page.html.select("main a") if "service=" in a["href"]}
    assert set(links) == {"Register a dog", "Katze melden"}
    assert all("/en/zustaendigkeitsfinder" in a["href"] for a in links.values())
    marked = {
        text: a.find_parent(lang=True)["lang"] for text, a in links.items() if not a.get("lang")
    }
    marked |= {text: a["lang"] for text, a in links.items() if a.get("lang")}
    assert marked == {"Register a dog": "en", "Katze melden": "de"}
