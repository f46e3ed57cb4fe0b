"""Reads a crosswalk of former municipalities (CSV), and builds the shipped table of them.

``python -m tlvwa.portal.areas.importing.former --help`` lists the options of the command.
"""

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from tlvwa.portal.areas.former import AGS_LENGTH, FormerMunicipality, write_former
from tlvwa.portal.areas.model import KEY_LENGTHS, AreaError, AreaLevel
from tlvwa.portal.common.phrases import Phrase

from .csv_rows import RowError, read_csv_rows, reason_of

_ = Phrase  # the extraction of messages looks for calls of the form _("…")

COLUMNS = (
    *("ags_old", "name", "other_names", "from_year", "to_year"),
    *("exists_2025_08_31", "ars_2025_08_31", "share_population", "share_area"),
)
FIRST_COLUMNS = ("ags_old", "name")  # of such a file
SOURCES = (
    "Umsteigeschlüssel 1990-2020: Bundesinstitut für Bau-, Stadt- und Raumforschung (BBSR)",
    "registers of 2010 to 2025 and names: © Statistisches Bundesamt (Destatis); Vervielfältigung und"
    " Verbreitung, auch auszugsweise, mit Quellenangabe gestattet",
)
_STILL_THERE = "yes"
_YEARS = range(1900, 2101)
_MUNICIPALITY = KEY_LENGTHS[AreaLevel.GEMEINDE]


class FormerError(RowError):
    """A line of a crosswalk cannot be read."""


def parse_former(content: bytes, file: str) -> tuple[FormerMunicipality, ...]:
    """Read a crosswalk: one row for each key of before and each of its successors.

    A key of today is kept only for the names it had before. Raises FormerError.
    """
    rows_by_ags: dict[str, list[Mapping[str, str]]] = {}
    for line, row in read_csv_rows(content, file, COLUMNS, FormerError):
        try:
            _check(row)
        except ValueError as error:
            raise FormerError(file, line, reason_of(error)) from None
        # A part of before that no municipality of today has is told by nobody.
        if row["ars_2025_08_31"]:
            rows_by_ags.setdefault(row["ags_old"], []).append(row)
    former = (_former(rows_by_ags[ags]) for ags in sorted(rows_by_ags))
    return tuple(row for row in former if row is not None)


def _check(row: Mapping[str, str]) -> None:
    if len(row["ags_old"]) != AGS_LENGTH or not row["ags_old"].isdecimal():
        raise ValueError(_("„${text}“ ist kein AGS", text=row["ags_old"]))
    key = row["ars_2025_08_31"]
    if key and (len(key) != _MUNICIPALITY or not key.isdecimal()):
        raise ValueError(_("„${text}“ ist kein Schlüssel einer Gemeinde", text=key))
    first, last = int(row["from_year"]), int(row["to_year"])
    if first not in _YEARS or last not in _YEARS or first > last:
        raise ValueError(
            _("${first} bis ${last} sind keine Jahre", first=str(first), last=str(last))
        )
    _share(row)


def _share(row: Mapping[str, str]) -> float:
    share = float(row["share_population"] or row["share_area"] or 0)
    if not 0 <= share <= 1:
        raise ValueError(_("${share} ist kein Anteil", share=str(share)))
    return share


def _former(rows: Sequence[Mapping[str, str]]) -> FormerMunicipality | None:
    """The former municipality of the rows of one key; None if that is still in use and had no other name."""
    first = rows[0]
    others = tuple(name.strip() for name in first["other_names"].split("|") if name.strip())
    is_still_there = first["exists_2025_08_31"] == _STILL_THERE
    if is_still_there and not others:
        return None
    names = others if is_still_there else (first["name"].strip(), *others)
    shares = sorted(((row["ars_2025_08_31"], _share(row)) for row in rows), key=_by_share)
    return FormerMunicipality(
        first["ags_old"],
        tuple(filter(None, names)),
        (int(first["from_year"]), int(first["to_year"])),
        tuple(shares),
    )


def _by_share(part: tuple[str, float]) -> tuple[float, str]:
    key, share = part
    return -share, key


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return 0 if the table was written, 1 if the crosswalk cannot be read."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--former", required=True, help="former municipalities (CSV)")
    parser.add_argument("--output", required=True, help="the table to write")
    options = parser.parse_args(arguments)
    try:
        file = Path(options.former)
        former = parse_former(file.read_bytes(), file.name)
    except (AreaError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    Path(options.output).write_text(write_former(former, SOURCES), encoding="utf-8", newline="\n")
    print(f"{len(former)} former municipalities")
    return 0


if __name__ == "__main__":
    sys.exit(main())
