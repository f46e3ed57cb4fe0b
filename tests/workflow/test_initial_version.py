"""What a program made has a version to compare with, from when somebody first changes it."""

import pytest
import transaction

from tlvwa.portal.tables.bulk.change import FieldEdit
from tlvwa.portal.tables.bulk.plan import apply_edits, plan_edits
from tlvwa.portal.workflow.handover.transfer import hand_over
from tlvwa.portal.workflow.history.initial_version import suspend_versioning
from tlvwa.portal.workflow.publishing import create_published

from ..content_fixtures import content_fixture
from ..factories import DOG_TAX, JENA, authority, service


@content_fixture
def imported(portal):
    """A service made as the import makes it."""
    from plone.dexterity.utils import addContentToContainer, createContent

    made = createContent(
        "tlvwa.portal.Service", id="hundesteuer", title="Hundesteuer", leika_keys=[DOG_TAX]
    )
    with suspend_versioning(made):
        made = addContentToContainer(portal, made, checkConstraints=False)
    transaction.commit()
    return made


def titles(obj):
    """The titles of the versions, the oldest first."""
    history = obj.portal_repository.getHistory(obj, oldestFirst=True)
    return [each.object.title for each in history]


def test_nothing_is_kept_while_nothing_changes(imported, visitor):
    assert titles(imported) == []
    assert visitor("editor").get("hundesteuer/edit").status_int == 200
    transaction.begin()
    assert titles(imported) == []


def test_the_form_keeps_what_was_there_before(browser_of, imported, visitor):
    browser = browser_of("editor")
    browser.open(f"{imported.absolute_url()}/edit")
    browser.getControl(name="form.widgets.IBasic.title").value = "Hund anmelden"
    browser.getControl(name="form.buttons.save").click()
    transaction.begin()
    assert titles(imported) == ["Hundesteuer", "Hund anmelden"]
    page = visitor("editor").get("hundesteuer/@@verlauf").text
    assert "Vor der ersten Änderung" in page
    assert "Hund anmelden" in page


def test_json_keeps_what_was_there_before(imported, visitor):
    visitor("editor").patch("hundesteuer", {"title": "Hund anmelden"})
    transaction.begin()
    assert titles(imported) == ["Hundesteuer", "Hund anmelden"]
    visitor("editor").patch("hundesteuer", {"title": "Hund"})
    transaction.begin()
    assert titles(imported) == ["Hundesteuer", "Hund anmelden", "Hund"]


def test_a_change_that_is_refused_keeps_nothing(imported, visitor):
    assert visitor("editor").patch("hundesteuer", {"leika_keys": ["1"]}).status_int == 400
    transaction.begin()
    assert titles(imported) == []


def test_other_services_have_theirs_at_once(portal):
    assert titles(service(portal, title="Hundesteuer")) == ["Hundesteuer"]


@pytest.fixture
def set_up(portal):
    """One object of each kind, made as demo and starter make theirs, by name."""
    dog_tax = create_published(portal, "tlvwa.portal.Service", id="leistung", title="Anfang")
    office = create_published(
        portal, "tlvwa.portal.Authority", id="amt", title="Anfang", kind="city", area=JENA
    )
    record = create_published(
        office,
        "tlvwa.portal.Responsibility",
        id="zustaendig",
        title="Anfang",
        services=[dog_tax.UID()],
        areas=[],
        legal_basis="§ 1",
    )
    page = create_published(portal, "Document", id="seite", title="Anfang")
    transaction.commit()
    return {"amt": office, "leistung": dog_tax, "amt/zustaendig": record, "seite": page}


NAMES = ("amt", "leistung", "amt/zustaendig", "seite")


@pytest.mark.parametrize("name", NAMES)
def test_what_set_up_makes_has_one_from_the_first_change_by_json(set_up, visitor, name):
    assert titles(set_up[name]) == []
    assert visitor("editor").patch(name, {"title": "Neu"}).status_int == 204
    transaction.begin()
    assert titles(set_up[name]) == ["Anfang", "Neu"]


@pytest.mark.parametrize("name", NAMES)
def test_what_set_up_makes_has_one_from_the_first_change_by_a_form(set_up, browser_of, name):
    browser = browser_of("editor")
    browser.open(f"{set_up[name].absolute_url()}/edit")
    fields = "IDublinCore" if name == "seite" else "IBasic"
    browser.getControl(name=f"form.widgets.{fields}.title").value = "Neu"
    browser.getControl(name="form.buttons.save").click()
    transaction.begin()
    assert titles(set_up[name]) == ["Anfang", "Neu"]


def laws(record):
    """The provisions that the versions name, the oldest first."""
    history = record.portal_repository.getHistory(record, oldestFirst=True)
    return [each.object.legal_basis for each in history]


def test_a_change_of_many_keeps_what_was_there_before(set_up):
    record, change = set_up["amt/zustaendig"], FieldEdit({"legal_basis": "§ 2"})
    apply_edits(plan_edits([record], change), change)
    assert laws(record) == ["§ 1", "§ 2"]


def test_handing_over_keeps_what_was_there_before(set_up, portal):
    record = set_up["amt/zustaendig"]
    hand_over(set_up["amt"], authority(portal, "anderes-amt"))
    history = record.portal_repository.getHistory(record, oldestFirst=True)
    assert [each.object.areas for each in history] == [[], [JENA]]
