"""What there is to choose from: municipalities, publications; what a form begins with."""

import pytest
from zope.component import getUtility
from zope.schema.interfaces import IVocabularyFactory

from tlvwa.portal.forms.saved_input import saved_rows

from ..content_fixtures import content_fixture
from ..factories import funding_programme, publication
from .form_client import filled, opened

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


@content_fixture
def publications(portal, starter):
    """Two that can be ordered; one that cannot, one that is a draft."""
    publication(portal, "c", title="Nur als Datei")
    publication(portal, "d", title="Geheim", orderable=True, publish=False)
    return [
        publication(portal, name, title=title, orderable=True)
        for name, title in (("b", "Heft B"), ("a", "Heft A"))
    ]


def test_publications_are_ordered_by_choosing_them(publications, forms, anybody, later, mail):
    second, first = publications
    page = opened(anybody, ORDER, publikation=second.UID())
    boxes = page.tree.xpath("//input[@name='form.widgets.publikationen:list']")
    assert [box.get("value") for box in boxes] == [first.UID(), second.UID()]
    assert [box.get("checked") is not None for box in boxes] == [False, True]
    legend = page.tree.xpath("string(//input[@type='checkbox']/ancestor::fieldset/legend)")
    assert legend.strip() == "Publikationen"
    assert "Geheim" not in page.text
    values = {"name": "A", "strasse": "Weg 1", "plz": "07743", "ort": "Jena", "anzahl": "2"}
    both = [first.UID(), second.UID()]
    wrong = filled(anybody, later, ORDER, **values | {"publikationen": both, "plz": "1"})
    assert len(wrong.tree.xpath("//input[@type='checkbox'][@checked]")) == 2
    thanks = filled(anybody, later, ORDER, **values | {"publikationen": both})
    assert thanks.answers["Publikationen"] == "Heft A; Heft B"
    assert saved_rows(forms["bestellung"])[0].values["publikationen"] == {"Heft A", "Heft B"}
    assert "Heft A; Heft B" in mail[0].get_content()


def test_what_cannot_be_ordered_is_not_chosen(publications, portal, forms, anybody, later):
    page = opened(anybody, ORDER, publikation=portal["d"].UID())
    assert not page.tree.xpath("//input[@type='checkbox'][@checked]")
    sent = filled(anybody, later, ORDER, publikationen=[portal["d"].UID()])
    assert "form-widgets-publikationen-0" in sent.errors


def test_the_funding_programme_is_filled_in(forms, portal, anybody):
    programme = funding_programme(portal, title="E-Government")
    page = opened(anybody, "formulare/foerderantrag", programm=programme.UID())
    assert page.of("programm").get("value") == "E-Government"
    for other in ("", "unbekannt", forms["kontakt"].UID()):
        page = opened(anybody, "formulare/foerderantrag", programm=other)
        assert page.of("programm").get("value") in (None, "")


def test_with_nothing_to_order_the_form_says_so(forms, anybody, later):
    assert "Zurzeit steht hier nichts zur Auswahl" in anybody.get(ORDER).text
    page = filled(anybody, later, ORDER)
    assert page.errors["form-widgets-publikationen-0"].startswith("Bitte wählen Sie")
    assert page.tree.get_element_by_id("form-widgets-publikationen-0") is not None


def test_quantities_have_bounds(forms, anybody, later):
    page = filled(anybody, later, ORDER, anzahl="51", plz="123")
    assert page.errors["form-widgets-anzahl"].endswith("höchstens 50 sein.")
    assert page.errors["form-widgets-plz"].endswith("eine deutsche Postleitzahl hat fünf.")
    assert (
        filled(anybody, later, ORDER, anzahl="0").errors["form-widgets-anzahl"].endswith("1 sein.")
    )
    assert (
        filled(anybody, later, ORDER, anzahl="x").errors["form-widgets-anzahl"].endswith("Zahl an.")
    )
    assert saved_rows(forms["bestellung"]) == []
