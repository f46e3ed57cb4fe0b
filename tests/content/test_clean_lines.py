"""Invisible characters do not reach the lines of content, whichever way they are saved."""

from ..factories import authority, folder, models, service
from ..http_client import manager

TYPED, CLEAN = "Hunde\u00adsteuer\u200b", "Hundesteuer"


def test_new_content_is_cleaned(portal):
    tax = service(folder(portal, "leistungen"), title=TYPED, synonyms=[TYPED, "Hund"])
    assert (tax.title, tax.synonyms) == (CLEAN, [CLEAN, "Hund"])
    assert models().nodes[tax.UID()].title == CLEAN


def test_changed_content_is_cleaned_through_json(portal):
    office = authority(folder(portal, "behoerden"), title="Amt")
    manager(portal).patch(f"behoerden/{office.getId()}", {"title": TYPED, "town": "Je\u00adna"})
    assert (office.title, office.town) == (CLEAN, "Jena")


def test_longer_texts_keep_their_soft_hyphens(portal):
    tax = service(folder(portal, "leistungen"), title="Hund", description=TYPED)
    assert tax.description == TYPED
