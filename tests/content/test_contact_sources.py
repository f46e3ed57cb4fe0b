"""Source and day of each piece of contact data: the field, in the form and by REST."""

from datetime import date

import pytest

from tlvwa.portal.readmodels.payloads import ContactSource

from ..content_fixtures import content_fixture
from ..factories import JENA, authority, folder, models
from ..http_client import manager

LIST = {
    "piece": "address",
    "source": "Statistische Ämter",
    "as_of": "2026-01-31",
    "url": "https://example.org/liste",
}


@content_fixture
def office(portal):
    """An authority with contact data."""
    return authority(
        folder(portal, "behoerden"),
        "amt",
        area=JENA,
        street="Am Anger 15",
        phones=[{"number": "03641 49-0", "label": ""}],
    )


def send(portal, *rows):
    """Send rows as a program does; return the answer."""
    return manager(portal).patch("behoerden/amt", {"contact_sources": list(rows)})


def test_what_a_program_sends_is_kept_and_told(portal, office, clock):
    clock(2026, 7, 1)
    assert send(portal, LIST).status_int == 204
    row = manager(portal).json("behoerden/amt")["contact_sources"][0]
    assert (row["piece"], row["as_of"]) == ("address", "2026-01-31")
    portal._p_jar.sync()
    expected = ContactSource(
        "address", "Statistische Ämter", date(2026, 1, 31), "https://example.org/liste"
    )
    assert models().nodes[office.UID()].payload.contact_sources == (expected,)


def test_only_the_piece_is_needed(portal, office):
    assert send(portal, {"piece": "phones"}).status_int == 204
    assert models().nodes[office.UID()].payload.contact_sources == (ContactSource("phones"),)


def test_content_of_earlier_versions_has_none(portal, office):
    office.__dict__.pop("contact_sources", None)
    assert office.contact_sources == []


REFUSED = {
    "second row of a piece": (
        [LIST, LIST],
        "Zeile 2: Zu „Anschrift“ steht die Quelle schon in Zeile 1.",
    ),
    "day to come": ([LIST | {"as_of": "2026-07-02"}], "Zeile 1: Der Stand liegt in der Zukunft."),
    "no address": ([LIST | {"url": "javascript:alert(1)"}], "keine Webadresse"),
    "unknown piece": ([LIST | {"piece": "fax"}], "Zeile 1"),
    "no piece": ([{"source": "Redaktion"}], "Zeile 1"),
    "no day": ([LIST | {"as_of": "gestern"}], "Zeile 1"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refused_with_row_and_reason(portal, office, clock, case):
    clock(2026, 7, 1)
    rows, reason = REFUSED[case]
    answer = send(portal, *rows)
    assert answer.status_int == 400, answer.text
    assert "Quelle und Stand der Kontaktangaben" in answer.json["message"]
    assert reason in answer.json["message"]
