"""The values of the gazetteer: areas, localities and postal codes.

Keys are Amtliche Regionalschlüssel (ARS): Bund ``00``, Land 2 digits, Regierungsbezirk 3, Kreis 5,
Verband 9, Gemeinde 12. Days are inclusive at both ends; ``None`` means open.
Source: Destatis, Gemeindeverzeichnis-Informationssystem GV-ISys. See spec:area.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tlvwa.portal.common.dates import in_period


class AreaLevel(StrEnum):
    """The level of an area."""

    BUND = "bund"
    LAND = "land"
    REGIERUNGSBEZIRK = "regierungsbezirk"
    KREIS = "kreis"
    VERBAND = "verband"
    GEMEINDE = "gemeinde"


class TextMark(StrEnum):
    """What an area is by law: the Textkennzeichen of GV100AD, as far as the program asks for them.

    Source: Destatis, GV-ISys, record description of GV100AD, record kinds 50 and 60.
    """

    NO_VERBAND = "50"  # the pseudo-Verband of a municipality that belongs to none
    VERWALTUNGSGEMEINSCHAFT = "54"
    VERWALTUNGSVERBAND = "56"
    ERFUELLENDE_GEMEINDE = "58"
    KREISFREIE_STADT = "61"
    STADT = "63"


BUND = "00"
THUERINGEN = "16"
KEY_LENGTHS = {
    AreaLevel.LAND: 2,
    AreaLevel.REGIERUNGSBEZIRK: 3,
    AreaLevel.KREIS: 5,
    AreaLevel.VERBAND: 9,
    AreaLevel.GEMEINDE: 12,
}


class AreaError(Exception):
    """The base of the errors of this package."""


class MalformedKey(AreaError, ValueError):
    """The text is not an area key in any of the forms that are read."""


class UnknownArea(AreaError, LookupError):
    """The key is well formed, but no area has it."""


@dataclass(frozen=True, slots=True)
class Successor:
    """A link to the area into which another one went, wholly or in part.

    ``certain`` is false where the link was inferred between two register editions.
    """

    key: str
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Area:
    """One area under one key, with the days on which it exists (spec:area).

    ``from_inferred`` and ``to_inferred`` are true where a day was inferred between two editions.
    """

    key: str
    name: str  # as people say it: "Eisenberg"
    level: AreaLevel
    official_name: str = ""  # as the register writes it: "Eisenberg, Stadt"
    text_mark: str = ""  # a TextMark, or another Textkennzeichen of GV100AD
    valid_from: date | None = None
    valid_to: date | None = None
    from_inferred: bool = False
    to_inferred: bool = False
    successors: tuple[Successor, ...] = ()
    former_names: tuple[str, ...] = ()
    seat: str = ""  # place of the administration, where the register names it
    postal_code: str = ""  # postal code of the administration's seat
    population: int | None = None
    hectares: float | None = None
    centre: tuple[float, float] | None = None  # latitude, longitude in WGS 84
    seen: tuple[date, ...] = ()  # days of the register editions that list it, sorted
    extracts: tuple[date, ...] = ()  # those of ``seen`` that only give name, key and membership

    def exists_on(self, day: date) -> bool:
        """True if the area exists on ``day``."""
        return in_period(day, self.valid_from, self.valid_to)

    @property
    def full_editions(self) -> tuple[date, ...]:
        """The days of the editions that give all facts of the area, sorted."""
        return tuple(day for day in self.seen if day not in self.extracts)

    @property
    def is_lost(self) -> bool:
        """True if the area ends and nobody knows where its territory went (spec:unknown-successor)."""
        return self.valid_to is not None and not self.successors


@dataclass(frozen=True, slots=True)
class Locality:
    """A name below the municipality (Ortsteil) that leads to one municipality.

    ``is_certain`` is false where one source alone, or a point near a border, says so; ``others`` are
    the municipalities in which it may lie as well. ``is_spelling`` is true if the name is another one of
    the municipality itself.
    """

    name: str
    municipality: str
    postal_codes: tuple[str, ...] = ()
    point: tuple[float, float] | None = None
    is_certain: bool = True
    others: tuple[str, ...] = ()
    is_spelling: bool = False


@dataclass(frozen=True, slots=True)
class UnlaidPlace:
    """A place of a source that could not be laid into one municipality, with its postal code.

    ``municipalities`` are those in which its point may lie; empty if the source contradicts itself.
    """

    name: str
    postal_code: str
    municipalities: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PostalCode:
    """The coverage of one postal code as far as it is known.

    ``municipalities`` are those known to use it, ``districts`` all districts it may touch.
    ``complete`` are the levels for which these lists are known to be complete. ``disputed`` are
    municipalities that one source alone names; ``is_retired`` is true if no source of today has the code.
    """

    code: str
    municipalities: tuple[str, ...]
    districts: tuple[str, ...]
    complete: frozenset[AreaLevel] = frozenset()
    disputed: tuple[str, ...] = ()
    is_retired: bool = False
