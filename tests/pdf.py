"""Writes small PDFs for tests: a page for each text, with a title; deterministic, and valid."""


def pdf(*pages, title="", size=(595, 842)):
    """The bytes of a PDF with these texts (Latin 1), each on a page of its own, in lines."""
    count = len(pages)
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(count))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {count} /Kids [{kids}] >>".encode(),
        f"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica{_encoding(pages)} >>".encode(),
    ]
    for number, text in enumerate(pages):
        first, *lines = text.split("\n")
        further = "".join(f" 0 -30 Td ({line}) Tj" for line in lines)
        stream = f"BT /F1 24 Tf 72 {size[1] - 90} Td ({first}) Tj{further} ET".encode("latin-1")
        objects += [
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {size[0]} {size[1]}] "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {5 + 2 * number} 0 R >>".encode(),
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        ]
    hexed = ("\ufeff" + title).encode("utf-16-be").hex()
    objects.append(f"<< /Title <{hexed}> >>".encode() if title else b"<< >>")
    return _file(objects)


def _encoding(texts):
    """What the font needs for letters beyond ASCII."""
    return "" if "".join(texts).isascii() else " /Encoding /WinAnsiEncoding"


def pdf_of_objects(*objects):
    """The bytes of a PDF that consists of some objects; the first one is its catalogue."""
    return _file([*objects, b"<< >>"])


def _file(objects):
    """The objects with the table of where each begins; the last one is the information about the file."""
    written, starts = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        starts.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    size = len(objects) + 1
    trailer = b"trailer\n<< /Size %d /Root 1 0 R /Info %d 0 R >>\n" % (size, size - 1)
    return (
        written
        + b"xref\n0 %d\n0000000000 65535 f \n" % size
        + table
        + trailer
        + b"startxref\n%d\n%%%%EOF\n" % len(written)
    )


BROKEN = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog\nnothing follows"
