"""Login names of editors are told to nobody who does not edit, whether logged in or not."""

import pytest

from ..content_fixtures import content_fixture
from ..factories import folder, make
from .conftest import EDITOR
from .test_embargo import JSON, PAGE

PLACES = (
    *(("offen", PAGE), ("offen/seite", PAGE), ("offen/seite/document_view", PAGE)),
    *((f"offen/{view}_view", PAGE) for view in ("full", "summary", "listing", "tabular")),
    *(("@@search?SearchableText=Seite", PAGE), ("search_rss?SearchableText=Seite", PAGE)),
    *(("offen", JSON), ("offen/seite", JSON), ("@search?SearchableText=Seite", JSON)),
    *(("@search?metadata_fields=Creator&metadata_fields=listCreators", JSON),),
    *(("@vocabularies/plone.app.vocabularies.Users", JSON), ("@users", JSON), ("@history", JSON)),
    *((f"@vocabularies/plone.app.vocabularies.Principals?title={EDITOR[:10]}", JSON),),
)


@content_fixture
def page(portal):
    """A public page that somebody made."""
    made = make(folder(portal, "offen"), "Document", id="seite", title="Seite", commit=False)
    made.creators = (EDITOR,)
    made.reindexObject()
    return made


@pytest.mark.parametrize("name", ["", "member"])
def test_nobody_without_a_task_is_told_who_made_a_page(page, visitor, name):
    somebody = visitor(name)
    told = [place for place in PLACES if EDITOR in somebody.get(*place).text]
    assert told == []


@pytest.mark.parametrize("name", ["", "member"])
def test_a_search_by_a_name_does_not_tell_whether_there_is_one(page, visitor, name):
    somebody = visitor(name)
    for index in ("Creator", "listCreators"):
        counts = {
            somebody.json(f"@search?{index}={made_by}&portal_type=Document")["items_total"]
            for made_by in (EDITOR, "gibt-es-nicht")
        }
        assert len(counts) == 1


def test_editors_are_told(page, visitor):
    assert EDITOR in visitor("manager").get("offen/full_view").text
    assert visitor("editor").json(f"@search?Creator={EDITOR}")["items_total"] == 1
    assert visitor("editor").json("@search?Creator=gibt-es-nicht")["items_total"] == 0
