"""The search for areas while somebody types: by name, postal code, or key (spec:area-search)."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from weakref import WeakKeyDictionary

from tlvwa.portal.areas.gazetteer import Gazetteer
from tlvwa.portal.areas.model import Area, AreaError, AreaLevel, Locality
from tlvwa.portal.areas.normalize import LONGEST, name_skeleton
from tlvwa.portal.common.phrases import Phrase

from .labels import area_label, dated_label, former_label, locality_label

_RANK = {
    AreaLevel.GEMEINDE: 0,
    AreaLevel.VERBAND: 2,
    AreaLevel.KREIS: 2,
    AreaLevel.REGIERUNGSBEZIRK: 3,
}
_LAST, _PLACE = 4, 1
_EXACT, _PREFIX, _INNER = 0, 1, 2
_CODE_AND_NAME = re.compile(r"(\d{5})[\s,]+(\D.*)", re.DOTALL)
_LONGEST_CODE = 5


@dataclass(frozen=True, slots=True)
class AreaMatch:
    """An area found by a text, with the text that matched and a label that tells it from others."""

    area: Area
    text: str
    label: str


# The index of each gazetteer, made when it is first searched.
_indexes: "WeakKeyDictionary[Gazetteer, NameIndex]" = WeakKeyDictionary()


def find_areas(gazetteer: Gazetteer, text: str, day: date, limit: int = 10) -> list[AreaMatch]:
    """The areas of ``day`` that are meant by what somebody types, best first.

    Matches are names and former names of areas and localities by the beginning of any word, postal
    codes by their beginning, keys in any form, and "07607 Eisenberg". Dissolved areas lead to their
    successors. An exact name comes before a beginning and that before an inner word; then a
    municipality before a locality and that before a Verband or Kreis; then the more populous. Any
    text is safe; only its beginning counts if it is long. See spec:area-search.
    """
    index = _indexes.get(gazetteer)
    if index is None:
        index = _indexes[gazetteer] = NameIndex(gazetteer)
    return index.find(gazetteer, text, day, limit)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A name with the area it leads to; ``label`` makes the label for the area of a day."""

    name: str
    key: str
    rank: int
    population: int
    label: Callable[[Gazetteer, Area], str]


class NameIndex:
    """All names of a gazetteer by the beginning of any of their words.

    The index does not refer to the gazetteer, which is passed again to ``find``: it is kept for as
    long as its gazetteer lives, and a reference would keep that alive for good.
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._entries = sorted(
            _entries(gazetteer), key=lambda entry: (entry.rank, -entry.population, entry.name)
        )
        self._skeletons = [name_skeleton(entry.name) for entry in self._entries]
        self._short_names = [name_skeleton(entry.name.split("/")[0]) for entry in self._entries]
        self._starts = sorted(
            (name[position:], number)
            for number, name in enumerate(self._skeletons)
            for position in range(len(name))
            if position == 0 or name[position - 1] == " "
        )
        self._codes = sorted(row.code for row in gazetteer.postal_codes())

    def find(self, gazetteer: Gazetteer, text: str, day: date, limit: int) -> list[AreaMatch]:
        """The best matches for what was typed, best first; see ``find_areas``."""
        typed = " ".join(text[:LONGEST].split())
        both = _CODE_AND_NAME.fullmatch(typed)
        if both:
            matches = self._with_code(gazetteer, both[1], both[2], day)
        elif typed.replace(" ", "").isdecimal():
            matches = self._by_digits(gazetteer, typed.replace(" ", ""), day)
        else:
            matches = self._by_name(gazetteer, typed, day)
        best: dict[str, AreaMatch] = {}
        for match in matches:
            best.setdefault(match.label, match)
            if len(best) >= limit:
                break
        return list(best.values())[: max(limit, 0)]

    def _by_name(self, gazetteer: Gazetteer, typed: str, day: date) -> Iterator[AreaMatch]:
        for number in self._ranked(name_skeleton(typed)):
            entry = self._entries[number]
            for key in gazetteer.successors_on(entry.key, day):
                area = gazetteer.area(key)
                yield AreaMatch(area, entry.name, entry.label(gazetteer, area))

    def _ranked(self, skeleton: str) -> list[int]:
        """The entries with ``skeleton`` at the beginning of a word, or with each of its words there.

        Best first. Of several words the longest is looked up, for it usually has the fewest entries;
        these are then searched for the other words.
        """
        if not skeleton:
            return []
        ranks = {
            number: self._match_rank(number, skeleton) for number in self._starting_with(skeleton)
        }
        if not ranks:
            words = skeleton.split()
            ranks = {
                number: _INNER
                for number in self._starting_with(max(words, key=len))
                if all(f" {word}" in f" {self._skeletons[number]}" for word in words)
            }
        return sorted(ranks, key=lambda number: (ranks[number], number))

    def _match_rank(self, number: int, skeleton: str) -> int:
        name = self._skeletons[number]
        if skeleton in (name, self._short_names[number]):
            return _EXACT
        return _PREFIX if name.startswith(skeleton) else _INNER

    def _starting_with(self, prefix: str) -> Iterator[int]:
        for name, number in islice(self._starts, bisect_left(self._starts, (prefix,)), None):
            if not name.startswith(prefix):
                return
            yield number

    def _by_digits(self, gazetteer: Gazetteer, typed: str, day: date) -> Iterator[AreaMatch]:
        try:
            keys = gazetteer.successors_on(gazetteer.parse(typed).key, day)
        except AreaError:
            keys = ()
        for key in keys:
            area = gazetteer.area(key)
            yield AreaMatch(area, key, area_label(gazetteer, area))
        if len(typed) <= _LONGEST_CODE:
            yield from self._by_code(gazetteer, typed, day)

    def _by_code(self, gazetteer: Gazetteer, typed: str, day: date) -> Iterator[AreaMatch]:
        for code in islice(self._codes, bisect_left(self._codes, typed), None):
            if not code.startswith(typed):
                return
            areas = map(gazetteer.area, gazetteer.known_municipalities(code, day))
            for area in sorted(areas, key=lambda area: -(area.population or 0)):
                label = area_label(gazetteer, area)
                yield AreaMatch(area, code, Phrase("${code} ${label}", code=code, label=label))

    def _with_code(
        self, gazetteer: Gazetteer, code: str, name: str, day: date
    ) -> Iterator[AreaMatch]:
        """The matches of a name in the area of a code; without any, all matches of the name."""
        try:
            possible = set(gazetteer.possible_municipalities(code, day))
        except AreaError:
            possible = set()
        matches = list(self._by_name(gazetteer, name, day))
        within = [match for match in matches if match.area.key in possible]
        yield from within or matches


def _entries(gazetteer: Gazetteer) -> Iterator[_Entry]:
    for area in gazetteer.areas():
        if gazetteer.canonical_key(area.key) == area.key:
            yield from _area_entries(area)
    for place in gazetteer.localities():
        yield _locality_entry(gazetteer, place)


def _area_entries(area: Area) -> Iterator[_Entry]:
    def label(gazetteer: Gazetteer, now: Area) -> str:
        return dated_label(gazetteer, area, now)

    rank, population = _RANK.get(area.level, _LAST), area.population or 0
    yield _Entry(area.name, area.key, rank, population, label)
    for former in area.former_names:
        yield _Entry(former, area.key, rank, population, _former_name_label(former))


def _former_name_label(name: str) -> Callable[[Gazetteer, Area], str]:
    return lambda gazetteer, now: former_label(gazetteer, name, now)


def _locality_entry(gazetteer: Gazetteer, place: Locality) -> _Entry:
    population = gazetteer.area(place.municipality).population or 0

    def label(gazetteer: Gazetteer, now: Area) -> str:
        return locality_label(gazetteer, place, now)

    return _Entry(place.name, place.municipality, _PLACE, population, label)
