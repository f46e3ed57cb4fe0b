"""Contact data of the demo beside that of an imported list."""

from dataclasses import replace
from datetime import date

import pytest

from tlvwa.portal.areas.table import load_thueringen
from tlvwa.portal.content.authority.contact_offers import ContactOffer, OfferOutcome, outcome
from tlvwa.portal.content.authority.contact_store import stored_piece
from tlvwa.portal.exchange.contact_table import PUBLISHER
from tlvwa.portal.setuphandlers.demo import data
from tlvwa.portal.setuphandlers.demo.build import _office
from tlvwa.portal.setuphandlers.demo.contacts import ContactTables
from tlvwa.portal.setuphandlers.demo.offices import district_offices

MOVED = {"street": "Neue Straße 1", "address_addition": "", "postal_code": "99867", "town": "Gotha"}


@pytest.fixture
def gotha(portal):
    """The Landratsamt Gotha as the set-up makes it, not added anywhere."""
    offices = district_offices(load_thueringen().gazetteer(), data.districts())
    office = next(office for office in offices if office.title == "Landratsamt Gotha")
    return _office(office, ContactTables().administration_fields(office))


def test_a_newer_list_replaces_what_the_set_up_wrote(gotha):
    offer = ContactOffer("address", MOVED, PUBLISHER, date(2027, 1, 31))
    assert outcome(stored_piece(gotha, "address"), offer) is OfferOutcome.UPDATED
    older = replace(offer, as_of=date(2022, 1, 31))
    assert outcome(stored_piece(gotha, "address"), older) is OfferOutcome.OLDER


def test_the_list_that_it_is_from_changes_nothing(gotha):
    same = MOVED | {"street": "18.-März-Str. 50", "town": "Gotha/Thür."}
    offer = ContactOffer("address", same, PUBLISHER, date(2023, 1, 31))
    assert outcome(stored_piece(gotha, "address"), offer) is OfferOutcome.UNCHANGED


def test_what_an_editor_changed_since_is_only_proposed(gotha):
    gotha.street = "Humboldtstraße 18"
    offer = ContactOffer("address", MOVED, PUBLISHER, date(2027, 1, 31))
    assert outcome(stored_piece(gotha, "address"), offer) is OfferOutcome.PROPOSED
