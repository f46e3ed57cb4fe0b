"""Reads tables (CSV) as Excel and other programs write them: the one reader of all imports. Plain Python.

The encoding is UTF-8, UTF-16 with its mark, or Windows-1252, which is what a German Excel writes; the
separator is a comma, a semicolon or a tab, which the head shows, or a first line such as ``sep=;``.
"""

import codecs
import csv
import io
import re
from collections.abc import Iterator

from tlvwa.portal.common.formulas import without_mark
from tlvwa.portal.common.phrases import Phrase

_ = Phrase  # the extraction of messages looks for calls of the form _("…")

SEPARATORS = (",", ";", "\t")
UTF_16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# Letters and signs of German in UTF-8. In Windows-1252 these bytes are "Ã¤", "â€ž", "Â§": no text has them.
SIGNS_OF_UTF_8 = re.compile(rb"\xc3[\x80-\xbf]|\xe2\x80[\x80-\xbf]|\xc2[\xa0-\xbf]")
SEPARATOR_LINE = re.compile(r"\s*\"?sep=([,;\t])\"?\s*\r?(?:\n|$)", re.IGNORECASE)
HEAD_WITHIN = 4096  # bytes

Row = tuple[int, list[str]]


class CSVError(ValueError):
    """A table cannot be read; holds the line (from 1) and the reason."""

    def __init__(self, line: int, reason: Phrase) -> None:
        super().__init__(reason)
        self.line, self.reason = line, reason


def decode_csv(content: bytes) -> str:
    """Return the text of a table. Raises CSVError."""
    try:
        text = content.decode(_encoding(content))
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise CSVError(line, _("weder UTF-8 noch Windows-1252")) from None
    before, nul, _after = text.partition("\0")
    if nul:
        raise CSVError(before.count("\n") + 1, _("kein Text, sondern eine Datei anderer Art"))
    return text


def csv_rows(text: str) -> Iterator[Row]:
    """Yield the first line (from 1) and the fields of each row, without rows that are empty.

    Empty columns at the end, which Excel adds, are removed; so are the marks that our own files put before
    what looks like a formula. Raises CSVError.
    """
    first_line, separator, text = _separator(text.removeprefix("\ufeff"))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    width = 0
    while True:
        line = reader.line_num + first_line
        try:
            fields = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise CSVError(line, _("kein CSV (${error})", error=str(error))) from None
        if any(field.strip() for field in fields):
            width = width or len(_without_empty_end(fields, 0))
            yield line, [without_mark(field) for field in _without_empty_end(fields, width)]


def head_of(content: bytes) -> tuple[str, ...]:
    """Return the names of the columns of what may be a table; empty if it is none."""
    start = content[:HEAD_WITHIN]
    encoding = "utf-16" if start.startswith(UTF_16_MARKS) else "utf-8-sig"
    try:
        _line, fields = next(csv_rows(start.decode(encoding, "replace")), (1, []))
    except CSVError:
        return ()
    return tuple(field.strip() for field in fields)


def _encoding(content: bytes) -> str:
    if content.startswith(UTF_16_MARKS):
        return "utf-16"
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        # A damaged UTF-8 would become text that nobody can read.
        return "utf-8" if SIGNS_OF_UTF_8.search(content) else "cp1252"
    return "utf-8-sig"


def _separator(text: str) -> tuple[int, str, str]:
    """Return the number of the first line of the table, its separator, and the table."""
    if said := SEPARATOR_LINE.match(text):
        return 2, said.group(1), text[said.end() :]
    head = text.lstrip("\r\n").partition("\n")[0]
    return 1, max(SEPARATORS, key=lambda separator: _columns(head, separator)), text


def _columns(head: str, separator: str) -> int:
    try:
        return len(next(csv.reader([head], delimiter=separator), ()))
    except csv.Error:
        return 0


def _without_empty_end(fields: list[str], width: int) -> list[str]:
    """Return the fields without empty ones beyond a width."""
    end = len(fields)
    while end > width and not fields[end - 1].strip():
        end -= 1
    return fields[:end]
