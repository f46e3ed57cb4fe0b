"""Laying places of the postal table onto municipalities, by name and by point, never by guess."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from tlvwa.portal.areas.gazetteer import Gazetteer
from tlvwa.portal.areas.model import Area, AreaLevel
from tlvwa.portal.areas.normalize import normalize_place

from .geonames import GeonamesRow
from .polygons import Polygons

_ARC_MINUTE = (0.5 / 60, 0.5 / 60)  # how far a point given in whole arc minutes may be off
_PRECISE = (0.002, 0.003)  # how far any other point may be off: some 200 metres


@dataclass(frozen=True, slots=True)
class MatchedPlace:
    """A row and the municipality it was laid onto; ``""`` with a reason (German) if it was not."""

    row: GeonamesRow
    municipality: str
    reason: str = ""


class PlaceMatcher:
    """Lays rows onto the municipalities of one gazetteer.

    The name decides where the row's district has or had exactly one municipality of that name, also
    in front of an Ortsteil ("Harth-Pöllnitz Köfeln"). Else the point does, if with all its
    inexactness it can lie in one municipality of that district only. See spec:locality.
    """

    def __init__(self, gazetteer: Gazetteer, polygons: Polygons | None, day: date) -> None:
        self._gazetteer, self._polygons, self._day = gazetteer, polygons, day
        self._named = _by_name(gazetteer.areas(AreaLevel.GEMEINDE), day)

    def lay(self, row: GeonamesRow) -> MatchedPlace:
        """The municipality of a row."""
        named = self._by_name(row)
        if len(named) == 1:
            return MatchedPlace(row, named[0])
        if named:
            return MatchedPlace(row, "", "mehrere Gemeinden des Kreises heißen so")
        if self._polygons is None:
            return MatchedPlace(row, "", "keine Gemeinde des Kreises heißt so")
        return self._by_point(row, self._polygons)

    def district_at(self, row: GeonamesRow) -> set[str]:
        """The districts the row's point may lie in; none if there are no polygons."""
        return {key[:5] for key in self._today(_around(row, self._polygons))}

    def _by_name(self, row: GeonamesRow) -> list[str]:
        named, name = self._named.get(row.district, {}), normalize_place(row.place)
        while name:
            if name in named:
                return sorted(named[name])
            name = name.rpartition(" ")[0]
        return []

    def _by_point(self, row: GeonamesRow, polygons: Polygons) -> MatchedPlace:
        around = [
            key
            for key in _around(row, polygons)
            if any(at.startswith(row.district) for at in (key, *self._today((key,))))
        ]
        now = self._today(around)
        if not now:
            return MatchedPlace(row, "", "der Punkt liegt außerhalb des Kreises")
        if len(now) > 1:
            near = ", ".join(self._gazetteer.area(key).name for key in sorted(now))
            return MatchedPlace(row, "", f"der Punkt kann in {near} liegen")
        return MatchedPlace(row, around[0] if len(around) == 1 else next(iter(now)))

    def _today(self, municipalities: Iterable[str]) -> set[str]:
        return {
            at for key in municipalities for at in self._gazetteer.successors_on(key, self._day)
        }


def _around(row: GeonamesRow, polygons: Polygons | None) -> tuple[str, ...]:
    if polygons is None:
        return ()
    return polygons.near(*row.point, *(_ARC_MINUTE if _is_coarse(row.point) else _PRECISE))


def _is_coarse(point: Collection[float]) -> bool:
    return all(abs(degrees * 60 - round(degrees * 60)) < 0.0065 for degrees in point)


def _by_name(areas: Iterable[Area], day: date) -> Mapping[str, Mapping[str, set[str]]]:
    """District -> folded name -> municipalities; of those that are the same name, today's."""
    found: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for area in sorted(areas, key=lambda area: not area.exists_on(day)):
        for name in {area.name, area.name.split("/")[0], *area.former_names}:
            named = found[area.key[:5]][normalize_place(name)]
            if area.exists_on(day) or not named:
                named.add(area.key)
    return found
