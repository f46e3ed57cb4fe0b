"""The cells of a table with contact data: an Excel workbook or CSV, as texts. Plain Python."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from tlvwa.portal.common.csv_text import CSVError, csv_rows, decode_csv
from tlvwa.portal.common.phrases import Phrase

_ = Phrase  # the extraction of messages looks for calls of the form _("…")

ZIP, OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
LARGEST_UNPACKED = 200_000_000  # bytes
MOST_ROWS, MOST_COLUMNS = 50_000, 60
LONGEST_TEXT = 1_000  # characters of a cell

NOT_READABLE = _("Die Excel-Datei lässt sich nicht lesen.")
TOO_LARGE = _("Die Datei ist zu groß.")
OLD_FORMAT = _("Das ist eine alte Excel-Datei (.xls). Speichern Sie sie als .xlsx oder CSV.")

Cell = str
Line = tuple[int, list[Cell]]


class ContactTableError(ValueError):
    """A table cannot be read; the text names file, line and reason."""

    def __init__(self, file: str, line: int, reason: Phrase) -> None:
        where = _("${file}, Zeile ${line}: ${reason}", file=file, line=str(line), reason=reason)
        super().__init__(where)
        self.file, self.line, self.reason, self.text = file, line, reason, where


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its name (empty for CSV) and its lines with their numbers; empty lines are left out."""

    name: str
    lines: list[Line]


def read_sheets(content: bytes, file: str) -> Iterator[Sheet]:
    """Yield the sheets of a file. Raises ContactTableError."""
    if content.startswith(OLD_EXCEL):
        raise ContactTableError(file, 1, OLD_FORMAT)
    if content.startswith(ZIP):
        yield from _workbook(content, file)
    else:
        yield _csv(content, file)


def _csv(content: bytes, file: str) -> Sheet:
    try:
        lines = [
            (line, [_tidy(field) for field in fields[:MOST_COLUMNS]])
            for line, fields in csv_rows(decode_csv(content))
        ]
    except CSVError as error:
        raise ContactTableError(file, error.line, error.reason) from None
    if len(lines) > MOST_ROWS:
        raise ContactTableError(file, MOST_ROWS, TOO_LARGE)
    return Sheet("", lines)


def _workbook(content: bytes, file: str) -> Iterator[Sheet]:
    import openpyxl  # in the function that needs it: to load it takes a quarter of a second

    try:
        _check_size(content, file)
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        for sheet in book.worksheets:
            sheet.reset_dimensions()  # what the file says of its size may be wrong
            rows = sheet.iter_rows(max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS, values_only=True)
            lines = [(line, [_text(value) for value in row]) for line, row in enumerate(rows, 1)]
            if len(lines) > MOST_ROWS:
                raise ContactTableError(file, MOST_ROWS, TOO_LARGE)
            yield Sheet(sheet.title, [(line, cells) for line, cells in lines if any(cells)])
    except ContactTableError:
        raise
    except Exception as error:  # openpyxl raises what it meets, whatever is wrong with a file
        raise ContactTableError(file, 1, NOT_READABLE) from error


def _check_size(content: bytes, file: str) -> None:
    """Raise ContactTableError for a file that unpacks to more than any table has."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if sum(info.file_size for info in archive.infolist()) > LARGEST_UNPACKED:
            raise ContactTableError(file, 1, TOO_LARGE)


def _text(value: object) -> Cell:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return _tidy(str(value))


def _tidy(text: str) -> Cell:
    return text.strip()[:LONGEST_TEXT]
