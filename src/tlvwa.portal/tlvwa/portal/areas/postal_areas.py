"""The table of postal areas: the municipalities that the boundaries of each postal code touch.

It stands beside the postal codes of the gazetteer's table, in a file of its own with a licence of its
own. One line each: the code, a tab, the keys of the municipalities. See spec:postal-areas.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources

from tlvwa.portal.areas.model import KEY_LENGTHS, Area, AreaError, AreaLevel, PostalCode

_TITLE = "# Postal areas; format 1"
_LEVELS = frozenset((AreaLevel.LAND, AreaLevel.KREIS, AreaLevel.VERBAND, AreaLevel.GEMEINDE))


class PostalAreaTableError(AreaError, ValueError):
    """A line of the table cannot be read; names file, line (from 1) and reason."""


@dataclass(frozen=True, slots=True)
class PostalArea:
    """A postal code with all municipalities that its boundary touches."""

    code: str
    municipalities: tuple[str, ...]


@cache
def load_postal_areas() -> tuple[PostalArea, ...]:
    """The postal areas of Thüringen in the package, read once at the first call."""
    table = resources.files(__package__).joinpath("data", "postal_areas.tsv")
    return read_postal_areas(table.read_text("utf-8"), table.name)


def read_postal_areas(text: str, file: str) -> tuple[PostalArea, ...]:
    """Read a table. Raises PostalAreaTableError."""
    lines = text.splitlines()
    if not lines or lines[0] != _TITLE:
        raise PostalAreaTableError(f"{file}, line 1: not a table of postal areas in format 1")
    rows: list[PostalArea] = []
    for number, line in enumerate(lines[1:], start=2):
        if line and not line.startswith("#"):
            code, _tab, keys = line.partition("\t")
            if len(code) != 5 or not code.isdecimal() or not keys:
                raise PostalAreaTableError(f"{file}, line {number}: no code and municipalities")
            rows.append(PostalArea(code, tuple(keys.split())))
    return tuple(rows)


def write_postal_areas(rows: Iterable[PostalArea], sources: Iterable[str]) -> str:
    """Write a table as text; equal data give equal text."""
    return "\n".join([*_lines(rows, sources), ""])


def united(
    postal_codes: Iterable[PostalCode],
    postal_areas: Iterable[PostalArea],
    areas: Mapping[str, Area],
) -> Iterator[PostalCode]:
    """Yield the codes of both sources, each with the municipalities of either.

    Boundaries leave nothing out: where a code has one, its municipalities and districts are all known.
    ``disputed`` are municipalities that one source alone names. A code without a boundary is
    ``retired``, if there are boundaries at all.
    """
    by_code = {
        row.code: tuple(key for key in row.municipalities if key in areas) for row in postal_areas
    }
    listed = {row.code: row for row in postal_codes}
    for code in sorted({*listed, *by_code}):
        row, touched = listed.get(code), by_code.get(code, ())
        if not touched:
            if row is not None:
                yield replace(row, is_retired=bool(by_code))
            continue
        known = set(row.municipalities) if row is not None else set()
        municipalities = tuple(sorted(known | set(touched)))
        disputed = tuple(sorted(known ^ set(touched))) if row is not None else ()
        districts = {key[: KEY_LENGTHS[AreaLevel.KREIS]] for key in municipalities}
        yield PostalCode(
            code,
            municipalities,
            tuple(sorted(key for key in districts if key in areas)),
            _LEVELS,
            disputed=disputed,
        )


def _lines(rows: Iterable[PostalArea], sources: Iterable[str]) -> Iterator[str]:
    yield _TITLE
    yield from (f"# {source}" for source in sources)
    yield from (f"{row.code}\t{' '.join(row.municipalities)}" for row in rows)
