"""From what somebody typed into *Wo?* to one place, or to the places it can mean."""

import re
from dataclasses import dataclass

from tlvwa.portal.areas.lookup.name_index import AreaMatch, find_areas
from tlvwa.portal.areas.model import AreaError, AreaLevel
from tlvwa.portal.areas.normalize import normalize_place
from tlvwa.portal.common.i18n import say
from tlvwa.portal.finder.locations import Location
from tlvwa.portal.search.normalize import normalize_word as folded

MOST_CHOICES = 30
BEFORE_PLACES = ("in", "bei", "für", "aus")
POSTAL_CODE_DIGITS = 5
_MARK = re.compile(r"\s*[(,]")  # where what tells a name from others may begin


@dataclass(frozen=True, slots=True)
class PlaceMatch:
    """One place, or several matches to choose from, or neither where nothing is known.

    ``name`` is the name by which they were found, which may be one of the past; empty for several.
    """

    place: Location | None = None
    matches: tuple[AreaMatch, ...] = ()
    name: str = ""


def place_of_text(gazetteer, text, day):
    """What a typed place means on ``day``: one place only where it is beyond doubt."""
    typed = " ".join(text.split())
    if typed.isdecimal() and len(typed) == POSTAL_CODE_DIGITS and _is_postal_code(gazetteer, typed):
        return PlaceMatch(Location.postal_code(typed))
    matches = _labelled(gazetteer, typed, day) or find_areas(
        gazetteer, typed, day, limit=MOST_CHOICES
    )
    for fits in (_same_label, _named_so):
        meant = {match.area.key for match in matches if fits(match, typed)}
        if meant:
            return _asked([match for match in matches if match.area.key in meant])
    return _asked(matches)


def _asked(matches):
    names = {match.text for match in matches}
    name = names.pop() if len(names) == 1 else ""
    if len({match.area.key for match in matches}) == 1:
        return PlaceMatch(Location.area(matches[0].area.key), name=name or matches[0].text)
    return PlaceMatch(matches=tuple(matches), name=name)


def place_in_words(models, text, day):
    """The name of a place that stands among other words, and these without it; ``("", text)`` for none.

    „personalausweis in weimar“ is „Weimar“ and „personalausweis“.
    """
    words = text.split()
    for at, word in enumerate(words):
        if folded(word) not in models.index.words.places:
            continue
        named = [
            match for match in find_areas(models.gazetteer, word, day) if _named_so(match, word)
        ]
        before = at - 1 if at and words[at - 1].casefold() in BEFORE_PLACES else at
        rest = " ".join(words[:before] + words[at + 1 :])
        if named and rest:
            return named[0].text, rest
    return "", text


def _is_postal_code(gazetteer, typed):
    try:
        gazetteer.postal_code(typed)
    except AreaError:
        return False
    return True


def _labelled(gazetteer, label, day):
    """The matches that carry a label, as it is suggested: found by the name that it begins with."""
    for mark in reversed(list(_MARK.finditer(label))):
        found = find_areas(gazetteer, label[: mark.start()], day, limit=MOST_CHOICES)
        same = [match for match in found if _same_label(match, label)]
        if same:
            return same
    return []


def _same_label(match, typed):
    """Whether it is the match's label, in German or in the language of the request."""
    return normalize_place(typed) in (
        normalize_place(match.label),
        normalize_place(say(match.label)),
    )


def _named_so(match, typed):
    """A municipality or a place in one of that name, or of a longer one that begins with its words.

    "Neustadt" can mean Neustadt an der Orla; a district of the same name is not meant.
    """
    name, words = normalize_place(match.text), normalize_place(typed)
    return match.area.kind is AreaLevel.GEMEINDE and (name == words or name.startswith(f"{words} "))
