"""CSV tables that editors upload and download: with commas, or with semicolons as Excel writes them."""

import csv
import io

from tlvwa.portal.common.export import RISKY
from tlvwa.portal.common.i18n import _
from tlvwa.portal.common.validation_errors import UnclearInput

LARGEST = 500_000  # bytes; it travels through the preview in a form
FORMULA_MARK = "'"  # what ``common.export`` puts before text that could be a formula


def uploaded_table(form, file="file", text="table"):
    """Return the text of a table that was uploaded or comes back from a preview. Raises UnclearInput."""
    upload = form.get(file)
    data = upload.read(LARGEST + 1) if hasattr(upload, "read") else form.get(text, "").encode()
    if len(data) > LARGEST:
        words = {"most": LARGEST // 1_000}
        raise UnclearInput(_("Die Datei ist zu groß: höchstens ${most} Kilobyte.", mapping=words))
    if not data.strip():
        raise UnclearInput(_("Wählen Sie bitte eine CSV-Datei aus."))
    try:
        return _with_commas(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        words = {"line": line}
        raise UnclearInput(_("Zeile ${line}: kein UTF-8.", mapping=words)) from None


def _with_commas(text):
    """Return the table separated by commas and without the marks against formulas.

    The number of lines stays the same, so that errors name the right line.
    """
    first = text.split("\n", 1)[0]
    delimiter = ";" if first.count(";") > first.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    try:
        for fields in reader:
            writer.writerow([_without_mark(field) for field in fields])
    except csv.Error as error:
        words = {"line": reader.line_num, "why": str(error)}
        raise UnclearInput(_("Zeile ${line}: kein CSV (${why})", mapping=words)) from None
    return out.getvalue()


def _without_mark(field):
    return field[1:] if field.startswith(FORMULA_MARK) and field[1:].startswith(RISKY) else field
