"""Reads what somebody typed as a place: one area for certain, a question, an offer, or why not.

Certain is only an equal name, or its documented short form, with all that stands beside it fitting:
kind, container, postal code. What contradicts is asked about; beginnings, parts and near names are
offered. See spec:place-reading.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tlvwa.portal.areas.gazetteer import Gazetteer
from tlvwa.portal.areas.model import AreaError, AreaLevel, UnlaidPlace
from tlvwa.portal.areas.normalize import normalize_place
from tlvwa.portal.areas.outside import LANDS, load_outside

from .labels import area_label, label_on
from .name_index import AreaMatch, areas_called, areas_of_name, find_areas, similar_areas
from .number_plates import district_of_plate
from .place_text import PlacePart, clean_text, is_joined, is_street, parse_place_text

MOST_CHOICES = 30
CODE_DIGITS = 5
_CODES = re.compile(r"\d{5}(?: \d{5})+")
_DIGITS = re.compile(r"[0-9 ]+")
# How people abbreviate the Land behind the name of a town: „Bad Blankenburg i. Thür.“
_LAND_ABBREVIATIONS = {"16": ("thuer", "th", "im thuer", "im thueringen", "in thueringen")}
_LAND_NAMES = frozenset(map(normalize_place, LANDS.values()))

Candidates = tuple[AreaMatch, ...]


class PlaceCertainty(StrEnum):
    """What a typed place means."""

    CERTAIN = "certain"  # one area
    CODE = "code"  # the area of a postal code
    SEVERAL = "several"  # one of several areas
    UNSURE = "unsure"  # a village that one source alone, or a point near a border, puts there
    CONTRADICTION = "contradiction"  # what was typed does not fit together: one of several areas
    SIMILAR = "similar"  # nothing certain; areas with a near name, or one that begins like it
    OUTSIDE = "outside"  # a place or code that is known to be elsewhere
    NO_SUCH_CODE = "no_such_code"
    NO_SUCH_NAME = "no_such_name"
    NOTHING = "nothing"  # nothing was typed


@dataclass(frozen=True, slots=True)
class PlaceReading:
    """The meaning of a typed place.

    ``matches`` are the areas: one if CERTAIN, else those to choose from. ``code`` is the postal code
    that was typed; ``lands`` are the Länder (or countries, by their code) in which an OUTSIDE place or
    code is, one that contradicts, or a larger place with the name of villages here. ``street`` is what
    was typed of an address; it is personal. ``unlaid`` are places of this name whose municipality is
    not known.
    """

    certainty: PlaceCertainty
    matches: Candidates = ()
    code: str = ""
    lands: tuple[str, ...] = ()
    street: str = ""
    unlaid: tuple[UnlaidPlace, ...] = ()


def read_place(gazetteer: Gazetteer, text: str, day: date) -> PlaceReading:
    """Read a typed place as it is on ``day``. Any text is safe."""
    return _Reader(gazetteer, day).read(text)


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What a text says: candidates for each name in it, words that are no name, a street."""

    candidates: tuple[Candidates, ...] = ()
    unknown: tuple[str, ...] = ()
    street: str = ""


def _joined(parts: Iterable[_Evidence]) -> _Evidence:
    parts = tuple(parts)
    return _Evidence(
        tuple(matches for part in parts for matches in part.candidates),
        tuple(word for part in parts for word in part.unknown),
        " ".join(part.street for part in parts if part.street),
    )


class _Reader:
    """Reads texts with one gazetteer on one day."""

    def __init__(self, gazetteer: Gazetteer, day: date) -> None:
        self._gazetteer, self._day = gazetteer, day
        self._lands = gazetteer.lands

    def read(self, text: str) -> PlaceReading:
        cleaned = clean_text(text)
        if not cleaned:
            return PlaceReading(PlaceCertainty.NOTHING)
        if _CODES.fullmatch(cleaned):
            return self._read_codes(cleaned.split(), "")
        if _DIGITS.fullmatch(cleaned):
            return self._read_digits(cleaned.replace(" ", ""))
        lands = [key for key in self._lands if normalize_place(cleaned) == _land_name(key)]
        if lands:
            return PlaceReading(PlaceCertainty.CERTAIN, tuple(self._labelled(lands)))
        whole = self._of_name(PlacePart(tuple(cleaned.split())))
        if whole:
            return self._decide(_Evidence((whole,)), ())
        district = self._district_of_plate(cleaned)
        if district:
            return PlaceReading(PlaceCertainty.CERTAIN, district)
        typed = parse_place_text(cleaned)
        evidence = self._evidence(self._with_brackets(typed.parts))
        if evidence.candidates:
            return self._decide(evidence, typed.codes)
        if typed.codes and not evidence.unknown:
            return self._read_codes(typed.codes, evidence.street)
        return self._read_unknown(evidence, typed.codes)

    def _district_of_plate(self, letters: str) -> Candidates:
        """The district with these letters on number plates; one, or small ones, begin a name."""
        if len(letters) == 1:
            return ()
        try:
            keys = self._gazetteer.successors_on(district_of_plate(letters), self._day)
        except AreaError:
            return ()
        return tuple(self._labelled(keys)) if len(keys) == 1 else ()

    def _with_brackets(self, parts: Sequence[PlacePart]) -> list[PlacePart]:
        """The parts; two that are one name together are one: „Neundorf (bei Schleiz)“."""
        joined: list[PlacePart] = []
        for part in parts:
            if joined and self._of_name(joined[-1].joined_with(part)):
                joined[-1] = joined[-1].joined_with(part)
            else:
                joined.append(part)
        return joined

    def _evidence(self, parts: Sequence[PlacePart]) -> _Evidence:
        """What the parts say; one that looks like a street is read for names only if no other has one."""
        streets = [part for part in parts if is_street(part) and not self._of_name(part)]
        evidence = _joined(self._of_part(part) for part in parts if part not in streets)
        if evidence.candidates:
            street = " ".join(part.text for part in streets)
            return _Evidence(evidence.candidates, evidence.unknown, street or evidence.street)
        return _joined((evidence, *map(self._of_part, streets)))

    def _of_part(self, part: PlacePart) -> _Evidence:
        matches = self._of_name(part)
        if matches:
            return _Evidence((matches,))
        if self._is_own_land(part):
            return _Evidence()
        for first, second in part.splits():
            both = self._of_two(first, second)
            if both is not None:
                return both
        if is_street(part):
            return _Evidence(street=part.text)
        for first, second in part.splits():
            matches, others = self._of_name(first), self._of_name(second)
            if matches or others:
                return _Evidence((matches or others,), ((second if matches else first).text,))
        # An Ortsteil that nobody knows contradicts nothing: its town is named beside it.
        return _Evidence() if part.is_locality else _Evidence(unknown=(part.text,))

    def _of_two(self, first: PlacePart, second: PlacePart) -> _Evidence | None:
        """What two parts say together; None if neither of them is a name, or one is unknown."""
        matches, others = self._of_name(first), self._of_name(second)
        if matches and others:
            return _Evidence((matches, others))
        if matches and self._is_own_land(second):
            return _Evidence((matches,))
        if is_joined(first):
            return None
        if matches and is_street(second):
            return _Evidence((matches,), street=second.text)
        if others and is_street(first):
            return _Evidence((others,), street=first.text)
        return None

    def _of_name(self, part: PlacePart) -> Candidates:
        """The areas that have the name of a part, on its level if one is said."""
        names = [part.text]
        if part.level is AreaLevel.KREIS:
            names += [f"{part.text}-Kreis", f"{part.text}kreis"]
        for name in names:
            matches = tuple(areas_of_name(self._gazetteer, name, self._day))
            if part.level is not None:
                matches = tuple(match for match in matches if match.area.level is part.level)
                # „Gemeinde Steinbach“ is no Ortsteil of this name, if there is such a Gemeinde.
                matches = tuple(m for m in matches if not m.is_locality) or matches
            if matches:
                return matches
        return ()

    def _is_own_land(self, part: PlacePart) -> bool:
        name = normalize_place(part.text)
        return any(
            name == _land_name(key) or name in _LAND_ABBREVIATIONS.get(key, ())
            for key in self._lands
        )

    def _decide(self, evidence: _Evidence, codes: Sequence[str]) -> PlaceReading:
        """The reading of names: all of them, and the codes, have to fit the area."""
        code = codes[0] if codes else ""
        targets = self._targets(evidence.candidates)
        fitting = [match for match in targets if all(self._fits_code(match, c) for c in codes)]
        elsewhere = any(normalize_place(word) in _LAND_NAMES for word in evidence.unknown)
        if not fitting or elsewhere:
            choices = targets or [match for matches in evidence.candidates for match in matches]
            of_codes = (match for c in codes for match in self._of_code(c))
            matches = _unique((*choices, *of_codes))[:MOST_CHOICES]
            lands = self._lands_typed(evidence.unknown, codes)
            return PlaceReading(PlaceCertainty.CONTRADICTION, matches, code, lands, evidence.street)
        matches = _unique((*self._called(evidence.candidates), *fitting))
        lands = () if codes else self._lands_of_villages(evidence.candidates)
        if evidence.unknown:
            certainty = PlaceCertainty.SIMILAR
        elif lands:
            certainty = PlaceCertainty.SEVERAL
        elif not any(match.is_certain for match in fitting):
            certainty = PlaceCertainty.UNSURE
        elif len(matches) == 1:
            certainty = PlaceCertainty.CERTAIN
        else:
            certainty = PlaceCertainty.SEVERAL
        unlaid = self._unlaid(evidence, codes)
        if unlaid and certainty is PlaceCertainty.CERTAIN:
            certainty = PlaceCertainty.UNSURE
        return PlaceReading(certainty, matches[:MOST_CHOICES], code, lands, evidence.street, unlaid)

    def _unlaid(self, evidence: _Evidence, codes: Sequence[str]) -> tuple[UnlaidPlace, ...]:
        """The places of the one name that was typed that are known to be nobody knows where.

        Where a code or a container is typed beside the name, only those that may be there.
        """
        if len(evidence.candidates) != 1:
            return ()
        names = {normalize_place(match.text) for match in evidence.candidates[0]}
        return tuple(
            place
            for place in self._gazetteer.unlaid
            if normalize_place(place.name) in names and (not codes or place.postal_code in codes)
        )

    def _lands_of_villages(self, candidates: Sequence[Candidates]) -> tuple[str, ...]:
        """Where a larger place is that has the name of nothing but villages here: „Bremen“, „München“."""
        if len(candidates) > 1 or not all(match.is_locality for match in candidates[0]):
            return ()
        return load_outside().lands_of_name(candidates[0][0].text, self._lands)

    def _called(self, candidates: Sequence[Candidates]) -> Candidates:
        """The towns that people may mean by a name that nothing but localities have: „Neustadt“."""
        if len(candidates) > 1 or not all(match.is_locality for match in candidates[0]):
            return ()
        return tuple(areas_called(self._gazetteer, candidates[0][0].text, self._day))

    def _lands_typed(self, names: Iterable[str], codes: Iterable[str]) -> tuple[str, ...]:
        """Where names and codes are that lie elsewhere, for what stands beside them does not."""
        of_codes = (load_outside().lands_of_code(code) for code in codes)
        elsewhere = [lands for lands in of_codes if self._lands.isdisjoint(lands)]
        elsewhere.append(self._lands_elsewhere(names))
        return tuple(dict.fromkeys(land for lands in elsewhere for land in lands))

    def _targets(self, candidates: Sequence[Candidates]) -> list[AreaMatch]:
        """The candidates that fit one of each name: they are it, or lie in it; the lowest of them."""
        fitting = [
            match
            for matches in candidates
            for match in matches
            if all(any(self._lies_in(match, other) for other in of_name) for of_name in candidates)
        ]
        # A Kreis or Verband is not meant unless it is said, or nothing else has the name.
        towns = [match for match in fitting if match.level is AreaLevel.GEMEINDE]
        above = {key for match in fitting for key in self._above(match.area.key)}
        return towns or [match for match in fitting if match.area.key not in above]

    def _lies_in(self, match: AreaMatch, other: AreaMatch) -> bool:
        return match.area.key == other.area.key or other.area.key in self._above(match.area.key)

    def _above(self, key: str) -> tuple[str, ...]:
        return self._gazetteer.ancestors(key)[1:]

    def _fits_code(self, match: AreaMatch, code: str) -> bool:
        """True unless the code is known to be elsewhere."""
        try:
            possible = {
                *self._gazetteer.possible_municipalities(code, self._day),
                *self._gazetteer.lost_of_code(code, self._day),
            }
        except AreaError:
            # A code of the Land that the table lacks contradicts nothing.
            return not self._lands.isdisjoint(load_outside().lands_of_code(code))
        municipalities = self._gazetteer.municipalities(match.area.key, self._day)
        return not possible.isdisjoint(municipalities or (match.area.key,))

    def _of_code(self, code: str) -> Iterator[AreaMatch]:
        """The municipalities that are known to have a code."""
        try:
            known = self._gazetteer.known_municipalities(code, self._day)
            lost = self._gazetteer.lost_of_code(code, self._day)
        except AreaError:
            return iter(())
        return self._labelled((*known, *lost))

    def _labelled(self, keys: Iterable[str]) -> Iterator[AreaMatch]:
        for key in keys:
            area = self._gazetteer.area(self._gazetteer.canonical_key(key))
            label = label_on(area_label(self._gazetteer, area), area, self._day)
            yield AreaMatch(area, area.name, label, area.level)

    def _read_digits(self, digits: str) -> PlaceReading:
        """The reading of a text that is nothing but digits: a code, a key, or the beginning of a code."""
        if len(digits) == CODE_DIGITS and self._has_code(digits):
            return PlaceReading(PlaceCertainty.CODE, code=digits)
        keys = self._of_key(digits)
        if keys:
            matches = tuple(self._labelled(keys))
            certainty = PlaceCertainty.CERTAIN if len(matches) == 1 else PlaceCertainty.SEVERAL
            return PlaceReading(certainty, matches)
        if len(digits) == CODE_DIGITS:
            return self._read_codes((digits,), "")
        begun = tuple(find_areas(self._gazetteer, digits, self._day, MOST_CHOICES))
        if begun:
            return PlaceReading(PlaceCertainty.SIMILAR, begun)
        return PlaceReading(PlaceCertainty.NO_SUCH_CODE, code=digits)

    def _of_key(self, digits: str) -> tuple[str, ...]:
        """The areas of a key in any of its forms; zeros are a code that does not exist, not the Bund."""
        try:
            area = self._gazetteer.parse_of_any_time(digits)
        except AreaError:
            return ()
        if area.level is AreaLevel.BUND:
            return ()
        return self._gazetteer.standing_on(area.key, self._day)

    def _read_codes(self, codes: Sequence[str], street: str) -> PlaceReading:
        """The reading of one or several codes without a name."""
        known = [code for code in codes if self._has_code(code)]
        if len(codes) > 1 and known:
            matches = _unique(match for code in known for match in self._of_code(code))
            return PlaceReading(PlaceCertainty.CONTRADICTION, matches, known[0], (), street)
        if known:
            return PlaceReading(PlaceCertainty.CODE, (), known[0], (), street)
        lands = load_outside().lands_of_code(codes[0])
        if lands and self._lands.isdisjoint(lands):
            return PlaceReading(PlaceCertainty.OUTSIDE, (), codes[0], lands, street)
        return PlaceReading(PlaceCertainty.NO_SUCH_CODE, (), codes[0], (), street)

    def _read_unknown(self, evidence: _Evidence, codes: Sequence[str]) -> PlaceReading:
        """The reading of a text without a known name."""
        code = codes[0] if codes else ""
        lands = self._lands_elsewhere(evidence.unknown)
        if code and not self._has_code(code):
            of_code = self._read_codes((code,), evidence.street)
            if of_code.certainty is PlaceCertainty.OUTSIDE:
                return of_code
        if lands and code and self._has_code(code):
            matches = tuple(self._of_code(code))
            return PlaceReading(PlaceCertainty.CONTRADICTION, matches, code, lands, evidence.street)
        if lands:
            return PlaceReading(PlaceCertainty.OUTSIDE, (), code, lands, evidence.street)
        text = " ".join(evidence.unknown) or evidence.street
        offers = (
            *areas_called(self._gazetteer, text, self._day),
            *(match for match in similar_areas(self._gazetteer, text, self._day)),
            *find_areas(self._gazetteer, text, self._day, MOST_CHOICES),
        )
        if code and self._has_code(code):
            of_code_keys = {match.area.key for match in self._of_code(code)}
            offers = (
                *(match for match in offers if match.area.key in of_code_keys),
                *self._of_code(code),
            )
        matches = _unique(offers)[:MOST_CHOICES]
        certainty = PlaceCertainty.SIMILAR if matches else PlaceCertainty.NO_SUCH_NAME
        return PlaceReading(certainty, matches, code, (), evidence.street)

    def _lands_elsewhere(self, names: Iterable[str]) -> tuple[str, ...]:
        """Where a larger place of such a name is, or of the first words of one: „Berlin-Mitte“."""
        for name in names:
            words = normalize_place(name).split()
            for count in range(len(words), 0, -1):
                lands = load_outside().lands_of_name(" ".join(words[:count]), self._lands)
                if lands:
                    return lands
        return ()

    def _has_code(self, code: str) -> bool:
        try:
            self._gazetteer.postal_code(code)
        except AreaError:
            return False
        return True


def _land_name(key: str) -> str:
    return normalize_place(LANDS.get(key, ""))


def _unique(matches: Iterable[AreaMatch]) -> Candidates:
    """The first match of each area, in order."""
    by_key: dict[str, AreaMatch] = {}
    for match in matches:
        by_key.setdefault(match.area.key, match)
    return tuple(by_key.values())
