"""Which files a form takes: by ending, by what stands in them, by size. Plain Python."""

import io
import zipfile
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

MEBIBYTE = 1024 * 1024
PDF_HEAD = 1024
OPEN_DOCUMENT = b"application/vnd.oasis.opendocument."


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file: its name for people, its endings (lower case, no dot), and the look into it."""

    title: str
    endings: tuple[str, ...]
    fits: Callable[[bytes], bool]


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that was sent: the title of its field, its name, what stands in it."""

    field: str
    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class UploadProblem:
    """Why a file is not taken: ``reason`` is ``kind``, ``content``, ``empty``, ``size`` or ``total``.

    ``limit`` is in bytes, for the last two; ``total`` is about all files and told at the last of them.
    """

    field: str
    name: str
    reason: str
    limit: int = 0


def _starts(*heads: bytes) -> Callable[[bytes], bool]:
    return lambda data: data.startswith(heads)


def _open_document(kind: bytes) -> Callable[[bytes], bool]:
    """An OpenDocument file says what it is uncompressed in its first entry."""
    said = b"mimetype" + OPEN_DOCUMENT + kind
    return lambda data: data.startswith(b"PK\x03\x04") and data[30 : 30 + len(said)] == said


def _office(folder: str) -> Callable[[bytes], bool]:
    """An Office Open XML file: a ZIP with a table of contents, the folder of its kind, and no macros."""

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
    """The endings of some kinds, as people write them: ``.pdf``."""
    return tuple(f".{each}" for kind in kinds if kind in KINDS for each in KINDS[kind].endings)


def upload_problem(upload: Upload, kinds: Collection[str], limit: int) -> UploadProblem | None:
    """What speaks against one file that may be of some kinds and have ``limit`` bytes."""
    ending = upload.name.rpartition(".")[2].lower() if "." in upload.name else ""
    kind = next((KINDS[k] for k in kinds if k in KINDS and ending in KINDS[k].endings), None)
    if kind is None:
        reason = "kind"
    elif len(upload.data) > limit:
        reason = "size"
    elif not upload.data:
        reason = "empty"
    else:
        reason = "" if kind.fits(upload.data) else "content"
    if not reason:
        return None
    return UploadProblem(upload.field, upload.name, reason, limit if reason == "size" else 0)


def upload_problems(
    uploads: Collection[Upload], kinds: Collection[str], limit: int, total: int
) -> list[UploadProblem]:
    """What speaks against some files, each of at most ``limit`` bytes, all of at most ``total``."""
    found = [
        each for upload in uploads if (each := upload_problem(upload, kinds, limit)) is not None
    ]
    if not found and uploads and sum(len(upload.data) for upload in uploads) > total:
        last = list(uploads)[-1]
        found.append(UploadProblem(last.field, last.name, "total", total))
    return found
