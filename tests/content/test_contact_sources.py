"""Source and day of each piece of contact data: the field, in the form and by REST."""

from datetime import date

import pytest
import transaction
from plone import api

from tlvwa.portal.readmodels.payloads import ContactSource
from tlvwa.portal.setuphandlers.starter.languages import install_languages

from ..content_fixtures import content_fixture
from ..factories import DOG_TAX, JENA, authority, folder, models, responsibility, service
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


# Where it is shown


PHONE = {"piece": "phones", "source": "", "as_of": "2024-06-30", "url": ""}


def notes(page):
    """What stands beside the pieces."""
    return [" ".join(note.text.split()) for note in page.html.select("main .tlvwa-source")]


@pytest.fixture
def told(portal, office, clock):
    """The address has source and day, the telephone is the editors', the e-mail of unknown day."""
    clock(2026, 7, 1, 10)
    office.emails = ["post@example.org"]
    office.reindexObject()
    transaction.commit()
    assert send(portal, LIST, PHONE).status_int == 204


def test_the_page_says_it_beside_each_piece(anybody, told):
    page = anybody.get("behoerden/amt")
    assert notes(page) == [
        "Stand 31.01.2026, Statistische Ämter",
        "Stand 30.06.2024, Redaktion",
        "Stand unbekannt",
    ]
    link = page.html.select_one(".tlvwa-address .tlvwa-source a")
    assert link["href"] == LIST["url"]
    assert not page.html.select(".tlvwa-contact .tlvwa-source a")


def test_in_english(portal, anybody, told, office):
    install_languages(portal)
    tax = service(folder(portal, "leistungen"), leika_keys=[DOG_TAX])
    responsibility(office, tax, areas=[JENA])
    page = anybody.get("en/zustaendigkeitsfinder", service=DOG_TAX, area=JENA)
    assert notes(page)[:2] == ["As of 31/01/2026, Statistische Ämter", "As of 30/06/2024, Editors"]
    names = page.html.select(".tlvwa-address .tlvwa-source span")
    assert [name.get("lang") for name in names] == ["de"]


def test_an_answer_says_it_too(portal, anybody, told, office):
    tax = service(folder(portal, "leistungen"), leika_keys=[DOG_TAX])
    responsibility(office, tax, areas=[JENA])
    page = anybody.get("zustaendigkeitsfinder", service=DOG_TAX, area=JENA)
    assert notes(page)[:2] == [
        "Stand 31.01.2026, Statistische Ämter",
        "Stand 30.06.2024, Redaktion",
    ]
    entry = anybody.json("@responsible", service=DOG_TAX, area=JENA)["offices"][0]
    assert [
        (each["piece"], each["as_of"], each["overdue"]) for each in entry["contact_sources"]
    ] == [
        ("address", "2026-01-31", False),
        ("phones", "2024-06-30", True),
    ]


@pytest.mark.parametrize(("months", "overdue"), [(24, True), (25, False)])
def test_editors_are_told_what_is_overdue(visitor, anybody, told, months, overdue):
    api.portal.set_registry_record("tlvwa.portal.contact_overdue_months", months)
    transaction.commit()
    notice = visitor("editor").get("behoerden/amt").html.select_one(".tlvwa-overdue")
    assert bool(notice) is overdue
    if notice:
        assert "Telefon: Stand 30.06.2024, Redaktion" in notice.text
        assert "Anschrift" not in notice.text
    assert not anybody.get("behoerden/amt").html.select(".tlvwa-overdue")


def test_on_the_day_it_is_not_overdue_yet(visitor, told, clock):
    clock(2026, 6, 30, 10)
    assert not visitor("editor").get("behoerden/amt").html.select(".tlvwa-overdue")


def test_the_work_list_has_the_oldest_first(portal, visitor, told):
    older = [{"piece": "website", "source": "", "as_of": date(1, 1, 1)}]
    authority(portal, "alt", website="https://example.org", contact_sources=older)
    page = visitor("editor").get("arbeitsliste", kind="contact_overdue")
    rows = [" ".join(row.text.split()) for row in page.html.select(".editors-table tbody tr")]
    assert [row.split()[0] for row in rows] == ["alt", "amt"]
    assert "Telefon: Stand 30.06.2024, Redaktion" in rows[1]
    assert "01.07.2024" not in rows[1]


def test_a_day_at_the_end_of_time_is_never_overdue(portal, visitor, clock):
    clock(2026, 7, 1, 10)
    rows = [{"piece": "website", "source": "", "as_of": date.max}]
    authority(portal, "x", website="https://example.org", contact_sources=rows)
    page = visitor("editor").get("arbeitsliste", kind="contact_overdue")
    assert not page.html.select(".editors-table tbody tr")


def test_the_table_of_authorities_has_it(visitor, told):
    response = visitor("editor").get("behoerden-uebersicht", file="csv", overdue="yes")
    assert "Telefon: Stand 30.06.2024, Redaktion" in response.text
    assert "30.06.2024" in response.text or "2024-06-30" in response.text


def test_a_source_without_its_piece_is_not_told(portal, anybody, office, clock):
    clock(2026, 7, 1)
    assert send(portal, {"piece": "website", "source": "Verzeichnis"}).status_int == 204
    assert notes(anybody.get("behoerden/amt")) == ["Stand unbekannt", "Stand unbekannt"]
