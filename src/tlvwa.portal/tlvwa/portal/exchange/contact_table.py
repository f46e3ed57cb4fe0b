"""The reader of tables with contact data, by their heads. Plain Python.

Two layouts: the list *Anschriften der Gemeinde- und Stadtverwaltungen* as its publisher writes it (an Excel
workbook with a title above the head, or CSV), which names no source in its rows; and a plain table with
one row for each key. See docs/contacts.md.
"""

import re
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from tlvwa.portal.common.export import csv_file
from tlvwa.portal.common.phrases import Phrase
from tlvwa.portal.exchange.contact_cells import ContactTableError, Line, Sheet, read_sheets

_ = Phrase  # the extraction of messages looks for calls of the form _("…")

KEY, AGS, NAME, SEAT = "key", "ags", "name", "seat"
STREET, POSTAL_CODE, TOWN = "street", "postal_code", "town"
PHONE, EMAIL, WEB, HOURS = "phone", "email", "web", "hours"
AS_OF, SOURCE, SOURCE_URL = "as_of", "source", "source_url"
LINE = "line"  # of the file that was looked at before, where a table is made of a part of it
# The heads of each column: small letters and digits alone.
HEADS = {
    KEY: ("schlüssel", "gebietsschlüssel", "ars", "amtlicherregionalschlüsselars", "key"),
    AGS: ("ags", "amtlichergemeindeschlüsselags", "gemeindeschlüssel"),
    NAME: ("name", "gemeindestadt", "behörde", "stelle"),
    SEAT: ("verwaltungssitz", "administration"),
    STREET: ("straße", "straßeundhausnummer", "street"),
    POSTAL_CODE: ("plz", "postleitzahl", "postalcode"),
    TOWN: ("ort", "town"),
    PHONE: ("telefon", "telefonnummer", "phone", "telephone"),
    EMAIL: ("email", "emailadresse", "mail"),
    WEB: ("web", "webadresse", "website", "internet", "internetadresse", "homepage", "webdomain"),
    HOURS: ("öffnungszeiten", "hours", "openinghours"),
    AS_OF: ("stand", "asof"),
    SOURCE: ("quelle", "source"),
    SOURCE_URL: ("webadressederquelle", "sourceurl"),
    LINE: ("zeilederdatei",),
}
PLAIN_HEADS = {column: heads[0] for column, heads in HEADS.items()}
COLUMN_OF = {head.casefold(): column for column, heads in HEADS.items() for head in heads}
CONTACTS = (STREET, POSTAL_CODE, TOWN, PHONE, EMAIL, WEB, HOURS)
PUBLISHER = "Statistische Ämter"
HEAD_WITHIN = 30  # lines
BROKEN = re.compile(r"-\s*\n\s*")
NOT_LETTERS = re.compile(r"[\W_]+")
DAYS = (
    re.compile(r"(?<!\d)(?P<d>\d{1,2})[._](?P<m>\d{1,2})[._](?P<y>\d{4})(?!\d)"),
    re.compile(r"(?<!\d)(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})(?!\d)"),
    re.compile(r"(?<!\d)(?P<d>\d{2})(?P<m>\d{2})(?P<y>20\d{2})(?!\d)"),
)

NO_HEAD = _(
    "Hier ist keine Kopfzeile mit einer Spalte „Schlüssel“ und einer Spalte für Anschrift, Telefon, "
    "E-Mail, Web oder Öffnungszeiten."
)
TWICE = _("Die Spalte „${column}“ steht zweimal da.")


@dataclass(frozen=True, slots=True)
class ContactRow:
    """A row: its line, and the cells of the columns that are read."""

    line: int
    cells: Mapping[str, str] = field(hash=False)

    def __getitem__(self, column: str) -> str:
        """Return a cell; empty if the table has no such column."""
        return self.cells.get(column, "")

    @property
    def key(self) -> str:
        """The key of the area: the regional key, else that of the municipality."""
        return self[KEY] or self[AGS]


@dataclass(frozen=True, slots=True)
class ContactTable:
    """The rows of a table, the heads of its columns, and what the table as a whole says of its source."""

    file: str
    heads: Mapping[str, str]
    rows: list[ContactRow]
    unread: tuple[str, ...] = ()  # heads of columns that nobody reads
    source: str = ""
    as_of: date | None = None


def parse_contacts(content: bytes, file: str) -> ContactTable:
    """Read the bytes of a table. Raises ContactTableError."""
    for sheet in read_sheets(content, file):
        for position, (line, cells) in enumerate(sheet.lines[:HEAD_WITHIN]):
            columns = [COLUMN_OF.get(_letters(cell), "") for cell in cells]
            if {KEY, AGS}.intersection(columns) and set(CONTACTS).intersection(columns):
                _refuse_twice(file, line, cells, columns)
                return _table(file, sheet, position, columns)
    raise ContactTableError(file, 1, NO_HEAD)


def read_day(text: str) -> date | None:
    """Return the first day in a text, in figures; ``None`` for none."""
    for pattern in DAYS:
        for match in pattern.finditer(text):
            try:
                return date(int(match["y"]), int(match["m"]), int(match["d"]))
            except ValueError:
                continue
    return None


def part_of_table(
    table: ContactTable, lines: Container[int], source: str, as_of: date | None
) -> bytes:
    """Return some rows of a table as a plain table (CSV) that says of each row where it comes from."""
    columns = [column for column in HEADS if column != SEAT]
    return csv_file(
        [PLAIN_HEADS[column] for column in columns],
        (
            [_plain_cell(row, column, source, as_of) for column in columns]
            for row in table.rows
            if row.line in lines
        ),
    )


def _plain_cell(row: ContactRow, column: str, source: str, as_of: date | None) -> str:
    given = {LINE: str(row.line), SOURCE: source, AS_OF: as_of.isoformat() if as_of else ""}
    return row[column] or given.get(column, "")


def _table(file: str, sheet: Sheet, position: int, columns: list[str]) -> ContactTable:
    _line, heads = sheet.lines[position]
    is_publishers = {SEAT, AGS} <= set(columns)
    return ContactTable(
        file,
        {column: _head(head) for column, head in zip(columns, heads, strict=True) if column},
        list(_rows(sheet.lines[position + 1 :], columns)),
        tuple(
            _words(head)
            for column, head in zip(columns, heads, strict=True)
            if head and not column and not is_publishers
        ),
        PUBLISHER if is_publishers else "",
        _day_of_table(file, sheet, position) if is_publishers else None,
    )


def _rows(lines: Iterable[Line], columns: list[str]) -> Iterable[ContactRow]:
    """Yield the rows that say something; units below the head and notes at the end do not."""
    for line, fields in lines:
        named = zip(columns, fields, strict=False)
        row = ContactRow(line, {column: _words(text) for column, text in named if column})
        if any(row[column] for column in CONTACTS):
            yield replace(row, line=int(row[LINE])) if row[LINE].isdecimal() else row


def _day_of_table(file: str, sheet: Sheet, position: int) -> date | None:
    """Return the day in the title above the head, in the name of the sheet, or in that of the file."""
    titles = [" ".join(cells) for _line, cells in sheet.lines[:position]]
    days = map(read_day, (*titles, sheet.name, file))
    return next((day for day in days if day is not None), None)


def _refuse_twice(file: str, line: int, heads: list[str], columns: list[str]) -> None:
    for position, column in enumerate(columns):
        if column and column in columns[:position]:
            raise ContactTableError(file, line, _(TWICE, column=_words(heads[position])))


def _letters(head: str) -> str:
    return NOT_LETTERS.sub("", head).casefold()


def _head(text: str) -> str:
    """Return a head in one line; a word that is broken at a line's end is joined."""
    return _words(BROKEN.sub("", text))


def _words(text: str) -> str:
    return " ".join(text.split())
