"""The gazetteer: every area, place name and postal code, looked up by key and by day.

A Gazetteer is immutable. It knows no clock: whatever depends on the day takes it as a parameter.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from . import keys, succession
from .model import (
    BUND,
    Area,
    AreaLevel,
    Locality,
    MalformedKey,
    PostalCode,
    Successor,
    UnknownArea,
)

if TYPE_CHECKING:
    from .importing.polygons import Polygons


class Gazetteer:
    """Areas, places and postal codes with their relations.

    ``areas`` need distinct canonical keys that fit their kind, and places and postal codes must
    name areas among them, or ValueError is raised. The Bund is added if it is not given. Links of
    succession to areas that are not given are kept but lead nowhere. ``polygons`` are optional;
    with them ``lookup.locate`` turns a point into its municipality.
    """

    def __init__(
        self,
        areas: Iterable[Area],
        places: Iterable[Locality] = (),
        postal_codes: Iterable[PostalCode] = (),
        polygons: "Polygons | None" = None,
    ) -> None:
        self.polygons = polygons
        self._areas = _by_key(areas)
        self._places = tuple(places)
        self._postal_codes = {row.code: row for row in postal_codes}
        self._check_references()
        self._predecessors = succession.predecessors(self._areas)
        self._municipalities = sorted(
            key for key, area in self._areas.items() if area.kind is AreaLevel.GEMEINDE
        )
        self._by_ags = self._newest_by_ags()
        self._ladders = {key: self._climb(key) for key in self._areas}

    def area(self, key: str) -> Area:
        """The area under a canonical key. Raises UnknownArea."""
        try:
            return self._areas[key]
        except KeyError:
            raise UnknownArea(f"no area has the key {key!r}") from None

    def parse(self, text: str) -> Area:
        """The area meant by a key in any form that is in use.

        Read are 2, 3, 5, 9 and 12 digits, zeros as padding (the lowest area that exists under the
        key), the AGS with 8 digits (of a municipality that moved, its newest state), and blanks
        anywhere. Raises MalformedKey or UnknownArea. See spec:keys.
        """
        written = keys.digits(text)
        if keys.is_ags(written):
            if written in self._by_ags:
                return self._areas[self._by_ags[written]]
            readings = keys.readings(written[:5]) if written.endswith("000") else ()
        else:
            readings = keys.readings(written)
        for key in readings:
            for known in (key, self.canonical_key(key)):
                if known in self._areas:
                    return self._areas[known]
        raise UnknownArea(f"no area has the key {written!r}")

    def canonical_key(self, key: str) -> str:
        """The one key that represents the place of ``key``.

        Levels that are the same place share the lowest key: a kreisfreie Stadt, a verbandsfreie
        Gemeinde and a Stadtstaat of one municipality are their municipality. Any other key, known
        or not, represents itself. See spec:canonical-key.
        """
        lowest = keys.same_place(key)
        return lowest if lowest in self._areas else key

    def ancestors(self, key: str) -> tuple[str, ...]:
        """The rungs from ``key`` up to the Bund, lowest first, same places merged.

        Gösen: ``("160745052025", "160745052", "16074", "16", "00")``; Erfurt:
        ``("160510000000", "16", "00")``. Raises UnknownArea.
        """
        try:
            return self._ladders[key]
        except KeyError:
            return self._ladders[self.area(self.canonical_key(key)).key]

    def path(self, key: str) -> tuple[Area, ...]:
        """The areas above ``key``, the Land first, without the Bund and without merged doubles."""
        return tuple(self._areas[rung] for rung in reversed(self.ancestors(key)[1:-1]))

    def land_of(self, key: str) -> str:
        """The key of the Land in which ``key`` lies; of the Bund, its own. Raises UnknownArea."""
        return self.ancestors(key)[0][:2]

    def municipalities(self, key: str, day: date) -> tuple[str, ...]:
        """The municipalities under ``key`` that exist on ``day``, sorted; of one, itself.

        Raises UnknownArea.
        """
        rung = self.ancestors(key)[0]
        return tuple(at for at in self._below(rung) if self._areas[at].exists_on(day))

    def successors_on(self, key: str, day: date) -> tuple[str, ...]:
        """The areas that stand for ``key`` on ``day``, sorted.

        Itself if it exists then; if it has ended, its successors, followed transitively; if it does
        not exist yet, its predecessors likewise; nothing if nothing is known. Raises UnknownArea.
        """
        at = key if key in self._areas else self.ancestors(key)[0]
        return succession.standing_for(self._areas, self._predecessors, at, day)

    def predecessors(self, key: str) -> tuple[Successor, ...]:
        """The areas that went into ``key``, wholly or in part. Raises UnknownArea."""
        return self._predecessors.get(self.area(key).key, ())

    def change_days(self, key: str) -> tuple[date, ...]:
        """The first days of a new state, sorted, of ``key`` and all that is linked by succession.

        Raises UnknownArea.
        """
        at = key if key in self._areas else self.ancestors(key)[0]
        linked = succession.linked(self._areas, self._predecessors, at)
        return succession.change_days(self._areas[other] for other in linked)

    @cached_property
    def days(self) -> tuple[date, ...]:
        """The first days of a new state anywhere, sorted."""
        return succession.change_days(self._areas.values())

    def areas(self, kind: AreaLevel | None = None) -> Iterator[Area]:
        """All areas of all days, or those of one kind."""
        return (area for area in self._areas.values() if kind is None or area.kind is kind)

    def places(self) -> tuple[Locality, ...]:
        """All place names."""
        return self._places

    def postal_codes(self) -> Iterator[PostalCode]:
        """All postal codes."""
        return iter(self._postal_codes.values())

    def postal_code(self, code: str) -> PostalCode:
        """What is known of a postal code; blanks around it are tolerated.

        Raises MalformedKey if it has not five digits, UnknownArea if nothing is known of it.
        """
        written = code.strip()
        if len(written) != 5 or not (written.isascii() and written.isdigit()):
            raise MalformedKey(f"not a postal code: {code[:40]!r} (5 digits)")
        try:
            return self._postal_codes[written]
        except KeyError:
            raise UnknownArea(f"unknown postal code {written!r}") from None

    def postal_codes_of(self, key: str) -> tuple[str, ...]:
        """The postal codes known to be used in a municipality, sorted; of other areas none."""
        return self._codes.get(key, ())

    def known(self, code: str, day: date) -> tuple[str, ...]:
        """The municipalities known to use a postal code, as they are on ``day``, sorted.

        Errors as ``postal_code``.
        """
        return self._as_of(self.postal_code(code).municipalities, day)

    def possible(self, code: str, day: date) -> tuple[str, ...]:
        """The municipalities a postal code can mean on ``day``, sorted; never too few.

        Those known if they are all; else also all municipalities of the districts the code touches,
        and of their Länder where not even the districts are all known. Errors as ``postal_code``.
        See spec:postal-code.
        """
        row = self.postal_code(code)
        known = self._as_of(row.municipalities, day)
        if AreaLevel.GEMEINDE in row.complete:
            return known
        wider = self._as_of(row.districts, day)
        if AreaLevel.KREIS not in row.complete:
            wider = tuple({self.land_of(key) for key in (*wider, *known)})
        around = {at for area in wider for at in self.municipalities(area, day)}
        return tuple(sorted(around.union(known)))

    @cached_property
    def _codes(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for code in sorted(self._postal_codes):
            for key in self._postal_codes[code].municipalities:
                found.setdefault(key, []).append(code)
        return {key: tuple(codes) for key, codes in found.items()}

    def _check_references(self) -> None:
        named = [(place.name, place.municipality) for place in self._places]
        for row in self.postal_codes():
            named += [(row.code, key) for key in row.municipalities + row.districts]
        for name, key in named:
            if key not in self._areas:
                raise ValueError(f"{name!r} names the unknown area {key!r}")

    def _as_of(self, known: Iterable[str], day: date) -> tuple[str, ...]:
        return tuple(sorted({at for key in known for at in self.successors_on(key, day)}))

    def _below(self, key: str) -> Iterator[str]:
        prefix = "" if key == BUND else key
        for at in range(bisect_left(self._municipalities, prefix), len(self._municipalities)):
            if not self._municipalities[at].startswith(prefix):
                return
            yield self._municipalities[at]

    def _climb(self, key: str) -> tuple[str, ...]:
        above = (at for at in keys.parent_keys(key) if at in self._areas)
        return tuple(dict.fromkeys(self.canonical_key(at) for at in (key, *above)))

    def _newest_by_ags(self) -> dict[str, str]:
        in_time = sorted(self._municipalities, key=lambda at: _end(self._areas[at]))
        return {keys.ags(key): key for key in in_time}


def _end(area: Area) -> tuple[date, date]:
    return area.valid_to or date.max, area.valid_from or date.min


def _by_key(areas: Iterable[Area]) -> dict[str, Area]:
    found = {BUND: Area(BUND, "Deutschland", AreaLevel.BUND)}
    given: set[str] = set()
    for area in areas:
        if area.key in given:
            raise ValueError(f"two areas have the key {area.key!r}")
        if keys.kind_of(area.key) is not area.kind:
            raise ValueError(f"key {area.key!r} does not fit the kind {area.kind.value!r}")
        given.add(area.key)
        found[area.key] = area
    return found
