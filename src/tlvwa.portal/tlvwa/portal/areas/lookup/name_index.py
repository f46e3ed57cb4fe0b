"""The search for areas while somebody types: by name, postal code, or key (spec:area-search)."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice
from weakref import WeakKeyDictionary

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from tlvwa.portal.areas.gazetteer import Gazetteer
from tlvwa.portal.areas.model import KEY_LENGTHS, Area, AreaError, AreaLevel, Locality
from tlvwa.portal.areas.normalize import LONGEST, normalize_place, normalize_without_umlauts
from tlvwa.portal.common.phrases import Phrase

from .labels import area_label, dated_label, former_label, label_on, locality_label

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
_DIGITS = KEY_LENGTHS[AreaLevel.GEMEINDE]
# What people leave out of the name of a town: „Salzungen“, „Neustadt“ for Neustadt an der Orla.
_LEFT_OUT = re.compile(r"(?:bad )?(?P<name>\S+)(?: (?:an|am|auf|bei|im|in|ob|unter|vor)\b.*)?")
# A name of three letters is one letter off from dozens of words.
_SHORTEST_TYPED, _LENGTH_FOR_TWO = 4, 8


@dataclass(frozen=True, slots=True)
class AreaMatch:
    """An area found by a text, with the text that matched and a label that tells it from others.

    ``level`` is that of the area whose name matched: a dissolved Verband leads to municipalities.
    ``is_locality`` is true if the name is that of a locality in the area, ``is_certain`` false if that
    locality may lie elsewhere.
    """

    area: Area
    text: str
    label: str
    level: AreaLevel = AreaLevel.GEMEINDE
    is_locality: bool = False
    is_certain: bool = True


# The index of each gazetteer, made when it is first searched.
_indexes: "WeakKeyDictionary[Gazetteer, NameIndex]" = WeakKeyDictionary()


def find_areas(gazetteer: Gazetteer, text: str, day: date, limit: int = 10) -> list[AreaMatch]:
    """The areas of ``day`` that are meant by what somebody types, best first.

    Matches are names and former names of areas and localities by the beginning of any word, postal
    codes by their beginning, keys in any form, and "07607 Eisenberg". Dissolved areas lead to their
    successors, a lost one to itself. An exact name comes before a beginning and that before an inner word;
    then a municipality before a locality and that before a Verband or Kreis; then the more populous. Any
    text is safe; only its beginning counts if it is long. See spec:area-search.
    """
    return _index_of(gazetteer).find(gazetteer, text, day, limit)


def areas_of_name(gazetteer: Gazetteer, name: str, day: date) -> list[AreaMatch]:
    """The areas of ``day`` that have exactly this name, a former one, or a locality of this name.

    Spellings do not differ (see ``normalize_place``); umlauts may lack their dots if no other name is
    written so. „Saalfeld“ is Saalfeld/Saale, for what stands behind the slash only tells it from others.
    One match for each label, best first.
    """
    return _index_of(gazetteer).of_name(gazetteer, name, day)


def areas_called(gazetteer: Gazetteer, name: str, day: date) -> list[AreaMatch]:
    """The municipalities of ``day`` that people may call so, who leave out *Bad* or ``an der Orla``.

    Nothing certain: others may have exactly this name. What stands behind a slash in ``name`` does not count.
    """
    return _index_of(gazetteer).called(gazetteer, name, day)


def similar_areas(gazetteer: Gazetteer, text: str, day: date, limit: int = 5) -> list[AreaMatch]:
    """The areas of ``day`` with a name one or two letters off, the nearest first.

    Names of up to three letters have none; two letters are allowed from eight letters on. See
    spec:similar-places.
    """
    return _index_of(gazetteer).similar(gazetteer, text, day, limit)


def _index_of(gazetteer: Gazetteer) -> "NameIndex":
    index = _indexes.get(gazetteer)
    if index is None:
        index = _indexes[gazetteer] = NameIndex(gazetteer)
    return index


@dataclass(frozen=True, slots=True)
class _Entry:
    """A name with the area it leads to; ``label`` makes the label for the area of a day."""

    name: str
    key: str
    rank: int
    population: int
    label: Callable[[Gazetteer, Area], Phrase]
    level: AreaLevel = AreaLevel.GEMEINDE
    is_locality: bool = False
    is_certain: bool = True
    others: tuple[str, ...] = ()


class NameIndex:
    """All names of a gazetteer by the beginning of any of their words.

    The index does not refer to the gazetteer, which is passed again to ``find``: it is kept for as
    long as its gazetteer lives, and a reference would keep that alive for good.
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._entries = sorted(
            _entries(gazetteer), key=lambda entry: (entry.rank, -entry.population, entry.name)
        )
        self._skeletons = [normalize_without_umlauts(entry.name) for entry in self._entries]
        self._short_names = [
            normalize_without_umlauts(entry.name.split("/")[0]) for entry in self._entries
        ]
        self._starts = sorted(
            (name[position:], number)
            for number, name in enumerate(self._skeletons)
            for position in range(len(name))
            if position == 0 or name[position - 1] == " "
        )
        self._codes = sorted(row.code for row in gazetteer.postal_codes())
        self._by_spelling, self._by_skeleton = self._numbers_by_name()
        self._spellings = list(self._by_skeleton)
        self._called = self._numbers_by_left_out()

    def _numbers_by_name(self) -> tuple[Mapping[str, list[int]], Mapping[str, list[int]]]:
        """The entries by each full and short name, normalized, and by the skeletons of these."""
        by_spelling: defaultdict[str, list[int]] = defaultdict(list)
        by_skeleton: defaultdict[str, list[int]] = defaultdict(list)
        for number, entry in enumerate(self._entries):
            for spelling in {
                normalize_place(entry.name),
                normalize_place(entry.name.split("/")[0]),
            }:
                by_spelling[spelling].append(number)
            for skeleton in {self._skeletons[number], self._short_names[number]}:
                by_skeleton[skeleton].append(number)
        return dict(by_spelling), dict(by_skeleton)

    def _numbers_by_left_out(self) -> Mapping[str, list[int]]:
        """The municipalities by what is left of their names when the usual words are left out."""
        called: defaultdict[str, list[int]] = defaultdict(list)
        for number, entry in enumerate(self._entries):
            found = _LEFT_OUT.fullmatch(self._skeletons[number])
            is_town = entry.level is AreaLevel.GEMEINDE and not entry.is_locality
            if is_town and found and found["name"] != self._skeletons[number]:
                called[found["name"]].append(number)
        return dict(called)

    def called(self, gazetteer: Gazetteer, name: str, day: date) -> list[AreaMatch]:
        """The matches of what is left of a name; see ``areas_called``."""
        numbers = self._called.get(normalize_without_umlauts(name.split("/")[0]), ())
        return _unique(self._matches(gazetteer, numbers, day))

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

    def of_name(self, gazetteer: Gazetteer, name: str, day: date) -> list[AreaMatch]:
        """The matches of exactly this name; see ``areas_of_name``."""
        numbers = (
            self._by_spelling.get(normalize_place(name))
            or self._by_skeleton.get(normalize_without_umlauts(name))
            or ()
        )
        return _unique(self._matches(gazetteer, numbers, day))

    def similar(self, gazetteer: Gazetteer, text: str, day: date, limit: int) -> list[AreaMatch]:
        """The matches of names that are nearly the text; see ``similar_areas``."""
        skeleton = normalize_without_umlauts(text)
        most = _letters_off(skeleton)
        if not most:
            return []
        near = extract(
            skeleton, self._spellings, scorer=OSA.distance, score_cutoff=most, limit=4 * limit
        )
        numbers = [
            number
            for _distance, number in sorted(
                (distance, number)
                for spelling, distance, _position in near
                for number in self._by_skeleton[spelling]
            )
        ]
        return _unique(self._matches(gazetteer, numbers, day))[:limit]

    def _by_name(self, gazetteer: Gazetteer, typed: str, day: date) -> Iterator[AreaMatch]:
        return self._matches(gazetteer, self._ranked(normalize_without_umlauts(typed)), day)

    def _matches(
        self, gazetteer: Gazetteer, numbers: Iterable[int], day: date
    ) -> Iterator[AreaMatch]:
        for number in numbers:
            entry = self._entries[number]
            for key in _standing(gazetteer, (entry.key, *entry.others), day):
                area = gazetteer.area(key)
                label = label_on(entry.label(gazetteer, area), area, day)
                yield AreaMatch(
                    area, entry.name, label, entry.level, entry.is_locality, entry.is_certain
                )

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
            meant = gazetteer.parse_of_any_time(typed)
            keys = gazetteer.standing_on(meant.key, day)
        except AreaError:
            keys = ()
        for key in keys:
            area = gazetteer.area(key)
            label = area_label(gazetteer, area)
            if meant.key in gazetteer.former:
                label = former_label(gazetteer, meant.key, area)
            label = label_on(label, area, day)
            yield AreaMatch(area, meant.key if label else key, label, area.level)
        if len(typed) <= _LONGEST_CODE:
            yield from self._by_code(gazetteer, typed, day)

    def _by_code(self, gazetteer: Gazetteer, typed: str, day: date) -> Iterator[AreaMatch]:
        for code in islice(self._codes, bisect_left(self._codes, typed), None):
            if not code.startswith(typed):
                return
            keys = (
                *gazetteer.known_municipalities(code, day),
                *gazetteer.lost_of_code(code, day),
            )
            for area in sorted(map(gazetteer.area, keys), key=lambda area: -(area.population or 0)):
                label = label_on(area_label(gazetteer, area), area, day)
                yield AreaMatch(area, code, Phrase("${code} ${label}", code=code, label=label))

    def _with_code(
        self, gazetteer: Gazetteer, code: str, name: str, day: date
    ) -> Iterator[AreaMatch]:
        """The matches of a name in the area of a code; without any, all matches of the name."""
        try:
            possible = {
                *gazetteer.possible_municipalities(code, day),
                *gazetteer.lost_of_code(code, day),
            }
        except AreaError:
            possible = set()
        matches = list(self._by_name(gazetteer, name, day))
        within = [match for match in matches if match.area.key in possible]
        yield from within or matches


def _standing(gazetteer: Gazetteer, keys: Iterable[str], day: date) -> Iterator[str]:
    for key in keys:
        # The name of a Verband is not that of each lost member.
        if len(key) < _DIGITS:
            yield from gazetteer.successors_on(key, day) or gazetteer.lost_on(key, day)
        else:
            yield from gazetteer.standing_on(key, day)


def _letters_off(skeleton: str) -> int:
    """How many letters a name may differ from what was typed and still be offered."""
    if len(skeleton) < _SHORTEST_TYPED:
        return 0
    return 1 if len(skeleton) < _LENGTH_FOR_TWO else 2


def _unique(matches: Iterable[AreaMatch]) -> list[AreaMatch]:
    """The first match of each label."""
    by_label: dict[str, AreaMatch] = {}
    for match in matches:
        by_label.setdefault(match.label, match)
    return list(by_label.values())


def _entries(gazetteer: Gazetteer) -> Iterator[_Entry]:
    for area in gazetteer.areas():
        if gazetteer.canonical_key(area.key) == area.key:
            yield from _area_entries(area)
    for place in gazetteer.localities():
        yield _locality_entry(gazetteer, place)
    yield from _former_entries(gazetteer)


def _area_entries(area: Area) -> Iterator[_Entry]:
    def label(gazetteer: Gazetteer, now: Area) -> Phrase:
        return dated_label(gazetteer, area, now)

    rank, population = _RANK.get(area.level, _LAST), area.population or 0
    yield _Entry(area.name, area.key, rank, population, label, area.level)
    for former in area.former_names:
        yield _Entry(former, area.key, rank, population, _former_name_label(former), area.level)


def _former_name_label(name: str) -> Callable[[Gazetteer, Area], Phrase]:
    return lambda gazetteer, now: former_label(gazetteer, name, now)


def _former_entries(gazetteer: Gazetteer) -> Iterator[_Entry]:
    """The names of former municipalities that nothing else in the gazetteer has in the same place."""
    known = {(place.municipality, normalize_place(place.name)) for place in gazetteer.localities()}
    known |= {
        (key, normalize_place(name))
        for area in gazetteer.areas(AreaLevel.GEMEINDE)
        for name in (area.name, *area.former_names)
        for key in (area.key, *(link.key for link in area.successors))
    }
    municipalities = {area.key: area for area in gazetteer.areas(AreaLevel.GEMEINDE)}
    for row in gazetteer.former_municipalities:
        for key in row.successors:
            for name in row.names:
                if key in municipalities and (key, normalize_place(name)) not in known:
                    known.add((key, normalize_place(name)))
                    population = municipalities[key].population or 0
                    label = _former_name_label(name)
                    yield _Entry(name, key, _RANK[AreaLevel.GEMEINDE], population, label)


def _locality_entry(gazetteer: Gazetteer, place: Locality) -> _Entry:
    population = gazetteer.area(place.municipality).population or 0

    def label(gazetteer: Gazetteer, now: Area) -> Phrase:
        return locality_label(gazetteer, place, now)

    return _Entry(
        place.name,
        place.municipality,
        _PLACE,
        population,
        label,
        is_locality=not place.is_spelling,
        is_certain=place.is_certain,
        others=place.others,
    )
