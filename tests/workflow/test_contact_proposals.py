"""What a newer source proposes is shown to the editors of an authority, who take it over or decline it."""

from datetime import date

import pytest
import transaction
from plone import api

from tlvwa.portal.content.authority.contact_offers import ContactOffer, outcome
from tlvwa.portal.content.authority.contact_store import carry_out, stored_piece
from tlvwa.portal.readmodels.payloads import ContactSource

from ..content_fixtures import content_fixture
from ..factories import JENA, authority, folder, models
from ..http_client import Visitor, manager

PAGE = "behoerden/amt"
DECIDE = f"{PAGE}/@@kontakt-vorschlag"
DAY = date(2026, 1, 31)
NEW = {"street": "Neue Straße 1", "address_addition": "", "postal_code": "07743", "town": "Jena"}
LINK = "https://example.org/liste"


def offer(office, as_of=DAY, source="Statistische Ämter <b>", value=NEW):
    """Offer an address as an import does."""
    offered = ContactOffer("address", value, source, as_of, LINK)
    result = outcome(stored_piece(office, "address"), offered)
    carry_out(office, offered, result)
    office.reindexObject(idxs=["UID"])
    transaction.commit()
    return str(result)


@content_fixture
def office(portal, clock):
    """An authority whose address an editor entered in 2025."""
    clock(2026, 7, 1, 10)
    rows = [{"piece": "address", "source": None, "as_of": date(2025, 1, 1)}]
    found = authority(
        folder(portal, "behoerden"),
        "amt",
        area=JENA,
        street="Markt 1",
        postal_code="07743",
        town="Jena",
        contact_sources=rows,
    )
    offer(found)
    return found


@pytest.fixture
def editor(portal, office):
    return manager(portal)


def proposal(visitor):
    return visitor.get(f"{PAGE}/view").html.select_one(".tlvwa-proposals form")


def decide(visitor, action, form=None):
    form = proposal(visitor) if form is None else form
    fields = {field["name"]: field["value"] for field in form.select("input[name]")}
    return visitor.send(DECIDE, fields | {"do": action})


def street(portal):
    portal._p_jar.sync()
    return portal["behoerden"]["amt"].street


def test_editors_see_it_with_source_day_and_value(editor, anybody):
    form = proposal(editor)
    text = " ".join(form.text.split())
    assert "Stand 31.01.2026, Statistische Ämter <b>" in text
    assert "Anschrift: Neue Straße 1, 07743 Jena" in text
    assert form.select_one("a")["href"] == LINK
    assert not anybody.get(PAGE).html.select(".tlvwa-proposals")
    assert "Neue Straße" not in anybody.get(PAGE).text


def test_it_is_taken_over(portal, office, editor):
    assert decide(editor, "accept").status_int == 302
    assert street(portal) == "Neue Straße 1"
    payload = models().nodes[office.UID()].payload
    assert payload.contact_sources == (
        ContactSource("address", "Statistische Ämter <b>", DAY, LINK),
    )
    assert payload.contact_proposals == ()
    assert proposal(editor) is None
    history = portal.portal_repository.getHistory(office)
    assert [version.object.street for version in history] == ["Neue Straße 1", "Markt 1"]
    assert offer(office, date(2026, 6, 1), value=NEW | {"street": "Weg 2"}) == "updated"


def test_it_is_declined_and_not_proposed_again(portal, office, editor):
    assert decide(editor, "decline").status_int == 302
    assert street(portal) == "Markt 1"
    assert proposal(editor) is None
    assert offer(office) == "kept"
    assert proposal(editor) is None
    assert offer(office, date(2026, 2, 1)) == "proposed"
    assert proposal(editor) is not None


def test_a_proposal_that_changed_meanwhile_is_not_taken_over(portal, office, editor):
    form = proposal(editor)
    offer(office, value=NEW | {"street": "Ganz woanders 1"})
    decide(editor, "accept", form)
    assert street(portal) == "Markt 1"
    assert "Ganz woanders 1" in proposal(editor).text


def test_twice(portal, editor):
    form = proposal(editor)
    decide(editor, "accept", form)
    assert decide(editor, "decline", form).status_int == 302
    assert street(portal) == "Neue Straße 1"


def test_only_by_post_with_the_form_of_the_page(portal, editor):
    mark = proposal(editor).select_one("input[name=mark]")["value"]
    assert editor.get(DECIDE, mark=mark, do="accept").status_int == 302
    assert editor.send(DECIDE, {"mark": mark, "do": "accept"}).status_int == 403
    assert street(portal) == "Markt 1"


def test_only_who_may_change_the_authority(portal, office, visitor, editor):
    mark = proposal(editor).select_one("input[name=mark]")["value"]
    for visitor_name in ("municipality", "reviewer"):
        stranger = visitor(visitor_name)
        assert proposal(stranger) is None
        assert stranger.send(DECIDE, {"mark": mark, "do": "accept"}).status_int in (302, 401, 403)
    assert Visitor(portal).send(DECIDE, {"mark": mark, "do": "accept"}).status_int in (302, 401)
    assert street(portal) == "Markt 1"
    api.user.grant_roles("municipality", roles=["Kommunalredaktion"], obj=office)
    transaction.commit()
    decide(visitor("municipality"), "accept")
    assert street(portal) == "Neue Straße 1"


@pytest.mark.parametrize("action", ["x", ""])
def test_without_a_known_decision_nothing_is_decided(editor, portal, action):
    assert decide(editor, action).status_int == 400
    assert street(portal) == "Markt 1"
    assert proposal(editor) is not None


def test_the_work_list_leads_there(visitor, editor):
    page = visitor("editor").get("arbeitsliste", kind="contact_proposed")
    (row,) = page.html.select(".editors-table tbody tr")
    assert "Anschrift: Stand 31.01.2026, Statistische Ämter <b>" in " ".join(row.text.split())
    assert any(link["href"].endswith("/amt/view") for link in row.select("a"))
    decide(editor, "decline")
    page = visitor("editor").get("arbeitsliste", kind="contact_proposed")
    assert not page.html.select(".editors-table tbody tr")


def test_a_copy_has_none(portal, office):
    api.content.copy(office, portal["behoerden"], id="kopie")
    transaction.commit()
    copy = portal["behoerden"]["kopie"]
    assert copy.contact_proposals == ()
    assert models().nodes[copy.UID()].payload.contact_proposals == ()
