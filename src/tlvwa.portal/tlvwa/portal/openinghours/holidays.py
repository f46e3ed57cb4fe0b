"""The public holidays of Thüringen, and those of single municipalities.

Corpus Christi is a public holiday only where it was one in 1994 (§ 10 Abs. 1 in connection with § 2 Abs. 2
Thüringer Feier- und Gedenktagsgesetz). The law names no places; those here are what the district Eichsfeld
says of itself and what lists of public holidays agree on. A municipality of today that has such a place only
as a part is in doubt, and so is one of which the lists say nothing though all its neighbours are on them: an
office there says itself what holds for it.
"""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType


class LocalHoliday(StrEnum):
    """A public holiday of single municipalities."""

    CORPUS_CHRISTI = "corpus_christi"


class HolidayScope(StrEnum):
    """Where in a municipality a local holiday is one."""

    EVERYWHERE = "everywhere"
    DOUBTFUL = "doubtful"  # in parts of it, or not certain
    NOWHERE = "nowhere"


# By district, or by district and municipality (eight digits, Amtlicher Gemeindeschlüssel).
CORPUS_CHRISTI_DISTRICTS = frozenset({"16061"})  # Eichsfeld, all of it
CORPUS_CHRISTI_MUNICIPALITIES = {
    "16063011": HolidayScope.EVERYWHERE,  # Buttlar
    "16063032": HolidayScope.EVERYWHERE,  # Geisa, with the former Rockenstuhl
    "16063068": HolidayScope.EVERYWHERE,  # Schleid
    "16063033": HolidayScope.DOUBTFUL,  # Gerstengrund: Catholic, but not on the list
    "16063015": HolidayScope.DOUBTFUL,  # Dermbach: only Zella, Föhlritz and Steinberg
    "16063009": HolidayScope.DOUBTFUL,  # Brunnhartshausen (until 2018): only Föhlritz and Steinberg
    "16063093": HolidayScope.EVERYWHERE,  # Zella/Rhön (until 2018)
    "16064074": HolidayScope.EVERYWHERE,  # Südeichsfeld, but for Hallungen
    "16064055": HolidayScope.DOUBTFUL,  # Rodeberg (until 2023): only Struth
    "16064073": HolidayScope.DOUBTFUL,  # Anrode (until 2022): only Bickenriede and Zella
    "16064014": HolidayScope.DOUBTFUL,  # Dünwald (until 2022): only Beberstedt and Hüpstedt
}
# Parts of a municipality of which it is certain: AGS of the municipality today, name of the part.
CORPUS_CHRISTI_PARTS = {
    ("16063015", "Zella"): HolidayScope.EVERYWHERE,
    ("16063015", "Föhlritz"): HolidayScope.EVERYWHERE,
    ("16063015", "Steinberg"): HolidayScope.EVERYWHERE,
    ("16064074", "Hallungen"): HolidayScope.NOWHERE,
}


def corpus_christi_scope(municipality: str, locality: str = "") -> HolidayScope:
    """Return where in a municipality (AGS) Corpus Christi is a public holiday; of a part, if it is named."""
    words = locality.casefold().replace("/", " ").replace(",", " ").split()
    for (key, part), scope in CORPUS_CHRISTI_PARTS.items():
        if key == municipality and part.casefold() in words:
            return scope
    if municipality[:5] in CORPUS_CHRISTI_DISTRICTS:
        return HolidayScope.EVERYWHERE
    return CORPUS_CHRISTI_MUNICIPALITIES.get(municipality, HolidayScope.NOWHERE)


@lru_cache(maxsize=128)
def public_holidays(year: int, local: frozenset[LocalHoliday] = frozenset()) -> Mapping[date, str]:
    """The public holidays of one year, with the ``local`` ones: day and German name."""
    from holidays import CATHOLIC, PUBLIC, country_holidays

    categories = (PUBLIC, CATHOLIC) if LocalHoliday.CORPUS_CHRISTI in local else (PUBLIC,)
    days = country_holidays("DE", subdiv="TH", years=year, language="de", categories=categories)
    return MappingProxyType(dict(days))


def local_holidays_of(year: int, local: frozenset[LocalHoliday]) -> Mapping[date, str]:
    """The ``local`` holidays of one year, without those of the Land."""
    everywhere = public_holidays(year)
    days = public_holidays(year, local).items()
    return MappingProxyType({day: name for day, name in days if day not in everywhere})
