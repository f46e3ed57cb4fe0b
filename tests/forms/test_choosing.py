"""What there is to choose from: municipalities, publications; what a form begins with."""

import pytest
from zope.component import getUtility
from zope.schema.interfaces import IVocabularyFactory

from tlvwa.portal.forms import vocabularies
from tlvwa.portal.forms.saved import rows

from ..making import folder
from .filling import filled

ORDER = "formulare/bestellung"


def vocabulary(name):
    return getUtility(IVocabularyFactory, f"tlvwa.portal.{name}")(None)


def test_municipalities_of_the_land_today(portal, clock):
    clock(2026, 11, 24, 12)
    terms = list(vocabulary("municipalities"))
    by_token = {term.token: term for term in terms}
    assert len({term.value for term in terms}) == len(terms) == 605
    assert by_token["160745052025"].value == "Gösen (Saale-Holzland-Kreis)"
    assert by_token["160530000000"].value == "Jena"
    groups = [term.group for term in terms]
    assert groups == sorted(groups, key=groups.index)
    assert groups[-1] == "Kreisfreie Städte"


def test_another_land_or_another_day(portal, clock):
    from plone import api

    clock(2015, 1, 1, 12)
    assert "160745052025" in {term.token for term in vocabulary("municipalities")}
    api.portal.set_registry_record("tlvwa.portal.land", "15")
    with pytest.raises(LookupError):
        vocabulary("municipalities")


@pytest.fixture
def publications(forms, portal, monkeypatch):
    """Two things that can be ordered; folders stand for publications."""

    class Payload:
        orderable = True

    monkeypatch.setattr(vocabularies, "PUBLICATION", "Folder")
    return [folder(portal, name, title=title) for name, title in (("a", "Heft A"), ("b", "Heft B"))]


def test_with_nothing_to_order_the_form_says_so(forms, anybody, later):
    assert "Zurzeit steht hier nichts zur Auswahl" in anybody.get(ORDER).text
    page = filled(anybody, later, ORDER)
    assert page.errors["form-widgets-publikationen-0"].startswith("Bitte wählen Sie")
    assert page.tree.get_element_by_id("form-widgets-publikationen-0") is not None


def test_quantities_have_bounds(forms, anybody, later):
    page = filled(anybody, later, ORDER, anzahl="51", plz="123")
    assert page.errors["form-widgets-anzahl"].endswith("höchstens 50 sein.")
    assert page.errors["form-widgets-plz"].endswith("Bitte mindestens 5 Zeichen.")
    assert (
        filled(anybody, later, ORDER, anzahl="0").errors["form-widgets-anzahl"].endswith("1 sein.")
    )
    assert (
        filled(anybody, later, ORDER, anzahl="x").errors["form-widgets-anzahl"].endswith("Zahl an.")
    )
    assert rows(forms["bestellung"]) == []
