"""Reads the rows of CSV files with a head, for the importers of areas."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence

from tlvwa.portal.areas.model import AreaError
from tlvwa.portal.common.phrases import Phrase

_ = Phrase  # the extraction of messages looks for calls of the form _("…")


class RowError(AreaError, ValueError):
    """A row cannot be read; holds file, line (from 1) and reason, and all of them as its text."""

    def __init__(self, file: str, line: int, reason: Phrase) -> None:
        self.file, self.line, self.reason = file, line, reason
        super().__init__(
            _("${file}, Zeile ${line}: ${reason}", file=file, line=str(line), reason=reason)
        )


def reason_of(error: ValueError) -> Phrase:
    """Return why a field cannot be read; Python's own errors are about numbers."""
    reason = error.args[0] if error.args else ""
    return reason if isinstance(reason, Phrase) else _("eine Zahl wird erwartet")


def read_csv_rows(
    content: bytes, file: str, columns: Sequence[str], error: type[RowError]
) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Yield the line and the fields of each row of a CSV file (UTF-8) that has the ``columns``.

    Commas separate the fields, or semicolons, as Excel writes them.

    Raises ``error`` for what is not UTF-8 or not CSV, a missing column and a wrong number of fields.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        line = content[: wrong.start].count(b"\n") + 1
        raise error(file, line, _("die Datei ist nicht in UTF-8")) from None
    head = text.partition("\n")[0]
    delimiter = ";" if head.count(";") > head.count(",") else ","
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    missing = [name for name in columns if name not in (reader.fieldnames or ())]
    if missing:
        raise error(file, 1, _("es fehlt die Spalte ${columns}", columns=", ".join(missing)))
    try:
        for fields in reader:
            if None in fields or None in fields.values():
                raise error(file, reader.line_num, _("die Zahl der Spalten stimmt nicht"))
            yield reader.line_num, fields
    except csv.Error as wrong:
        raise error(file, reader.line_num, _("die Zeile ist kein CSV")) from wrong
