"""Simplifies the polygons of municipalities, and builds the shipped table of their outlines.

A border that two municipalities share is simplified once, so that they still share it. Needs shapely 2.2.
``python -m tlvwa.portal.areas.importing.outlines --help`` lists the options of the command.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import ceil, cos, radians
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tlvwa.portal.areas.model import AreaError
from tlvwa.portal.areas.outlines import UNITS, Outline, Ring, write_outlines
from tlvwa.portal.areas.table import load_thueringen

from .polygons import METRES_PER_DEGREE, Polygons, read_polygons

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

SOURCES = ("© GeoBasis-DE / BKG 2022, VG250 (dl-de/by-2-0), simplified; municipalities of 2022",)
TOLERANCE_METRES = 50.0
_STEP_METRES = (
    25.0  # between the points of a border that are measured; between them it may be half more
)
_MEASURED_METRES = 5.0  # the error is rounded up to a multiple of this


def simplified(polygons: Polygons, tolerance: float) -> tuple[dict[str, Outline], float]:
    """Return the outlines by key, and the most in metres that a border moved.

    Raises ValueError if neighbours no longer fit together, or a municipality is lost.
    """
    import shapely

    keys = list(polygons.shapes)
    wide = cos(radians(_middle_latitude(polygons)))
    before = [_scaled(polygons.shapes[key], METRES_PER_DEGREE * wide) for key in keys]
    coverage = shapely.coverage_simplify(shapely.coverage_clean(before), tolerance)
    if not shapely.coverage_is_valid(coverage):
        raise ValueError("the simplified polygons overlap, or there are gaps between them")
    in_degrees = [_scaled(shape, METRES_PER_DEGREE * wide, back=True) for shape in coverage]
    outlines = dict(zip(keys, map(_outline, in_degrees), strict=True))
    after = [_scaled(_rounded(shape), METRES_PER_DEGREE * wide) for shape in in_degrees]
    moved = _STEP_METRES / 2 + max(
        _distance(one, other) for one, other in zip(before, after, strict=True)
    )
    return outlines, float(ceil(moved / _MEASURED_METRES) * _MEASURED_METRES)


def _middle_latitude(polygons: Polygons) -> float:
    latitudes = [float(shape.centroid.y) for shape in polygons.shapes.values()]
    return (min(latitudes) + max(latitudes)) / 2


def _scaled(shape: "BaseGeometry", metres_wide: float, *, back: bool = False) -> Any:
    import shapely

    factors = (metres_wide, METRES_PER_DEGREE)
    return shapely.transform(shape, lambda xy: xy / factors if back else xy * factors)


def _rounded(shape: "BaseGeometry") -> Any:
    import shapely

    return shapely.transform(shape, lambda xy: (xy * UNITS).round() / UNITS)


def _distance(one: Any, other: Any) -> float:
    """The most in metres that any measured point of one border is off the other."""
    return max(_farthest(one.boundary, other.boundary), _farthest(other.boundary, one.boundary))


def _farthest(border: Any, other: Any) -> float:
    import shapely

    points = shapely.points(shapely.get_coordinates(border.segmentize(_STEP_METRES)))
    lines = [line for line in getattr(other, "geoms", [other]) if not line.is_empty]
    ends = (shapely.get_coordinates(line) for line in lines)
    steps = [[one, two] for coordinates in ends for one, two in pairwise(coordinates)]
    tree = shapely.STRtree(shapely.linestrings(steps))
    _pairs, metres = tree.query_nearest(points, return_distance=True, all_matches=False)
    return float(metres.max())


def _outline(shape: Any) -> Outline:
    parts = shape.geoms if shape.geom_type == "MultiPolygon" else [shape]
    outline = tuple(
        tuple(ring for ring in map(_ring, (part.exterior, *part.interiors)) if ring)
        for part in parts
    )
    outline = tuple(rings for rings in outline if rings)
    if not outline:
        raise ValueError("a municipality is lost")
    return outline


def _ring(ring: Any) -> Ring:
    """The points in units without repetitions; empty if nothing is left of the ring."""
    points = [(round(x * UNITS), round(y * UNITS)) for x, y in ring.coords]
    kept = [
        point for number, point in enumerate(points) if not number or point != points[number - 1]
    ]
    return tuple(kept) if len(kept) >= len("abca") else ()


def _report(outlines: dict[str, Outline], error: float) -> Iterator[str]:
    points = sum(len(ring) for outline in outlines.values() for rings in outline for ring in rings)
    yield f"{len(outlines)} outlines, {points} points, at most {error:g} metres off"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return 0 if the table was written, 1 if the polygons cannot be used."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--polygons", required=True, help="polygons of municipalities (GeoJSON)")
    parser.add_argument("--tolerance", type=float, default=TOLERANCE_METRES, help="in metres")
    parser.add_argument("--output", required=True, help="the table to write")
    options = parser.parse_args(arguments)
    try:
        polygons = read_polygons(options.polygons, load_thueringen().areas)
        outlines, error = simplified(polygons, options.tolerance)
    except (AreaError, OSError, ValueError) as wrong:
        print(wrong, file=sys.stderr)
        return 1
    text = write_outlines(outlines, error, SOURCES)
    Path(options.output).write_text(text, encoding="utf-8", newline="\n")
    print("\n".join(_report(outlines, error)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
