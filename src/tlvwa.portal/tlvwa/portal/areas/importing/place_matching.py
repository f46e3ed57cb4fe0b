"""Matches rows of the table of places with municipalities, by name and by point, never by guess."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tlvwa.portal.areas.gazetteer import Gazetteer
from tlvwa.portal.areas.model import Area, AreaLevel
from tlvwa.portal.areas.normalize import normalize_place

from .geonames import GeonamesRow
from .polygons import Polygons

_ARC_MINUTE = (0.5 / 60, 0.5 / 60)  # how far a point given in whole arc minutes may be off
_PRECISE = (0.002, 0.003)  # how far any other point may be off: some 200 metres


class MatchProblem(StrEnum):
    """Why a row has no municipality."""

    SEVERAL_OF_NAME = "several_of_name"  # in the district
    NONE_OF_NAME = "none_of_name"  # in the district, and there are no polygons to ask
    OUTSIDE_DISTRICT = "outside_district"  # the point
    SEVERAL_AT_POINT = "several_at_point"


@dataclass(frozen=True, slots=True)
class MatchedPlace:
    """A row and its municipality, or ``""`` with the problem if there is none.

    ``candidates`` are the keys of the municipalities in which the point can lie, if several.
    """

    row: GeonamesRow
    municipality: str
    problem: MatchProblem | None = None
    candidates: tuple[str, ...] = ()


class PlaceMatcher:
    """Matches rows with the municipalities of one gazetteer.

    The name decides if the row's district has or had exactly one municipality of that name, also in
    front of an Ortsteil ("Harth-Pöllnitz Köfeln"). Else the point decides, if with all its
    inexactness it can lie in only one municipality of that district. See spec:locality.
    """

    def __init__(self, gazetteer: Gazetteer, polygons: Polygons | None, day: date) -> None:
        self._gazetteer, self._polygons, self._day = gazetteer, polygons, day
        self._by_district = _municipalities_by_name(gazetteer.areas(AreaLevel.GEMEINDE), day)

    def match(self, row: GeonamesRow) -> MatchedPlace:
        """Match a row with its municipality."""
        municipalities = self._by_name(row)
        if len(municipalities) == 1:
            return MatchedPlace(row, municipalities[0])
        if municipalities:
            return MatchedPlace(row, "", MatchProblem.SEVERAL_OF_NAME)
        if self._polygons is None:
            return MatchedPlace(row, "", MatchProblem.NONE_OF_NAME)
        return self._by_point(row, self._polygons)

    def districts_of(self, row: GeonamesRow) -> set[str]:
        """The districts in which the row's point may lie; none without polygons."""
        return {key[:5] for key in self._successors(_around(row, self._polygons))}

    def _by_name(self, row: GeonamesRow) -> list[str]:
        by_name, name = self._by_district.get(row.district, {}), normalize_place(row.place)
        while name:
            if name in by_name:
                return sorted(by_name[name])
            name = name.rpartition(" ")[0]
        return []

    def _by_point(self, row: GeonamesRow, polygons: Polygons) -> MatchedPlace:
        near_point = [
            key
            for key in _around(row, polygons)
            if any(
                candidate.startswith(row.district) for candidate in (key, *self._successors((key,)))
            )
        ]
        successors = self._successors(near_point)
        if not successors:
            return MatchedPlace(row, "", MatchProblem.OUTSIDE_DISTRICT)
        if len(successors) > 1:
            return MatchedPlace(row, "", MatchProblem.SEVERAL_AT_POINT, tuple(sorted(successors)))
        return MatchedPlace(row, near_point[0] if len(near_point) == 1 else next(iter(successors)))

    def _successors(self, municipalities: Iterable[str]) -> set[str]:
        return {
            standing
            for key in municipalities
            for standing in self._gazetteer.standing_on(key, self._day)
        }


def _around(row: GeonamesRow, polygons: Polygons | None) -> tuple[str, ...]:
    if polygons is None:
        return ()
    return polygons.in_box(*row.point, *(_ARC_MINUTE if _is_coarse(row.point) else _PRECISE))


def _is_coarse(point: Collection[float]) -> bool:
    """True if the point is in whole arc minutes; the tolerance is that of four decimal places."""
    return all(abs(degrees * 60 - round(degrees * 60)) < 0.0065 for degrees in point)


def _municipalities_by_name(
    areas: Iterable[Area], day: date
) -> Mapping[str, Mapping[str, set[str]]]:
    """The municipalities by district and normalized name.

    Municipalities of the day come first; one of another day counts only if none of them has the
    name.
    """
    by_district: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(
        lambda: defaultdict(set)
    )
    for area in sorted(areas, key=lambda area: not area.exists_on(day)):
        for name in {area.name, area.name.split("/")[0], *area.former_names}:
            municipalities = by_district[area.key[:5]][normalize_place(name)]
            if area.exists_on(day) or not municipalities:
                municipalities.add(area.key)
    return by_district
