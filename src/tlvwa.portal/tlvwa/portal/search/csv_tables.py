"""Reads the tables (CSV) that editors keep for the search."""

from collections.abc import Iterator, Sequence

from tlvwa.portal.common.csv_text import CSVError, Row, csv_rows
from tlvwa.portal.common.phrases import Phrase

_ = Phrase  # the extraction of messages looks for calls of the form _("…")


class RowError(ValueError):
    """A row of a table cannot be used; holds its line (from 1), the reason, and both as ``message``."""

    def __init__(self, line: int, reason: Phrase) -> None:
        self.line, self.reason = line, reason
        self.message = _("Zeile ${line}: ${reason}", line=str(line), reason=reason)
        super().__init__(self.message)


def read_rows(text: str, head: Sequence[str], most: int) -> Iterator[Row]:
    """Yield the line and the fields of each row below the ``head``, without rows that are empty.

    Raises RowError for another head, another number of fields, more than ``most`` rows, and what is
    no CSV.
    """
    rows = csv_rows(text)
    columns = ",".join(head)
    try:
        first, names = next(rows, (1, []))
        if [name.strip().casefold() for name in names] != list(head):
            raise RowError(first, _("die Spalten heißen ${columns}", columns=columns))
        for count, (line, fields) in enumerate(rows, start=1):
            values = [field.strip() for field in fields]
            _check_row(line, values, head, count, most)
            yield line, values
    except CSVError as error:
        raise RowError(error.line, error.reason) from None


def _check_row(
    line: int, values: Sequence[str], head: Sequence[str], count: int, most: int
) -> None:
    if count > most:
        raise RowError(line, _("mehr als ${most} Zeilen", most=str(most)))
    if len(values) != len(head):
        expected, columns = str(len(head)), ",".join(head)
        raise RowError(
            line,
            _(
                "${expected} Spalten erwartet (${columns}), gefunden: ${count}",
                expected=expected,
                columns=columns,
                count=str(len(values)),
            ),
        )
