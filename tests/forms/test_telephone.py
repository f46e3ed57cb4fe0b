"""The field for a telephone number in forms."""

import pytest

from tlvwa.portal.common.telephone_field import LONGEST
from tlvwa.portal.forms.saved_input import saved_rows

from ..content_fixtures import content_fixture
from ..factories import public_form
from .form_client import filled, opened

TYPE = "tlvwa.portal.common.telephone_field.Telephone"
MODEL = f"""<model xmlns="http://namespaces.plone.org/supermodel/schema"><schema>
<field name="number" type="{TYPE}"><title>Telefon</title><required>False</required></field>
</schema></model>"""


@content_fixture
def form(portal):
    """A form with the field."""
    return public_form(portal, fields=MODEL)


def test_a_form_asks_for_it(form, anybody):
    field = opened(anybody, "form").of("number")
    assert (field.get("type"), field.get("autocomplete")) == ("tel", "tel")
    assert field.get("maxlength") == str(LONGEST)


@pytest.mark.parametrize(
    "text", ["0361 57-100", " 0176 12345678 ", "+48 22 123 45 67", "0361 1234 (abends)", "115"]
)
def test_it_is_kept_as_it_was_written(form, anybody, later, text):
    assert filled(anybody, later, "form", number=text).answers == {"Telefon": text.strip()}
    assert [row.values["number"] for row in saved_rows(form)] == [text.strip()]


def test_it_may_stay_empty(form, anybody, later):
    assert "Danke" in filled(anybody, later, "form", number=" ").text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("abc", "stehen Buchstaben"),
        ("O361 12345", "stehen Buchstaben"),
        ("12345", "fehlt die Vorwahl"),
        ("0361 1234567890123", "zu lang"),
    ],
)
def test_an_error_says_why(form, anybody, later, text, words):
    page = filled(anybody, later, "form", number=text)
    (error,) = page.errors.values()
    assert error.startswith("„Telefon“: ")
    assert words in error
    assert page.of("number").get("value") == text
    assert saved_rows(form) == []


def test_the_shipped_forms_have_it(forms, anybody):
    for name in ("beratung", "foerderantrag"):
        assert opened(anybody, f"formulare/{name}").of("telefon").get("type") == "tel", name
