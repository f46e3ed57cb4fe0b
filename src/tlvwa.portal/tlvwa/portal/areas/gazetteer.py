"""The gazetteer: every area, locality and postal code, looked up by key and by day.

A Gazetteer is immutable and reads no clock: whatever depends on the day takes it as a parameter.
Look-ups for people (by text or by point) are functions in ``areas.lookup``.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from . import keys, succession
from .former import FormerMunicipality, former_areas
from .model import (
    BUND,
    Area,
    AreaLevel,
    Locality,
    MalformedKey,
    PostalCode,
    Successor,
    UnknownArea,
    UnlaidPlace,
)
from .normalize import normalize_without_umlauts

if TYPE_CHECKING:
    from .importing.polygons import Polygons


class Gazetteer:
    """Areas, localities and postal codes with their relations.

    ``areas`` need distinct canonical keys that fit their level, and ``places`` (localities) and
    postal codes must name areas among them; otherwise ValueError is raised. The Bund is added if it
    is missing. Links of succession to missing areas are not followed. ``polygons`` are optional;
    ``lookup.locate`` needs them to turn a point into its municipality. ``former`` municipalities are
    of before the areas: they are no areas and lie in no ladder, their keys only lead to areas. ``unlaid`` are
    places whose municipality is not known (spec:unlaid-places).
    """

    def __init__(
        self,
        areas: Iterable[Area],
        places: Iterable[Locality] = (),
        postal_codes: Iterable[PostalCode] = (),
        polygons: "Polygons | None" = None,
        former: Iterable[FormerMunicipality] = (),
        unlaid: Iterable[UnlaidPlace] = (),
    ) -> None:
        self.polygons = polygons
        self.former_municipalities = tuple(former)
        self.unlaid = tuple(unlaid)
        self._areas = _by_key(areas)
        self._places = tuple(places)
        self._postal_codes = {row.code: row for row in postal_codes}
        self._check_references()
        self._predecessors = succession.predecessors(self._areas)
        self._municipalities = sorted(
            key for key, area in self._areas.items() if area.level is AreaLevel.GEMEINDE
        )
        self._by_ags = self._newest_by_ags()
        self._ladders = {key: self._ladder(key) for key in self._areas}

    def area(self, key: str) -> Area:
        """The area under a canonical key. Raises UnknownArea."""
        try:
            return self._areas[key]
        except KeyError:
            raise UnknownArea(f"no area has the key {key!r}") from None

    def parse(self, text: str) -> Area:
        """The area of a key in any form that is in use.

        The forms are 2, 3, 5, 9 and 12 digits, zeros as padding (for the lowest area that exists
        under the key), the AGS with 8 digits (of a municipality that moved, its newest state), and
        blanks anywhere. Raises MalformedKey or UnknownArea. See spec:keys.
        """
        written = keys.digits(text)
        if keys.is_ags(written):
            if written in self._by_ags:
                return self._areas[self._by_ags[written]]
            readings = keys.readings(written[:5]) if written.endswith("000") else ()
        else:
            readings = keys.readings(written)
        for key in readings:
            for candidate in (key, self.canonical_key(key)):
                if candidate in self._areas:
                    return self._areas[candidate]
        raise UnknownArea(f"no area has the key {written!r}")

    def parse_of_any_time(self, text: str) -> Area:
        """The area of a key as ``parse`` reads it, else the ``former`` one of its AGS or Kreis.

        Raises MalformedKey or UnknownArea. See spec:former-municipalities.
        """
        try:
            return self.parse(text)
        except UnknownArea:
            for key in keys.former_readings(keys.digits(text)):
                if key in self.former:
                    return self.former[key]
            raise

    def area_of_any_time(self, key: str) -> Area:
        """The area under a canonical key, or the ``former`` one under it. Raises UnknownArea."""
        return self._areas[key] if key in self._areas else self.former.get(key) or self.area(key)

    def canonical_key(self, key: str) -> str:
        """The one key for levels that are the same place.

        Such levels share the lowest key: a kreisfreie Stadt, a verbandsfreie Gemeinde and a
        Stadtstaat of one municipality have the key of their municipality. Any other key, known or
        not, is its own canonical key. See spec:canonical-key.
        """
        lowest = keys.same_place(key)
        return lowest if lowest in self._areas else key

    def ancestors(self, key: str) -> tuple[str, ...]:
        """The ladder: the keys of all levels from ``key`` to the Bund, lowest first, same places once.

        Gösen: ``("160745052025", "160745052", "16074", "16", "00")``; Erfurt:
        ``("160510000000", "16", "00")``. Raises UnknownArea.
        """
        try:
            return self._ladders[key]
        except KeyError:
            return self._ladders[self.area(self.canonical_key(key)).key]

    def path(self, key: str) -> tuple[Area, ...]:
        """The areas above ``key``, the Land first, without the Bund, same places once."""
        if key not in self._areas and key in self.former:
            return tuple(self._areas[level] for level in reversed(self._ladder(key)[1:-1]))
        return tuple(self._areas[level] for level in reversed(self.ancestors(key)[1:-1]))

    def land_of(self, key: str) -> str:
        """The key of the Land in which ``key`` lies; of the Bund, its own. Raises UnknownArea."""
        return self.ancestors(key)[0][:2]

    def municipalities(self, key: str, day: date) -> tuple[str, ...]:
        """The municipalities in the area ``key`` that exist on ``day``, sorted; of one, itself.

        Raises UnknownArea.
        """
        canonical = self.ancestors(key)[0]
        return tuple(
            municipality
            for municipality in self._municipalities_below(canonical)
            if self._areas[municipality].exists_on(day)
        )

    def successors_on(self, key: str, day: date) -> tuple[str, ...]:
        """The areas that exist on ``day`` in place of the area ``key``, sorted.

        The area itself if it exists then; if it has ended, its successors, followed until they
        exist; if it does not exist yet, its predecessors likewise; empty if none are known. Raises
        UnknownArea.
        """
        if key not in self._areas and key in self.former:
            return self._all_successors_on((link.key for link in self.former[key].successors), day)
        known_key = key if key in self._areas else self.ancestors(key)[0]
        return succession.successors_on(self._areas, self._predecessors, known_key, day)

    def lost_on(self, key: str, day: date) -> tuple[str, ...]:
        """The areas of the territory of ``key`` that ended before ``day``, and nobody knows where they went.

        Sorted; empty for almost every area. Raises UnknownArea. See spec:unknown-successor.
        """
        if not self._has_lost:
            return ()
        if key not in self._areas and key in self.former:
            starts = [link.key for link in self.former[key].successors]
        else:
            starts = [key if key in self._areas else self.ancestors(key)[0]]
        lost = (
            succession.lost_on(self._areas, self._municipalities_below, start, day)
            for start in starts
        )
        return tuple(sorted({area for areas in lost for area in areas}))

    def standing_on(self, key: str, day: date) -> tuple[str, ...]:
        """``successors_on`` with the areas that are ``lost_on`` the day: whatever a name or key can mean."""
        successors = self.successors_on(key, day)
        lost = self.lost_on(key, day)
        return tuple(sorted({*successors, *lost})) if lost else successors

    def meant_municipalities(self, key: str, day: date) -> tuple[str, ...]:
        """The municipalities of ``day`` in which the territory of the area ``key`` may lie, sorted.

        Those in what stands for it; where an area is lost, also all in its district, for it has stayed
        there. Raises UnknownArea.
        """
        successors = self.successors_on(key, day)
        municipalities = {one for area in successors for one in self.municipalities(area, day)}
        return tuple(sorted(municipalities.union(*self._around_lost((key,), day))))

    def _around_lost(self, places: Iterable[str], day: date) -> Iterator[tuple[str, ...]]:
        """For each lost area of ``places`` the municipalities of the lowest level above that has any."""
        for lost in {lost for place in places for lost in self.lost_on(place, day)}:
            levels = (level for level in keys.above_verband(lost) if level in self._ladders)
            around = (
                tuple(one for area in areas for one in self.municipalities(area, day))
                for areas in (self.successors_on(level, day) for level in levels)
            )
            yield next(filter(None, around), ())

    def first_edition_without(self, key: str) -> date | None:
        """The first edition of the register that lacks an area it had before; None if there is none."""
        area = self.area(key)
        last = area.seen[-1] if area.seen else date.max
        return next((day for day in self._editions.get(key[:2], ()) if day > last), None)

    @cached_property
    def _editions(self) -> dict[str, tuple[date, ...]]:
        """The days of the editions of the register, sorted, by the key of the Land."""
        days: dict[str, set[date]] = {}
        for key, area in self._areas.items():
            days.setdefault(key[:2], set()).update(area.seen)
        return {land: tuple(sorted(of_land)) for land, of_land in days.items()}

    @cached_property
    def _has_lost(self) -> bool:
        return any(
            area.valid_to is not None
            and not any(link.key in self._areas for link in area.successors)
            for area in self._areas.values()
        )

    def predecessors(self, key: str) -> tuple[Successor, ...]:
        """The areas that went into the area ``key``, wholly or in part. Raises UnknownArea."""
        return self._predecessors.get(self.area(key).key, ())

    def change_days(self, key: str) -> tuple[date, ...]:
        """The days on which an area begins, or no longer exists, sorted.

        They are those of the area ``key`` and of all areas linked to it by succession. Raises
        UnknownArea.
        """
        if key not in self._areas and key in self.former:
            return self._change_days_of(link.key for link in self.former[key].successors)
        known_key = key if key in self._areas else self.ancestors(key)[0]
        linked = succession.linked_areas(self._areas, self._predecessors, known_key)
        return succession.change_days(self._areas[other] for other in linked)

    def _change_days_of(self, keys: Iterable[str]) -> tuple[date, ...]:
        return tuple(sorted({day for key in keys for day in self.change_days(key)}))

    @cached_property
    def former(self) -> dict[str, Area]:
        """The municipalities and Kreise of before the areas, by AGS or by the five digits of a Kreis.

        They never exist; ``successors_on`` leads from their keys to the areas of a day. Their days are
        years of a crosswalk. Made when it is first used. See spec:former-municipalities.
        """
        return former_areas(self.former_municipalities, self._areas, self._by_ags)

    @cached_property
    def former_by_name(self) -> dict[str, tuple[str, ...]]:
        """The AGS of the former municipalities by each of their names, normalized without umlauts."""
        by_name: dict[str, dict[str, None]] = {}
        for row in self.former_municipalities:
            for name in row.names if row.ags in self.former else ():
                by_name.setdefault(normalize_without_umlauts(name), {})[row.ags] = None
        return {name: tuple(found) for name, found in by_name.items()}

    @cached_property
    def days(self) -> tuple[date, ...]:
        """The days on which any area begins or no longer exists, sorted."""
        return succession.change_days(self._areas.values())

    def known_since(self, key: str) -> date | None:
        """The first day for which the areas of the Land of ``key`` are known (spec:known-days).

        It is the day of the earliest edition of the register that lists them; for the Bund, of the
        latest of these. None if no edition does, so that nothing says where knowledge begins.
        """
        if key == BUND:
            return max(self._first_editions.values(), default=None)
        return self._first_editions.get(key[:2])

    @cached_property
    def _first_editions(self) -> dict[str, date]:
        days: dict[str, date] = {}
        for key, area in self._areas.items():
            if area.seen:
                days[key[:2]] = min(area.seen[0], days.get(key[:2], date.max))
        return days

    @cached_property
    def lands(self) -> frozenset[str]:
        """The keys of all Länder."""
        return frozenset(area.key for area in self.areas(AreaLevel.LAND))

    def areas(self, kind: AreaLevel | None = None) -> Iterator[Area]:
        """All areas of all days, or those of one level."""
        return (area for area in self._areas.values() if kind is None or area.level is kind)

    def localities(self) -> tuple[Locality, ...]:
        """All localities."""
        return self._places

    def postal_codes(self) -> Iterator[PostalCode]:
        """All postal codes."""
        return iter(self._postal_codes.values())

    def postal_code(self, code: str) -> PostalCode:
        """The entry of a postal code; blanks around it are ignored.

        Raises MalformedKey if the code does not have five digits, UnknownArea if it is unknown.
        """
        written = code.strip()
        if len(written) != 5 or not (written.isascii() and written.isdigit()):
            raise MalformedKey(f"not a postal code: {code[:40]!r} (5 digits)")
        try:
            return self._postal_codes[written]
        except KeyError:
            raise UnknownArea(f"unknown postal code {written!r}") from None

    def postal_codes_of(self, key: str) -> tuple[str, ...]:
        """The postal codes known to be used in a municipality, sorted; for other areas, none."""
        return self._codes.get(key, ())

    def known_municipalities(self, code: str, day: date) -> tuple[str, ...]:
        """The municipalities known to use a postal code, as they are on ``day``, sorted.

        Errors as ``postal_code``.
        """
        return self._all_successors_on(self.postal_code(code).municipalities, day)

    def lost_of_code(self, code: str, day: date) -> tuple[str, ...]:
        """The areas that are ``lost_on`` the day among those known to use a postal code, sorted.

        Errors as ``postal_code``.
        """
        row = self.postal_code(code)
        return tuple(
            sorted({lost for key in row.municipalities for lost in self.lost_on(key, day)})
        )

    def possible_municipalities(self, code: str, day: date) -> tuple[str, ...]:
        """The municipalities that a postal code can mean on ``day``, sorted; never too few.

        The known ones if they are complete; else also all municipalities of the districts that the
        code touches, or of their Länder where not even the districts are complete. Where one of the known
        is lost, also all of its district (spec:unknown-successor). Errors as ``postal_code``. See
        spec:postal-code.
        """
        row = self.postal_code(code)
        known = self._all_successors_on(row.municipalities, day)
        around_lost: set[str] = set().union(*self._around_lost(row.municipalities, day))
        if AreaLevel.GEMEINDE in row.complete:
            return tuple(sorted(around_lost.union(known))) if around_lost else known
        areas = self._all_successors_on(row.districts, day)
        if AreaLevel.KREIS not in row.complete:
            areas = tuple({self.land_of(key) for key in (*areas, *known)})
        around = {municipality for area in areas for municipality in self.municipalities(area, day)}
        return tuple(sorted(around.union(known, around_lost)))

    @cached_property
    def _codes(self) -> dict[str, tuple[str, ...]]:
        codes_by_key: dict[str, list[str]] = {}
        for code in sorted(self._postal_codes):
            for key in self._postal_codes[code].municipalities:
                codes_by_key.setdefault(key, []).append(code)
        return {key: tuple(codes) for key, codes in codes_by_key.items()}

    def _check_references(self) -> None:
        references = [(place.name, place.municipality) for place in self._places]
        for row in self.postal_codes():
            references += [(row.code, key) for key in row.municipalities + row.districts]
        for name, key in references:
            if key not in self._areas:
                raise ValueError(f"{name!r} names the unknown area {key!r}")

    def _all_successors_on(self, keys: Iterable[str], day: date) -> tuple[str, ...]:
        return tuple(
            sorted({successor for key in keys for successor in self.successors_on(key, day)})
        )

    def _municipalities_below(self, key: str) -> Iterator[str]:
        prefix = "" if key == BUND else key
        for number in range(bisect_left(self._municipalities, prefix), len(self._municipalities)):
            if not self._municipalities[number].startswith(prefix):
                return
            yield self._municipalities[number]

    def _ladder(self, key: str) -> tuple[str, ...]:
        above = (level for level in keys.parent_keys(key) if level in self._areas)
        return tuple(dict.fromkeys(self.canonical_key(level) for level in (key, *above)))

    def _newest_by_ags(self) -> dict[str, str]:
        in_time = sorted(
            self._municipalities, key=lambda municipality: _end(self._areas[municipality])
        )
        return {keys.ags(key): key for key in in_time}


def _end(area: Area) -> tuple[date, date]:
    return area.valid_to or date.max, area.valid_from or date.min


def _by_key(areas: Iterable[Area]) -> dict[str, Area]:
    by_key = {BUND: Area(BUND, "Deutschland", AreaLevel.BUND)}
    seen: set[str] = set()
    for area in areas:
        if area.key in seen:
            raise ValueError(f"two areas have the key {area.key!r}")
        if keys.kind_of(area.key) is not area.level:
            raise ValueError(f"key {area.key!r} does not fit the kind {area.level.value!r}")
        seen.add(area.key)
        by_key[area.key] = area
    return by_key
