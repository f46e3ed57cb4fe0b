"""The table of outlines: simplified polygons of municipalities, with how far off their borders may be.

One line each: key, a tab, and the rings as ten-thousandths of a degree, longitude before latitude, the
first point in full and each further one as its distance from the one before. ``|`` stands between the
rings of a polygon, the outer one first, ``;`` between polygons. See spec:outlines.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from tlvwa.portal.areas.importing.polygons import Polygons
from tlvwa.portal.areas.model import Area, AreaError

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

_TITLE = "# Outlines of municipalities; format 1"
_ERROR = "# error in metres: "
UNITS = 10_000  # of a degree

Ring = tuple[tuple[int, int], ...]  # points in units, the last one is the first
Outline = tuple[tuple[Ring, ...], ...]  # polygons of rings


class OutlineTableError(AreaError, ValueError):
    """A line of the table cannot be read; names file, line (from 1) and reason."""


@dataclass(frozen=True, slots=True)
class OutlineTable:
    """Outlines by key, as text, and how far in metres a border may lie from the one that was simplified."""

    lines: Mapping[str, str]
    error_metres: float

    def polygons(self, areas: Iterable[Area]) -> Polygons | None:
        """The polygons of those of ``areas`` that have an outline; None without any."""
        keys = {area.key for area in areas}
        lines = {key: line for key, line in self.lines.items() if key in keys}
        return Polygons(_Shapes(lines), error_metres=self.error_metres) if lines else None


@cache
def load_outlines() -> OutlineTable:
    """The outlines of Thüringen in the package, read once at the first call."""
    table = resources.files(__package__).joinpath("data", "outlines.tsv")
    return read_outlines(table.read_text("utf-8"), table.name)


def read_outlines(text: str, file: str) -> OutlineTable:
    """Read a table; the rings themselves are read when they are first used. Raises OutlineTableError."""
    lines = text.splitlines()
    if not lines or lines[0] != _TITLE:
        raise OutlineTableError(f"{file}, line 1: not a table of outlines in format 1")
    try:
        error = float(lines[1].removeprefix(_ERROR))
    except (IndexError, ValueError):
        raise OutlineTableError(f"{file}, line 2: no error in metres") from None
    outlines: dict[str, str] = {}
    for number, line in enumerate(lines[2:], start=3):
        if line and not line.startswith("#"):
            key, _tab, rings = line.partition("\t")
            if not rings or key in outlines:
                raise OutlineTableError(
                    f"{file}, line {number}: no key and rings, or not the first"
                )
            outlines[key] = rings
    return OutlineTable(outlines, error)


def write_outlines(
    outlines: Mapping[str, Outline], error_metres: float, sources: Iterable[str]
) -> str:
    """Write a table as text; equal data give equal text."""
    head = [_TITLE, f"{_ERROR}{error_metres:g}", *(f"# {source}" for source in sources)]
    rows = (f"{key}\t{_write(outlines[key])}" for key in sorted(outlines))
    return "\n".join([*head, *rows, ""])


class _Shapes(Mapping[str, "BaseGeometry"]):
    """Shapes that are made of their lines when one of them is first asked for."""

    def __init__(self, lines: Mapping[str, str]) -> None:
        self._lines = lines

    @cached_property
    def _shapes(self) -> dict[str, "BaseGeometry"]:
        return {key: _shape(line) for key, line in self._lines.items()}

    def __getitem__(self, key: str) -> "BaseGeometry":
        return self._shapes[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)


def _shape(line: str) -> "BaseGeometry":
    import shapely

    polygons = []
    for polygon in line.split(";"):
        outer, *inner = (
            [(x / UNITS, y / UNITS) for x, y in _read(ring)] for ring in polygon.split("|")
        )
        polygons.append(shapely.Polygon(outer, inner))
    shape = polygons[0] if len(polygons) == 1 else shapely.MultiPolygon(polygons)
    # Rounding may let a narrow polygon touch itself.
    return shape if shape.is_valid else shapely.make_valid(shape)


def _read(ring: str) -> Iterator[tuple[int, int]]:
    steps = list(map(int, ring.split()))
    return zip(accumulate(steps[::2]), accumulate(steps[1::2]), strict=True)


def _write(outline: Outline) -> str:
    return ";".join("|".join(map(_write_ring, rings)) for rings in outline)


def _write_ring(ring: Ring) -> str:
    steps = [ring[0], *((x - x0, y - y0) for (x0, y0), (x, y) in pairwise(ring))]
    return " ".join(f"{x} {y}" for x, y in steps)
