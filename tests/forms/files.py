"""Small files of each kind."""

import io
import zipfile


def packed(*names, first=None):
    """A ZIP with some empty entries, after one that is stored as it is."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        if first:
            archive.writestr(zipfile.ZipInfo(first[0]), first[1])
        for name in names:
            archive.writestr(name, "")
    return file.getvalue()


def open_document(kind):
    """An OpenDocument file."""
    return packed("content.xml", first=("mimetype", f"application/vnd.oasis.opendocument.{kind}"))


FILES = {
    "pdf": b"%PDF-1.7\n%%EOF\n",
    "odt": open_document("text"),
    "ods": open_document("spreadsheet"),
    "docx": packed("[Content_Types].xml", "word/document.xml"),
    "xlsx": packed("[Content_Types].xml", "xl/workbook.xml"),
    "jpg": b"\xff\xd8\xff\xe0 picture",
    "png": b"\x89PNG\r\n\x1a\n picture",
    "txt": "Grüße".encode(),
}
