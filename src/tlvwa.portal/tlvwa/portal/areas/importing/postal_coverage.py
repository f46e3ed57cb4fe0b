"""What area each postal code covers, from the register's seats and the table of places.

Nothing is guessed: a place that cannot be laid onto one municipality is reported, and a level of
which not everything is known is not called complete. The table lists villages and towns well, but a
kreisfreie Stadt only under its own codes: a code whose area borders one may reach into it, so that
district is counted in.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from tlvwa.portal.areas.gazetteer import Gazetteer
from tlvwa.portal.areas.model import Area, AreaLevel, Locality, PostalCode
from tlvwa.portal.areas.normalize import normalize_place

from .geonames import GeonamesRow, bulk_codes
from .place_matching import MatchedPlace, PlaceMatcher
from .polygons import Polygons


@dataclass(frozen=True, slots=True)
class PostalCoverage:
    """Places and postal codes, and what the report must say about them.

    ``unlaid`` are the rows that found no municipality, ``bulk`` the codes of single organisations,
    ``without_code`` the municipalities no code is known of.
    """

    places: tuple[Locality, ...]
    postal_codes: tuple[PostalCode, ...]
    unlaid: tuple[MatchedPlace, ...]
    bulk: tuple[str, ...]
    without_code: tuple[str, ...]


def postal_coverage(
    areas: Iterable[Area], rows: Sequence[GeonamesRow], polygons: Polygons | None, day: date
) -> PostalCoverage:
    """Work out the coverage of every postal code as it is on ``day``.

    The municipalities of a code are those whose seat has it and those its places lie in. Its
    districts are those of the table, those of its municipalities, those an unlaid place may lie in,
    and kreisfreie Städte beside them. Without polygons such neighbours are not known, and no code
    is complete. The municipalities are all known if every place of the code was laid and the
    register names none that the table lacks, or if all its districts are kreisfreie Städte.
    See spec:coverage-of-postal-codes.
    """
    gazetteer = Gazetteer(areas)
    seats = [a for a in gazetteer.areas(AreaLevel.GEMEINDE) if a.postal_code]
    names = {
        normalize_place(part) for a in gazetteer.areas(AreaLevel.GEMEINDE) for part in _names(a)
    }
    bulk = bulk_codes(rows, names, {area.postal_code for area in seats})
    layer = PlaceMatcher(gazetteer, polygons, day)
    laid = [layer.lay(row) for row in rows if row.code not in bulk]
    evidence = _Evidence(gazetteer, layer, laid, polygons, day)
    return PostalCoverage(
        places=_places(gazetteer, laid),
        postal_codes=tuple(evidence.postal_code(code) for code in evidence.codes()),
        unlaid=tuple(each for each in laid if not each.municipality),
        bulk=tuple(sorted(bulk)),
        without_code=evidence.without_code(),
    )


def _names(area: Area) -> tuple[str, ...]:
    return (area.name, area.name.split("/")[0], *area.former_names)


def _places(gazetteer: Gazetteer, laid: Iterable[MatchedPlace]) -> tuple[Locality, ...]:
    rows: defaultdict[tuple[str, str], list[GeonamesRow]] = defaultdict(list)
    for each in laid:
        if each.municipality:
            above = gazetteer.area(each.municipality).name
            name = each.row.place.removeprefix(f"{above} ")
            rows[name, each.municipality].append(each.row)
    return tuple(
        Locality(name, key, tuple(sorted({row.code for row in found})), found[0].point)
        for (name, key), found in sorted(rows.items())
    )


class _Evidence:
    """What is known of all codes, as sets of municipalities that exist on the day."""

    def __init__(
        self,
        gazetteer: Gazetteer,
        layer: PlaceMatcher,
        laid: Iterable[MatchedPlace],
        polygons: Polygons | None,
        day: date,
    ) -> None:
        self._gazetteer, self._layer, self._polygons, self._day = gazetteer, layer, polygons, day
        self._today = [a for a in gazetteer.areas(AreaLevel.GEMEINDE) if a.exists_on(day)]
        self._by_seat: defaultdict[str, set[str]] = defaultdict(set)
        self._by_place: defaultdict[str, set[str]] = defaultdict(set)
        self._laid: defaultdict[str, list[MatchedPlace]] = defaultdict(list)
        for area in self._today:
            if area.postal_code:
                self._by_seat[area.postal_code].add(area.key)
        for each in laid:
            self._laid[each.row.code].append(each)
            if each.municipality:
                self._by_place[each.row.code].update(
                    gazetteer.successors_on(each.municipality, day)
                )
        self._towns_beside = self._kreisfreie_neighbours()

    def codes(self) -> list[str]:
        return sorted({*self._by_seat, *self._laid})

    def without_code(self) -> tuple[str, ...]:
        coded = set().union(*self._by_seat.values(), *self._by_place.values())
        return tuple(sorted(area.key for area in self._today if area.key not in coded))

    def postal_code(self, code: str) -> PostalCode:
        municipalities = self._by_seat[code] | self._by_place[code]
        own = {key[:5] for key in municipalities}
        for each in self._laid[code]:
            own.add(each.row.district)
            if not each.municipality:
                own |= self._layer.district_at(each.row)
        beside = {at for key in municipalities for at in self._towns_beside[key]} - own
        if all(self._is_kreisfrei(district) for district in own):
            beside = set()
        complete = self._complete(code, own, beside)
        districts = tuple(sorted(own | beside))
        return PostalCode(code, tuple(sorted(municipalities)), districts, complete)

    def _complete(self, code: str, own: set[str], beside: set[str]) -> frozenset[AreaLevel]:
        if self._polygons is None or not self._laid[code]:
            return frozenset()
        agreed = self._by_seat[code] <= self._by_place[code]
        laid = all(each.municipality for each in self._laid[code])
        if all(map(self._is_kreisfrei, own)) or (agreed and laid and not beside):
            return frozenset(
                {AreaLevel.LAND, AreaLevel.KREIS, AreaLevel.VERBAND, AreaLevel.GEMEINDE}
            )
        return frozenset({AreaLevel.LAND, AreaLevel.KREIS})

    def _is_kreisfrei(self, district: str) -> bool:
        return self._gazetteer.canonical_key(district) != district

    def _kreisfreie_neighbours(self) -> defaultdict[str, set[str]]:
        """Municipality -> the districts of the kreisfreie Städte whose polygons touch its own."""
        beside: defaultdict[str, set[str]] = defaultdict(set)
        for area in self._today:
            if self._polygons is not None and self._is_kreisfrei(area.key[:5]):
                for key in self._polygons.beside(area.key):
                    for now in self._gazetteer.successors_on(key, self._day):
                        beside[now].add(area.key[:5])
        return beside
