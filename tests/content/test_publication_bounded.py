"""A file of a stranger costs a process of its own a few seconds, and nothing else harm."""

import io
import resource
import zlib
from concurrent.futures import ThreadPoolExecutor

import pytest
import transaction
from PIL import Image
from plone.namedfile.file import NamedBlobImage
from zope.event import notify
from zope.lifecycleevent import ObjectModifiedEvent

from tlvwa.portal.content.publication.files import child
from tlvwa.portal.content.publication.files.bounded import fit_cover, read_pdf, title_of_pdf
from tlvwa.portal.content.publication.files.images import NoImage
from tlvwa.portal.content.publication.files.pdf import UnreadablePDF
from tlvwa.portal.content.publication.files.readings import MOST_TRIES, reading_of
from tlvwa.portal.content.publication.files.retry import read_again

from ..factories import models, publication
from ..pdf import BROKEN, pdf, pdf_of_objects


def stream(content, entries=b""):
    """A stream object of a PDF, packed."""
    packed = zlib.compress(content)
    head = b"<< /Filter /FlateDecode /Length %d %s >>" % (len(packed), entries)
    return b"%s\nstream\n%s\nendstream" % (head, packed)


def drawing(content, forms=()):
    """A PDF with one page, on which ``content`` is drawn, and forms that it may name /F0, /F1 and so on."""
    names = b" ".join(b"/F%d %d 0 R" % (number, 5 + number) for number in range(len(forms)))
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
    resources = b"/Resources << /XObject << %s >> >> >>" % names
    return pdf_of_objects(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        page + resources,
        stream(content),
        *forms,
    )


def nested(wide, deep):
    """A drawing that draws another one ``wide`` times, which draws another one, ``deep`` levels down."""
    forms = []
    for level in range(deep):
        inner = b"/XObject << /F%d %d 0 R >>" % (level + 1, 6 + level) if level < deep - 1 else b""
        entries = b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << %s >>" % inner
        last = b"0 0 m 500 800 l S " * 50
        drawn = b"/F%d Do " % (level + 1) * wide if level < deep - 1 else last
        forms.append(stream(drawn, entries))
    return drawing(b"/F0 Do", forms)


def picture(width, height, kind="PNG"):
    """A black picture."""
    buffer = io.BytesIO()
    Image.new("1" if kind == "PNG" else "RGB", (width, height)).save(buffer, kind)
    return buffer.getvalue()


BOMBS = {
    "nested drawings": lambda: nested(10, 9),
    "very many lines": lambda: drawing(b"0 0 m 500 800 l S\n" * 3_000_000),
}


@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS.keys())
def test_a_pdf_that_costs_too_much_is_refused(bomb):
    data = bomb()
    assert len(data) < 300_000
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    with pytest.raises(UnreadablePDF) as error:
        read_pdf(io.BytesIO(data))
    assert error.value.reason == "costly"
    used = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before
    assert used < child.SECONDS + 2


def test_a_picture_with_too_many_pixels_is_refused():
    for data in (picture(13_000, 13_000), picture(5_001, 5_000)):
        with pytest.raises(NoImage):
            fit_cover(io.BytesIO(data))
    assert Image.open(io.BytesIO(fit_cover(io.BytesIO(picture(5_000, 5_000))))).size == (360, 360)


def test_memory_is_limited():
    told, cover = child.result_of("cover", io.BytesIO(b"<svg/>"))
    assert "refused" in told
    assert cover == b""

    class Greedy(io.BytesIO):
        def read(self, *_size):
            raise MemoryError

    assert child.result_of("cover", Greedy()) == ({"refused": "costly"}, b"")


def test_what_is_read_in_the_child_is_what_is_read_here():
    data = pdf("Erste Seite", "Zweite", title="Größe der Wälder")
    there, here = read_pdf(io.BytesIO(data)), child.read_pdf(io.BytesIO(data))
    assert there == here
    assert title_of_pdf(io.BytesIO(data)) == "Größe der Wälder"
    for bad, reason in ((BROKEN, "broken"), (b"", "broken")):
        for read in (read_pdf, title_of_pdf):
            with pytest.raises(UnreadablePDF) as error:
                read(io.BytesIO(bad))
            assert error.value.reason == reason


def test_several_are_read_at_once():
    documents = [pdf(f"Text {number}", "next") for number in range(6)]
    with ThreadPoolExecutor(3) as pool:
        texts = [reading.text for reading in pool.map(read_pdf, map(io.BytesIO, documents))]
    assert texts == [f"Text {number}\nnext" for number in range(6)]


def test_a_publication_is_kept_without_cover_and_says_so(portal, visitor, monkeypatch):
    book = publication(portal, "bericht", data=nested(10, 9))
    assert reading_of(book).problem == "costly"
    assert book.cover is None
    assert book.file.getSize() == len(nested(10, 9))
    assert models().nodes[book.UID()].payload.unread is True
    assert "zu aufwendig" in visitor("editor").get("bericht").text
    assert read_again() == 0  # it is no better now
    transaction.commit()
    assert reading_of(book).tries == 2
    for _time in range(MOST_TRIES):
        read_again()
        transaction.commit()
    assert reading_of(book).tries == MOST_TRIES
    assert models().nodes[book.UID()].payload.unread is False


def test_a_busy_machine_gets_another_try(portal, monkeypatch):
    from tlvwa.portal.content.publication.files import readings

    def fail(_file):
        raise UnreadablePDF("costly")

    with monkeypatch.context() as busy:
        busy.setattr(readings, "read_pdf", fail)
        book = publication(portal, "bericht", data=pdf("Text", "Text"))
    assert (reading_of(book).pages, book.cover) == (0, None)
    assert read_again() == 1
    transaction.commit()
    assert reading_of(book).pages == 2
    assert book.cover is not None
    assert models().nodes[book.UID()].payload.cover is not None
    assert read_again() == 0


def test_a_cover_that_cannot_be_read_is_left_out(portal):
    book = publication(portal, "bericht")
    noise = io.BytesIO()
    Image.effect_noise((1_000, 1_000), 50).save(noise, "JPEG")
    book.cover = NamedBlobImage(noise.getvalue()[:50_000], "image/jpeg", "bild.jpg")
    notify(ObjectModifiedEvent(book))
    transaction.commit()
    assert book.cover is None
