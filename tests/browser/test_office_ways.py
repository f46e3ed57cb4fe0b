"""The ways to an office on its answer and its page: its own, else another's, and what is missing is said."""

from urllib.parse import parse_qs, urlsplit

import pytest
import transaction
from plone import api

from ..content_fixtures import content_fixture
from ..factories import (
    ASSOCIATION,
    EISENBERG,
    GOESEN,
    authority,
    folder,
    make,
    public_form,
    responsibility,
    service,
    withdraw,
)

FINDER = "zustaendigkeitsfinder"


@content_fixture
def town(portal):
    """An office with nothing but its name, part of an administration, below the Verband's."""
    offices = folder(portal, "behoerden")
    seat = authority(
        offices,
        "eisenberg",
        title="Stadtverwaltung Eisenberg",
        kind="municipality",
        area=EISENBERG,
        further_areas=[ASSOCIATION],
    )
    village = authority(offices, "goesen", title="Gemeinde Gösen", kind="municipality", area=GOESEN)
    desk = authority(village, "amt", title="Hundeamt", area=GOESEN)
    dogs = service(portal, "hund", title="Hund anmelden")
    responsibility(desk, dogs, areas=[GOESEN])
    return seat, village, desk, dogs


def change(obj, **values):
    """Write fields as an editor does."""
    for name, value in values.items():
        setattr(obj, name, value)
    obj.reindexObject()
    transaction.commit()


def words(element):
    return " ".join(element.text.split())


@pytest.fixture
def answer(anybody, town):
    """Asks for the dog office, and returns its card; with ``page`` the office's own page."""

    def ask(page=False):
        dogs = town[3]
        if page:
            return anybody.get("behoerden/goesen/amt").html
        found = anybody.get(FINDER, service=dogs.UID(), area=GOESEN)
        return found.html.select_one(".tlvwa-office")

    return ask


def calls(element):
    return [link["href"] for link in element.select(".tlvwa-ways a[href^='tel:']")]


@pytest.mark.parametrize("page", [False, True])
def test_where_nothing_is_known_that_is_said_and_115_is_offered(answer, page):
    card = answer(page)
    assert calls(card) == ["tel:115"]
    told = words(card.select_one(".tlvwa-missing"))
    assert "Eine Telefonnummer dieser Stelle ist hier nicht eingetragen." in told
    assert "Straße und Hausnummer sind hier nicht eingetragen." in told
    assert (
        "Ob diese Stelle an der Behördennummer 115 teilnimmt, ist hier nicht eingetragen." in told
    )
    assert not card.select(".tlvwa-ways a[href*='openstreetmap']")


def test_the_verband_answers_for_an_office_without_a_number(answer, town):
    change(town[0], phones=[{"number": "036691 73-30", "label": ""}], emails=["stadt@example.org"])
    card = answer()
    assert calls(card) == ["tel:+493669173-30".replace("-", ""), "tel:115"]
    told = words(card)
    assert "Telefon von: Stadtverwaltung Eisenberg." in told
    assert "E-Mail von Stadtverwaltung Eisenberg: stadt@example.org" in told
    assert card.select("a[href='mailto:stadt@example.org']")


def test_the_body_it_is_part_of_comes_before_the_verband(answer, town):
    change(town[0], phones=[{"number": "036691 7330", "label": ""}])
    change(town[1], phones=[{"number": "036691 1234", "label": ""}])
    card = answer()
    assert calls(card)[0] == "tel:+49366911234"
    assert "Telefon von: Gemeinde Gösen." in words(card)


def test_a_body_that_is_not_public_lends_nothing(answer, town, portal):
    draft = make(
        portal,
        "tlvwa.portal.Authority",
        publish=False,
        id="entwurf",
        title="Geheim",
        kind="municipality",
        area=ASSOCIATION,
        phones=[{"number": "036691 9999", "label": ""}],
    )
    assert draft.area == ASSOCIATION
    card = answer()
    assert calls(card) == ["tel:115"]
    assert "Geheim" not in card.text


def test_what_the_office_has_itself(answer, town):
    change(
        town[2],
        phones=[{"number": "036691 55", "label": ""}, {"number": "036691 5566", "label": "Hunde"}],
        street="Markt 1",
        postal_code="07607",
        town="Eisenberg",
        appointment_url="https://example.org/termin",
        latitude=50.97,
        longitude=11.9,
    )
    card = answer()
    hrefs = [link["href"] for link in card.select(".tlvwa-ways a")]
    assert "https://example.org/termin" in hrefs
    assert "geo:50.97,11.9" in hrefs
    assert any(href.startswith("https://www.openstreetmap.org/?mlat=50.97") for href in hrefs)
    assert "tel:115" not in hrefs
    assert "115" not in card.text


def test_a_street_without_a_point_leads_to_a_search_on_the_map(answer, town):
    change(town[2], street="Markt 1 & 2", postal_code="07607", town="Eisenberg")
    (link,) = answer().select(".tlvwa-ways a[href*='openstreetmap']")
    assert link["href"].endswith("search?query=Markt%201%20%26%202%2C%2007607%20Eisenberg")


@pytest.mark.parametrize(
    ("known", "sentence"),
    [
        ("yes", "Die Behördennummer 115 gibt Auskunft"),
        ("no", "nimmt an der Behördennummer 115 nicht teil"),
    ],
)
def test_whether_it_takes_part_in_115(answer, town, known, sentence):
    change(town[2], number_115=known)
    assert sentence in words(answer())


def test_the_question_folds_where_it_is_answered(anybody, town):
    dogs = town[3]
    page = anybody.get(FINDER, service=dogs.UID(), area=GOESEN).html
    assert page.select_one("details.tlvwa-ask-again #finder-wo")
    assert not anybody.get(FINDER, service=dogs.UID()).html.select("details.tlvwa-ask-again")
    wrong = anybody.get(FINDER, service=dogs.UID(), wo="Qqqq").html
    assert not wrong.select("details.tlvwa-ask-again")


@pytest.fixture
def feedback(portal, town):
    """The site's feedback form."""
    form = public_form(portal)
    api.portal.set_registry_record("tlvwa.portal.form_feedback", form.UID())
    transaction.commit()
    return form


def reports(element):
    return [urlsplit(link["href"]) for link in element.select("a.tlvwa-report")]


@pytest.mark.parametrize("page", [False, True])
def test_who_knows_better_is_led_to_the_feedback_form(answer, town, feedback, page):
    (link,) = reports(answer(page))
    assert link.path.endswith("/form")
    assert parse_qs(link.query) == {"behoerde": [town[2].UID()]}


@pytest.mark.parametrize("page", [False, True])
@pytest.mark.parametrize(
    ("lacking", "piece"), [("phones", "phones"), ("street", "address"), ("emails", "emails")]
)
def test_the_form_begins_with_the_one_piece_that_is_missing(
    answer, town, feedback, page, lacking, piece
):
    known = {
        "phones": [{"number": "036691 55", "label": ""}],
        "street": "Markt 1",
        "emails": ["amt@example.org"],
    }
    change(town[2], **{name: value for name, value in known.items() if name != lacking})
    (link,) = reports(answer(page))
    assert parse_qs(link.query)["angabe"] == [piece]


def test_there_is_no_link_without_a_form_and_to_an_office_that_nobody_sees(
    answer, town, feedback, visitor, portal
):
    draft = make(
        portal, "tlvwa.portal.Authority", publish=False, id="entwurf", title="Entwurf", kind="land"
    )
    shown = visitor("editor").get("entwurf/view")
    assert draft.title in shown.text
    assert not reports(shown.html)
    withdraw(feedback)
    transaction.commit()
    assert not reports(answer())
    assert not reports(answer(page=True))
