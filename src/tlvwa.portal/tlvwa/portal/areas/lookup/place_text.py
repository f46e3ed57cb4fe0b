"""Takes a typed place apart: code, Land, kind, names and street, in any order (spec:place-text).

Only the words are looked at. Which of the names exist is known to ``place_reading``.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

from tlvwa.portal.areas.model import AreaLevel
from tlvwa.portal.areas.normalize import LONGEST, normalize_place
from tlvwa.portal.common.street_text import has_street_kind, parse_street
from tlvwa.portal.common.typed_text import without_invisible

_CODE = re.compile(
    r"(?<![\d.])(?:\b(?:DE?|PLZ|Postleitzahl)\b[\s:.–-]*)?(?<!\d)(\d{5})(?!\d)", re.IGNORECASE
)
_SEPARATOR = re.compile(r"[,;()\[\]|]|\s[–—-]\s")
_JOINED = re.compile(r"(?<=[-–/])(?=\S)|\s+")  # between words, and behind a hyphen or slash in one
_LOCALITY_MARK = re.compile(
    r"\b(?:ot|ortsteil|ortschaft|stadtteil)\b\.?(?:\s+von\b)?", re.IGNORECASE
)
_MARKED = "\x00"  # before the words behind „Ortsteil“; clean_text leaves no such character
_BEFORE_PLACES = ("in", "bei", "nach", "aus", "fuer", "d")
# The kinds by which people, and the titles of offices, say what they mean.
KINDS = {
    "freistaat": AreaLevel.LAND,
    "bundesland": AreaLevel.LAND,
    "landkreis": AreaLevel.KREIS,
    "kreis": AreaLevel.KREIS,
    "lk": AreaLevel.KREIS,
    "lkr": AreaLevel.KREIS,
    "lkrs": AreaLevel.KREIS,
    "landratsamt": AreaLevel.KREIS,
    "lra": AreaLevel.KREIS,
    "kreisverwaltung": AreaLevel.KREIS,
    "verwaltungsgemeinschaft": AreaLevel.VERBAND,
    "vg": AreaLevel.VERBAND,
    "vgem": AreaLevel.VERBAND,
    "erfuellende gemeinde": AreaLevel.VERBAND,
    "landeshauptstadt": AreaLevel.GEMEINDE,
    "kreisfreie stadt": AreaLevel.GEMEINDE,
    "kreisstadt": AreaLevel.GEMEINDE,
    "stadt": AreaLevel.GEMEINDE,
    "gemeinde": AreaLevel.GEMEINDE,
    "landgemeinde": AreaLevel.GEMEINDE,
    "einheitsgemeinde": AreaLevel.GEMEINDE,
    "stadtverwaltung": AreaLevel.GEMEINDE,
    "gemeindeverwaltung": AreaLevel.GEMEINDE,
    "rathaus": AreaLevel.GEMEINDE,
}
_LONGEST_KIND = max(len(kind.split()) for kind in KINDS)


@dataclass(frozen=True, slots=True)
class PlacePart:
    """One part of a typed place: its words, and the level that is said with them, if any.

    Words are taken apart behind hyphens and slashes, too, which they keep. ``is_locality`` is true if
    *Ortsteil* stands before them.
    """

    words: tuple[str, ...]
    level: AreaLevel | None = None
    is_locality: bool = False

    @property
    def text(self) -> str:
        """The words as one text."""
        return " ".join(self.words)

    def joined_with(self, other: "PlacePart") -> "PlacePart":
        """Both parts as one, on the level of the first: a bracket may belong to a name."""
        return replace(self, words=self.words + other.words)

    def splits(self) -> Iterator[tuple["PlacePart", "PlacePart"]]:
        """All ways to make two parts of it, the longest first part first; its level is that part's."""
        for position in range(len(self.words) - 1, 0, -1):
            yield (
                replace(self, words=self.words[:position]),
                PlacePart(self.words[position:]),
            )


@dataclass(frozen=True, slots=True)
class PlaceText:
    """A typed place in its parts.

    ``text`` is all of it, without invisible characters; ``codes`` are the postal codes in it;
    ``parts`` the rest between commas, brackets, slashes and the word *Ortsteil*.
    """

    text: str
    codes: tuple[str, ...]
    parts: tuple[PlacePart, ...]


def clean_text(text: str) -> str:
    """Remove invisible characters and put single blanks for all others; cut after LONGEST characters."""
    composed = unicodedata.normalize("NFC", without_invisible(text[: 2 * LONGEST]))
    return " ".join(composed.replace(_MARKED, " ")[:LONGEST].split())


def parse_place_text(text: str) -> PlaceText:
    """Take a typed place apart. Any text is safe; only its first LONGEST characters count."""
    cleaned = clean_text(text)
    codes = tuple(dict.fromkeys(_CODE.findall(cleaned)))
    # What stands before and behind a code are two parts: „Bahnhofstraße 3 98617 Meiningen“.
    rest = _LOCALITY_MARK.sub(f",{_MARKED}", _CODE.sub(",", cleaned))
    parts: list[PlacePart] = []
    for segment in _SEPARATOR.split(rest):
        part = _part(segment, is_first=not parts)
        if part.words:
            parts.append(part)
        elif part.level and parts and parts[-1].level is None:
            # „Sömmerda (Stadt)“: the kind stands behind its name.
            parts[-1] = replace(parts[-1], level=part.level)
    return PlaceText(cleaned, codes, tuple(parts))


def is_joined(first: PlacePart) -> bool:
    """True if a hyphen or slash joins a part with the next: „Ilmtal-“ is no town before a street."""
    return first.words[-1].endswith(("-", "–", "/"))


def is_street(part: PlacePart) -> bool:
    """True if the words look like a street, or have a house number, or are nothing but one."""
    street = parse_street(part.text)
    # „1. OG“ stands beside a street, and is nothing without one.
    is_floor = not street.words and any(letter.isdecimal() for letter in part.text)
    return has_street_kind(part.text) or bool(street.houses) or is_floor


def _part(segment: str, is_first: bool) -> PlacePart:
    """The words of a segment without the kind at their beginning; the first one also without „in“."""
    words = [word for word in _JOINED.split(segment.strip(f" {_MARKED}")) if word]
    before = ("", *_BEFORE_PLACES) if is_first else ("",)
    while words and normalize_place(words[0]) in before:
        words = words[1:]
    for count in range(min(_LONGEST_KIND, len(words)), 0, -1):
        level = KINDS.get(normalize_place(" ".join(words[:count])))
        if level is not None:
            return PlacePart(tuple(words[count:]), level)
    return PlacePart(tuple(words), is_locality=_MARKED in segment)
