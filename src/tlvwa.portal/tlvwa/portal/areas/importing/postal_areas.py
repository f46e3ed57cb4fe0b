"""Reads postal codes with the municipalities that their boundaries touch (CSV), and builds the shipped table.

``python -m tlvwa.portal.areas.importing.postal_areas --help`` lists the options of the command.
"""

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from tlvwa.portal.areas.keys import ags
from tlvwa.portal.areas.model import Area, AreaError, AreaLevel
from tlvwa.portal.areas.postal_areas import PostalArea, write_postal_areas
from tlvwa.portal.areas.table import load_thueringen
from tlvwa.portal.common.phrases import Phrase
from tlvwa.portal.common.postal_code import read_postal_code

from .csv_rows import RowError, read_csv_rows, reason_of
from .former import parse_former

_ = Phrase  # the extraction of messages looks for calls of the form _("…")

COLUMNS = ("postal_code", "ags", "municipality")
FIRST_COLUMNS = ("postal_code", "ags")  # of such a file
SOURCES = ("Open Database License 1.0: © OpenStreetMap contributors (about 2021)",)

Keys = Mapping[str, tuple[str, ...]]  # the municipalities of today by an AGS of any time


class PostalAreaError(RowError):
    """A line cannot be read."""


def parse_postal_areas(
    content: bytes, file: str, keys: Keys
) -> tuple[tuple[PostalArea, ...], tuple[str, ...]]:
    """Read the postal areas, and the AGS that nobody knows. Raises PostalAreaError."""
    by_code: dict[str, set[str]] = {}
    unknown: set[str] = set()
    for line, row in read_csv_rows(content, file, COLUMNS, PostalAreaError):
        try:
            code = read_postal_code(row["postal_code"])
        except ValueError as error:
            raise PostalAreaError(file, line, reason_of(error)) from None
        municipalities = keys.get(row["ags"], ())
        if municipalities:
            by_code.setdefault(code, set()).update(municipalities)
        else:
            unknown.add(row["ags"])
    areas = (PostalArea(code, tuple(sorted(by_code[code]))) for code in sorted(by_code))
    return tuple(areas), tuple(sorted(unknown))


def keys_by_ags(areas: Sequence[Area], former: Mapping[str, Sequence[str]] | None = None) -> Keys:
    """Return the municipalities of today by AGS: their own, and by ``former`` those of before."""
    today = {
        area.key: area
        for area in areas
        if area.level is AreaLevel.GEMEINDE and (area.valid_to is None or area.is_lost)
    }
    keys = {old: tuple(key for key in new if key in today) for old, new in (former or {}).items()}
    return keys | {ags(key): (key,) for key in today}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return 0 if the table was written, 1 if a file cannot be read."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--postal-areas", required=True, help="codes by municipality (CSV)")
    parser.add_argument("--former", required=True, help="former municipalities (CSV)")
    parser.add_argument("--output", required=True, help="the table to write")
    options = parser.parse_args(arguments)
    try:
        former = {
            row.ags: row.successors
            for row in parse_former(Path(options.former).read_bytes(), options.former)
        }
        keys = keys_by_ags(load_thueringen().areas, former)
        content = Path(options.postal_areas).read_bytes()
        rows, unknown = parse_postal_areas(content, options.postal_areas, keys)
    except (AreaError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    text = write_postal_areas(rows, SOURCES)
    Path(options.output).write_text(text, encoding="utf-8", newline="\n")
    print(f"{len(rows)} postal codes; unknown: {', '.join(unknown) or 'none'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
