"""The coverage of each postal code, from the seats in the register and the table of places.

Nothing is guessed: a row without exactly one municipality is reported, and a level is complete only
if all of it is known. The table lists villages and towns well, but a kreisfreie Stadt only under
its own codes: a code whose area borders such a city may reach into it, so that district is
included.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from tlvwa.portal.areas.gazetteer import Gazetteer
from tlvwa.portal.areas.model import Area, AreaLevel, Locality, PostalCode, UnlaidPlace
from tlvwa.portal.areas.normalize import normalize_place

from .geonames import GeonamesRow, bulk_codes
from .place_matching import MatchedPlace, PlaceMatcher
from .polygons import Polygons


@dataclass(frozen=True, slots=True)
class PostalCoverage:
    """Localities and postal codes, with what the report has to list.

    ``unlaid`` are the rows without a municipality, ``bulk`` the codes of single organisations,
    ``without_code`` the municipalities without a known code.
    """

    places: tuple[Locality, ...]
    postal_codes: tuple[PostalCode, ...]
    unmatched: tuple[MatchedPlace, ...]
    bulk: tuple[str, ...]
    without_code: tuple[str, ...]

    @property
    def unlaid(self) -> tuple[UnlaidPlace, ...]:
        """The rows without a municipality, as places that stay unknown."""
        return tuple(
            UnlaidPlace(match.row.place, match.row.code, match.candidates)
            for match in self.unmatched
        )


def postal_coverage(
    areas: Iterable[Area], rows: Sequence[GeonamesRow], polygons: Polygons | None, day: date
) -> PostalCoverage:
    """Compute the coverage of every postal code on ``day``.

    The municipalities of a code are those whose seat has it and those of its places. Its districts
    are those in the table, those of its municipalities, those in which an unmatched place may lie,
    and kreisfreie Städte that border them. Without polygons such neighbours are not known, and no
    code is complete. The municipalities are complete if every place of the code has one and the
    register has no seat that the table lacks, or if all districts are kreisfreie Städte.
    See spec:coverage-of-postal-codes.
    """
    gazetteer = Gazetteer(areas)
    seats = [a for a in gazetteer.areas(AreaLevel.GEMEINDE) if a.postal_code]
    names = {
        normalize_place(part) for a in gazetteer.areas(AreaLevel.GEMEINDE) for part in _names(a)
    }
    bulk = bulk_codes(rows, names, {area.postal_code for area in seats})
    matcher = PlaceMatcher(gazetteer, polygons, day)
    matches = [matcher.match(row) for row in rows if row.code not in bulk]
    evidence = _Evidence(gazetteer, matcher, matches, polygons, day)
    return PostalCoverage(
        places=_places(gazetteer, matches),
        postal_codes=tuple(evidence.postal_code(code) for code in evidence.codes()),
        unmatched=tuple(match for match in matches if not match.municipality),
        bulk=tuple(sorted(bulk)),
        without_code=evidence.without_code(),
    )


def _names(area: Area) -> tuple[str, ...]:
    return (area.name, area.name.split("/")[0], *area.former_names)


def _places(gazetteer: Gazetteer, matches: Iterable[MatchedPlace]) -> tuple[Locality, ...]:
    rows: defaultdict[tuple[str, str], list[GeonamesRow]] = defaultdict(list)
    for match in matches:
        if match.municipality:
            municipality = gazetteer.area(match.municipality).name
            name = match.row.place.removeprefix(f"{municipality} ")
            rows[name, match.municipality].append(match.row)
    return tuple(
        Locality(
            name, key, tuple(sorted({row.code for row in rows_of_place})), rows_of_place[0].point
        )
        for (name, key), rows_of_place in sorted(rows.items())
    )


class _Evidence:
    """The evidence for all codes, as sets of municipalities that exist on the day."""

    def __init__(
        self,
        gazetteer: Gazetteer,
        matcher: PlaceMatcher,
        matches: Iterable[MatchedPlace],
        polygons: Polygons | None,
        day: date,
    ) -> None:
        self._gazetteer, self._matcher, self._polygons, self._day = (
            gazetteer,
            matcher,
            polygons,
            day,
        )
        self._municipalities = [a for a in gazetteer.areas(AreaLevel.GEMEINDE) if a.exists_on(day)]
        self._by_seat: defaultdict[str, set[str]] = defaultdict(set)
        self._by_place: defaultdict[str, set[str]] = defaultdict(set)
        self._matches: defaultdict[str, list[MatchedPlace]] = defaultdict(list)
        for area in self._municipalities:
            if area.postal_code:
                self._by_seat[area.postal_code].add(area.key)
        for match in matches:
            self._matches[match.row.code].append(match)
            if match.municipality:
                self._by_place[match.row.code].update(
                    gazetteer.standing_on(match.municipality, day)
                )
        self._towns_beside = self._kreisfreie_neighbours()

    def codes(self) -> list[str]:
        return sorted({*self._by_seat, *self._matches})

    def without_code(self) -> tuple[str, ...]:
        coded = set().union(*self._by_seat.values(), *self._by_place.values())
        return tuple(sorted(area.key for area in self._municipalities if area.key not in coded))

    def postal_code(self, code: str) -> PostalCode:
        municipalities = self._by_seat[code] | self._by_place[code]
        own = {key[:5] for key in municipalities}
        for match in self._matches[code]:
            own.add(match.row.district)
            if not match.municipality:
                own |= self._matcher.districts_of(match.row)
        beside = {town for key in municipalities for town in self._towns_beside[key]} - own
        if all(self._is_kreisfrei(district) for district in own):
            beside = set()
        complete = self._complete(code, own, beside)
        districts = tuple(sorted(own | beside))
        return PostalCode(code, tuple(sorted(municipalities)), districts, complete)

    def _complete(self, code: str, own: set[str], beside: set[str]) -> frozenset[AreaLevel]:
        if self._polygons is None or not self._matches[code]:
            return frozenset()
        seats_listed = self._by_seat[code] <= self._by_place[code]
        all_matched = all(match.municipality for match in self._matches[code])
        if all(map(self._is_kreisfrei, own)) or (seats_listed and all_matched and not beside):
            return frozenset(
                {AreaLevel.LAND, AreaLevel.KREIS, AreaLevel.VERBAND, AreaLevel.GEMEINDE}
            )
        return frozenset({AreaLevel.LAND, AreaLevel.KREIS})

    def _is_kreisfrei(self, district: str) -> bool:
        return self._gazetteer.canonical_key(district) != district

    def _kreisfreie_neighbours(self) -> defaultdict[str, set[str]]:
        """For each municipality the districts of the kreisfreie Städte whose polygons touch its own."""
        beside: defaultdict[str, set[str]] = defaultdict(set)
        for area in self._municipalities:
            if self._polygons is not None and self._is_kreisfrei(area.key[:5]):
                for key in self._polygons.neighbours(area.key):
                    for successor in self._gazetteer.standing_on(key, self._day):
                        beside[successor].add(area.key[:5])
        return beside
