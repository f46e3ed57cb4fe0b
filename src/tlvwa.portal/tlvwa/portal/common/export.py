"""Tables as files: CSV as a German Excel opens it, and XLSX. Plain Python."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Protocol, TypeGuard
from urllib.parse import quote

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from tlvwa.portal.common.formulas import harmless
from tlvwa.portal.common.plain_text import NOT_TEXT
from tlvwa.portal.common.sheet_names import SheetNames
from tlvwa.portal.common.utf16 import cut

Value = str | int | date | bool | tuple[str, ...] | None

CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_CELL = 32_767  # UTF-16 units, in XLSX
MOST_ROWS = 1_048_575  # of a sheet of XLSX, below its head
LINE_END = re.compile(r"\r\n?")
LARGEST_NUMBER = 10**15  # a spreadsheet keeps 15 digits of a number
FIRST_DAY = date(1900, 3, 1)  # Excel has a 29 February 1900, and no day before that year
WIDEST, NARROWEST = 60, 10  # columns, in characters


class Response(Protocol):
    """A response of Zope, as far as a file needs it."""

    def setHeader(self, name: str, value: str) -> None:
        """Set a header."""


def file_response(response: Response, content: bytes, media_type: str, name: str) -> bytes:
    """Return a file for download that no cache keeps and no browser displays or interprets.

    ``name`` may have any characters (RFC 6266).
    """
    response.setHeader("Content-Type", media_type)
    response.setHeader(
        "Content-Disposition", f"attachment; filename*=UTF-8''{quote(name, errors='replace')}"
    )
    response.setHeader("Cache-Control", "private, no-store")
    response.setHeader("X-Content-Type-Options", "nosniff")
    return content


def plain(value: Value) -> str:
    """Return a value as one text: days as ``2026-11-23``, booleans in German, tuples with semicolons.

    What neither XML nor UTF-8 can hold (control characters, lone surrogates) becomes a blank.
    """
    match value:
        case None:
            return ""
        case bool():
            return "ja" if value else "nein"
        case date():
            return value.isoformat()
        case tuple():
            return NOT_TEXT.sub(" ", "; ".join(value))
    return NOT_TEXT.sub(" ", str(value))


def csv_file(head: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """Return a CSV file: UTF-8 with a byte order mark, semicolons, formulas made harmless."""
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerow([harmless(plain(title)) for title in head])
    writer.writerows([_csv_cell(value) for value in row] for row in rows)
    return file.getvalue().encode("utf-8-sig")


def xlsx_file(
    title: str,
    head: Sequence[str],
    rows: Iterable[Sequence[Value]],
    about: Iterable[tuple[str, Value]],
    names: tuple[str, str, str] = ("Angaben", "Angabe", "Wert"),
) -> bytes:
    """Return an XLSX file: texts as texts, days as days, the head frozen, a second sheet ``about`` it.

    ``title`` may be any text; ``names`` are the names of the second sheet and of its two columns. More
    rows than a sheet takes continue on further sheets.
    """
    file = io.BytesIO()
    book = _Book(file)
    all_rows = list(rows)
    for start in range(0, max(len(all_rows), 1), MOST_ROWS):
        book.add_sheet(title, head, all_rows[start : start + MOST_ROWS])
    book.add_sheet(names[0], names[1:], [tuple(pair) for pair in about])
    book.close()
    return file.getvalue()


def _csv_cell(value: Value) -> str:
    # A number is no formula, though it may begin with a minus sign.
    return plain(value) if isinstance(value, int | date) else harmless(plain(value))


class _Book:
    """A workbook that takes sheets with any titles and values."""

    def __init__(self, file: io.BytesIO) -> None:
        self._book = xlsxwriter.Workbook(file, {"in_memory": True})
        self._names = SheetNames()
        self._bold = self._book.add_format({"bold": True})
        self._day = self._book.add_format({"num_format": "dd.mm.yyyy"})

    def add_sheet(self, title: str, head: Sequence[str], rows: Sequence[Sequence[Value]]) -> None:
        """Add a sheet with a head and rows."""
        sheet = self._book.add_worksheet(self._names.add(title))
        for column, text in enumerate(head):
            sheet.write_string(0, column, _cell_text(text), self._bold)
            longest = max((len(plain(row[column])) for row in rows), default=0)
            sheet.set_column(column, column, min(WIDEST, max(NARROWEST, longest, len(text)) + 2))
        for number, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                self._write(sheet, number, column, value)
        sheet.freeze_panes(1, 0)
        if rows:
            sheet.autofilter(0, 0, len(rows), len(head) - 1)

    def close(self) -> None:
        """Write the file."""
        self._book.close()

    def _write(self, sheet: Worksheet, row: int, column: int, value: Value) -> None:
        if isinstance(value, date) and value >= FIRST_DAY:
            sheet.write_datetime(row, column, value, self._day)
        elif _is_number(value):
            sheet.write_number(row, column, value)
        else:
            sheet.write_string(row, column, _cell_text(value))


def _is_number(value: Value) -> TypeGuard[int]:
    """True for a number that a spreadsheet keeps with all its digits."""
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) < LARGEST_NUMBER


def _cell_text(value: Value) -> str:
    # A cell breaks its lines with \n alone; forms send \r\n.
    return cut(LINE_END.sub("\n", plain(value)), LONGEST_CELL)
