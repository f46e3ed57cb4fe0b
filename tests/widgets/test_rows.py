"""Structured rows, without a script: added, ordered, removed, and nothing that was entered is lost."""

import pytest
import transaction

from ..content_fixtures import content_fixture
from ..factories import authority, service

PREFIX = "form.widgets."
TITLE = PREFIX + "IBasic.title"


@pytest.fixture
def browser(browser_of):
    """A central editor's browser."""
    return browser_of("editor")


def field(name, row, part):
    """The input of one part of a row."""
    return f"{PREFIX}{name}.{row}.widgets.{part}"


def enter(browser, values):
    """Fill in inputs by name."""
    for name, value in values.items():
        browser.getControl(name=name).value = value


def press(browser, name, row=0):
    """One of the buttons of the rows; those of a field share a name."""
    browser.getControl(name=PREFIX + name, index=row).click()


def values(browser, name, part):
    """A part of all rows, as the form shows them."""
    count = int(browser.getControl(name=f"{PREFIX}{name}.count").value)
    return [browser.getControl(name=field(name, row, part)).value for row in range(count)]


def save(browser):
    browser.getControl(name="form.buttons.save").click()
    transaction.begin()


def test_rows_are_added_and_kept(browser, portal):
    browser.open(f"{portal.absolute_url()}/++add++tlvwa.portal.Service")
    enter(browser, {TITLE: "Mit Zeilen"})
    for number, title in enumerate(("Ausweis", "Foto")):
        press(browser, "documents-insert")
        enter(browser, {field("documents", number, "title"): title})
    assert browser.getControl(name=TITLE).value == "Mit Zeilen"
    assert values(browser, "documents", "title") == ["Ausweis", "Foto"]
    save(browser)
    kept = portal["mit-zeilen"].documents
    assert [row["title"] for row in kept] == ["Ausweis", "Foto"]
    assert all(row["required"] for row in kept)


@content_fixture
def office(portal):
    """An authority with three telephones."""
    rows = [{"number": f"03641 49-{name}", "label": str(name)} for name in (1, 2, 3)]
    return authority(portal, phones=rows)


@pytest.mark.parametrize(
    ("button", "row", "order"),
    [
        ("up", 1, ["2", "1", "3"]),
        ("up", 0, ["1", "2", "3"]),
        ("down", 1, ["1", "3", "2"]),
        ("down", 2, ["1", "2", "3"]),
        ("remove", 0, ["2", "3"]),
        ("remove", 2, ["1", "2"]),
    ],
)
def test_rows_are_ordered_and_removed(browser, office, button, row, order):
    browser.open(f"{office.absolute_url()}/edit")
    enter(browser, {PREFIX + "town": "Jena"})
    press(browser, f"phones-{button}", row)
    assert values(browser, "phones", "label") == order
    assert browser.getControl(name=PREFIX + "town").value == "Jena"
    assert [row["label"] for row in office.phones] == ["1", "2", "3"]  # not before saving
    save(browser)
    assert [row["label"] for row in office.phones] == order


def test_nothing_is_lost_when_a_row_is_refused(browser, office):
    browser.open(f"{office.absolute_url()}/edit")
    press(browser, "phones-insert")
    enter(browser, {field("phones", 3, "number"): "keine", field("phones", 3, "label"): "4"})
    press(browser, "opening_hours-insert")
    enter(browser, {field("opening_hours", 0, "note"): "nur mit Termin"})
    save(browser)
    assert len(office.phones) == 3
    assert values(browser, "phones", "label") == ["1", "2", "3", "4"]
    assert values(browser, "phones", "number")[3] == "keine"
    assert values(browser, "opening_hours", "note") == ["nur mit Termin"]
    press(browser, "phones-up", 3)
    assert values(browser, "phones", "number")[2] == "keine"
    enter(browser, {field("phones", 2, "number"): "03641 49-4"})
    press(browser, "opening_hours-remove")
    save(browser)
    assert [row["label"] for row in office.phones] == ["1", "2", "4", "3"]


def test_untouched_rows_are_not_saved(browser, portal):
    dog_tax = service(portal)
    browser.open(f"{dog_tax.absolute_url()}/edit")
    for name in ("fees", "deadlines", "documents", "criteria"):
        press(browser, f"{name}-insert")
    save(browser)
    for name in ("fees", "deadlines", "documents", "criteria"):
        assert getattr(dog_tax, name) == []


def test_every_input_of_a_row_has_a_label(browser, office):
    browser.open(f"{office.absolute_url()}/edit")
    for name, label in (("number", "Nummer"), ("label", "Wer meldet sich")):
        assert browser.getControl(label, index=0).name == field("phones", 0, name)


@pytest.mark.parametrize("nonsense", ["", "x", "-1", "99"])
def test_a_button_without_sense_changes_nothing(visitor, office, nonsense):
    sent = {"form.widgets.phones.count": "0", "form.widgets.phones-remove": nonsense}
    assert visitor("editor").send("amt/edit", sent).status_int == 200
    transaction.begin()
    assert len(office.phones) == 3


def test_the_row_that_is_copied_is_never_filled_from_a_request(visitor, office):
    """A program that reads forms may send it, as far as it can."""
    start = "form.widgets.opening_hours."
    sent = {f"{start}count": "0", f"{start}TT-empty-marker": "1"}
    answer = visitor("editor").send("amt/edit", sent)
    assert answer.status_int == 200
    assert "widgets.opening_hours.TT.widgets.opens" in answer.text
