"""The addresses that other pages lead to."""

import pytest
import transaction
from plone import api

from tlvwa.portal.answers.form_urls import PURPOSES, form_url

from ..factories import outside_a_request, withdraw
from ..readmodels.object_loads import content_loads


@pytest.mark.parametrize("purpose", PURPOSES)
def test_each_purpose_has_a_form(forms, purpose):
    assert form_url(purpose).startswith(f"{forms.absolute_url()}/")


def test_parameters_are_in_the_address(forms):
    assert form_url("contact", behoerde="a b") == f"{forms.absolute_url()}/kontakt?behoerde=a+b"
    assert form_url("contact", behoerde="") == f"{forms.absolute_url()}/kontakt"


def test_an_editor_puts_another_form_in_its_place(forms):
    api.portal.set_registry_record("tlvwa.portal.form_contact", forms["beratung"].UID())
    assert form_url("contact") == f"{forms.absolute_url()}/beratung"


def test_there_is_no_address_of_what_is_not_public(forms, portal):
    withdraw(forms["kontakt"])
    transaction.commit()
    assert outside_a_request(form_url, "contact") == ""
    portal.portal_registry["tlvwa.portal.form_barrier"] = None
    assert form_url("barrier") == ""
    with pytest.raises(ValueError, match="no form"):
        form_url("unknown")


def test_no_object_is_loaded(forms, portal):
    form_url("contact")
    with content_loads(portal) as loaded:
        form_url("contact")
    assert {obj.getId() for obj in loaded} <= {"plone"}
