"""What visitors say of a service, and the editors' queue."""

import csv
import io

import pytest
import transaction
from plone import api

from tlvwa.portal.answers.form_urls import form_url
from tlvwa.portal.forms.saved_input import saved_rows

from ..factories import service, withdraw
from .form_client import filled, opened

PATH = "formulare/rueckmeldung"
QUEUE = "@@rueckmeldungen"


@pytest.fixture
def said(forms, portal, anybody, later):
    """Two visitors said something of one service, one of no service."""
    dog_tax = service(portal, title="Hundesteuer anmelden")
    opening = {"leistung": dog_tax.UID()}
    filled(anybody, later, PATH, opening=opening, antwort="nein", text="=Gebühr fehlt")
    filled(anybody, later, PATH, opening=opening, antwort="ja", text="")
    filled(anybody, later, PATH, antwort="teilweise", text="allgemein")
    return dog_tax


def table(visitor, **parameters):
    answer = visitor("editor").get(QUEUE, file="csv", **parameters)
    assert answer.status_int == 200, answer.text
    lines = csv.reader(io.StringIO(answer.body.decode("utf-8-sig")), delimiter=";")
    return [line[1:] for line in lines][1:]


def test_the_service_is_attached_on_the_server(said, forms):
    kept = [row.values for row in saved_rows(forms["rueckmeldung"])]
    assert [each["leistung"] for each in kept] == ["", *["Hundesteuer anmelden"] * 2]
    assert [each["leistung_id"] for each in kept] == ["", said.UID(), said.UID()]
    assert kept[0].keys() == {
        *("antwort", "text", "leistung", "leistung_id", "behoerde", "behoerde_id", "id")
    }


def test_the_page_says_which_service_it_is_about(forms, portal, anybody):
    dog_tax = service(portal, title="Hundesteuer anmelden")
    assert "Es geht um:" not in anybody.get(PATH).text
    told = anybody.get(PATH, leistung=dog_tax.UID()).html.select_one("main p strong")
    assert told.text == "Hundesteuer anmelden"
    withdraw(dog_tax)
    transaction.commit()
    assert "Hundesteuer" not in anybody.get(PATH, leistung=dog_tax.UID()).text


def test_no_field_sets_the_service(forms, anybody, later):
    opening = {"form.widgets.leistung": "Erfunden", "form.widgets.leistung_id": "x"}
    page = opened(anybody, PATH, **opening)
    assert "Erfunden" not in page.text
    filled(anybody, later, PATH, opening=opening, antwort="ja", leistung="E", leistung_id="x")
    assert saved_rows(forms["rueckmeldung"])[0].values["leistung"] == ""


def test_a_draft_is_not_told(forms, portal, anybody, later):
    secret = service(portal, "geheim", title="Geheime Leistung", publish=False)
    page = filled(anybody, later, PATH, opening={"leistung": secret.UID()}, antwort="ja")
    assert "Geheime" not in page.text
    assert saved_rows(forms["rueckmeldung"])[0].values["leistung"] == ""


def test_the_queue_shows_and_filters(said, visitor):
    page = visitor("editor").get(QUEUE)
    assert "=Gebühr fehlt" in page.text
    assert f'href="{said.absolute_url()}"' in page.text.replace("nohost:80", "nohost")
    url = said.absolute_url()
    assert [line[0] for line in table(visitor)] == ["", *["Hundesteuer anmelden"] * 2]
    of_service = table(visitor, service=said.UID())
    assert [line[2:] for line in of_service] == [
        ["ja", "", "", "", ""],
        ["nein", "'=Gebühr fehlt", "", "", ""],
    ]
    assert url.split("/")[-1] in of_service[0][1]
    assert len(table(visitor, answer="teilweise")) == 1
    assert len(table(visitor, state="open")) == 3
    assert table(visitor, state="done") == []
    assert visitor("editor").get(QUEUE, file="xlsx").body.startswith(b"PK")
    assert visitor("editor").get(QUEUE, state="x").status_int == 400


def test_done_is_marked_by_post_with_a_token(said, forms, portal, visitor, browser_of):
    row = saved_rows(forms["rueckmeldung"])[-1]
    key = f"{row.action}.{row.number}"
    assert visitor("editor").send(QUEUE, {"row": key, "mark": "done"}).status_int == 403
    visitor("editor").get(QUEUE, row=key, mark="done")
    assert not any(each.done for each in saved_rows(forms["rueckmeldung"]))
    browser = browser_of("editor")
    browser.open(f"{portal.absolute_url()}/{QUEUE}?state=open")
    browser.getControl(name="mark", index=2).click()
    transaction.begin()
    assert "state=open" in browser.url
    assert [each.done for each in saved_rows(forms["rueckmeldung"])] == [False, False, True]
    assert table(visitor, state="done")[0][3] == "'=Gebühr fehlt"
    browser.open(f"{portal.absolute_url()}/{QUEUE}?state=done")
    browser.getControl(name="mark").click()
    transaction.begin()
    assert not any(each.done for each in saved_rows(forms["rueckmeldung"]))


def test_a_service_that_went_keeps_its_feedback(said, visitor, portal):
    withdraw(said)
    assert len(table(visitor, service=said.UID())) == 2
    api.content.delete(said, check_linkintegrity=False)
    assert table(visitor)[1][:2] == ["Hundesteuer anmelden", ""]
    assert visitor("editor").get(QUEUE).status_int == 200


def test_without_a_form_there_is_no_queue(portal, visitor):
    assert visitor("editor").get(QUEUE).status_int == 404


def test_what_was_sought_in_vain_is_taken_along(anybody, forms):
    words = 'xyzzy <b>"x"</b>'
    link = form_url("feedback", suche=words)
    page = anybody.get(link)
    assert "<b>" not in page.html.select_one("form textarea").decode_contents()
    text = page.html.select_one("form textarea").text
    assert text.strip() == f"Ich habe vergeblich gesucht: {words}"
    for query in ("suche:list=a", "suche=", f"suche={'a' * 9_000}"):
        page = anybody.get(f"{form_url('feedback')}?{query}")
        assert page.status_int == 200
        assert len(page.html.select_one("form textarea").text) < 300
