"""Reads the tables (CSV) that editors keep for the search."""

import csv
import io
from collections.abc import Iterator, Sequence

from tlvwa.portal.common.phrases import Phrase

_ = Phrase  # the extraction of messages looks for calls of the form _("…")


class RowError(ValueError):
    """A row of a table cannot be used; holds its line (from 1), the reason, and both as ``message``."""

    def __init__(self, line: int, reason: Phrase) -> None:
        self.line, self.reason = line, reason
        self.message = _("Zeile ${line}: ${reason}", line=str(line), reason=reason)
        super().__init__(self.message)


def read_rows(text: str, head: Sequence[str], most: int) -> Iterator[tuple[int, list[str]]]:
    """Yield the line and the fields of each row below the ``head``, without rows that are empty.

    Raises RowError for another head, another number of fields, more than ``most`` rows, and what is
    no CSV.
    """
    reader = csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), strict=True)
    columns = ",".join(head)
    count = 0
    try:
        if [field.strip().casefold() for field in next(reader, ())] != list(head):
            raise RowError(1, _("die Spalten heißen ${columns}", columns=columns))
        for fields in reader:
            values = [field.strip() for field in fields]
            if not any(values):
                continue
            count += 1
            _check_row(reader.line_num, values, head, count, most)
            yield reader.line_num, values
    except csv.Error as error:
        raise RowError(reader.line_num, _("kein CSV (${error})", error=str(error))) from None


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
