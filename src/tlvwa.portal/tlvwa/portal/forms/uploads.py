"""Checks of uploaded files by ending, content and size, and by a scanner. Plain Python."""

import io
import zipfile
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from tlvwa.portal.common.file_scan import ScanResult, scan

MEBIBYTE = 1024 * 1024
PDF_HEAD = 1024
OPEN_DOCUMENT = b"application/vnd.oasis.opendocument."


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file: its name, its endings (lower case, no dot), and a check of its content."""

    title: str
    endings: tuple[str, ...]
    fits: Callable[[bytes], bool]


@dataclass(frozen=True, slots=True)
class Upload:
    """An uploaded file: the name of its field, its own name, and its content."""

    field: str
    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class UploadProblem:
    """The problem of a file: ``kind``, ``content``, ``empty``, ``size``, ``total``, or what a scanner says.

    ``limit`` is in bytes, for the last two; ``total`` is about all files and reported for the last
    one.
    """

    field: str
    name: str
    reason: str
    limit: int = 0


def _starts(*heads: bytes) -> Callable[[bytes], bool]:
    return lambda data: data.startswith(heads)


def _open_document(kind: bytes) -> Callable[[bytes], bool]:
    """Return a check for OpenDocument: the first entry of the ZIP is its type, uncompressed."""
    entry = b"mimetype" + OPEN_DOCUMENT + kind
    return lambda data: data.startswith(b"PK\x03\x04") and data[30 : 30 + len(entry)] == entry


def _office(folder: str) -> Callable[[bytes], bool]:
    """Return a check for Office Open XML: a ZIP with contents, the folder of its kind, and no macros."""

    def fits(data: bytes) -> bool:
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as packed:
                names = packed.namelist()
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
            return False
        return (
            "[Content_Types].xml" in names
            and any(name.startswith(folder) for name in names)
            and not any(name.endswith("vbaProject.bin") for name in names)
        )

    return fits


def _text(data: bytes) -> bool:
    try:
        return "\0" not in data.decode()
    except UnicodeDecodeError:
        return False


KINDS: Mapping[str, FileKind] = {
    "pdf": FileKind("PDF", ("pdf",), lambda data: b"%PDF-" in data[:PDF_HEAD]),
    "odt": FileKind("OpenDocument-Text", ("odt",), _open_document(b"text")),
    "ods": FileKind("OpenDocument-Tabelle", ("ods",), _open_document(b"spreadsheet")),
    "docx": FileKind("Word", ("docx",), _office("word/")),
    "xlsx": FileKind("Excel", ("xlsx",), _office("xl/")),
    "jpg": FileKind("JPEG-Bild", ("jpg", "jpeg"), _starts(b"\xff\xd8\xff")),
    "png": FileKind("PNG-Bild", ("png",), _starts(b"\x89PNG\r\n\x1a\n")),
    "txt": FileKind("Text", ("txt",), _text),
}


def endings(kinds: Iterable[str]) -> tuple[str, ...]:
    """Return the endings of some kinds with a dot: ``.pdf``."""
    return tuple(f".{ending}" for kind in kinds if kind in KINDS for ending in KINDS[kind].endings)


def upload_problem(upload: Upload, kinds: Collection[str], limit: int) -> UploadProblem | None:
    """Return the problem of a file that may be of some kinds and have ``limit`` bytes."""
    ending = upload.name.rpartition(".")[2].lower() if "." in upload.name else ""
    kind = next((KINDS[k] for k in kinds if k in KINDS and ending in KINDS[k].endings), None)
    if kind is None:
        reason = "kind"
    elif len(upload.data) > limit:
        reason = "size"
    elif not upload.data:
        reason = "empty"
    else:
        reason = _content_problem(kind, upload.data)
    if not reason:
        return None
    return UploadProblem(upload.field, upload.name, reason, limit if reason == "size" else 0)


def _content_problem(kind: FileKind, data: bytes) -> str:
    if not kind.fits(data):
        return "content"
    result = scan(data)
    return "" if result is ScanResult.CLEAN else result.value


def upload_problems(
    uploads: Collection[Upload], kinds: Collection[str], limit: int, total: int
) -> list[UploadProblem]:
    """Return the problems of files, each of at most ``limit`` bytes, all of at most ``total``."""
    problems = [
        problem
        for upload in uploads
        if (problem := upload_problem(upload, kinds, limit)) is not None
    ]
    if not problems and uploads and sum(len(upload.data) for upload in uploads) > total:
        last = list(uploads)[-1]
        problems.append(UploadProblem(last.field, last.name, "total", total))
    return problems
