"""CSV tables that editors upload and download."""

import csv
import io

from tlvwa.portal.common.csv_text import CSVError, csv_rows, decode_csv
from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.common.validation_errors import UnclearInput
from tlvwa.portal.search.csv_tables import RowError

LARGEST = 500_000  # bytes; it travels through the preview in a form


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
        return _with_commas(decode_csv(data))
    except CSVError as error:
        raise UnclearInput(say(RowError(error.line, error.reason).message)) from None


def _with_commas(text):
    """Return the table separated by commas; each row stays on its line, so that errors name the right one."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    next_line = 1
    for line, fields in csv_rows(text):
        out.write("\n" * (line - next_line))
        writer.writerow(fields)
        next_line = line + 1 + sum(_line_ends(field) for field in fields)
    return out.getvalue()


def _line_ends(field):
    return len(field.replace("\r\n", "\n").replace("\r", "\n").split("\n")) - 1
