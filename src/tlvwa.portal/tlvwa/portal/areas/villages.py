"""The table of villages: names below the municipality, in a file of its own with a licence of its own.

One line each: key of the municipality, name, ``?`` where it is not certain, other possible
municipalities, latitude and longitude; tabs between them. See spec:villages.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib import resources

from tlvwa.portal.areas.model import Area, AreaError, Locality
from tlvwa.portal.areas.normalize import normalize_place

_TITLE = "# Villages; format 1"
_UNSURE = "?"


class VillageTableError(AreaError, ValueError):
    """A line of the table cannot be read; names file, line (from 1) and reason."""


@cache
def load_villages() -> tuple[Locality, ...]:
    """The villages of Thüringen in the package, read once at the first call."""
    table = resources.files(__package__).joinpath("data", "villages.tsv")
    return read_villages(table.read_text("utf-8"), table.name)


def read_villages(text: str, file: str) -> tuple[Locality, ...]:
    """Read a table. Raises VillageTableError."""
    lines = text.splitlines()
    if not lines or lines[0] != _TITLE:
        raise VillageTableError(f"{file}, line 1: not a table of villages in format 1")
    villages: list[Locality] = []
    for number, line in enumerate(lines[1:], start=2):
        if line and not line.startswith("#"):
            try:
                villages.append(_read(*line.split("\t")))
            except TypeError:
                raise VillageTableError(f"{file}, line {number}: wrong number of fields") from None
            except ValueError as error:
                raise VillageTableError(f"{file}, line {number}: {error}") from None
    return tuple(villages)


def write_villages(villages: Iterable[Locality], sources: Iterable[str]) -> str:
    """Write a table as text; equal data give equal text."""
    return "\n".join([*_lines(villages, sources), ""])


def further_villages(
    villages: Iterable[Locality], places: Iterable[Locality], areas: Mapping[str, Area]
) -> Iterator[Locality]:
    """Yield the villages that add something to what is known: no name of a municipality or locality again.

    Villages of municipalities that are not among the ``areas`` are left out.
    """
    known = {(place.municipality, normalize_place(place.name)) for place in places}
    known |= {(area.key, normalize_place(area.name)) for area in areas.values()}
    for village in villages:
        name = village.municipality, normalize_place(village.name)
        if village.municipality in areas and name not in known:
            known.add(name)
            yield village


def _read(municipality: str, name: str, unsure: str, others: str, point: str) -> Locality:
    if len(municipality) != 12 or not name or unsure not in ("", _UNSURE):
        raise ValueError("not a municipality, a name and a mark")
    return Locality(
        name,
        municipality,
        point=_read_point(point) if point else None,
        is_certain=not unsure,
        others=tuple(others.split()),
    )


def _read_point(text: str) -> tuple[float, float]:
    latitude, longitude = map(float, text.split())
    return latitude, longitude


def _lines(villages: Iterable[Locality], sources: Iterable[str]) -> Iterator[str]:
    yield _TITLE
    yield from (f"# {source}" for source in sources)
    for village in villages:
        mark = "" if village.is_certain else _UNSURE
        yield "\t".join(
            (
                village.municipality,
                village.name,
                mark,
                " ".join(village.others),
                " ".join(map(str, village.point or ())),
            )
        )
