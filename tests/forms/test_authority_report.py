"""What visitors say of an authority's own data, and who of the editors reads it."""

import csv
import io

import pytest
import transaction
from bs4 import BeautifulSoup
from plone import api
from zExceptions import NotFound

from tlvwa.portal.answers.form_urls import form_url
from tlvwa.portal.forms.saved_input import saved_rows

from ..factories import authority, public_form, service, withdraw
from ..layer import PASSWORD
from .form_client import filled, opened

PATH = "formulare/rueckmeldung"
QUEUE, OWN = "@@rueckmeldungen", "@@rueckmeldungen-eigene"
PIECES = ["address", "phones", "emails", "website", "opening_hours", "other"]


@pytest.fixture
def office(forms, portal):
    """A public authority."""
    return authority(portal, "jena", title="Stadt Jena", emails=["stadt@example.org"])


def choices(page):
    return [each.get("value") for each in page.tree.xpath("//input[@type='radio']")]


def chosen(page):
    return page.tree.xpath("//input[@type='radio'][@checked]/@value")


def saved(forms):
    return [row.values for row in saved_rows(forms["rueckmeldung"])]


def test_the_form_names_the_authority_and_asks_for_the_piece(office, anybody):
    page = opened(anybody, PATH, behoerde=office.UID())
    assert page.heading == "Angaben fehlen oder stimmen nicht"
    assert page.tree.xpath("string(//main//p/strong)").strip() == "Stadt Jena"
    assert choices(page) == PIECES
    assert chosen(page) == []
    assert "Hat Ihnen das geholfen?" not in page.tree.xpath("string(//form[@id='formular'])")


@pytest.mark.parametrize("piece", PIECES)
def test_a_missing_piece_is_chosen(office, anybody, piece):
    page = anybody.get(form_url("feedback", behoerde=office.UID(), angabe=piece))
    radio = page.html.select_one("#formular input[type=radio][checked]")
    assert radio["value"] == piece


@pytest.mark.parametrize(
    "query", ["angabe=fax", "angabe=", "angabe:list=phones", "angabe=<b>", f"angabe={'a' * 5000}"]
)
def test_an_unknown_piece_is_ignored(office, anybody, query):
    page = anybody.get(f"{form_url('feedback')}?behoerde={office.UID()}&{query}")
    assert page.status_int == 200
    assert not page.html.select("#formular input[checked]")


def test_authority_and_piece_are_kept_and_nothing_is_mailed(office, forms, anybody, later, mail):
    opening = {"behoerde": office.UID()}
    page = filled(anybody, later, PATH, opening=opening, angabe="phones", text="03641 49-0")
    assert page.heading == "Danke für Ihre Rückmeldung"
    assert page.answers == {
        "Welche Angabe fehlt oder stimmt nicht?": "Telefon",
        "Was hat gefehlt, was stimmt nicht?": "03641 49-0",
    }
    (row,) = saved(forms)
    del row["id"]
    assert row == {
        "angabe": "phones",
        "text": "03641 49-0",
        "leistung": "",
        "leistung_id": "",
        "behoerde": "Stadt Jena",
        "behoerde_id": office.UID(),
    }
    assert mail == []


def test_a_piece_must_be_chosen_and_an_unknown_one_is_refused(office, forms, anybody, later):
    opening = {"behoerde": office.UID()}
    page = filled(anybody, later, PATH, opening=opening, text="x")
    (sentence,) = page.errors.values()
    assert sentence == "Bitte wählen Sie bei „Welche Angabe fehlt oder stimmt nicht?“ etwas aus."
    assert "Stadt Jena" in page.text
    assert filled(anybody, later, PATH, opening=opening, angabe="fax").errors
    assert saved(forms) == []


def test_the_browser_sets_no_authority(office, forms, anybody, later):
    filled(anybody, later, PATH, antwort="ja", behoerde="Erfunden", behoerde_id=office.UID())
    assert [(row["behoerde"], row["behoerde_id"]) for row in saved(forms)] == [("", "")]


@pytest.mark.parametrize("kind", ["draft", "service", "unknown", "list"])
def test_only_a_public_authority_is_named(office, portal, forms, anybody, kind):
    secret = authority(portal, "geheim", title="Geheim", publish=False)
    other = service(portal, title="Hundesteuer")
    uid = {"draft": secret.UID(), "service": other.UID()}.get(kind, office.UID())
    name = {"list": "behoerde:list", "unknown": "behoerden"}.get(kind, "behoerde")
    page = opened(anybody, PATH, **{name: uid})
    assert choices(page) == ["ja", "teilweise", "nein"]
    assert "Geheim" not in page.text
    assert "Stadt Jena" not in page.text


def test_a_form_without_the_fields_says_it_in_the_text(office, forms, portal, anybody):
    model = forms["rueckmeldung"].fields_model.replace("behoerde_id", "andere_id")
    form = public_form(portal, "eigenes", fields=model, about="service")
    page = opened(anybody, form.getId(), behoerde=office.UID())
    assert page.of("text").text.strip() == "Es geht um die Angaben dieser Behörde: Stadt Jena"
    withdraw(office)
    transaction.commit()
    assert "Stadt Jena" not in opened(anybody, form.getId(), behoerde=office.UID()).text


@pytest.fixture
def editors(forms, portal, office, anybody, later):
    """Jena's and Weimar's editors; somebody reported on each of them, on an office in Jena, on a service."""
    weimar = authority(portal, "weimar", title="Stadt Weimar")
    desk = authority(office, "amt", title="Bürgeramt")
    dogs = service(portal, title="Hundesteuer")
    portal.acl_users.userFolderAddUser("weimarer", PASSWORD, ("Member",), [])
    for place, who in ((office, "municipality"), (weimar, "weimarer")):
        place.manage_setLocalRoles(who, ["Kommunalredaktion"])
        place.reindexObjectSecurity()
    transaction.commit()
    for place, piece in ((office, "phones"), (weimar, "address"), (desk, "emails")):
        opening = {"behoerde": place.UID()}
        filled(anybody, later, PATH, opening=opening, angabe=piece, text=place.getId())
    filled(anybody, later, PATH, opening={"leistung": dogs.UID()}, antwort="ja", text="hund")
    return office, weimar, desk


def table(visitor, who, path=OWN, **parameters):
    answer = visitor(who).get(path, file="csv", **parameters)
    assert answer.status_int == 200, answer.text
    return list(csv.DictReader(io.StringIO(answer.body.decode("utf-8-sig")), delimiter=";"))


def shown(visitor, who, path=OWN, **parameters):
    page = BeautifulSoup(visitor(who).get(path, **parameters).text, "html.parser")
    return sorted(cell.get_text(strip=True) for cell in page.select("tbody td:nth-of-type(5)"))


def key(forms, text):
    (row,) = [row for row in saved_rows(forms["rueckmeldung"]) if row.values["text"] == text]
    return f"{row.action}.{row.number}"


def test_the_queue_shows_filters_and_exports_authority_and_piece(editors, visitor):
    office = editors[0]
    assert shown(visitor, "editor", QUEUE) == ["amt", "hund", "jena", "weimar"]
    assert shown(visitor, "editor", QUEUE, authority=office.UID()) == ["jena"]
    assert shown(visitor, "editor", QUEUE, piece="address") == ["weimar"]
    assert shown(visitor, "editor", QUEUE, piece="fax") == []
    (row,) = table(visitor, "editor", QUEUE, piece="phones")
    assert (row["Behörde"], row["Angabe"], row["Antwort"]) == ("Stadt Jena", "Telefon", "")
    assert row["Adresse"].endswith("/jena")
    page = BeautifulSoup(visitor("editor").get(QUEUE).text, "html.parser")
    assert page.select_one("tbody a[href$='/weimar']").text == "Stadt Weimar"
    options = [option.text for option in page.select("#piece option")]
    assert sorted(options[1:]) == ["Anschrift", "E-Mail", "Telefon"]


def test_a_municipal_editor_reads_what_is_said_of_his_authorities_only(editors, visitor):
    assert shown(visitor, "municipality") == ["amt", "jena"]
    assert shown(visitor, "weimarer") == ["weimar"]
    assert [row["Text"] for row in table(visitor, "weimarer")] == ["weimar"]
    assert "Jena" not in visitor("weimarer").get(OWN).text
    assert table(visitor, "weimarer", authority=editors[0].UID()) == []
    for who in ("member", "reader", "reviewer"):
        assert shown(visitor, who) == []
        assert table(visitor, who) == []
    for who in ("municipality", "weimarer", "member", ""):
        assert visitor(who).get(QUEUE).status_int in (302, 401, 403)
        assert visitor(who).get(f"{PATH}/@@saveddata").status_int in (302, 401, 403)
    assert visitor("").get(OWN).status_int in (302, 401, 403)


def test_who_has_the_role_no_longer_reads_nothing(editors, visitor):
    office, _weimar, desk = editors
    desk.__ac_local_roles_block__ = True
    transaction.commit()
    assert shown(visitor, "municipality") == ["jena"]
    office.manage_delLocalRoles(["municipality"])
    transaction.commit()
    assert shown(visitor, "municipality") == []


def test_a_group_has_the_role_and_an_authority_that_went_is_nobodys(editors, visitor, portal):
    weimar = editors[1]
    api.group.create(groupname="leute")
    api.group.add_user(groupname="leute", username="member")
    weimar.manage_setLocalRoles("leute", ["Kommunalredaktion"])
    transaction.commit()
    assert shown(visitor, "member") == ["weimar"]
    api.content.delete(weimar, check_linkintegrity=False)
    transaction.commit()
    assert shown(visitor, "member") == []
    assert "weimar" in shown(visitor, "editor", QUEUE)


def test_a_municipal_editor_marks_his_own_as_done(editors, forms, portal, browser_of, visitor):
    browser = browser_of("municipality")
    browser.open(f"{portal.absolute_url()}/{OWN}?state=open")
    browser.getControl(name="mark", index=0).click()
    transaction.begin()
    assert OWN in browser.url
    done = [row.values["text"] for row in saved_rows(forms["rueckmeldung"]) if row.done]
    assert done == ["amt"]
    assert shown(visitor, "municipality", state="open") == ["jena"]


@pytest.mark.parametrize("foreign", ["weimar", "hund"])
def test_nobody_marks_what_is_not_his(editors, forms, portal, browser_of, foreign):
    browser = browser_of("municipality")
    browser.open(f"{portal.absolute_url()}/{OWN}")
    marking = browser.getForm(index=_first_marking(browser))
    marking.getControl(name="row").value = key(forms, foreign)
    with pytest.raises(NotFound):
        marking.getControl(name="mark").click()
    transaction.begin()
    assert not any(row.done for row in saved_rows(forms["rueckmeldung"]))


def _first_marking(browser):
    forms = BeautifulSoup(browser.contents, "html.parser").select("form")
    return next(number for number, form in enumerate(forms) if form.select("[name=mark]"))


def test_nothing_is_marked_by_get_or_without_a_token(editors, forms, visitor):
    values = {"row": key(forms, "jena"), "mark": "done"}
    visitor("municipality").get(OWN, **values)
    assert visitor("municipality").send(OWN, values).status_int == 403
    assert not any(row.done for row in saved_rows(forms["rueckmeldung"]))


def test_the_start_page_leads_there(editors, visitor):
    assert OWN in visitor("municipality").get("@@redaktion").text
    assert OWN not in visitor("member").get("@@redaktion").text


def test_without_a_form_there_is_no_list(portal, visitor):
    assert visitor("municipality").get(OWN).status_int == 404
