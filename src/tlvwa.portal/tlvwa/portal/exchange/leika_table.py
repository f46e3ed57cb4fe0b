"""The reader of a LeiKa table: a CSV with one service in each row.

Source: the columns of the OZG database of Nordrhein-Westfalen (kdn-nrw/OZG-Datenbank-NRW, table of
05.10.2019). Its topics (``lage``, ``themenfeld``) are those of the OZG and are not read: no other list
of topics corresponds to them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tlvwa.portal.common.csv_text import CSVError, csv_rows, decode_csv
from tlvwa.portal.finder.leika import is_key

COLUMNS = ("leika", "leika_gueltig", "bezeichnung", "typisierung", "rechtsgrundlage")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_ROUNDED = re.compile(r"\d([.,]\d+)?[eE]\+?\d+")
_ADDRESS = re.compile(r"\[([^\[\]]*)\]")


class LeikaTableError(ValueError):
    """The table cannot be read; names file, line (from 1) and reason, in German."""

    def __init__(self, file: str, line: int, reason: str) -> None:
        super().__init__(f"{file}, Zeile {line}: {reason}")
        self.file, self.line, self.reason = file, line, reason


@dataclass(frozen=True, slots=True)
class LeikaLaw:
    """The legal basis of a service: the provision, and its address as in the table (may be empty)."""

    title: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class LeikaRow:
    """One service of the table; ``type`` is the Typisierung as in the table, empty for none."""

    line: int
    key: str
    name: str
    type: str = ""
    laws: tuple[LeikaLaw, ...] = ()


@dataclass(frozen=True, slots=True)
class LeikaRemark:
    """A remark on one line, in German."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class LeikaTable:
    """The rows of a table in its order, each key once, and the lines left out, with the reason."""

    file: str
    rows: list[LeikaRow] = field(default_factory=list)
    left_out: list[LeikaRemark] = field(default_factory=list)


def read_table(path: str | Path) -> LeikaTable:
    """Read the CSV. Raises LeikaTableError, and OSError if it cannot be opened."""
    return parse_table(Path(path).read_bytes(), Path(path).name)


def parse_table(content: bytes, file: str) -> LeikaTable:
    """Read the bytes of the CSV; see ``read_table``."""
    table = LeikaTable(file)
    seen: dict[str, int] = {}
    for line, record in _records(content, file):
        try:
            row = _row(line, record)
            if row.key in seen:
                raise ValueError(f"Schlüssel {row.key} steht schon in Zeile {seen[row.key]}")
        except ValueError as error:
            table.left_out.append(LeikaRemark(line, str(error)))
        else:
            seen[row.key] = line
            table.rows.append(row)
    return table


def _records(content: bytes, file: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield each record with its first line; a record with a wrong number of columns is empty."""
    try:
        rows = csv_rows(decode_csv(content))
        first, head = next(rows, (1, []))
        names = [name.strip() for name in head]
        missing = [name for name in COLUMNS if name not in names]
        if missing:
            raise LeikaTableError(file, first, f"Spalte fehlt: {', '.join(missing)}")
        for line, fields in rows:
            is_whole = len(fields) == len(names)
            yield line, dict(zip(names, fields, strict=True)) if is_whole else {}
    except CSVError as error:
        raise LeikaTableError(file, error.line, error.reason) from None


def _row(line: int, record: dict[str, str]) -> LeikaRow:
    """Return the row of a record. Raises ValueError with the reason to leave it out."""
    if not record:
        raise ValueError("falsche Zahl von Spalten")
    key, name = record["leika"].strip(), _words(record["bezeichnung"])
    if _ROUNDED.fullmatch(key):
        raise ValueError(
            f"Excel hat den Leistungsschlüssel gerundet: „{key}“ ({name}); die Spalte muss als Text "
            "formatiert sein"
        )
    if not (key.isascii() and is_key(key)):
        raise ValueError(f"kein Leistungsschlüssel: „{_words(key)}“ ({name})")
    if record["leika_gueltig"].strip() != "1":
        raise ValueError(f"Schlüssel {key} ist nicht gültig ({name})")
    if not name:
        raise ValueError(f"Schlüssel {key} hat keine Bezeichnung")
    if _CONTROL.search(name):
        raise ValueError(f"Schlüssel {key}: die Bezeichnung enthält Steuerzeichen")
    return LeikaRow(
        line, key, name, _words(record["typisierung"]), _laws(record["rechtsgrundlage"])
    )


def _laws(text: str) -> tuple[LeikaLaw, ...]:
    """Return the legal bases of ``title [address], title [address] …``; a title may contain commas."""
    titles_and_urls = [*_ADDRESS.split(text), ""]
    pairs = zip(titles_and_urls[::2], titles_and_urls[1::2], strict=True)
    laws = (LeikaLaw(_words(title).strip(" ,;"), url.strip()) for title, url in pairs)
    return tuple(dict.fromkeys(law for law in laws if law.title))


def _words(text: str) -> str:
    return " ".join(text.split())
