"""Locations: the area or postal code that a query is about, and the municipalities it can mean.

A point is turned into an area before it is a location. See spec:location.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tlvwa.portal.areas import keys, succession
from tlvwa.portal.areas.gazetteer import Gazetteer
from tlvwa.portal.areas.model import BUND, AreaLevel

_DIGITS = 12  # of the key of a municipality


class LocationKind(StrEnum):
    """Whether a location is an area or a postal code."""

    AREA = "area"
    POSTAL_CODE = "postal_code"


@dataclass(frozen=True, slots=True)
class Location:
    """What a query is about: an area by its canonical key, or a postal code."""

    kind: LocationKind
    code: str

    @classmethod
    def area(cls, key: str) -> "Location":
        """The location of an area, by its canonical key."""
        return cls(LocationKind.AREA, key)

    @classmethod
    def postal_code(cls, code: str) -> "Location":
        """The location of a postal code."""
        return cls(LocationKind.POSTAL_CODE, code)


class PlaceResolver:
    """Resolves locations to municipalities on a day. Caches days, for the gazetteer never changes."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._days: dict[str, tuple[date, ...]] = {}

    def municipalities(self, place: Location, day: date) -> tuple[str, ...]:
        """The municipalities that a location can mean on ``day``, sorted.

        A dissolved area means its successors, a larger area all its municipalities, a lost one all of its
        district (spec:unknown-successor). Raises UnknownArea.
        """
        gazetteer = self._gazetteer
        if place.kind is LocationKind.POSTAL_CODE:
            return gazetteer.possible_municipalities(place.code, day)
        successors = gazetteer.successors_on(place.code, day)
        is_one = len(successors) == 1 and len(successors[0]) == _DIGITS
        if is_one and not gazetteer.lost_on(place.code, day):
            return successors
        return gazetteer.meant_municipalities(place.code, day)

    def known(self, place: Location, day: date) -> frozenset[str]:
        """The municipalities that a location means for certain, where it may mean others, too.

        Those known to use a postal code; of an area, the successors beside which a part is lost.
        """
        gazetteer = self._gazetteer
        if place.kind is LocationKind.POSTAL_CODE:
            return frozenset(gazetteer.known_municipalities(place.code, day))
        if not gazetteer.lost_on(place.code, day):
            return frozenset()
        successors = gazetteer.successors_on(place.code, day)
        return frozenset(one for key in successors for one in gazetteer.municipalities(key, day))

    def lost(self, place: Location, day: date) -> tuple[str, ...]:
        """The areas in a location that ended, and nobody knows where they went (spec:unknown-successor)."""
        if place.kind is LocationKind.AREA:
            return self._gazetteer.lost_on(place.code, day)
        return self._gazetteer.lost_of_code(place.code, day)

    def is_lost(self, place: Location, day: date) -> bool:
        """True if a location is an area of which nothing stands for it on the day, as far as is known."""
        is_area = place.kind is LocationKind.AREA
        return is_area and bool(self.lost(place, day)) and not self.known(place, day)

    def known_since(self, place: Location) -> date | None:
        """The first day for which the areas of a location are known; None if that is not limited."""
        if place.kind is LocationKind.AREA:
            return self._gazetteer.known_since(place.code)
        row = self._gazetteer.postal_code(place.code)
        days = {self._gazetteer.known_since(key) for key in (*row.municipalities, *row.districts)}
        return max((day for day in days if day is not None), default=None)

    def change_days(self, place: Location, day: date) -> set[date]:
        """The days on which the municipalities of a location may change, seen from ``day``.

        Days that other areas bring in later are found when this is asked again for a later day; see
        ``validity_interval``.
        """
        if place.kind is LocationKind.AREA:
            return self._change_days_around(place.code, day)
        row = self._gazetteer.postal_code(place.code)
        keys = set(row.municipalities)
        if AreaLevel.GEMEINDE not in row.complete:
            keys.update(row.districts)
        if AreaLevel.KREIS not in row.complete:
            keys.update(self._gazetteer.land_of(key) for key in tuple(keys))
        return {change for key in keys for change in self._change_days_around(key, day)}

    def _change_days_around(self, key: str, day: date) -> set[date]:
        days = set(self._own_days(key))
        if len(key) == _DIGITS and not days:  # a municipality that never changed stands for itself
            return days
        for successor in self._gazetteer.successors_on(key, day):
            if len(successor) < _DIGITS:
                days.update(self._days_below(successor))
        for lost in self._gazetteer.lost_on(key, day):
            level = next((one for one in keys.above_verband(lost) if self._days_below(one)), BUND)
            days.update(self._days_below(level))
        return days

    def _own_days(self, key: str) -> tuple[date, ...]:
        if key not in self._days:
            self._days[key] = self._gazetteer.change_days(key)
        return self._days[key]

    def _days_below(self, key: str) -> tuple[date, ...]:
        """The days on which a municipality below ``key`` begins, and those after one has ended."""
        name = f"below {key}"
        if name not in self._days:
            canonical = self._gazetteer.canonical_key(key)
            members = (
                area
                for area in self._gazetteer.areas(AreaLevel.GEMEINDE)
                if canonical in self._gazetteer.ancestors(area.key)
            )
            self._days[name] = succession.change_days(members)
        return self._days[name]
