"""The table of former municipalities: keys of before today's, with their years and successors.

One line each: the AGS, its names with ``|`` between them, first and last year, the municipalities of
today that took it with their shares (``160630105105:1``); tabs between the fields. Years are those of a
crosswalk, not days of law. See spec:former-municipalities.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

from tlvwa.portal.areas.model import (
    KEY_LENGTHS,
    Area,
    AreaError,
    AreaLevel,
    Successor,
)

AGS_LENGTH = 8
_TITLE = "# Former municipalities; format 1"
_KREIS = KEY_LENGTHS[AreaLevel.KREIS]


class FormerTableError(AreaError, ValueError):
    """A line of the table cannot be read; names file, line (from 1) and reason."""


@dataclass(frozen=True, slots=True)
class FormerMunicipality:
    """A key that a municipality once had, with the municipalities of today that took its territory.

    ``years`` are the first and the last one of which the key is known. ``shares`` are the parts of the
    territory (or, where known, of the people) by key of today, the largest first. A key of today has
    only the names that it had before.
    """

    ags: str
    names: tuple[str, ...]
    years: tuple[int, int]
    shares: tuple[tuple[str, float], ...]

    @property
    def successors(self) -> tuple[str, ...]:
        """The keys of the municipalities of today."""
        return tuple(key for key, _share in self.shares)


@cache
def load_former() -> tuple[FormerMunicipality, ...]:
    """The former municipalities of Thüringen in the package, read once at the first call."""
    table = resources.files(__package__).joinpath("data", "former_municipalities.tsv")
    return read_former(table.read_text("utf-8"), table.name)


def read_former(text: str, file: str) -> tuple[FormerMunicipality, ...]:
    """Read a table. Raises FormerTableError."""
    lines = text.splitlines()
    if not lines or lines[0] != _TITLE:
        raise FormerTableError(f"{file}, line 1: not a table of former municipalities in format 1")
    former: list[FormerMunicipality] = []
    for number, line in enumerate(lines[1:], start=2):
        if line and not line.startswith("#"):
            try:
                former.append(_read(*line.split("\t")))
            except TypeError:
                raise FormerTableError(f"{file}, line {number}: wrong number of fields") from None
            except ValueError as error:
                raise FormerTableError(f"{file}, line {number}: {error}") from None
    return tuple(former)


def write_former(former: Iterable[FormerMunicipality], sources: Iterable[str]) -> str:
    """Write a table as text; equal data give equal text."""
    return "\n".join([*_lines(former, sources), ""])


def former_areas(
    former: Iterable[FormerMunicipality], areas: Mapping[str, Area], known_ags: Mapping[str, str]
) -> dict[str, Area]:
    """Return the former municipalities and Kreise as areas, by AGS or by the five digits of a Kreis.

    Left out are keys that the ``areas`` have themselves (``known_ags``, by AGS), whose days and laws are
    known, and those without a successor among them. The years are marked as inferred days. A former
    kreisfreie Stadt stands for its Kreis, too.
    """
    by_key: dict[str, Area] = {}
    members: dict[str, list[Area]] = {}
    for row in former:
        successors = tuple(Successor(key, certain=False) for key in row.successors if key in areas)
        if row.ags in known_ags or not successors:
            continue
        by_key[row.ags] = area = Area(
            row.ags,
            row.names[0] if row.names else row.ags,
            AreaLevel.GEMEINDE,
            valid_from=date(row.years[0], 1, 1),
            valid_to=date(row.years[1], 12, 31),
            from_inferred=True,
            to_inferred=True,
            successors=successors,
            former_names=row.names[1:],
            text_mark=_text_mark(row, areas),
        )
        members.setdefault(row.ags[:_KREIS], []).append(area)
    for key, municipalities in members.items():
        if key not in areas and key[:2] in areas:
            by_key[key] = _former_kreis(key, municipalities)
    return by_key


def _text_mark(row: FormerMunicipality, areas: Mapping[str, Area]) -> str:
    """What the municipality is by law today, if it has only got another key."""
    now = areas.get(row.successors[0])
    return now.text_mark if now is not None and now.name in row.names else ""


def _former_kreis(key: str, members: list[Area]) -> Area:
    if len(members) == 1:
        return members[0]
    successors = sorted({link.key for area in members for link in area.successors})
    return Area(
        key,
        key,
        AreaLevel.KREIS,
        valid_from=min(area.valid_from for area in members if area.valid_from),
        valid_to=max(area.valid_to for area in members if area.valid_to),
        from_inferred=True,
        to_inferred=True,
        successors=tuple(Successor(key, certain=False) for key in successors),
    )


def _read(ags: str, names: str, years: str, shares: str) -> FormerMunicipality:
    if len(ags) != AGS_LENGTH or not ags.isdecimal() or not shares:
        raise ValueError("not an AGS and its successors")
    first, last = map(int, years.split())
    successors = (part.partition(":") for part in shares.split())
    return FormerMunicipality(
        ags,
        tuple(filter(None, names.split("|"))),
        (first, last),
        tuple((key, float(share)) for key, _mark, share in successors),
    )


def _lines(former: Iterable[FormerMunicipality], sources: Iterable[str]) -> Iterator[str]:
    yield _TITLE
    yield from (f"# {source}" for source in sources)
    for row in former:
        shares = " ".join(f"{key}:{share:g}" for key, share in row.shares)
        years = f"{row.years[0]} {row.years[1]}"
        yield "\t".join((row.ags, "|".join(row.names), years, shares))
