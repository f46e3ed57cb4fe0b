"""The text format of a gazetteer's data, one entry a line, so that changes are easy to compare.

Lines that begin with ``#`` name the publishers. ``[areas]``, ``[places]``, ``[postal codes]`` and
``[unlaid places]`` begin sections; in them, tabs separate fields and blanks separate list items. ``~``
before a day or a key means inferred, ``^`` before the day of an edition that it is an extract. A backslash
escapes tabs, line ends and list marks inside names.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

from .corrections import Correction, corrected_codes, corrected_localities
from .former import FormerMunicipality
from .gazetteer import Gazetteer
from .importing.polygons import Polygons
from .keys import kind_of
from .model import Area, AreaError, AreaLevel, Locality, PostalCode, Successor, UnlaidPlace
from .named_successors import with_named_successors
from .postal_areas import PostalArea, united
from .unlaid import still_unlaid, unlaid_localities
from .villages import further_villages

_TITLE = "# Areas, places and postal codes; format 1"
_ESCAPES = {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r", "|": "\\p"}
_UNESCAPES = {escaped[1]: plain for plain, escaped in _ESCAPES.items()}
_INFERRED = "~"
_EXTRACT = "^"


class GazetteerTableError(AreaError, ValueError):
    """A line of a table cannot be read; names file, line (from 1) and reason."""


@dataclass(frozen=True, slots=True)
class TableData:
    """The data of a table; ``sources`` are the publishers to be named wherever it is used."""

    areas: tuple[Area, ...]
    places: tuple[Locality, ...] = ()
    postal_codes: tuple[PostalCode, ...] = ()
    sources: tuple[str, ...] = ()
    unlaid: tuple[UnlaidPlace, ...] = ()

    def gazetteer(
        self,
        polygons: Polygons | None = None,
        villages: Iterable[Locality] = (),
        postal_areas: Iterable[PostalArea] = (),
        former: Iterable[FormerMunicipality] = (),
        corrections: Sequence[Correction] = (),
    ) -> Gazetteer:
        """Build the gazetteer of this data and of what a site has beside it; ``corrections`` win."""
        succeeded = with_named_successors(self.areas, corrections)
        areas = {area.key: area for area in succeeded}
        places = (*self.places, *further_villages(villages, self.places, areas))
        postal_codes = united(self.postal_codes, postal_areas, areas)
        localities = tuple(corrected_localities(places, corrections, areas))
        unlaid = tuple(still_unlaid(self.unlaid, localities, corrections, areas))
        return Gazetteer(
            succeeded,
            (*localities, *unlaid_localities(unlaid, localities)),
            corrected_codes(postal_codes, corrections, areas),
            polygons,
            former,
            unlaid,
        )


@cache
def load_thueringen() -> TableData:
    """The data of Thüringen in the package, read once at the first call."""
    table = resources.files(__package__).joinpath("data", "thueringen.tsv")
    return read_table(table.read_text("utf-8"), table.name)


def write_table(data: TableData) -> str:
    """Write the table as text; equal data give equal text."""
    return "\n".join([*_lines(data), ""])


def read_table(text: str, file: str) -> TableData:
    """Read a table. Raises GazetteerTableError."""
    lines = text.split("\n")
    if lines[0] != _TITLE:
        raise GazetteerTableError(f"{file}, line 1: not a table of areas in format 1")
    rows_by_section: dict[str, list[object]] = {section: [] for section in _READERS}
    sources, section = [], ""
    for number, line in enumerate(lines[1:], start=2):
        if line.startswith("# "):
            sources.append(_unescape(line[2:]))
        elif line.startswith("["):
            section = line
        elif line:
            try:
                rows_by_section[section].append(_READERS[section](*line.split("\t")))
            except KeyError as error:
                raise GazetteerTableError(
                    f"{file}, line {number}: unknown section or sign {error}"
                ) from None
            except TypeError:
                raise GazetteerTableError(
                    f"{file}, line {number}: wrong number of fields"
                ) from None
            except ValueError as error:
                raise GazetteerTableError(f"{file}, line {number}: {error}") from None
    areas, places, postal_codes, unlaid = (tuple(rows) for rows in rows_by_section.values())
    # Each section has rows of one type, which the reader of the section makes.
    return TableData(areas, places, postal_codes, tuple(sources), unlaid)  # type: ignore[arg-type]


def _lines(data: TableData) -> Iterator[str]:
    yield _TITLE
    yield from (f"# {_escape(source)}" for source in data.sources)
    yield "[areas]"
    yield from map(_area_line, data.areas)
    yield "[places]"
    yield from map(_place_line, data.places)
    yield "[postal codes]"
    yield from map(_postal_code_line, data.postal_codes)
    # A table of before this section is the same without it.
    if data.unlaid:
        yield "[unlaid places]"
        yield from map(_unlaid_line, data.unlaid)


def _area_line(area: Area) -> str:
    fields = (
        area.key,
        _escape(area.name),
        _escape(area.official_name),
        _escape(area.text_mark),
        _day(area.valid_from, area.from_inferred),
        _day(area.valid_to, area.to_inferred),
        " ".join(("" if link.certain else _INFERRED) + link.key for link in area.successors),
        "".join(f"{_escape(name)}|" for name in area.former_names),
        _escape(area.seat),
        _escape(area.postal_code),
        "" if area.population is None else str(area.population),
        "" if area.hectares is None else repr(area.hectares).removesuffix(".0"),
        _point(area.centre),
        " ".join((_EXTRACT if day in area.extracts else "") + day.isoformat() for day in area.seen),
    )
    return "\t".join(fields)


def _read_area(
    key: str,
    name: str,
    official_name: str,
    text_mark: str,
    valid_from: str,
    valid_to: str,
    successors: str,
    former_names: str,
    seat: str,
    postal_code: str,
    population: str,
    hectares: str,
    centre: str,
    seen: str,
) -> Area:
    return Area(
        key,
        _unescape(name),
        kind_of(key),
        official_name=_unescape(official_name),
        text_mark=_unescape(text_mark),
        valid_from=_read_day(valid_from),
        valid_to=_read_day(valid_to),
        from_inferred=valid_from.startswith(_INFERRED),
        to_inferred=valid_to.startswith(_INFERRED),
        successors=tuple(map(_read_link, successors.split())),
        former_names=tuple(map(_unescape, former_names.split("|")[:-1])),
        seat=_unescape(seat),
        postal_code=_unescape(postal_code),
        population=int(population) if population else None,
        hectares=float(hectares) if hectares else None,
        centre=_read_point(centre),
        seen=tuple(date.fromisoformat(day.removeprefix(_EXTRACT)) for day in seen.split()),
        extracts=tuple(
            date.fromisoformat(day[1:]) for day in seen.split() if day.startswith(_EXTRACT)
        ),
    )


def _place_line(place: Locality) -> str:
    fields = (
        place.municipality,
        _escape(place.name),
        " ".join(place.postal_codes),
        _point(place.point),
    )
    return "\t".join(fields)


def _read_place(municipality: str, name: str, postal_codes: str, point: str) -> Locality:
    return Locality(_unescape(name), municipality, tuple(postal_codes.split()), _read_point(point))


def _postal_code_line(row: PostalCode) -> str:
    complete = " ".join(sorted(row.complete))
    return "\t".join((row.code, " ".join(row.municipalities), " ".join(row.districts), complete))


def _read_postal_code(code: str, municipalities: str, districts: str, complete: str) -> PostalCode:
    return PostalCode(
        code,
        tuple(municipalities.split()),
        tuple(districts.split()),
        frozenset(map(AreaLevel, complete.split())),
    )


def _unlaid_line(place: UnlaidPlace) -> str:
    return "\t".join((place.postal_code, _escape(place.name), " ".join(place.municipalities)))


def _read_unlaid(postal_code: str, name: str, municipalities: str) -> UnlaidPlace:
    return UnlaidPlace(_unescape(name), postal_code, tuple(municipalities.split()))


_READERS: dict[str, Callable[..., object]] = {
    "[areas]": _read_area,
    "[places]": _read_place,
    "[postal codes]": _read_postal_code,
    "[unlaid places]": _read_unlaid,
}


def _day(day: date | None, inferred: bool) -> str:
    return (_INFERRED if inferred else "") + ("" if day is None else day.isoformat())


def _read_day(text: str) -> date | None:
    text = text.removeprefix(_INFERRED)
    return date.fromisoformat(text) if text else None


def _read_link(text: str) -> Successor:
    return Successor(text.removeprefix(_INFERRED), not text.startswith(_INFERRED))


def _point(point: Iterable[float] | None) -> str:
    return "" if point is None else " ".join(map(repr, point))


def _read_point(text: str) -> tuple[float, float] | None:
    if not text:
        return None
    lat, lon = map(float, text.split())
    return lat, lon


def _escape(text: str) -> str:
    return "".join(_ESCAPES.get(letter, letter) for letter in text)


def _unescape(text: str) -> str:
    parts = iter(text)
    return "".join(_UNESCAPES[next(parts, "")] if letter == "\\" else letter for letter in parts)
