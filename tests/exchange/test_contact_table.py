"""The reader of tables with contact data: heads, layouts, days, and what it refuses."""

import io
import zipfile
from datetime import date, datetime

import openpyxl
import pytest

from tlvwa.portal.exchange.contact_cells import ContactTableError
from tlvwa.portal.exchange.contact_table import (
    PUBLISHER,
    parse_contacts,
    part_of_table,
    read_day,
)

from .contact_tables import HEAD, address, plain, publishers, row

pytestmark = pytest.mark.unit
JENA = "160530000000"


def workbook(*rows):
    book = openpyxl.Workbook()
    for each in rows:
        book.active.append(each)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize(
    ("separator", "encoding"), [(",", "utf-8"), (";", "cp1252"), ("\t", "utf-16")]
)
def test_a_plain_table(separator, encoding):
    content = plain(row(JENA, **address()), separator=separator, encoding=encoding)
    table = parse_contacts(content, "liste.csv")
    (only,) = table.rows
    assert (only.line, only.key, only["street"], only["town"]) == (2, JENA, "Am Anger 15", "Jena")
    assert (table.source, table.as_of, table.unread) == ("", None, ())
    assert table.heads["postal_code"] == "PLZ"


def test_heads_in_english_and_columns_that_nobody_reads():
    head = ("key", "Street", "postal code", "town", "telephone", "fax")
    table = parse_contacts(plain((JENA, "a", "b", "c", "d", "e"), head=head), "x.csv")
    assert table.rows[0]["phone"] == "d"
    assert table.unread == ("fax",)


def test_the_publishers_workbook():
    table = parse_contacts(
        publishers(
            ("16053", None, "Jena, Stadt", "Stadtverwaltung Jena", "Am Anger 15", "07743", "Jena")
        ),
        "liste.xlsx",
    )
    (only,) = table.rows
    assert (only.line, only.key, only["seat"]) == (8, "16053", "Stadtverwaltung Jena")
    assert (table.source, table.as_of) == (PUBLISHER, date(2026, 1, 31))
    assert table.heads["key"] == "Amtlicher Regionalschlüssel (ARS)"


@pytest.mark.parametrize(
    ("title", "sheet", "file"),
    [
        ("Anschriften am 31.01.2026", "x", "x.xlsx"),
        ("Anschriften", "Anschriften_31_01_2026", "x.xlsx"),
        ("Anschriften", "x", "Anschriften_Stand_31012026_final.xlsx"),
        ("Anschriften", "x", "anschriften_2026-01-31.xlsx"),
    ],
)
def test_the_day_of_the_list(title, sheet, file):
    content = publishers(
        ("16053", None, "J", "J", "A 1", "07743", "Jena"), title=title, sheet=sheet
    )
    assert parse_contacts(content, file).as_of == date(2026, 1, 31)


def test_the_publishers_sheet_saved_as_csv():
    head = ("Amtlicher\nRegional-\nschlüssel (ARS)", "Amtlicher\nGemeinde-schlüssel (AGS)", "Verwaltungssitz",
            "Straße", "PLZ", "Ort")  # fmt: skip
    rows = [("Zurück zum Inhalt",) + ("",) * 5, ("Anschriften am 31.01.2026",) + ("",) * 5, head,
            ("16053", "", "Stadtverwaltung Jena", "Am Anger 15", "07743", "Jena")]  # fmt: skip
    table = parse_contacts(plain(*rows[1:], head=rows[0], separator=";"), "x.csv")
    assert [each.key for each in table.rows] == ["16053"]
    assert (table.source, table.as_of) == (PUBLISHER, date(2026, 1, 31))


def test_numbers_and_days_of_excel():
    head = ("Schlüssel", "PLZ", "Stand")
    table = parse_contacts(workbook(head, (160530000000, 7743.0, datetime(2026, 1, 31))), "x.xlsx")
    (only,) = table.rows
    assert (only.key, only["postal_code"], only["as_of"]) == (JENA, "7743", "2026-01-31")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("31.01.2026", date(2026, 1, 31)),
        ("2026-01-31", date(2026, 1, 31)),
        ("am 31.02.2026 oder 01.03.2026", date(2026, 3, 1)),
        ("1.2.2026", date(2026, 2, 1)),
        ("gestern", None),
        ("131.01.2026", None),
    ],
)
def test_days(text, day):
    assert read_day(text) == day


def bomb():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b" " * 200_000_001)
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"a;b\n1;2\n", "keine Kopfzeile"),
        (b"", "keine Kopfzeile"),
        (plain(head=("Schl\xfcssel", "Ort", "Ort")), "„Ort“ steht zweimal"),
        (b"PK\x03\x04kaputt", "lässt sich nicht lesen"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "alte Excel-Datei"),
        (b"Schl\x00ssel", "Zeile 1"),
        (b'Schluessel;"Ort', "Zeile 1"),
        (workbook(("Name", "Ort"), ("a", "b")), "keine Kopfzeile"),
    ],
)
def test_refused_with_file_line_and_reason(content, reason):
    with pytest.raises(ContactTableError) as caught:
        parse_contacts(content, "liste.csv")
    assert str(caught.value).startswith("liste.csv, Zeile 1: ")
    assert reason in str(caught.value)


def test_a_file_that_unpacks_to_too_much_is_not_unpacked():
    with pytest.raises(ContactTableError, match="zu groß"):
        parse_contacts(bomb(), "x.xlsx")


@pytest.mark.parametrize(
    "as_table", [lambda rows: plain(*rows), lambda rows: workbook(HEAD, *rows)]
)
def test_a_table_with_too_many_rows_is_refused_and_not_cut(as_table, monkeypatch):
    monkeypatch.setattr("tlvwa.portal.exchange.contact_cells.MOST_ROWS", 3)
    rows = [row(JENA, **address())] * 3
    assert len(parse_contacts(as_table(rows[:2]), "x").rows) == 2
    with pytest.raises(ContactTableError, match="zu groß"):
        parse_contacts(as_table(rows), "x")


def test_a_part_of_a_table_says_of_each_row_where_it_comes_from():
    rows = [row("16053", **address()), row("16051", **address(town="=1+1"), as_of="", source="")]
    table = parse_contacts(plain(*rows, head=HEAD), "x.csv")
    again = parse_contacts(part_of_table(table, {3}, "Liste", date(2025, 1, 2)), "Formular")
    (only,) = again.rows
    assert (only.line, only.key, only["town"]) == (3, "16051", "=1+1")
    assert (only["source"], only["as_of"]) == ("Liste", "2025-01-02")
    assert again.source == ""


def test_the_real_lists(real_offices):
    name = "anschriften_destatis_2023-01-31"
    for file in (f"{name}_thueringen.xlsx", f"{name}.csv"):
        table = parse_contacts((real_offices / file).read_bytes(), file)
        assert len(table.rows) == 738
        assert (table.source, table.as_of) == (PUBLISHER, date(2023, 1, 31))
        assert table.rows[1]["town"] == "Erfurt"
    newer = "verwaltungsgemeinschaften_destatis_2026-01-31.csv"
    table = parse_contacts((real_offices / newer).read_bytes(), newer)
    assert len(table.rows) == 79
    assert table.source == ""
