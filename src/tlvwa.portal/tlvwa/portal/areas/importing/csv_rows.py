"""Reads the rows of CSV files with a head, for the importers of areas."""

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence

from tlvwa.portal.areas.model import AreaError

RowError = Callable[[str, int, str], AreaError]  # made of file, line (from 1) and reason


def read_csv_rows(
    content: bytes, file: str, columns: Sequence[str], error: RowError
) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Yield the line and the fields of each row of a CSV file (UTF-8) that has the ``columns``.

    Commas separate the fields, or semicolons, as Excel writes them.

    Raises ``error`` for what is not UTF-8 or not CSV, a missing column and a wrong number of fields.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        line = content[: wrong.start].count(b"\n") + 1
        raise error(file, line, "not UTF-8") from None
    head = text.partition("\n")[0]
    delimiter = ";" if head.count(";") > head.count(",") else ","
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    missing = [name for name in columns if name not in (reader.fieldnames or ())]
    if missing:
        raise error(file, 1, f"no column {', '.join(missing)}")
    try:
        for fields in reader:
            if None in fields or None in fields.values():
                raise error(file, reader.line_num, "wrong number of columns")
            yield reader.line_num, fields
    except csv.Error as wrong:
        raise error(file, reader.line_num, str(wrong)) from None
