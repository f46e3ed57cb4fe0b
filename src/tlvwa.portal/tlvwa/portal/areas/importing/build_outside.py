"""Command for maintainers that builds the shipped table of places elsewhere from the register.

``python -m tlvwa.portal.areas.importing.build_outside --help`` lists its options.
"""

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from tlvwa.portal.areas.model import Area, AreaError, AreaLevel
from tlvwa.portal.areas.outside import OutsidePlaces, write_outside

from .register import read_register

LEAST_POPULATION = 10_000
SOURCES = ("© Statistisches Bundesamt (Destatis), 2025, Gemeindeverzeichnis-Informationssystem",)
# A large city has one seat, but codes of several beginnings.
MORE_REGIONS = {"11": ("11",), "12": ("11",), "13": ("11",), "22": ("02",), "81": ("09",)}
# Cities abroad that people in a German-speaking country type, by the code of their country.
ABROAD = {
    "AT": ("Wien", "Graz", "Linz", "Salzburg", "Innsbruck", "Bregenz", "Klagenfurt"),
    "BE": ("Brüssel", "Antwerpen", "Lüttich"),
    "CH": ("Bern", "Zürich", "Genf", "Basel", "Lausanne", "Luzern", "Winterthur", "St. Gallen"),
    "CZ": ("Prag", "Brünn", "Pilsen", "Karlsbad", "Ostrau"),
    "DK": ("Kopenhagen",),
    "ES": ("Madrid", "Barcelona"),
    "FR": ("Paris", "Straßburg", "Lyon", "Marseille"),
    "GB": ("London",),
    "HU": ("Budapest",),
    "IT": ("Rom", "Mailand", "Bozen", "Venedig"),
    "LI": ("Vaduz",),
    "LU": ("Luxemburg",),
    "NL": ("Amsterdam", "Rotterdam", "Den Haag"),
    "PL": ("Warschau", "Krakau", "Breslau", "Danzig", "Stettin", "Posen"),
    "TR": ("Istanbul", "Ankara"),
    "UA": ("Kiew", "Kyjiw", "Lwiw"),
}


def outside_places(areas: Iterable[Area]) -> OutsidePlaces:
    """Return the larger municipalities, and the beginnings of the codes of all seats."""
    municipalities = [area for area in areas if area.level is AreaLevel.GEMEINDE]
    places = {
        (area.key[:2], area.name)
        for area in municipalities
        if (area.population or 0) >= LEAST_POPULATION
    }
    places.update((country, name) for country, names in ABROAD.items() for name in names)
    return OutsidePlaces(tuple(sorted(places)), _regions(municipalities))


def _regions(municipalities: Iterable[Area]) -> dict[str, tuple[str, ...]]:
    """The Länder by the first two digits of a code, and by three where those tell more."""
    regions: defaultdict[str, set[str]] = defaultdict(set)
    for digits, lands in MORE_REGIONS.items():
        regions[digits].update(lands)
    for area in municipalities:
        if area.postal_code:
            regions[area.postal_code[:2]].add(area.key[:2])
            regions[area.postal_code[:3]].add(area.key[:2])
    return {
        digits: tuple(sorted(lands))
        for digits, lands in sorted(regions.items())
        if len(digits) == 2 or lands != regions[digits[:2]]
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return 0 if the table was written, 1 if the register cannot be read."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--register", required=True, help="an edition of GV100AD, all of Germany")
    parser.add_argument("--output", required=True, help="the table to write")
    options = parser.parse_args(arguments)
    try:
        places = outside_places(read_register(options.register, None).areas)
    except (AreaError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    Path(options.output).write_text(write_outside(places, SOURCES), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
