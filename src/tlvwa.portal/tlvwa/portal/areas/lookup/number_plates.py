"""The letters on number plates, by which people name a district."""

from collections.abc import Mapping
from functools import cache
from importlib import resources

from tlvwa.portal.areas.model import AreaError

_TITLE = "# Number plates of districts, by their letters; format 1"


class NumberPlateError(AreaError, ValueError):
    """A line of the table cannot be read; names file, line (from 1) and reason."""


def district_of_plate(letters: str) -> str:
    """Return the key of the district with these letters, in capitals; empty if there is none."""
    return _shipped().get(letters, "")


@cache
def _shipped() -> Mapping[str, str]:
    table = resources.files("tlvwa.portal.areas").joinpath("data", "number_plates.tsv")
    return read_number_plates(table.read_text("utf-8"), table.name)


def read_number_plates(text: str, file: str) -> Mapping[str, str]:
    """Read a table: the key of the district by the letters. Raises NumberPlateError."""
    lines = text.splitlines()
    if not lines or lines[0] != _TITLE:
        raise NumberPlateError(f"{file}, line 1: not a table of number plates in format 1")
    districts: dict[str, str] = {}
    for number, line in enumerate(lines[1:], start=2):
        if line and not line.startswith("#"):
            letters, _tab, key = line.partition("\t")
            if not letters.isupper() or len(key) != 5:
                raise NumberPlateError(f"{file}, line {number}: not letters and a district")
            districts[letters] = key
    return districts
