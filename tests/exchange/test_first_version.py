"""What was imported has a version to compare with, from when somebody first changes it."""

import pytest
import transaction

from tlvwa.portal.workflow.history.initial_version import without_version

from ..making import DOG_TAX, service


@pytest.fixture
def imported(portal):
    """A service made as the import makes it."""
    from plone.dexterity.utils import addContentToContainer, createContent

    made = createContent(
        "tlvwa.portal.Service", id="hundesteuer", title="Hundesteuer", leika_keys=[DOG_TAX]
    )
    with without_version(made):
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
