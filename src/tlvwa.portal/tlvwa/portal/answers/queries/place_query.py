"""Place queries: from a typed text to one location, or to the areas it can mean."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tlvwa.portal.areas.gazetteer import Gazetteer
from tlvwa.portal.areas.lookup.name_index import AreaMatch, find_areas
from tlvwa.portal.areas.model import AreaError, AreaLevel
from tlvwa.portal.areas.normalize import normalize_place
from tlvwa.portal.common.i18n import say
from tlvwa.portal.finder.locations import Location
from tlvwa.portal.readmodels.snapshot import Snapshot
from tlvwa.portal.search.normalize import normalize_word

MOST_CHOICES = 30
BEFORE_PLACES = ("in", "bei", "für", "aus")
POSTAL_CODE_DIGITS = 5
_MARK = re.compile(r"\s*[(,]")  # may begin the part of a label that tells a name from others


@dataclass(frozen=True, slots=True)
class PlaceMatch:
    """What a typed place means: one location, or several matches to choose from, or neither.

    ``name`` is the name of all matches, current or former; empty if they have several.
    """

    location: Location | None = None
    matches: tuple[AreaMatch, ...] = ()
    name: str = ""


def match_place(gazetteer: Gazetteer, text: str, day: date) -> PlaceMatch:
    """Return what a typed place means on ``day``: one location only if it is beyond doubt."""
    typed = " ".join(text.split())
    if typed.isdecimal() and len(typed) == POSTAL_CODE_DIGITS and _is_postal_code(gazetteer, typed):
        return PlaceMatch(Location.postal_code(typed))
    matches = _labelled(gazetteer, typed, day) or find_areas(
        gazetteer, typed, day, limit=MOST_CHOICES
    )
    # A label is more exact than a name: only if no label is the same, names decide.
    for fits in (_has_label, _has_name):
        keys = {match.area.key for match in matches if fits(match, typed)}
        if keys:
            return _place_match([match for match in matches if match.area.key in keys])
    return _place_match(matches)


def _place_match(matches: Sequence[AreaMatch]) -> PlaceMatch:
    names = {match.text for match in matches}
    name = names.pop() if len(names) == 1 else ""
    if len({match.area.key for match in matches}) == 1:
        return PlaceMatch(Location.area(matches[0].area.key), name=name or matches[0].text)
    return PlaceMatch(matches=tuple(matches), name=name)


def place_in_words(snapshot: Snapshot, text: str, day: date) -> tuple[str, str]:
    """Split a text into the name of a place in it and the other words; ``("", text)`` without a place.

    „personalausweis in weimar“ is „Weimar“ and „personalausweis“.
    """
    words = text.split()
    for at, word in enumerate(words):
        if normalize_word(word) not in snapshot.service_index.words.places:
            continue
        matches = [
            match for match in find_areas(snapshot.gazetteer, word, day) if _has_name(match, word)
        ]
        before = at - 1 if at and words[at - 1].casefold() in BEFORE_PLACES else at
        rest = " ".join(words[:before] + words[at + 1 :])
        if matches and rest:
            return matches[0].text, rest
    return "", text


def _is_postal_code(gazetteer: Gazetteer, typed: str) -> bool:
    try:
        gazetteer.postal_code(typed)
    except AreaError:
        return False
    return True


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


def _has_name(match: AreaMatch, typed: str) -> bool:
    """Whether the match is a municipality, or a locality in one, whose name is or begins with ``typed``.

    "Neustadt" can mean Neustadt an der Orla. A Kreis or Verband of the same name is not meant.
    """
    name, words = normalize_place(match.text), normalize_place(typed)
    return match.area.level is AreaLevel.GEMEINDE and (
        name == words or name.startswith(f"{words} ")
    )
