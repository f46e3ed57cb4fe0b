"""LeiKa tables as bytes."""

import csv
import io
from collections.abc import Iterable, Sequence

HEADER = ("leika", "leika_gueltig", "bezeichnung", "typisierung", "rechtsgrundlage", "lage")
LAW = "§ 35 Kreislaufwirtschaftsgesetz (KrWG) [https://example.org/krwg/__35.html]"


def key(number: int) -> str:
    """The LeiKa key of a Leistungsobjekt."""
    return f"99{number:06d}000000"


def record(number: int, name: str = "", type: str = "2/3", laws: str = LAW) -> tuple[str, ...]:
    """A row as it should be."""
    return (key(number), "1", name or f"Leistung {number}", type, laws, "Umwelt")


def written(
    records: Iterable[Sequence[str]], header: Sequence[str] = HEADER, separator: str = ","
) -> bytes:
    """The table as CSV."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator).writerows([header, *records])
    return text.getvalue().encode()
