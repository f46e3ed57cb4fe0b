"""The place somebody asks about: an area or a postal code, and the municipalities it can mean.

A point is turned into its municipality before it comes here. See spec:location.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tlvwa.portal.areas import succession
from tlvwa.portal.areas.gazetteer import Gazetteer
from tlvwa.portal.areas.model import AreaLevel

_DIGITS = 12  # of the key of a municipality


class LocationKind(StrEnum):
    """How a place is named."""

    AREA = "area"
    POSTAL_CODE = "postal_code"


@dataclass(frozen=True, slots=True)
class Location:
    """A place as it was asked for: the canonical key of an area, or a postal code."""

    kind: LocationKind
    code: str

    @classmethod
    def area(cls, key: str) -> "Location":
        """The place of an area, by its canonical key."""
        return cls(LocationKind.AREA, key)

    @classmethod
    def postal_code(cls, code: str) -> "Location":
        """The place of a postal code."""
        return cls(LocationKind.POSTAL_CODE, code)


class PlaceResolver:
    """What places mean on a day. Remembers what it worked out, for the gazetteer never changes."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._days: dict[str, tuple[date, ...]] = {}

    def municipalities(self, place: Location, day: date) -> tuple[str, ...]:
        """The municipalities a place can mean on ``day``, sorted.

        A dissolved area is what has followed it, a larger one all its municipalities. Raises
        UnknownArea.
        """
        gazetteer = self._gazetteer
        if place.kind is LocationKind.POSTAL_CODE:
            return gazetteer.possible(place.code, day)
        standing = gazetteer.successors_on(place.code, day)
        if len(standing) == 1 and len(standing[0]) == _DIGITS:
            return standing
        return tuple(sorted({at for key in standing for at in gazetteer.municipalities(key, day)}))

    def known(self, place: Location, day: date) -> frozenset[str]:
        """Those of the municipalities that are more than possible."""
        if place.kind is LocationKind.POSTAL_CODE:
            return frozenset(self._gazetteer.known(place.code, day))
        return frozenset()

    def change_days(self, place: Location, day: date) -> set[date]:
        """The days on which what the place means may change, as it stands on ``day``."""
        if place.kind is LocationKind.AREA:
            return self._around(place.code, day)
        row = self._gazetteer.postal_code(place.code)
        keys = set(row.municipalities)
        if AreaLevel.GEMEINDE not in row.complete:
            keys.update(row.districts)
        if AreaLevel.KREIS not in row.complete:
            keys.update(self._gazetteer.land_of(key) for key in tuple(keys))
        return {change for key in keys for change in self._around(key, day)}

    def _around(self, key: str, day: date) -> set[date]:
        days = set(self._own_days(key))
        if len(key) == _DIGITS and not days:
            return days
        for at in self._gazetteer.successors_on(key, day):
            if len(at) < _DIGITS:
                days.update(self._days_below(at))
        return days

    def _own_days(self, key: str) -> tuple[date, ...]:
        if key not in self._days:
            self._days[key] = self._gazetteer.change_days(key)
        return self._days[key]

    def _days_below(self, key: str) -> tuple[date, ...]:
        """The days on which a municipality under ``key`` begins or has ended."""
        name = f"below {key}"
        if name not in self._days:
            rung = self._gazetteer.canonical_key(key)
            inside = (
                area
                for area in self._gazetteer.areas(AreaLevel.GEMEINDE)
                if rung in self._gazetteer.ancestors(area.key)
            )
            self._days[name] = succession.change_days(inside)
        return self._days[name]
