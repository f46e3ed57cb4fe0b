"""The reader of LeiKa tables: what it takes, what it leaves out, what it refuses."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tlvwa.portal.exchange.leika_table import (
    LeikaLaw,
    LeikaRow,
    LeikaTable,
    LeikaTableError,
    parse_table,
    read_table,
)

from .factories import HEADER, key, record, written


def parse(*records: tuple[str, ...]) -> LeikaTable:
    return parse_table(written(records), "leika.csv")


def test_a_row_is_read() -> None:
    law = LeikaLaw("§ 35 Kreislaufwirtschaftsgesetz (KrWG)", "https://example.org/krwg/__35.html")
    table = parse(record(1001, " Abfall\u00a0 entsorgen "))
    assert table.rows == [LeikaRow(2, key(1001), "Abfall entsorgen", "2/3", (law,))]
    assert table.left_out == []


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", [b"\r\n", b"\n"])
def test_line_ends_and_the_mark_do_not_matter(mark: bytes, end: bytes) -> None:
    content = mark + written([record(1), record(2)]).replace(b"\r\n", end)
    assert [row.line for row in parse_table(content, "leika.csv").rows] == [2, 3]


def test_the_table_may_come_from_a_german_excel() -> None:
    name = "Größe – „Straße“"
    content = written([record(1, name), ("",) * 6], separator=";").decode().encode("cp1252")
    table = parse_table(content, "leika.csv")
    assert [row.name for row in table.rows] == [name]
    assert table.left_out == []


def test_a_key_that_excel_rounded_is_told_as_such() -> None:
    table = parse(("9,9001E+13", "1", "Name", "1", "", ""))
    assert "Excel hat den Leistungsschlüssel gerundet" in table.left_out[0].text


@pytest.mark.parametrize(
    ("text", "laws"),
    [
        ("", ()),
        ("§ 5 BGB", (LeikaLaw("§ 5 BGB"),)),
        ("§ 1, 3 und 4 A [u], B [v]", (LeikaLaw("§ 1, 3 und 4 A", "u"), LeikaLaw("B", "v"))),
        ("A [u]; B", (LeikaLaw("A", "u"), LeikaLaw("B"))),
        ("A [u], A [u]", (LeikaLaw("A", "u"),)),
        ("[u]", ()),
        ("A [javascript:alert(1)]", (LeikaLaw("A", "javascript:alert(1)"),)),
        ("A [u", (LeikaLaw("A [u"),)),
    ],
)
def test_the_law_is_a_list(text: str, laws: tuple[LeikaLaw, ...]) -> None:
    assert parse(record(1, laws=text)).rows[0].laws == laws


@pytest.mark.parametrize(
    ("damaged", "reason"),
    [
        (("nicht im LeiKa", "0", "Name", "1", "", ""), "„nicht im LeiKa“"),
        (("9901200100000", "1", "Name", "1", "", ""), "kein Leistungsschlüssel"),
        (("10012001000000", "1", "Name", "1", "", ""), "kein Leistungsschlüssel"),
        (("99" + "١" * 12, "1", "Name", "1", "", ""), "kein Leistungsschlüssel"),
        (("", "1", "Name", "1", "", ""), "kein Leistungsschlüssel"),
        ((key(7), "0", "Name", "1", "", ""), "nicht gültig"),
        ((key(7), "1", "  ", "1", "", ""), "keine Bezeichnung"),
        ((key(7), "1", "Na\x07me", "1", "", ""), "Steuerzeichen"),
        ((key(7), "1", "Name"), "Zahl von Spalten"),
        ((*record(7), "zu viel"), "Zahl von Spalten"),
        (record(1), "steht schon in Zeile 2"),
    ],
)
def test_a_damaged_row_is_left_out_by_its_line(damaged: tuple[str, ...], reason: str) -> None:
    table = parse(record(1), damaged, record(2))
    assert [row.line for row in table.rows] == [2, 4]
    (remark,) = table.left_out
    assert remark.line == 3
    assert reason in remark.text


def test_lines_are_those_of_the_file() -> None:
    table = parse(record(1, "mit\r\nUmbruch"), ("x",) * 6, (), record(2))
    assert [row.line for row in table.rows] == [2, 6]
    assert table.rows[0].name == "mit Umbruch"
    assert table.left_out[0].line == 4


@pytest.mark.parametrize(
    ("content", "line", "reason"),
    [
        (b"", 1, "Spalte fehlt: leika, "),
        (b"%PDF-1.7\n", 1, "Spalte fehlt"),
        (written([record(1)], ("leika", *HEADER[2:])), 1, "Spalte fehlt: leika_gueltig"),
        (written([record(1)]) + b"K\x81se", 3, "weder UTF-8 noch Windows-1252"),
        (written([record(1)]) + b'"offen,1,x\n\n', 3, "kein CSV"),
        (written([record(1)]) + b'"a"b,1\n', 3, "kein CSV"),
        (b'"', 1, "kein CSV"),
    ],
)
def test_what_is_no_such_table_is_refused_with_its_place(
    content: bytes, line: int, reason: str
) -> None:
    with pytest.raises(LeikaTableError, match=reason) as caught:
        parse_table(content, "leika.csv")
    assert (caught.value.file, caught.value.line) == ("leika.csv", line)
    assert str(caught.value).startswith(f"leika.csv, Zeile {line}: ")


@given(st.binary() | st.lists(st.lists(st.text(max_size=20), max_size=8)).map(written))
def test_nothing_but_a_table_error_is_raised(content: bytes) -> None:
    with suppress(LeikaTableError):
        parse_table(content, "leika.csv")


@given(st.lists(st.integers(0, 20)))
def test_every_row_is_read_or_left_out_and_each_key_read_once(numbers: list[int]) -> None:
    table = parse(*map(record, numbers))
    keys = [row.key for row in table.rows]
    assert keys == list(dict.fromkeys(map(key, numbers)))
    assert len(table.rows) + len(table.left_out) == len(numbers)


def test_the_real_table(real_table: Path) -> None:
    table = read_table(real_table)
    assert len(table.rows) == len({row.key for row in table.rows}) == 4813
    assert len(table.left_out) == 438
    assert all(law.title and "[" not in law.title for row in table.rows for law in row.laws)
