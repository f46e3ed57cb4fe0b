"""Protection from programs: what is refused, and that nothing is lost by it."""

import pytest

from tlvwa.portal.forms import spam_protection
from tlvwa.portal.forms.saved_input import saved_rows

from .form_client import PREFIX, Page, filled, opened, send

pytestmark = pytest.mark.usefixtures("mail")
PATH = "formulare/barriere-melden"
VALUES = {"seite": "/", "beschreibung": "Text, der bleibt"}


@pytest.fixture
def kept(forms):
    """How many rows the form keeps."""
    return lambda: len(saved_rows(forms["barriere-melden"]))


def refused(page, words):
    assert words in " ".join(page.refusals), page.text
    assert "Eingaben sind noch da" in " ".join(page.refusals)
    assert page.of("beschreibung").text == VALUES["beschreibung"]
    assert page.errors == {}
    return page


def test_nobody_types_that_fast(anybody, later, kept):
    page = refused(filled(anybody, later, PATH, seconds=2, **VALUES), "schneller")
    assert kept() == 0
    later(10)
    assert "Danke" in send(anybody, page, PATH).heading
    assert kept() == 1


def test_a_clock_that_was_set_back_keeps_nobody_out(anybody, later, kept):
    page = filled(anybody, later, PATH, seconds=-600, **VALUES)
    assert "Danke" in page.heading
    assert kept() == 1


def test_a_form_that_was_open_too_long_is_sent_again(anybody, later, kept):
    page = refused(filled(anybody, later, PATH, spam_protection.LONGEST, **VALUES), "lange offen")
    later(spam_protection.LONGEST + 10)
    assert "Danke" in send(anybody, page, PATH).heading
    assert kept() == 1


def test_a_correction_costs_no_time(anybody, later, kept):
    page = filled(anybody, later, PATH, beschreibung="x")
    assert page.errors
    assert "Danke" in send(anybody, page, PATH, **VALUES).heading
    assert kept() == 1


@pytest.mark.parametrize("stamp", ["", "1.x", "kopiert"])
def test_without_a_stamp_of_this_form_nothing_is_sent(anybody, later, kept, stamp):
    page, other = opened(anybody, PATH), opened(anybody, "formulare/kontakt")
    given = {name: values[0] for name, values in page.fields().items()}
    given[spam_protection.TIMESTAMP_FIELD] = (
        other.fields()[spam_protection.TIMESTAMP_FIELD][0] if stamp == "kopiert" else stamp
    )
    given |= {PREFIX + name: value for name, value in VALUES.items()}
    later()
    refused(Page(anybody.send(PATH, list(given.items()))), "nicht zuordnen")
    assert kept() == 0


def test_the_stamp_is_for_one_user(anybody, visitor, later, kept):
    page = opened(anybody, PATH)
    later()
    refused(send(visitor("member"), page, PATH, **VALUES), "nicht zuordnen")
    assert kept() == 0


def test_the_honeypot_catches(anybody, later, kept):
    page = opened(anybody, PATH)
    field = page.tree.xpath("//input[@name='protected_1']")
    assert len(field) == 1
    assert field[0].getparent().get("hidden") is not None
    assert page.tree.xpath("//*[@style]") == []
    later()
    given = page.fields() | {"protected_1": ["http://spam.example"]}
    given |= {PREFIX + name: [value] for name, value in VALUES.items()}
    pairs = [(name, value) for name, values in given.items() for value in values]
    came_back = refused(Page(anybody.send(PATH, pairs)), "nicht zuordnen")
    assert came_back.tree.xpath("//input[@name='protected_1']")[0].get("value") in (None, "")
    without = [pair for pair in pairs if pair[0] != "protected_1"]
    refused(Page(anybody.send(PATH, without)), "nicht zuordnen")
    assert kept() == 0


def test_no_page_of_the_site_is_parsed_for_a_honeypot(forms, anybody):
    assert "protected_1" not in anybody.get("zustaendigkeitsfinder").text
    assert "protected_1" in anybody.get("contact-info").text


def test_a_sender_has_so_many_turns(anybody, later, kept, monkeypatch):
    monkeypatch.setattr(spam_protection, "MOST_INPUTS", 2)
    spam_protection.rate_limiter.cache_clear()
    pages = [filled(anybody, later, PATH, **VALUES) for _number in range(3)]
    assert [page.heading for page in pages[:2]] == ["Danke für Ihre Meldung"] * 2
    refused(pages[2], "in 60 Minuten")
    assert kept() == 2
    wrong = filled(anybody, later, PATH, seite="x")
    assert wrong.errors.keys() == {"form-widgets-beschreibung"}
    spam_protection.rate_limiter.cache_clear()


@pytest.mark.parametrize("door", ["embedded", "z3cform_validate_field", "@@embedded"])
def test_no_other_door_leads_past_it(anybody, later, kept, door):
    page = opened(anybody, PATH)
    later()
    given = page.fields() | {PREFIX + name: [value] for name, value in VALUES.items()}
    given = {
        name: v
        for name, v in given.items()
        if name not in (spam_protection.TIMESTAMP_FIELD, "protected_1")
    }
    pairs = [(name, value) for name, values in given.items() for value in values]
    assert anybody.send(f"{PATH}/{door}", pairs).status_int == 404
    for address in (f"{PATH}/view", f"{PATH}/@@view", f"{PATH}/view/++widget++seite"):
        anybody.send(address, pairs)
    assert kept() == 0
