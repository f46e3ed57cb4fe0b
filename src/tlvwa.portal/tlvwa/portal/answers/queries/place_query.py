"""Place queries: from a typed text to one location, or to the areas it can mean, or to why not."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tlvwa.portal.answers.texts.place_messages import reading_text
from tlvwa.portal.areas.gazetteer import Gazetteer
from tlvwa.portal.areas.lookup.name_index import AreaMatch, areas_of_name, find_areas
from tlvwa.portal.areas.lookup.place_reading import PlaceCertainty, PlaceReading, read_place
from tlvwa.portal.areas.lookup.place_text import clean_text, parse_place_text
from tlvwa.portal.areas.normalize import normalize_place
from tlvwa.portal.common.i18n import say
from tlvwa.portal.finder.locations import Location
from tlvwa.portal.readmodels.snapshot import Snapshot
from tlvwa.portal.search.normalize import normalize_word

MOST_CHOICES = 30
MOST_WORDS, LONGEST_PLACE = 12, 4  # of a search; of a place in it
BEFORE_PLACES = ("in", "bei", "für", "aus")
UNDERSTOOD = (PlaceCertainty.CERTAIN, PlaceCertainty.CODE, PlaceCertainty.SEVERAL)
_MARK = re.compile(r"\s*[(,]")  # may begin the part of a label that tells a name from others


@dataclass(frozen=True, slots=True)
class PlaceMatch:
    """What a typed place means: one location, or several matches to choose from, or neither.

    ``reading`` says how sure that is, ``reason`` in a sentence why there is no location; empty if there
    is one. ``name`` is the name of all matches, current or former; empty if they have several.
    """

    reading: PlaceReading
    location: Location | None = None
    matches: tuple[AreaMatch, ...] = ()
    name: str = ""
    reason: str = ""


def match_place(gazetteer: Gazetteer, text: str, day: date) -> PlaceMatch:
    """Return what a typed place means on ``day``: one location only if it is beyond doubt."""
    labelled = _labelled(gazetteer, clean_text(text), day)
    reading = _reading_of_label(labelled) if labelled else read_place(gazetteer, text, day)
    return _place_match(reading, clean_text(text))


def _reading_of_label(matches: Sequence[AreaMatch]) -> PlaceReading:
    keys = {match.area.key for match in matches}
    certainty = PlaceCertainty.CERTAIN if len(keys) == 1 else PlaceCertainty.SEVERAL
    return PlaceReading(certainty, tuple(matches[:1] if len(keys) == 1 else matches))


def _place_match(reading: PlaceReading, where: str) -> PlaceMatch:
    names = {match.text for match in reading.matches}
    name = names.pop() if len(names) == 1 else ""
    match reading.certainty:
        case PlaceCertainty.CERTAIN:
            return PlaceMatch(reading, Location.area(reading.matches[0].area.key), name=name)
        case PlaceCertainty.CODE:
            return PlaceMatch(reading, Location.postal_code(reading.code))
    reason = reading_text(reading, where)
    return PlaceMatch(reading, matches=reading.matches, name=name, reason=reason)


@dataclass(frozen=True, slots=True)
class PlaceInWords:
    """A place among the words of a search: what it means, as it was typed, and the other words."""

    match: PlaceMatch
    typed: str
    rest: str


def place_in_words(snapshot: Snapshot, text: str, day: date) -> PlaceInWords | None:
    """Return the place in a text that means services, too: „personalausweis in weimar“; else None.

    The longest words that are a place win, then the last ones. A name that is also a word of the search
    needs an „in“ before it. What else among the words is a place is read beside it: it fits, or
    contradicts and is asked about.
    """
    words = clean_text(text).split()[:MOST_WORDS]
    found = _place_among(snapshot, words, day)
    while found is not None:
        further = _place_among(snapshot, found.rest.split(), day)
        if further is None:
            return found
        typed = f"{further.typed}, {found.typed}"
        match = match_place(snapshot.gazetteer, typed, day)
        if match.reading.certainty not in (*UNDERSTOOD, PlaceCertainty.CONTRADICTION):
            return found
        found = PlaceInWords(match, typed, further.rest)
    return None


def _place_among(snapshot: Snapshot, words: list[str], day: date) -> PlaceInWords | None:
    for count in range(min(len(words), LONGEST_PLACE), 0, -1):
        for start in range(len(words) - count, -1, -1):
            typed = " ".join(words[start : start + count])
            is_introduced = start > 0 and words[start - 1].casefold() in BEFORE_PLACES
            if not (is_introduced or _is_only_a_place(snapshot, typed)):
                continue
            if not _has_only_names(snapshot, typed, day):
                continue
            match = match_place(snapshot.gazetteer, typed, day)
            if not is_introduced and _is_word_of_a_service(snapshot, typed, match):
                continue
            if match.reading.certainty in UNDERSTOOD and not match.reading.street:
                rest = words[: start - is_introduced] + words[start + count :]
                return PlaceInWords(match, typed, " ".join(rest))
    return None


def _has_only_names(snapshot: Snapshot, typed: str, day: date) -> bool:
    """True if the text is made of postal codes and names; a quick look before it is read."""
    parsed = parse_place_text(typed)
    return bool(parsed.codes or parsed.parts) and all(
        areas_of_name(snapshot.gazetteer, part.text, day) for part in parsed.parts
    )


def _is_only_a_place(snapshot: Snapshot, typed: str) -> bool:
    """True unless the search knows the word as another one."""
    return normalize_word(typed) not in snapshot.service_index.words.named_words


def _is_word_of_a_service(snapshot: Snapshot, typed: str, match: PlaceMatch) -> bool:
    """True if services have the word, and it only is a village as a place: „Brand“."""
    matches = match.reading.matches
    is_village = bool(matches) and all(area_match.is_locality for area_match in matches)
    return is_village and normalize_word(typed) in snapshot.service_index.lexicon


def _labelled(gazetteer: Gazetteer, label: str, day: date) -> list[AreaMatch]:
    """Return the matches that have this label; they are found by the name at its beginning.

    The longest beginning is tried first.
    """
    for mark in reversed(list(_MARK.finditer(label))):
        candidates = find_areas(gazetteer, label[: mark.start()], day, limit=MOST_CHOICES)
        matches = [match for match in candidates if _has_label(match, label)]
        if matches:
            return matches
    return []


def _has_label(match: AreaMatch, typed: str) -> bool:
    """Whether ``typed`` is the label of the match, in German or in the language of the request."""
    return normalize_place(typed) in (
        normalize_place(match.label),
        normalize_place(say(match.label)),
    )
