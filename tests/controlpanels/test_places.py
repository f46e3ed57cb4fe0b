"""„Orte und Postleitzahlen“: corrections are shown before they are written, and win over what is imported."""

from datetime import date

import pytest
from webtest import Upload

from ..factories import JENA, WEIMAR, models
from ..http_client import manager

PAGE = "@@tlvwa-orte"
DAY = date(2026, 11, 27)
ROW = {
    "kind": "village",
    "text": "Hinterdupfingen",
    "municipality": "Weimar",
    "source": "Auskunft der Stadt",
    "day": "2026-11-01",
}
HEAD = "kind,text,municipality,source,day"


@pytest.fixture
def editor(portal):
    return manager(portal)


def keys_of(name):
    from tlvwa.portal.areas.lookup.name_index import areas_of_name

    return {match.area.key for match in areas_of_name(models().gazetteer, name, DAY)}


def form_of(response, action):
    """The fields of the form with this action on the page."""
    form = next(
        form
        for form in response.html.select("form")
        if form.select_one(f"input[name=do][value={action}]")
    )
    return [
        (field["name"], field.get("value", ""))
        for field in form.select("input[name]")
        if field.get("type") not in ("checkbox", "file")
    ]


def propose(editor, **row):
    page = editor.get(PAGE)
    stand = page.html.select_one("input[name=stand]")["value"]
    return editor.submit(PAGE, do="preview", stand=stand, **(ROW | row))


def apply(editor, preview):
    return editor.send(PAGE, form_of(preview, "apply"))


def test_a_correction_is_shown_and_then_written(editor, anybody):
    preview = propose(editor)
    assert "„Hinterdupfingen“ führt dann zu: Weimar. Bisher: nichts." in preview.text
    assert keys_of("Hinterdupfingen") == set()
    assert apply(editor, preview).status_int == 302
    assert keys_of("Hinterdupfingen") == {WEIMAR}
    table = editor.get(PAGE).html.select_one(".editors-table").text
    for text in ("Hinterdupfingen", "Dorf oder Ortsteil", "Weimar", "Auskunft der Stadt"):
        assert text in table
    found = anybody.json("@areas", q="Hinterdupfingen")
    assert [item["key"] for item in found["items"]] == [WEIMAR]


def test_a_code_is_corrected_and_given_up_again(editor):
    assert JENA not in models().gazetteer.postal_code("99423").municipalities
    apply(editor, propose(editor, kind="code", text="99423", municipality=JENA))
    assert JENA in models().gazetteer.postal_code("99423").municipalities
    page = editor.get(PAGE)
    stand = page.html.select_one("input[name=stand]")["value"]
    subject = page.html.select_one("input[name='remove:list']")["value"]
    preview = editor.send(PAGE, [("do", "preview"), ("stand", stand), ("remove:list", subject)])
    assert "„99423“ führt dann zu" in preview.text
    apply(editor, preview)
    assert JENA not in models().gazetteer.postal_code("99423").municipalities


def test_no_import_overwrites_a_correction(editor, portal, tmp_path):
    from tlvwa.portal.exchange.area_import import import_file

    apply(editor, propose(editor))
    apply(editor, propose(editor, kind="remove", text="99423", municipality="Weimar"))
    villages = tmp_path / "villages.csv"
    villages.write_text(
        "name,kind,lat,lon,municipality_ars_today,kreis,certainty,other_possible\n"
        f"Hinterdupfingen,place,51,11.3,{JENA},16053,x,Weimar\n",
        "utf-8",
    )
    codes = tmp_path / "codes.csv"
    codes.write_text("postal_code,ags,municipality\n99423,16055000,Weimar\n", "utf-8")
    for path in (villages, codes):
        assert import_file(path).changed
    import transaction

    transaction.commit()
    assert keys_of("Hinterdupfingen") == {WEIMAR}
    assert "99423" not in {row.code for row in models().gazetteer.postal_codes()} or (
        WEIMAR not in models().gazetteer.postal_code("99423").municipalities
    )


def test_the_table_goes_out_and_in_again(editor, portal):
    from tlvwa.portal.readmodels.gazetteer_store import gazetteer_store

    apply(editor, propose(editor))
    before = gazetteer_store().corrections
    file = editor.get(PAGE, file="csv")
    assert file.headers["Content-Type"] == "text/csv; charset=utf-8"
    gazetteer_store().write(corrections="")
    fields = dict(form_of(editor.get(PAGE), "import"))
    upload = Upload("berichtigungen.csv", file.body, "text/csv")
    preview = editor.submit(PAGE, **(fields | {"file": upload}))
    assert "Hinterdupfingen" in preview.html.select_one("[aria-labelledby=vorschau]").text
    assert gazetteer_store().corrections == ""
    apply(editor, preview)
    assert gazetteer_store().corrections == before


def test_other_files_are_told_apart_by_their_content(editor):
    fields = dict(form_of(editor.get(PAGE), "import"))
    content = b"postal_code,ags,municipality\n99423,16053000,Jena\n"
    page = editor.submit(PAGE, **(fields | {"file": Upload("plz.csv", content, "text/csv")}))
    assert "1 Postleitzahlen mit ihren Gemeinden." in page.text
    assert JENA in models().gazetteer.postal_code("99423").municipalities


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (f"{HEAD}\nvillage,X,Xyzzy,A,\n", "datei.csv, Zeile 2: municipality"),
        ("postal_code,ags,municipality\nx,1,1\n", "datei.csv, Zeile 2"),
        ("irgendwas", "datei.csv, line 1"),
        ("", "Wählen Sie bitte eine Datei aus."),
    ],
)
def test_a_broken_file_changes_nothing_and_is_named(editor, content, reason):
    before = models().stamp
    fields = dict(form_of(editor.get(PAGE), "import"))
    upload = Upload("datei.csv", content.encode(), "text/csv")
    page = editor.submit(PAGE, **(fields | {"file": upload}))
    assert reason in page.html.select_one("[role=alert]").text
    assert models().stamp == before


def test_a_broken_row_is_refused_and_keeps_what_was_typed(editor):
    page = propose(editor, municipality="Xyzzy")
    assert "municipality: „Xyzzy“" in page.html.select_one("[role=alert]").text
    assert page.html.select_one("#text")["value"] == "Hinterdupfingen"
    assert "Geben Sie bitte" in propose(editor, text="").html.select_one("[role=alert]").text


def test_what_others_changed_meanwhile_is_not_overwritten(editor):
    first, second = propose(editor), propose(editor, text="Vorderdupfingen")
    apply(editor, first)
    refused = apply(editor, second)
    assert "jemand anderes" in refused.html.select_one("[role=alert]").text
    assert keys_of("Vorderdupfingen") == set()


def test_nothing_is_written_without_the_token_or_by_get_or_by_anybody(editor, anybody):
    preview = propose(editor)
    fields = form_of(preview, "apply")
    without = [(name, value) for name, value in fields if name != "_authenticator"]
    assert editor.send(PAGE, without).status_int in (302, 403)
    assert editor.get(PAGE, **dict(fields)).status_int == 200
    for response in (anybody.get(PAGE), anybody.send(PAGE, fields)):
        assert response.status_int in (302, 401)
        assert "Berichtigungen" not in response.text
    uploads = dict(form_of(editor.get(PAGE), "import"))
    del uploads["_authenticator"]
    upload = Upload("plz.csv", b"postal_code,ags,municipality\n99423,16053000,J\n", "text/csv")
    assert editor.submit(PAGE, **(uploads | {"file": upload})).status_int in (302, 403)
    assert keys_of("Hinterdupfingen") == set()
    assert JENA not in models().gazetteer.postal_code("99423").municipalities
