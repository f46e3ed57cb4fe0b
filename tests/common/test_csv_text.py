"""Tables as Excel and other programs write them."""

import csv
import io
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tlvwa.portal.common.csv_text import CSVError, csv_rows, decode_csv, head_of

ROWS = [["schlüssel", "name"], ["1", "Straße; „Allee“, 5"], ["2", "Größe – 3 €"]]
# As a German Excel writes them: "CSV", "CSV UTF-8", "Unicode-Text"; and other programs.
ENCODINGS = ["cp1252", "utf-8", "utf-8-sig", "utf-16"]
WORDS = st.text(st.characters(codec="cp1252", exclude_categories=["Cc"]), max_size=12)


def written(rows, separator, encoding, before=""):
    file = io.StringIO(newline="")
    file.write(before)
    csv.writer(file, delimiter=separator, lineterminator="\r\n").writerows(rows)
    return file.getvalue().encode(encoding)


def read(content):
    return list(csv_rows(decode_csv(content)))


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("said", [False, True])
def test_a_table_is_read_however_it_was_saved(encoding, separator, said):
    first = f"sep={separator}\r\n" if said else ""
    content = written(ROWS, separator, encoding, first)
    assert read(content) == [(number + said, row) for number, row in enumerate(ROWS, start=1)]
    assert head_of(content) == ("schlüssel", "name") or encoding == "cp1252"


@given(st.lists(st.tuples(WORDS, WORDS), max_size=5), st.sampled_from(ENCODINGS))
def test_letters_stay_what_they_are(rows, encoding):
    rows = [["ä", "b"], *map(list, rows)]
    whole = [row for row in rows if any(field.strip() for field in row)]
    with suppress(CSVError):  # what looks like damaged UTF-8 is refused, never read wrongly
        found = [fields for _line, fields in read(written(rows, ";", encoding))]
        marked = [[field.removeprefix("'") for field in row] for row in found]
        assert marked == [[field.removeprefix("'") for field in row] for row in whole]


def test_empty_rows_and_columns_of_excel_are_no_data():
    content = b"a;b;;\r\n1;2;;\r\n;;;\r\n\r\n3;;;\r\n"
    assert read(content) == [(1, ["a", "b"]), (2, ["1", "2"]), (5, ["3", ""])]


def test_a_mark_of_our_own_files_is_removed():
    assert read(b"a\r\n'=1+1\r\n's-Gravenhage\r\n")[1:] == [(2, ["=1+1"]), (3, ["'s-Gravenhage"])]


@pytest.mark.parametrize(
    ("content", "line", "reason"),
    [
        # Damaged UTF-8 would be read as "GrÃ¶ÃŸe".
        ("a;b\nGröße;x\n".encode() + b"\xe4;y\n", 3, "weder UTF-8 noch Windows-1252"),
        (b"a;b\n\x81;y\n", 2, "weder UTF-8 noch Windows-1252"),
        (b"\xff\xfea\x00b", 1, "weder UTF-8"),
        (b"PK\x03\x04\n\x14\x00\x06", 2, "Datei anderer Art"),
        (b'a;b\n1;2\n"3;4\n5;6\n', 3, "kein CSV"),
    ],
)
def test_what_is_no_table_is_refused_with_its_line(content, line, reason):
    with pytest.raises(CSVError, match=reason) as caught:
        read(content)
    assert caught.value.line == line


@given(st.binary(max_size=200))
def test_nothing_but_its_own_error_is_raised(content):
    head_of(content)
    with suppress(CSVError):
        read(content)
