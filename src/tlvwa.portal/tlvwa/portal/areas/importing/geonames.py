"""Reader of GeoNames' table of postal codes and places, as CSV with district keys.

Source: GeoNames, postal code data, CC BY 4.0.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from tlvwa.portal.areas.normalize import normalize_place
from tlvwa.portal.common.phrases import Phrase
from tlvwa.portal.common.postal_code import read_postal_code

from .csv_rows import RowError, read_csv_rows, reason_of

_ = Phrase  # the extraction of messages looks for calls of the form _("…")

_COLUMNS = ("zipcode", "place", "province_code", "community_code", "latitude", "longitude")
_ORGANISATION = re.compile(
    r"\b(AG|GmbH|mbH|KG|SE|eG|e\.\s?V\.|Agentur für Arbeit|Deutsche Post)(?=\W|$)"
    r"|(gericht|verwaltung|versicherung|versicherungen|sparkasse|klinik|klinikum|universität|"
    r"finanzamt|landratsamt|patentamt|rundfunk|gesundheitskasse|brauerei|stelle|bank)(?=\W|$)",
    re.IGNORECASE,
)


class GeonamesError(RowError):
    """The table cannot be read."""


@dataclass(frozen=True, slots=True)
class GeonamesRow:
    """One place with one postal code.

    ``district`` is the key of the Kreis in GeoNames; ``in_hierarchy`` is false where GeoNames leaves
    the level above empty, as it does for the codes of single organisations.
    """

    line: int
    code: str
    place: str
    district: str
    point: tuple[float, float]
    in_hierarchy: bool = True


def read_geonames(path: str | Path) -> list[GeonamesRow]:
    """Read the CSV (UTF-8). Raises GeonamesError, and OSError if it cannot be opened."""
    return parse_geonames(Path(path).read_bytes(), Path(path).name)


def parse_geonames(content: bytes, file: str) -> list[GeonamesRow]:
    """Read the bytes of the CSV; see ``read_geonames``."""
    rows = read_csv_rows(content, file, _COLUMNS, GeonamesError)
    return [_read_row(file, line, fields) for line, fields in rows]


def _read_row(file: str, line: int, fields: Mapping[str, str]) -> GeonamesRow:
    try:
        return _row(fields, line)
    except ValueError as error:
        raise GeonamesError(file, line, reason_of(error)) from None


def _row(fields: Mapping[str, str], line: int) -> GeonamesRow:
    place = fields["place"].strip()
    if not place:
        raise ValueError(_("der Ort hat keinen Namen"))
    return GeonamesRow(
        line,
        read_postal_code(fields["zipcode"]),
        place,
        _five_digits(fields["community_code"]),
        (_degrees(fields["latitude"], 90), _degrees(fields["longitude"], 180)),
        bool(fields["province_code"]),
    )


def _five_digits(text: str) -> str:
    if len(text) != 5 or not (text.isascii() and text.isdigit()):
        raise ValueError(_("„${text}“ hat nicht fünf Ziffern", text=text))
    return text


def _degrees(text: str, limit: int) -> float:
    try:
        degrees = float(text)
    except ValueError:
        degrees = float("nan")
    if not -limit <= degrees <= limit:
        raise ValueError(_("„${text}“ ist keine Koordinate", text=text))
    return degrees


def bulk_codes(
    rows: Iterable[GeonamesRow], names: Collection[str], seats: Collection[str]
) -> set[str]:
    """The postal codes that belong to single organisations and cover no area.

    Such a code is not the code of a seat, none of its entries has the (normalized) name of a known
    municipality, and either all entries are outside of GeoNames' hierarchy or the name of one of
    them contains a word of an organisation. Such a word alone never decides.
    """
    by_code: defaultdict[str, list[GeonamesRow]] = defaultdict(list)
    for row in rows:
        by_code[row.code].append(row)
    return {
        code
        for code, entries in by_code.items()
        if code not in seats
        and not any(normalize_place(row.place) in names for row in entries)
        and (
            not any(row.in_hierarchy for row in entries)
            or any(_ORGANISATION.search(row.place) for row in entries)
        )
    }
