"""The field for a postal code: in forms, in content, as JSON, where editors make forms."""

import json

import pytest
import transaction

from tlvwa.portal.common.postal_code_field import PostalCode
from tlvwa.portal.common.validation_errors import FieldRefused
from tlvwa.portal.forms.saved_input import saved_rows

from ..content_fixtures import content_fixture
from ..factories import authority, public_form
from .form_client import filled, opened

TYPE = "tlvwa.portal.common.postal_code_field.PostalCode"
MODEL = f"""<model xmlns="http://namespaces.plone.org/supermodel/schema"><schema>
<field name="code" type="{TYPE}"><title>Postleitzahl</title><required>False</required></field>
</schema></model>"""


@content_fixture
def form(portal):
    """A form with the field."""
    return public_form(portal, fields=MODEL)


def test_a_form_asks_for_it(form, anybody):
    field = opened(anybody, "form").of("code")
    assert (field.get("type"), field.get("inputmode")) == ("text", "numeric")
    assert field.get("autocomplete") == "postal-code"
    assert field.get("maxlength") is None


@pytest.mark.parametrize("text", ["D-07607", " 0 7607 ", "07607"])
def test_what_is_sent_is_kept_as_five_digits(form, anybody, later, text):
    assert filled(anybody, later, "form", code=text).answers == {"Postleitzahl": "07607"}
    assert [row.values["code"] for row in saved_rows(form)] == ["07607"]


def test_it_may_stay_empty(form, anybody, later):
    assert "Danke" in filled(anybody, later, "form", code=" ").text


@pytest.mark.parametrize(
    ("text", "words"),
    [("7607", "hat vier Ziffern"), ("A-1010", "anderen Landes"), ("07607 Eisenberg", "den Ort")],
)
def test_an_error_says_why(form, anybody, later, text, words):
    page = filled(anybody, later, "form", code=text)
    (error,) = page.errors.values()
    assert error.startswith("„Postleitzahl“: ")
    assert words in error
    assert page.of("code").get("value") == text
    assert saved_rows(form) == []


def test_the_order_form_has_it(forms, anybody):
    assert opened(anybody, "formulare/bestellung").of("plz").get("inputmode") == "numeric"


def test_editors_choose_it_for_a_field_and_change_it(form, browser_of, portal):
    browser = browser_of("manager")
    browser.open(f"{form.absolute_url()}/fields/@@add-field")
    browser.getControl(name="form.widgets.title").value = "Ihre Postleitzahl"
    browser.getControl(name="form.widgets.__name__").value = "ihre"
    browser.getControl("Postleitzahl").selected = True
    browser.getControl(name="form.buttons.add").click()
    transaction.begin()
    assert f'name="ihre" type="{TYPE}"' in form.fields_model
    browser.open(f"{form.absolute_url()}/fields/ihre")
    browser.getControl(name="form.widgets.title").value = "PLZ"
    browser.getControl(name="form.buttons.save").click()
    transaction.begin()
    assert "<title>PLZ</title>" in form.fields_model


@pytest.mark.parametrize("sent", ["D-07607", " 07 607", "07607"])
def test_programs_may_write_it_like_people(portal, visitor, sent):
    office = authority(portal)
    transaction.commit()
    manager = visitor("manager")
    assert manager.patch(office.getId(), {"postal_code": sent}).status_int == 204
    assert manager.json(office.getId())["postal_code"] == "07607"
    for missing in ("", None):
        assert manager.patch(office.getId(), {"postal_code": missing}).status_int == 204
        assert manager.json(office.getId())["postal_code"] is None


@pytest.mark.parametrize(
    ("sent", "words"), [("7607", "vier Ziffern"), ("CH-8001", "anderen Landes"), (7607, "type")]
)
def test_programs_are_told_what_is_wrong(portal, visitor, sent, words):
    office = authority(portal)
    transaction.commit()
    answer = visitor("manager").patch(office.getId(), {"postal_code": sent})
    assert answer.status_int == 400
    assert words in answer.text


def test_the_field_is_told_to_programs(portal, visitor):
    told = visitor("manager").get("@types/tlvwa.portal.Authority", "application/json")
    field = json.loads(told.text)["properties"]["postal_code"]
    assert (field["title"], field["type"]) == ("Postleitzahl", "string")


def test_the_form_of_an_authority_takes_it(portal, browser_of):
    office = authority(portal)
    transaction.commit()
    browser = browser_of("editor")
    browser.open(f"{office.absolute_url()}/edit")
    browser.getControl(name="form.widgets.postal_code").value = "D-7607"
    browser.getControl(name="form.buttons.save").click()
    assert "hat vier Ziffern" in browser.contents
    browser.getControl(name="form.widgets.postal_code").value = "D-07607"
    browser.getControl(name="form.buttons.save").click()
    transaction.begin()
    assert office.postal_code == "07607"


def test_other_than_five_digits_is_refused_wherever_it_is_validated():
    field = PostalCode(title="Postleitzahl")
    field.validate("07607")
    for wrong in ("D-07607", "7607", "07607 "):
        with pytest.raises(FieldRefused):
            field.validate(wrong)
