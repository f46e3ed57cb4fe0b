"""„Kontaktangaben einlesen“: a list is shown as differences, and carried out then."""

import pytest
import transaction
from webtest import Upload

from ..content_fixtures import content_fixture
from ..exchange.contact_tables import address, plain, publishers, row
from ..factories import JENA, authority, folder
from ..http_client import Visitor, manager

PAGE = "@@behoerden-kontakte"


@content_fixture
def office(portal, clock):
    """A city, of which nothing is known."""
    clock(2026, 7, 1, 10)
    return authority(
        folder(portal, "behoerden"), "jena", title="Stadt Jena", kind="city", area=JENA
    )


@pytest.fixture
def editor(portal, office):
    return manager(portal)


def fields_of(response, action):
    """The fields of the form with this action on the page."""
    form = next(
        form
        for form in response.html.select("form")
        if form.select_one(f"input[name=do][value={action}]")
    )
    return [
        (field["name"], field.get("value", ""))
        for field in form.select("input[name]")
        if field.get("type") != "file"
    ]


def preview(editor, content, name="liste.csv", **given):
    fields = [(key, given.get(key, value)) for key, value in fields_of(editor.get(PAGE), "preview")]
    return editor.send(PAGE, [*fields, ("file", Upload(name, content))])


def cells(response):
    return [
        [" ".join(cell.text.split()) for cell in line.select("th, td")]
        for line in response.html.select(".editors-table tbody tr")
    ]


def town(portal):
    portal._p_jar.sync()
    return portal["behoerden"]["jena"].town


@pytest.mark.parametrize(
    ("content", "name", "line"),
    [
        (plain(row(JENA, **address()), row("x", **address())), "liste.csv", "2"),
        (
            publishers(
                (JENA, None, "Jena", "Stadtverwaltung Jena", "Am Anger 15", "07743", "Jena"),
                ("x", None, "Jena", "Stadtverwaltung Jena", "Am Anger 15", "07743", "Jena"),
            ),
            "liste.xlsx",
            "8",
        ),
    ],
    ids=("plain", "publishers"),
)
def test_it_is_shown_and_then_carried_out(portal, editor, content, name, line):
    shown = preview(editor, content, name)
    expected = [
        "Stadt Jena",
        "Anschrift",
        "",
        "Am Anger 15, 07743 Jena",
        "Stand 31.01.2026, Statistische Ämter",
        "eingetragen",
        line,
    ]
    assert cells(shown) == [expected]
    assert f"Zeile {int(line) + 1}" in shown.html.select_one(".editors-problems").text
    assert town(portal) is None
    done = editor.send(PAGE, fields_of(shown, "apply"))
    assert "1 eingetragen" in done.html.select_one("[role=status]").text
    assert cells(done) == [expected]
    assert town(portal) == "Jena"
    again = preview(editor, content, name)
    assert "1 unverändert" in again.text
    assert not again.html.select("input[value=apply]")


def test_source_and_day_for_rows_without(portal, editor):
    content = plain((JENA, "115"), head=("key", "phone"))
    assert "Ohne den Stand" in preview(editor, content).text
    shown = preview(editor, content, source="Anruf <b>", as_of="2026-06-01")
    assert cells(shown)[0][4] == "Stand 01.06.2026, Anruf <b>"
    editor.send(PAGE, fields_of(shown, "apply"))
    portal._p_jar.sync()
    assert portal["behoerden"]["jena"].contact_sources[0]["source"] == "Anruf <b>"


REFUSED = [
    (b"", "x.csv", "Wählen Sie bitte eine Datei aus."),
    (b"a;b\n", "x.csv", "x.csv, Zeile 1: Hier ist keine Kopfzeile"),
    (b"PK\x03\x04", "<b>.xlsx", "lässt sich nicht lesen"),
    (b"x" * 10_000_001, "x.csv", "zu groß"),
]


@pytest.mark.parametrize(
    ("content", "name", "reason"), REFUSED, ids=["nothing", "head", "zip", "large"]
)
def test_a_file_that_cannot_be_read(editor, content, name, reason):
    shown = preview(editor, content, name)
    assert shown.status_int == 200
    assert reason in shown.html.select_one("[role=alert]").text


def test_a_day_that_is_none(editor):
    content = plain((JENA, "115"), head=("key", "phone"))
    assert "kein Tag" in preview(editor, content, as_of="bald").html.select_one("[role=alert]").text


def test_what_an_editor_entered_meanwhile_stays(portal, editor):
    shown = preview(editor, plain(row(JENA, **address())))
    editor.patch("behoerden/jena", {"town": "Anderswo"})
    done = editor.send(PAGE, fields_of(shown, "apply"))
    assert "bleibt, wie die Redaktion es eingetragen hat" in done.text
    assert town(portal) == "Anderswo"


def test_nothing_is_written_without_the_form_of_the_page(portal, editor):
    fields = dict(fields_of(preview(editor, plain(row(JENA, **address()))), "apply"))
    for broken in (fields | {"_authenticator": "x"}, {"do": "apply", "table": fields["table"]}):
        assert editor.send(PAGE, broken).status_int == 403
    assert editor.get(PAGE, **fields).status_int == 200
    assert town(portal) is None


@pytest.mark.parametrize("table", ["", "x", "Schlüssel;Ort\n\x00"])
def test_a_table_that_is_not_from_the_page(editor, table):
    shown = preview(editor, plain(row(JENA, **address())))
    fields = dict(fields_of(shown, "apply")) | {"table": table}
    answer = editor.send(PAGE, fields)
    assert answer.status_int == 200
    assert answer.html.select_one("[role=alert]").text


def test_authorities_that_the_user_may_not_change(portal, office, visitor):
    office.manage_permission("Modify portal content", ["Owner"], acquire=0)
    transaction.commit()
    shown = preview(visitor("editor"), plain(row(JENA, **address())))
    assert "Sie dürfen diese Behörde nicht ändern." in shown.text
    assert not cells(shown)


def test_rows_of_other_lands_are_counted(editor):
    rows = [row(key, **address()) for key in ("09162000", "14612000", JENA)]
    shown = preview(editor, plain(*rows))
    assert "1 eingetragen; 2 Zeilen anderer Länder" in shown.html.select_one("[role=status]").text


def test_strangers(portal, office):
    assert Visitor(portal).get(PAGE).status_int in (302, 401)


def test_editors_find_it(editor, visitor):
    assert PAGE in visitor("editor").get("@@redaktion").text
    assert PAGE not in visitor("municipality").get("@@redaktion").text
