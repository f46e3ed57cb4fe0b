"""Reads a list of villages with their municipalities (CSV), and builds the shipped table of them.

``python -m tlvwa.portal.areas.importing.villages --help`` lists the options of the command.
"""

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from tlvwa.portal.areas.model import Area, AreaError, AreaLevel, Locality
from tlvwa.portal.areas.table import load_thueringen
from tlvwa.portal.areas.villages import write_villages
from tlvwa.portal.common.phrases import Phrase

from .csv_rows import RowError, read_csv_rows, reason_of

_ = Phrase  # the extraction of messages looks for calls of the form _("…")

COLUMNS = (
    *("name", "kind", "lat", "lon", "municipality_ars_today", "kreis"),
    *("certainty", "other_possible"),
)
FIRST_COLUMNS = ("name", "kind", "lat", "lon")  # of such a file
MUNICIPALITY = "municipality"  # a row that the register has, too
# What two sources agree on, or a register and a place; all else is offered, not answered.
CERTAIN = frozenset(
    (
        "former municipality (register and place agree)",
        "former municipality (register)",
        "point in polygon, two sources",
    )
)
SOURCES = (
    "Open Database License 1.0: © OpenStreetMap contributors (2016)",
    "GeoNames (geonames.org), 2016 and 2026, CC BY 4.0",
    "© GeoBasis-DE / BKG, VG250 (dl-de/by-2-0); names of former municipalities"
    " © Statistisches Bundesamt (Destatis)",
)


class VillageError(RowError):
    """A line of a list of villages cannot be read."""


def parse_villages(content: bytes, file: str, areas: Mapping[str, Area]) -> tuple[Locality, ...]:
    """Read the villages of a list; those of municipalities that are not among ``areas`` are left out.

    Raises VillageError.
    """
    keys = _municipalities_by_name(areas)
    villages: list[Locality] = []
    for line, row in read_csv_rows(content, file, COLUMNS, VillageError):
        if row["kind"] != MUNICIPALITY and row["municipality_ars_today"] in areas:
            try:
                villages.append(_village(row, keys))
            except ValueError as error:
                raise VillageError(file, line, reason_of(error)) from None
    return tuple(sorted(villages, key=lambda village: (village.municipality, village.name)))


def _village(row: Mapping[str, str], keys: Mapping[str, list[str]]) -> Locality:
    if not row["name"].strip():
        raise ValueError(_("der Ort hat keinen Namen"))
    point = (float(row["lat"]), float(row["lon"])) if row["lat"] and row["lon"] else None
    others = [
        key for name in filter(None, row["other_possible"].split("|")) for key in keys.get(name, ())
    ]
    return Locality(
        row["name"].strip(),
        row["municipality_ars_today"],
        point=point,
        is_certain=row["certainty"] in CERTAIN,
        others=tuple(sorted(others)),
    )


def _municipalities_by_name(areas: Mapping[str, Area]) -> dict[str, list[str]]:
    by_name: dict[str, list[str]] = {}
    for area in areas.values():
        if area.level is AreaLevel.GEMEINDE and area.valid_to is None:
            by_name.setdefault(area.name, []).append(area.key)
    return by_name


def _report(villages: Sequence[Locality]) -> Iterator[str]:
    unsure = sum(not village.is_certain for village in villages)
    yield f"{len(villages)} villages, {unsure} of them not certain"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return 0 if the table was written, 1 if the list cannot be read."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--villages", required=True, help="the list of villages (CSV)")
    parser.add_argument("--output", required=True, help="the table to write")
    options = parser.parse_args(arguments)
    areas = {area.key: area for area in load_thueringen().areas}
    try:
        file = Path(options.villages)
        villages = parse_villages(file.read_bytes(), file.name, areas)
    except (AreaError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    Path(options.output).write_text(
        write_villages(villages, SOURCES), encoding="utf-8", newline="\n"
    )
    print("\n".join(_report(villages)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
