"""Tables as files: CSV as a German Excel opens it, and XLSX. Plain Python."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Protocol
from urllib.parse import quote

import xlsxwriter

Value = str | int | date | bool | tuple[str, ...] | None

CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
RISKY = ("=", "+", "-", "@", "\t", "\r", "\n")  # what a formula begins with
LONGEST_CELL = 32_767  # characters, in XLSX
WIDEST, NARROWEST = 60, 10  # columns, in characters
FORBIDDEN_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


class Response(Protocol):
    """A response of Zope, as far as a file needs it."""

    def setHeader(self, name: str, value: str) -> None:
        """Set a header."""


def file_response(response: Response, content: bytes, media_type: str, name: str) -> bytes:
    """Return a file for download that no cache keeps and no browser displays or interprets.

    ``name`` may have any characters (RFC 6266).
    """
    response.setHeader("Content-Type", media_type)
    response.setHeader("Content-Disposition", f"attachment; filename*=UTF-8''{quote(name)}")
    response.setHeader("Cache-Control", "private, no-store")
    response.setHeader("X-Content-Type-Options", "nosniff")
    return content


def plain(value: Value) -> str:
    """Return a value as one text: days as ``2026-11-23``, booleans in German, tuples with semicolons."""
    match value:
        case None:
            return ""
        case bool():
            return "ja" if value else "nein"
        case date():
            return value.isoformat()
        case tuple():
            return "; ".join(value)
    return str(value)


def harmless(text: str) -> str:
    """Return a text that no spreadsheet reads as a formula: with an apostrophe before it if need be."""
    return f"'{text}" if text.startswith(RISKY) else text


def csv_file(head: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """Return a CSV file: UTF-8 with a byte order mark, semicolons, formulas made harmless."""
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerow([harmless(title) for title in head])
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

    ``names`` are the names of the second sheet and of its two columns.
    """
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    _fill(book, title, head, list(rows))
    _fill(book, names[0], names[1:], [tuple(pair) for pair in about])
    book.close()
    return file.getvalue()


def _csv_cell(value: Value) -> str:
    # A number is no formula, though it may begin with a minus sign.
    return plain(value) if isinstance(value, int | date) else harmless(plain(value))


def _fill(
    book: xlsxwriter.Workbook, title: str, head: Sequence[str], rows: list[Sequence[Value]]
) -> None:
    sheet = book.add_worksheet(title.translate(FORBIDDEN_IN_NAMES)[:31])  # XLSX allows no more
    bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "dd.mm.yyyy"})
    for column, text in enumerate(head):
        sheet.write_string(0, column, text, bold)
        longest = max((len(plain(row[column])) for row in rows), default=0)
        sheet.set_column(column, column, min(WIDEST, max(NARROWEST, longest, len(text)) + 2))
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            if isinstance(value, date):
                sheet.write_datetime(number, column, value, day)
            elif isinstance(value, int) and not isinstance(value, bool):
                sheet.write_number(number, column, value)
            else:
                sheet.write_string(number, column, plain(value)[:LONGEST_CELL])
    sheet.freeze_panes(1, 0)
    if rows:
        sheet.autofilter(0, 0, len(rows), len(head) - 1)
