"""Reads the rows of CSV files with a head, for the importers of areas."""

from collections.abc import Iterator, Mapping, Sequence

from tlvwa.portal.areas.model import AreaError
from tlvwa.portal.common.csv_text import CSVError, csv_rows, decode_csv
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
    """Yield the line and the fields of each row of a CSV file that has the ``columns``.

    Raises ``error`` for what is no text or not CSV, a missing column and a wrong number of fields.
    """
    try:
        rows = csv_rows(decode_csv(content))
        first, head = next(rows, (1, []))
        names = [name.strip() for name in head]
        missing = [name for name in columns if name not in names]
        if missing:
            raise error(
                file, first, _("es fehlt die Spalte ${columns}", columns=", ".join(missing))
            )
        for line, fields in rows:
            if len(fields) != len(names):
                raise error(file, line, _("die Zahl der Spalten stimmt nicht"))
            yield line, dict(zip(names, fields, strict=True))
    except CSVError as wrong:
        raise error(file, wrong.line, wrong.reason) from None
