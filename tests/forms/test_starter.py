"""The ready-made forms."""

import pytest
from plone import api
from plone.app.testing import applyProfile

from tlvwa.portal.setuphandlers.starter.forms import NAMES


@pytest.mark.parametrize("name", NAMES)
def test_each_form_is_there_for_everybody(forms, anybody, name):
    page = anybody.get(f"formulare/{name}")
    assert page.status_int == 200
    assert forms[name].title in page.text


def test_the_settings_name_them(forms):
    for record, name in (("contact", "kontakt"), ("barrier", "barriere-melden")):
        assert api.portal.get_registry_record(f"tlvwa.portal.form_{record}") == forms[name].UID()


def test_what_an_editor_changed_stays(forms, portal):
    forms["kontakt"].title = "Schreiben Sie uns"
    api.content.delete(forms["beratung"])
    applyProfile(portal, "tlvwa.portal:starter")
    assert forms["kontakt"].title == "Schreiben Sie uns"
    assert forms["beratung"].title == "Beratung anfragen"
