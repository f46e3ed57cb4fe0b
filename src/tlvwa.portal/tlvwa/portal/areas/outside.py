"""What is known of Germany outside of the gazetteer: larger places, and where postal codes begin.

It serves to say that a place is elsewhere, never to answer for it (spec:outside).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources

from tlvwa.portal.areas.model import AreaError
from tlvwa.portal.areas.normalize import normalize_place

LAND_DIGITS = 2  # of an area's key
LANDS = {
    "01": "Schleswig-Holstein",
    "02": "Hamburg",
    "03": "Niedersachsen",
    "04": "Bremen",
    "05": "Nordrhein-Westfalen",
    "06": "Hessen",
    "07": "Rheinland-Pfalz",
    "08": "Baden-Württemberg",
    "09": "Bayern",
    "10": "Saarland",
    "11": "Berlin",
    "12": "Brandenburg",
    "13": "Mecklenburg-Vorpommern",
    "14": "Sachsen",
    "15": "Sachsen-Anhalt",
    "16": "Thüringen",
}
_TITLE = "# Places and postal codes of Germany, to say what lies elsewhere; format 1"


class OutsideTableError(AreaError, ValueError):
    """A line of the table cannot be read; names file, line (from 1) and reason."""


@dataclass(frozen=True)
class OutsidePlaces:
    """Larger places with their Land (key; a country's code outside of Germany), and leading digits.

    ``regions`` are the Länder in which codes begin with two digits, or with three where these tell more,
    as far as seats of municipalities show it; two digits that are not there begin no code.
    """

    places: tuple[tuple[str, str], ...]
    regions: Mapping[str, tuple[str, ...]]

    @cached_property
    def _by_name(self) -> Mapping[str, tuple[str, ...]]:
        by_name: defaultdict[str, list[str]] = defaultdict(list)
        for land, name in self.places:
            for spelling in map(normalize_place, {name, *_short_names(name)}):
                by_name[spelling].append(land)
        by_name.update({normalize_place(name): [key] for key, name in LANDS.items()})
        return {name: tuple(dict.fromkeys(lands)) for name, lands in by_name.items()}

    def lands_of_name(self, name: str, without: frozenset[str]) -> tuple[str, ...]:
        """Return where a place of exactly this name is, except in the Länder ``without``; else empty."""
        lands = self._by_name.get(normalize_place(name), ())
        return tuple(land for land in lands if land not in without)

    def lands_of_code(self, code: str) -> tuple[str, ...]:
        """Return the Länder in which postal codes begin as this one does; empty if none does."""
        return self.regions.get(code[:3]) or self.regions.get(code[:2], ())


def _short_names(name: str) -> Iterator[str]:
    """The names by which people call a place that has more words to tell it from others: Frankfurt."""
    for mark in ("/", " (", ", ", " am ", " an der ", " im ", " in "):
        short, found, _rest = name.partition(mark)
        if found:
            yield short


def land_elsewhere(key: str, here: Collection[str]) -> str:
    """Return the key of the Land in which an area's key lies; empty if it is one of ``here``, or none."""
    land = key.replace(" ", "")[:LAND_DIGITS]
    return land if land in LANDS and land not in here else ""


@cache
def load_outside() -> OutsidePlaces:
    """The table in the package, read once at the first call."""
    table = resources.files(__package__).joinpath("data", "outside.tsv")
    return read_outside(table.read_text("utf-8"), table.name)


def read_outside(text: str, file: str) -> OutsidePlaces:
    """Read a table. Raises OutsideTableError."""
    lines = text.splitlines()
    if not lines or lines[0] != _TITLE:
        raise OutsideTableError(f"{file}, line 1: not a table of places elsewhere in format 1")
    places: list[tuple[str, str]] = []
    regions: dict[str, tuple[str, ...]] = {}
    for number, line in enumerate(lines[1:], start=2):
        if line.startswith("#") or not line:
            continue
        kind, _tab, rest = line.partition("\t")
        first, _tab, second = rest.partition("\t")
        if kind == "place" and first and second:
            places.append((first, second))
        elif kind == "code" and len(first) in (2, 3) and second:
            regions[first] = tuple(second.split())
        else:
            raise OutsideTableError(f"{file}, line {number}: neither a place nor a code")
    return OutsidePlaces(tuple(places), regions)


def write_outside(outside: OutsidePlaces, sources: Iterable[str]) -> str:
    """Write a table as text; equal data give equal text."""
    return "\n".join([*_lines(outside, sources), ""])


def _lines(outside: OutsidePlaces, sources: Iterable[str]) -> Iterator[str]:
    yield _TITLE
    yield from (f"# {source}" for source in sources)
    yield from (f"code\t{digits}\t{' '.join(lands)}" for digits, lands in outside.regions.items())
    yield from (f"place\t{land}\t{name}" for land, name in outside.places)
