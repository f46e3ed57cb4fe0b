"""Many records at once: shown before it is done, all or nothing, in the history, and only what is allowed."""

from datetime import date

import pytest
import transaction
from bs4 import BeautifulSoup
from plone import api
from plone.locking.interfaces import ILockable

from tlvwa.portal.tables.bulk import view as bulk_view

from ..content_fixtures import content_fixture
from ..factories import ERFURT, JENA, authority, models, publish, responsibility
from ..mail_server import MailServer

PAGE = "@@zustaendigkeiten-aendern"
OVERVIEW = "@@zustaendigkeiten-uebersicht"


@content_fixture
def records(portal, dog_tax, jena):
    """Three published records of Jena."""
    made = [
        responsibility(jena, dog_tax, name=name, title=name.upper(), areas=[JENA], valid_to=last)
        for name, last in (("a", None), ("b", date(2026, 12, 31)), ("c", date(2020, 12, 31)))
    ]
    transaction.commit()
    return made


def uids(records):
    """The records as the form names them."""
    return " ".join(record.UID() for record in records)


def send(visitor, who, **fields):
    """The page after sending fields."""
    response = visitor(who).send(PAGE, fields)
    assert response.status_int in (200, 302), response.text[:2000]
    return response


def apply(visitor, who, preview):
    """The answer to pressing the button of a preview."""
    form = next(
        each for each in preview.forms.values() if "_authenticator" in dict(each.submit_fields())
    )
    return visitor(who).send(form.action, [*form.submit_fields(), ("do", "apply")])


def text(response):
    """What a page says."""
    content = BeautifulSoup(response.text, "html.parser").select_one("#content")
    return " ".join(content.get_text(" ").split())


def test_from_ticking_to_done(visitor, jena, records):
    shown = visitor("municipality").get(OVERVIEW)
    form = next(each for each in shown.forms.values() if PAGE in each.action)
    sent = [("uid:list", record.UID()) for record in records[:2]]
    first = visitor("municipality").send(form.action, [*sent, ("chosen", "1")])
    assert "2 Zuständigkeiten sind ausgewählt" in text(first)
    change = {
        "uids": uids(records[:2]), "do": "preview", "comment": "Neues Gesetz",
        "legal_basis_do": "set", "legal_basis": "§ 5 ThürKO",
        "valid_to_do": "clear", "confirmed_on_do": "set", "confirmed_on": "2026-11-23",
    }  # fmt: skip
    preview = send(visitor, "municipality", **change)
    assert "2 Zuständigkeiten werden geändert" in text(preview)
    assert "31.12.2026" in text(preview)
    transaction.begin()
    assert records[0].legal_basis is None  # nothing yet
    assert apply(visitor, "municipality", preview).status_int == 302
    transaction.begin()
    for record in records[:2]:
        assert (record.legal_basis, record.valid_to) == ("§ 5 ThürKO", None)
        assert record.confirmed_on == date(2026, 11, 23)
        assert models().nodes[record.UID()].payload.record.legal_basis == "§ 5 ThürKO"
        (newest, *_older) = api.portal.get_tool("portal_repository").getHistory(record)
        assert newest.comment == "Sammeländerung: Neues Gesetz"
        assert newest.sys_metadata["principal"] == "municipality"
    assert records[2].legal_basis is None


def test_all_that_the_filters_find(visitor, jena, records):
    first = send(visitor, "municipality", all="1", ends="2026-01-01")
    assert "1 Zuständigkeiten sind ausgewählt" in text(first)
    assert records[2].UID() in first.text
    assert records[0].UID() not in first.text


def test_what_is_refused_is_named_with_its_reason_and_the_rest_is_done(visitor, jena, records):
    change = {"do": "preview", "valid_from_do": "set", "valid_from": "2026-01-01"}
    preview = send(visitor, "municipality", uids=uids(records), **change)
    assert "C : Der letzte Tag liegt vor dem ersten" in text(preview)
    assert "2 Zuständigkeiten werden geändert" in text(preview)
    apply(visitor, "municipality", preview)
    transaction.begin()
    assert [record.valid_from for record in records] == [*[date(2026, 1, 1)] * 2, None]


def test_all_or_nothing_when_something_changed_meanwhile(visitor, jena, records):
    change = {"do": "preview", "valid_from_do": "set", "valid_from": "2026-01-01"}
    preview = send(visitor, "municipality", uids=uids(records[:2]), **change)
    records[1].valid_to = date(2020, 1, 1)
    records[1].reindexObject()
    transaction.commit()
    answer = apply(visitor, "municipality", preview)
    assert "Inzwischen hat sich etwas geändert" in text(answer)
    transaction.begin()
    assert [record.valid_from for record in records] == [None] * 3


def test_what_refuses_while_writing_takes_everything_back(visitor, jena, records, monkeypatch):
    original = bulk_view.apply_edits

    def broken(lines, change):
        original(lines, change)
        raise bulk_view.BadRequest("so nicht")

    monkeypatch.setattr(bulk_view, "apply_edits", broken)
    change = {"do": "preview", "legal_basis_do": "set", "legal_basis": "§ 9"}
    preview = send(visitor, "municipality", uids=uids(records), **change)
    assert "so nicht" in text(apply(visitor, "municipality", preview))
    transaction.begin()
    assert {record.legal_basis for record in records} == {None}


def test_records_of_others_are_neither_shown_nor_changed(visitor, portal, dog_tax, records, weimar):
    theirs = responsibility(weimar, dog_tax, name="y", title="Weimars", areas=[])
    change = {"do": "preview", "legal_basis_do": "set", "legal_basis": "§ 9"}
    chosen = uids([records[0], theirs, weimar["z"]])
    preview = send(visitor, "municipality", uids=chosen, **change)
    assert "Geheimsache" not in preview.text
    assert "1 gibt es für Sie nicht mehr" in text(preview)
    assert "Weimars : Im Zustand „Veröffentlicht“ dürfen Sie sie nicht ändern" in text(preview)
    apply(visitor, "municipality", preview)
    transaction.begin()
    assert records[0].legal_basis == "§ 9"
    assert (theirs.legal_basis, weimar["z"].legal_basis) == (None, None)


def test_what_reaches_too_far_or_is_being_edited_is_refused(visitor, jena, records):
    records[0].areas = [JENA, ERFURT]
    with api.env.adopt_user("editor"):
        ILockable(records[1]).lock()
    transaction.commit()
    change = {"do": "preview", "legal_basis_do": "set", "legal_basis": "§ 9"}
    preview = send(visitor, "municipality", uids=uids(records), **change)
    assert "A : Außerhalb des Gebiets dieser Behörde: Erfurt" in text(preview)
    assert "B : Wird gerade von jemand anderem bearbeitet" in text(preview)
    assert "1 Zuständigkeiten werden geändert" in text(preview)


def test_a_step_where_it_is_open_and_one_message_for_all(visitor, portal, dog_tax, jena, records):
    drafts = [
        responsibility(jena, dog_tax, name=name, title=name, publish=False) for name in ("x", "y")
    ]
    api.user.get(userid="reviewer").setMemberProperties({"email": "reviewer@example.org"})
    api.portal.set_registry_record("plone.email_from_address", "portal@example.org")
    with MailServer() as server:
        host, port = server.server_address
        api.portal.set_registry_record("plone.smtp_host", host)
        api.portal.set_registry_record("plone.smtp_port", port)
        transaction.commit()
        change = {"do": "preview", "step": "submit", "comment": "Bitte"}
        preview = send(visitor, "municipality", uids=uids([*drafts, records[0]]), **change)
        assert "A : Der Schritt ist im Zustand „Veröffentlicht“ nicht möglich" in text(preview)
        apply(visitor, "municipality", preview)
    transaction.begin()
    assert [api.content.get_state(each) for each in drafts] == ["in_review"] * 2
    step = next(iter(drafts[0].workflow_history.values()))[-1]
    assert step["comments"] == "Sammeländerung: Bitte"
    (message,) = server.messages
    assert message["To"] == "reviewer@example.org"
    assert all(f"/jena/{name}\n" in message.get_content() for name in ("x", "y"))


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({}, "Bitte wählen Sie, was sich ändern soll"),
        ({"valid_to_do": "set"}, "Bei „Gilt bis“ fehlt der neue Wert"),
        ({"step": "withdraw"}, "ist ein Kommentar nötig"),
    ],
)
def test_an_unclear_form_comes_back(visitor, records, fields, told):
    answer = send(visitor, "editor", uids=uids(records), do="preview", **fields)
    assert told in text(answer)
    assert uids(records) in answer.text


def test_malformed_values_are_refused(visitor, records):
    for fields in ({"valid_to_do": "set", "valid_to": "morgen"}, {"valid_to_do": "destroy"}):
        answer = visitor("editor").send(PAGE, {"uids": uids(records), "do": "preview"} | fields)
        assert answer.status_int == 400


def test_too_many_are_refused(visitor, records, monkeypatch):
    monkeypatch.setattr(bulk_view, "LIMIT", 2)
    assert "höchstens 2" in text(send(visitor, "editor", all="1"))


def test_only_a_form_of_ours_writes(visitor, anybody, records):
    change = {
        "uids": uids(records), "do": "apply", "legal_basis_do": "set", "legal_basis": "§ 9",
    }  # fmt: skip
    assert visitor("editor").send(PAGE, change).status_int == 403
    assert visitor("editor").get(PAGE, **change).status_int in (302, 401)
    assert anybody.send(PAGE, change).status_int in (302, 401)
    transaction.begin()
    assert {record.legal_basis for record in records} == {None}


def test_what_is_as_it_is_to_be_gets_no_version(visitor, jena, records):
    publish(jena["zustaendig"])
    part = authority(jena, "teil", area=None)
    change = {"do": "preview", "valid_to_do": "set", "valid_to": "2026-12-31"}
    preview = send(visitor, "editor", uids=uids([*records[:2], part]), **change)
    assert "1 sind schon so" in text(preview)
    before = records[1].version_id
    apply(visitor, "editor", preview)
    transaction.begin()
    assert records[1].version_id == before
    assert records[0].valid_to == date(2026, 12, 31)
