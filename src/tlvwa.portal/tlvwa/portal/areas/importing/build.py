"""Command for maintainers that builds the shipped table of Thüringen from the official files.

``python -m tlvwa.portal.areas.importing.build --help`` lists its options.
"""

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from tlvwa.portal.areas.area_changes import AreaChange
from tlvwa.portal.areas.gazetteer import Gazetteer
from tlvwa.portal.areas.keys import ags
from tlvwa.portal.areas.known_reforms import KnownReform, known_reforms
from tlvwa.portal.areas.model import BUND, Area, AreaError, AreaLevel, Locality
from tlvwa.portal.areas.table import TableData, write_table

from .geonames import read_geonames
from .known_localities import known_ortsteile, missing_ortsteile
from .merge import merge
from .polygons import Polygons, read_polygons
from .postal_coverage import PostalCoverage, postal_coverage
from .register import read_register

SOURCES = (
    "Areas: © Statistisches Bundesamt (Destatis), 2023/2025,"
    " Gemeindeverzeichnis-Informationssystem",
    "Places and postal codes: GeoNames (geonames.org), 2026, CC BY 4.0, changed",
    "Centre points, places in municipalities: © GeoBasis-DE / BKG 2022 VG250 (dl-de/by-2-0),"
    " changed",
)


@dataclass(frozen=True, slots=True)
class TableBuild:
    """The data of the table, with what a maintainer has to check."""

    data: TableData
    coverage: PostalCoverage
    changes: tuple[AreaChange, ...]
    lost_polygons: tuple[str, ...]
    inferred: tuple[Area, ...]


def build(
    register_files: Iterable[str | Path],
    geonames: str | Path,
    polygons: str | Path,
    land: str = "16",
    reforms: Sequence[KnownReform] | None = None,
) -> TableBuild:
    """Build the data of the table from editions of GV100AD, the table of GeoNames and polygons.

    Coverage is that of the day of the newest edition. Raises the errors of the readers.
    """
    areas: tuple[Area, ...] = (Area(BUND, "Deutschland", AreaLevel.BUND),)
    changes: tuple[AreaChange, ...] = ()
    for file in register_files:
        merged = merge(
            areas, read_register(file, land), known_reforms() if reforms is None else reforms
        )
        areas, changes = merged.areas, merged.changes
    shapes = read_polygons(polygons, areas)
    day = max(day for area in areas for day in area.seen)
    areas = tuple(_with_centres(areas, shapes, day))
    coverage = postal_coverage(areas, read_geonames(geonames), shapes, day)
    places = coverage.places + missing_ortsteile(
        coverage.places, _existing(known_ortsteile(), areas)
    )
    data = TableData(areas, places, coverage.postal_codes, SOURCES, coverage.unlaid)
    inferred = tuple(area for area in areas if area.from_inferred or area.to_inferred)
    return TableBuild(data, coverage, changes, shapes.lost, inferred)


def _existing(places: Iterable[Locality], areas: Iterable[Area]) -> Iterator[Locality]:
    keys = {area.key for area in areas}
    return (place for place in places if place.municipality in keys)


def _with_centres(areas: tuple[Area, ...], shapes: Polygons, day: date) -> Iterator[Area]:
    """The areas with a point inside each municipality; for a new one, inside the old polygons.

    Polygons may be older than the areas: one without a polygon of its own gets the union of those
    of its predecessors, or of the municipality that has its AGS under another key.
    """
    gazetteer = Gazetteer(areas)
    parts: dict[str, list[str]] = {}
    for key in shapes.shapes:
        moved = {
            predecessor.key
            for predecessor in gazetteer.predecessors(key)
            if ags(predecessor.key) == ags(key)
        }
        for other in moved.union(gazetteer.successors_on(key, day)):
            parts.setdefault(other, []).append(key)
    for area in areas:
        own = [area.key] if area.key in shapes.shapes else parts.get(area.key, [])
        yield replace(area, centre=shapes.centre(own)) if own else area


def report(result: TableBuild) -> Iterator[str]:
    """The report of a build for maintainers, line by line."""
    data, coverage = result.data, result.coverage
    name = {area.key: area.name for area in data.areas}
    complete = sum(AreaLevel.GEMEINDE in row.complete for row in data.postal_codes)
    yield from (
        f"{change.kind.value}: {change.name} ({change.key}) {change.other or change.day or ''}".rstrip()
        for change in result.changes
    )
    yield f"{len(data.areas)} areas, {len(data.places)} localities"
    yield f"{len(data.postal_codes)} postal codes, {complete} of them with all municipalities"
    yield f"postal codes of single organisations: {', '.join(coverage.bulk) or 'none'}"
    yield from (
        f"not matched: {match.row.code} {match.row.place} ({match.problem})"
        for match in coverage.unmatched
    )
    yield from (f"without postal code: {name[key]} ({key})" for key in coverage.without_code)
    yield from (f"polygon without municipality: {key}" for key in result.lost_polygons)
    yield from (f"day inferred: {area.name} ({area.key})" for area in result.inferred)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return 0 if the table was written, 1 if an input cannot be read."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--register", nargs="+", required=True, help="editions of GV100AD")
    parser.add_argument("--geonames", required=True, help="GeoNames' postal codes as CSV")
    parser.add_argument("--polygons", required=True, help="municipalities of VG250 as GeoJSON")
    parser.add_argument("--land", default="16", help="key of the Land (default: 16)")
    parser.add_argument("--output", required=True, help="the table to write")
    options = parser.parse_args(arguments)
    try:
        result = build(options.register, options.geonames, options.polygons, options.land)
    except (AreaError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    Path(options.output).write_text(write_table(result.data), encoding="utf-8", newline="\n")
    print("\n".join(report(result)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
