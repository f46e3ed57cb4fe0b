"""What becomes of what another source says: an editor's own value stays, whatever comes in which order."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tlvwa.portal.content.authority.contact_offers import ContactOffer, OfferOutcome, outcome
from tlvwa.portal.content.authority.contact_pieces import own_entry, with_source
from tlvwa.portal.content.authority.contact_store import (
    carry_out,
    decline,
    open_proposals,
    proposal_of,
    stored_piece,
    untried_offer,
    write_offer,
)
from tlvwa.portal.content.authority.contact_values import says_the_same, value_digest

pytestmark = pytest.mark.unit
DAY = date(2026, 1, 31)
YEAR = timedelta(days=365)
LIST, OTHER = "Statistische Ämter", "Landratsamt"


class Office:
    """An authority as far as offers go."""

    def __init__(self):
        self.street = self.address_addition = self.postal_code = self.town = None
        self.phones, self.emails, self.opening_hours = [], [], []
        self.website = None
        self.contact_sources = []
        self.imported_contacts = self.contact_proposals = self.declined_contacts = ()
        self.untried_website = None


def mail(text, as_of=DAY, source=LIST):
    return ContactOffer("emails", {"emails": [text]}, source, as_of)


def offer(office, offered):
    """Make an offer, and carry out what becomes of it."""
    result = outcome(stored_piece(office, offered.piece), offered)
    carry_out(office, offered, result)
    return result


def enter(office, text, day):
    """Change the value as an editor does."""
    office.emails = [text] if text else []
    office.contact_sources = with_source(office.contact_sources, own_entry("emails", day))


@pytest.fixture
def office():
    return Office()


def test_nothing_is_filled_and_a_second_run_changes_nothing(office):
    assert offer(office, mail("a@b.de")) is OfferOutcome.FILLED
    before = dict(vars(office))
    assert offer(office, mail("a@b.de")) is OfferOutcome.UNCHANGED
    assert vars(office) == before
    assert office.contact_sources[0]["source"] == LIST


def place(**fields):
    names = ("street", "address_addition", "postal_code", "town")
    return ContactOffer("address", dict.fromkeys(names, "") | fields, LIST, DAY)


WHOLE = {"street": "Am Anger 15", "postal_code": "07743", "town": "Jena"}


@pytest.mark.parametrize(
    ("fields", "result"),
    [
        ({"town": "Jena"}, OfferOutcome.FILLED),
        ({"town": "jena", "postal_code": "07743"}, OfferOutcome.FILLED),
        ({"town": "Jena", "postal_code": "07745"}, OfferOutcome.PROPOSED),
        ({"town": "Jena", "address_addition": "Haus 2"}, OfferOutcome.PROPOSED),
        ({"town": "Jena", "street": "Markt 1"}, OfferOutcome.PROPOSED),
    ],
)
def test_a_town_alone_is_completed(office, fields, result):
    vars(office).update(fields)
    assert offer(office, place(**WHOLE)) is result
    assert (office.street == "Am Anger 15") is (result is OfferOutcome.FILLED)


def test_a_town_alone_that_an_editor_entered_is_not(office):
    office.town = "Jena"
    office.contact_sources = with_source([], own_entry("address", DAY - YEAR))
    assert offer(office, place(**WHOLE)) is OfferOutcome.PROPOSED


def test_what_an_import_wrote_is_updated_by_a_newer_one_only(office):
    offer(office, mail("a@b.de"))
    assert offer(office, mail("alt@b.de", DAY - YEAR)) is OfferOutcome.OLDER
    assert offer(office, mail("x@b.de", source=OTHER)) is OfferOutcome.OLDER
    assert offer(office, mail("b@b.de")) is OfferOutcome.UPDATED  # the same list, corrected
    assert offer(office, mail("c@b.de", DAY + YEAR, OTHER)) is OfferOutcome.UPDATED
    assert office.emails == ["c@b.de"]


def test_an_editors_own_entry_stays_and_gets_a_proposal(office):
    offer(office, mail("a@b.de"))
    enter(office, "eigen@b.de", DAY)
    assert offer(office, mail("b@b.de", DAY)) is OfferOutcome.KEPT
    assert offer(office, mail("b@b.de", DAY + YEAR)) is OfferOutcome.PROPOSED
    before = dict(vars(office))
    assert offer(office, mail("b@b.de", DAY + YEAR)) is OfferOutcome.WAITING
    assert vars(office) == before
    assert office.emails == ["eigen@b.de"]
    assert [each.value["emails"] for each in open_proposals(office)] == [["b@b.de"]]


def test_back_to_the_value_of_the_list_is_an_own_entry_too(office):
    offer(office, mail("a@b.de"))
    enter(office, "a@b.de", DAY)
    assert offer(office, mail("b@b.de", DAY + YEAR)) is OfferOutcome.PROPOSED


def test_what_an_editor_took_away_is_only_proposed(office):
    offer(office, mail("a@b.de"))
    enter(office, "", DAY)
    assert offer(office, mail("a@b.de", DAY)) is OfferOutcome.KEPT
    assert offer(office, mail("a@b.de", DAY + YEAR)) is OfferOutcome.PROPOSED
    assert office.emails == []


def test_a_value_of_unknown_origin_is_taken_for_an_editors(office):
    office.emails = ["da@b.de"]
    assert offer(office, mail("b@b.de")) is OfferOutcome.PROPOSED
    assert office.emails == ["da@b.de"]
    assert office.contact_sources == []


def test_a_newer_source_confirms_and_the_value_stays_the_editors(office):
    enter(office, "eigen@b.de", DAY - YEAR)
    assert offer(office, mail("Eigen@b.de")) is OfferOutcome.CONFIRMED
    assert office.contact_sources[0]["as_of"] == DAY
    assert office.emails == ["eigen@b.de"]
    assert offer(office, mail("Eigen@b.de")) is OfferOutcome.UNCHANGED
    assert offer(office, mail("b@b.de", DAY + YEAR)) is OfferOutcome.PROPOSED


def test_a_confirmed_entry_stays_own_though_an_import_wrote_the_same_once(office):
    offer(office, mail("a@b.de"))
    enter(office, "a@b.de", DAY)
    assert offer(office, mail("a@b.de", DAY + YEAR)) is OfferOutcome.CONFIRMED
    assert offer(office, mail("b@b.de", DAY + 2 * YEAR)) is OfferOutcome.PROPOSED


def test_a_declined_offer_is_not_made_again(office):
    enter(office, "eigen@b.de", DAY - YEAR)
    offer(office, mail("b@b.de"))
    decline(office, proposal_of(office, "emails"))
    assert open_proposals(office) == []
    assert offer(office, mail("b@b.de")) is OfferOutcome.KEPT
    assert offer(office, mail("b@b.de", source=OTHER)) is OfferOutcome.PROPOSED
    assert offer(office, mail("b@b.de", DAY + YEAR)) is OfferOutcome.PROPOSED


def test_an_accepted_offer_is_the_lists_value(office):
    enter(office, "eigen@b.de", DAY - YEAR)
    offer(office, mail("b@b.de"))
    write_offer(office, proposal_of(office, "emails"))
    assert (office.emails, open_proposals(office)) == (["b@b.de"], [])
    assert offer(office, mail("c@b.de", DAY + YEAR)) is OfferOutcome.UPDATED


def test_the_newest_proposal_waits(office):
    enter(office, "eigen@b.de", DAY - 2 * YEAR)
    assert offer(office, mail("neu@b.de")) is OfferOutcome.PROPOSED
    assert offer(office, mail("alt@b.de", DAY - YEAR)) is OfferOutcome.OLDER
    assert offer(office, mail("x@b.de", source=OTHER)) is OfferOutcome.WAITING
    assert offer(office, mail("berichtigt@b.de")) is OfferOutcome.PROPOSED
    assert offer(office, mail("neuer@b.de", DAY + YEAR, OTHER)) is OfferOutcome.PROPOSED
    assert [each.value["emails"] for each in open_proposals(office)] == [["neuer@b.de"]]


def test_a_proposal_is_closed_by_what_the_editor_enters_later(office):
    enter(office, "eigen@b.de", DAY - YEAR)
    offer(office, mail("b@b.de"))
    enter(office, "anders@b.de", DAY + YEAR)
    assert open_proposals(office) == []
    enter(office, "b@b.de", DAY - YEAR)
    assert open_proposals(office) == []


def site(host, as_of=DAY, source=LIST):
    return ContactOffer("website", {"website": f"https://{host}"}, source, as_of, is_untried=True)


def test_the_name_of_a_website_is_tried_first(office):
    assert offer(office, site("jena.de")) is OfferOutcome.TO_TRY
    assert (office.website, untried_offer(office)) == (None, site("jena.de"))
    before = dict(vars(office))
    assert offer(office, site("jena.de")) is OfferOutcome.WAITING
    assert vars(office) == before
    assert offer(office, site("alt.de", DAY - YEAR)) is OfferOutcome.OLDER
    assert offer(office, site("jena.eu", DAY + YEAR)) is OfferOutcome.TO_TRY


def test_the_name_of_a_website_that_is_there_confirms_it(office):
    office.website = "http://www.Jena.de/"
    assert offer(office, site("jena.de")) is OfferOutcome.CONFIRMED
    assert office.website == "http://www.Jena.de/"


ADDRESS = {"street": "Hauptstr. 17", "address_addition": "", "postal_code": "07743", "town": "Jena"}
WEEK = {"opening_hours": [{"weekday": 0, "opens": time(9), "closes": time(12)}]}
SAME = [
    ("address", ADDRESS, ADDRESS | {"street": "Hauptstraße 17"}, True),
    ("address", ADDRESS | {"address_addition": "Haus 2"}, ADDRESS, True),
    ("address", ADDRESS, ADDRESS | {"street": "Hauptstraße 18"}, False),
    ("address", ADDRESS, ADDRESS | {"postal_code": "07745"}, False),
    (
        "phones",
        {"phones": [{"number": "03641 49-0"}]},
        {"phones": [{"number": "+49 3641 490"}]},
        True,
    ),
    (
        "phones",
        {"phones": [{"number": "115"}, {"number": "03641 490", "label": "x"}]},
        {"phones": [{"number": "03641 490"}]},
        True,
    ),
    ("phones", {"phones": [{"number": "115"}]}, {"phones": [{"number": "03641 490"}]}, False),
    ("emails", {"emails": ["A@b.de"]}, {"emails": ["a@b.de"]}, True),
    ("emails", {"emails": ["a@b.de"]}, {"emails": ["a@b.de", "c@b.de"]}, False),
    ("website", {"website": "https://www.jena.de/"}, {"website": "http://jena.de"}, True),
    ("website", {"website": "https://jena.de/amt"}, {"website": "https://jena.de"}, False),
    (
        "opening_hours",
        WEEK,
        {"opening_hours": [WEEK["opening_hours"][0] | {"week_of_month": 0, "note": None}]},
        True,
    ),
]


@pytest.mark.parametrize(("piece", "value", "offered", "same"), SAME)
def test_what_says_the_same(piece, value, offered, same):
    assert says_the_same(piece, value, offered) is same


def test_a_digest_is_of_what_is_said_and_not_of_how_it_is_stored():
    plain = {"phones": [{"number": "115", "label": ""}]}
    assert value_digest({"phones": [{"number": " 115 ", "label": None}]}) == value_digest(plain)


STEPS = st.lists(
    st.tuples(
        st.sampled_from(("list", "other", "editor", "decline")),
        st.sampled_from(("a@b.de", "b@b.de", "c@b.de")),
        st.integers(0, 4),
    ),
    max_size=12,
)


@given(STEPS)
def test_in_any_order(steps):
    """No import changes what an editor entered, and each says nothing new a second time."""
    office, own = Office(), None
    for who, text, days in steps:
        day = DAY + timedelta(days=days)
        proposal = proposal_of(office, "emails")
        if who == "editor":
            enter(office, text, day)
            own = text
        elif who == "decline":
            if proposal is not None:
                decline(office, proposal)
        else:
            offered = mail(text, day, LIST if who == "list" else OTHER)
            result = offer(office, offered)
            before = dict(vars(office))
            offer(office, offered)
            assert vars(office) == before, result
        if own is not None:
            assert office.emails == [own]
        assert len(office.contact_proposals) <= 1
