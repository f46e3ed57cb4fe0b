"""What is read of a PDF: bounded, and a clear reason where it cannot be read."""

import io

import pytest
from PIL import Image

from tlvwa.portal.common.plain_text import without_control_characters
from tlvwa.portal.content.publication.files import pdf as module
from tlvwa.portal.content.publication.files.images import COVER_SIZE, NoImage, fit_cover
from tlvwa.portal.content.publication.files.pdf import UnreadablePDF, read_pdf

from ..pdf import BROKEN, pdf


def read(data):
    return read_pdf(io.BytesIO(data))


def image(data):
    return Image.open(io.BytesIO(data))


def test_pages_title_text_and_cover():
    reading = read(pdf("First page", "Second page", title="Größe der Wälder"))
    assert reading.pages == 2
    assert reading.title == "Größe der Wälder"
    assert reading.text == "First page\nSecond page"
    cover = image(reading.cover)
    assert cover.format == "JPEG"
    assert cover.height > cover.width > 300
    assert cover.convert("L").getextrema()[0] < 128, "the cover is blank"


@pytest.mark.parametrize("size", [(595, 842), (842, 595), (14400, 3), (3, 14400), (3, 3)])
def test_the_cover_is_bounded(size):
    width, height = image(read(pdf("x", size=size)).cover).size
    assert 1 <= width <= COVER_SIZE[0]
    assert 1 <= height <= COVER_SIZE[1]


def test_the_text_is_bounded(monkeypatch):
    monkeypatch.setattr(module, "MOST_CHARACTERS", 10)
    assert read(pdf("abcdefg", "hijklmn", "opq")).text == "abcdefg\nhij"
    monkeypatch.setattr(module, "MOST_PAGES", 1)
    assert read(pdf("abcdefg", "hijklmn")).text == "abcdefg"


@pytest.mark.parametrize(
    ("data", "reason"),
    [(BROKEN, "broken"), (b"", "broken"), (b"GIF89a", "broken"), (pdf("x")[:200], "broken")],
)
def test_an_unreadable_file_says_why(data, reason):
    with pytest.raises(UnreadablePDF) as error:
        read(data)
    assert error.value.reason == reason


def test_an_encrypted_file_says_so():
    with pytest.raises(UnreadablePDF) as error:
        read(locked())
    assert error.value.reason == "encrypted"


def locked():
    """A PDF that asks for a password nobody knows: its encryption dictionary fits no empty password."""
    entries = f"/Filter /Standard /V 1 /R 2 /P -4 /O <{'11' * 32}> /U <{'22' * 32}>".encode()
    marks = b"/Encrypt << %s >> /ID [<%s> <%s>] >>" % (entries, b"33" * 16, b"33" * 16)
    head, _trailer, rest = pdf("secret").rpartition(b"trailer\n")
    return head + b"trailer\n" + rest.replace(b" >>\nstartxref", b" " + marks + b"\nstartxref")


@pytest.mark.parametrize(
    ("told", "title"),
    [
        ("Microsoft Word - Bericht 2026.docx", ""),
        ("Bericht.PDF", ""),
        ("  Bericht ", "Bericht"),
        ("x" * 500, "x" * 200),
    ],
)
def test_a_title_is_not_a_file_name(told, title):
    assert read(pdf("x", title=told)).title == title


def test_control_characters_are_no_text():
    assert without_control_characters("a\x00b\x1f\ud800c\n") == "a b c"


def test_an_image_of_an_editor_is_bounded():
    large = io.BytesIO()
    Image.new("RGBA", (3000, 1000), "red").save(large, "PNG")
    assert image(fit_cover(large.getvalue())).size == (360, 120)
    small = io.BytesIO()
    Image.new("RGB", (10, 10)).save(small, "PNG")
    assert fit_cover(small.getvalue()) == small.getvalue()
    for bad in (b"", b"<svg/>", large.getvalue()[:8]):
        with pytest.raises(NoImage):
            fit_cover(bad)
