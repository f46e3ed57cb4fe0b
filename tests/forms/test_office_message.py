"""The way from an answer to a message: for the office, and where it has no mailbox, who receives it."""

import transaction
from plone import api

from ..factories import JENA, authority, responsibility, service


def test_an_answer_leads_to_a_message_for_its_office(portal, forms, anybody):
    api.portal.set_registry_record("plone.email_from_name", "Zentrale Poststelle")
    dogs, office = service(portal, "hund"), authority(portal, "hundeamt", title="Hundeamt")
    responsibility(office, dogs, areas=[JENA])

    def card():
        page = anybody.get("zustaendigkeitsfinder", service=dogs.UID(), area=JENA)
        return page.html.select_one(".tlvwa-office")

    link = card().select_one(f".tlvwa-ways a[href*='behoerde={office.UID()}']")
    assert "Hundeamt" in anybody.get(link["href"]).text
    assert "Ihre Nachricht geht an: Zentrale Poststelle" in " ".join(card().text.split())
    office.emails = ["hunde@example.org"]
    office.reindexObject()
    transaction.commit()
    assert "Ihre Nachricht geht an" not in card().text
