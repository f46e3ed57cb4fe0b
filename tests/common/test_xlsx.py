"""XLSX files of any titles and values, read back with another library."""

import io
import warnings
from datetime import date

from hypothesis import example, given
from hypothesis import strategies as st
from openpyxl import load_workbook

from tlvwa.portal.common import export
from tlvwa.portal.common.export import LONGEST_CELL, csv_file, plain, xlsx_file
from tlvwa.portal.common.sheet_names import LONGEST, RESERVED, SheetNames

# Lone surrogates, too: they come from JSON.
LETTERS = st.characters(codec=None) | st.sampled_from("[]:*?/\\' =äÄ\u0130ß\n\t\ud800\x00😀")
TEXTS = st.text(LETTERS, max_size=60)
VALUES = st.one_of(TEXTS, st.integers(), st.dates(), st.booleans(), st.none(), st.tuples(TEXTS))


def book_of(content):
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # openpyxl warns of titles that are too long
        return load_workbook(io.BytesIO(content))


def units(text):
    return len(text.encode("utf-16-le")) // 2


def check_names(names):
    for name in names:
        assert 1 <= units(name) <= LONGEST
        assert not set(name) & set("[]:*?/\\\x00\n\t")
        assert name == name.strip(" '")
        assert name.lower() not in [reserved.lower() for reserved in RESERVED]
    assert len({name.casefold() for name in names}) == len(names)


@given(TEXTS, TEXTS, st.lists(TEXTS, min_size=1, max_size=3), VALUES)
@example("Angaben", "Angaben", ["a"], "=1+1")
@example("angaben", "ANGABEN", ["a"], "_x0041_")
@example("", "'", ["a"], "\ud800")
@example("History", "Verlauf", ["a"], 10**400)
@example("😀" * 40, "😀" * 41, ["a"], date(1, 1, 1))
@example("A" * 30 + "' zu lang", "a" * 30 + "/ zu lang", ["a"], -(10**15))
@example("Wo? Was: wer/wann [neu] * \\", "O'Neill 'und' andere", ["a"], "-")
def test_any_title_and_any_value_make_a_file_that_opens(title, second, head, value):
    rows = [[value] * len(head)] * 2
    book = book_of(xlsx_file(title, head, rows, [(second, value)], (second, *head[:1], second)))
    check_names(book.sheetnames)
    first = book.worksheets[0]
    assert first.max_row == 3
    cell = first.cell(2, 1)
    assert cell.data_type != "f", "a text is no formula"
    if isinstance(value, str):
        lines = plain(value).replace("\r\n", "\n").replace("\r", "\n")
        assert (cell.value or "") == lines


@given(st.lists(TEXTS, max_size=12))
def test_the_names_of_one_file_differ(titles):
    names = SheetNames()
    check_names([names.add(title) for title in titles])


def test_a_title_stays_as_it_is_where_it_can():
    names = SheetNames()
    assert names.add("Stand der Zuständigkeiten") == "Stand der Zuständigkeiten"
    assert names.add("stand der zuständigkeiten") == "stand der zuständigkeiten (2)"
    assert names.add("Anträge: neu/alt") == "Anträge neu alt"
    assert names.add("Verlauf") == "Verlauf (2)"
    assert names.add(" '' ") == "Tabelle"


def test_a_long_text_is_cut_as_excel_counts_it():
    book = book_of(xlsx_file("a", ["b"], [["😀" * LONGEST_CELL]], []))
    assert book.worksheets[0].cell(2, 1).value == "😀" * (LONGEST_CELL // 2)


def test_no_row_is_lost_where_a_sheet_is_full(monkeypatch):
    monkeypatch.setattr(export, "MOST_ROWS", 2)
    book = book_of(xlsx_file("Liste", ["Zahl"], [[number] for number in range(5)], []))
    assert book.sheetnames == ["Liste", "Liste (2)", "Liste (3)", "Angaben"]
    assert [sheet.cell(2, 1).value for sheet in book.worksheets[:3]] == [0, 2, 4]
    assert book.worksheets[2].max_row == 2


@given(TEXTS, VALUES)
def test_the_same_texts_make_a_csv(head, value):
    csv_file([head], [[value]]).decode("utf-8-sig")
