"""Reads pages, title, text and cover from an uploaded PDF; run by ``child``, asked through ``bounded``.

The cost of a document is limited: the cover in pixels, the text in pages and characters. PDFium is not
thread-safe: one process reads one document.
"""

import io
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tlvwa.portal.common.plain_text import without_control_characters
from tlvwa.portal.content.publication.files.images import COVER_SIZE, jpeg_bytes
from tlvwa.portal.content.publication.files.line_ends import join_words
from tlvwa.portal.content.publication.files.titles import title_of

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

MOST_PAGES, MOST_CHARACTERS = 500, 300_000
PASSWORD, SECURITY = 4, 5  # FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY
ENCRYPTED, BROKEN, EMPTY, COSTLY = "encrypted", "broken", "empty", "costly"


class UnreadablePDF(Exception):
    """A PDF cannot be read; ``reason`` is ``encrypted``, ``broken``, ``empty`` (no page) or ``costly``."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read from a PDF: title (or empty), text, and the first page as a JPEG."""

    pages: int
    title: str
    text: str
    cover: bytes


def read_pdf(file: io.BufferedIOBase) -> Reading:
    """Read a PDF from an open file. Raises UnreadablePDF."""
    with _opened(file) as document:
        pages = len(document)
        return Reading(pages, _title(document), _text(document, pages), _cover(document[0]))


def title_of_pdf(file: io.BufferedIOBase) -> str:
    """Return the title of a PDF from an open file; empty if it has none. Raises UnreadablePDF."""
    with _opened(file) as document:
        return _title(document)


@contextmanager
def _opened(file):
    """Open the document in a file; it has at least one page."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(file)
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) in (PASSWORD, SECURITY)
        raise UnreadablePDF(ENCRYPTED if locked else BROKEN) from error
    try:
        if not len(document):
            raise UnreadablePDF(EMPTY)
        yield document
    except pypdfium2.PdfiumError as error:
        raise UnreadablePDF(BROKEN) from error
    finally:
        document.close()


def _title(document: "PdfDocument") -> str:
    return title_of(document.get_metadata_dict().get("Title", ""))


def _text(document: "PdfDocument", pages: int) -> str:
    parts: list[str] = []
    remaining = MOST_CHARACTERS
    for number in range(min(pages, MOST_PAGES)):
        page = document[number]
        textpage = page.get_textpage()
        text = join_words(textpage.get_text_range())
        parts.append(without_control_characters(text)[:remaining])
        textpage.close()
        page.close()
        remaining -= len(parts[-1])
        if remaining <= 0:
            break
    return join_words("\n".join(filter(None, parts)))  # a word may be broken between two pages


def _cover(page: "PdfPage") -> bytes:
    """Return the page as a JPEG, as large as fits into ``COVER_SIZE``."""
    width, height = page.get_size()
    scale = min(COVER_SIZE[0] / max(width, 1), COVER_SIZE[1] / max(height, 1))
    cover: bytes = jpeg_bytes(page.render(scale=scale).to_pil())
    return cover
