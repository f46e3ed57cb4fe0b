"""The criterion *initial*: ranges over the beginnings of names, sorted after DIN 5007-1.

Ä, Ö, Ü count as A, O, U and ß as ss; case, marks and everything that is not a letter are left out.
``"A–K"`` is every name from A up to and with all that begin with K; ``"S–Sch"`` ends with the last
name in Sch, and ``"Sci–St"`` begins right behind. Several ranges are parted by commas.
See spec:initial.
"""

import re
import unicodedata

from .errors import CriterionError
from .interval_sets import IntervalSet, Span

_TRACK = "name"
_BOTTOM = "A"
_TOP = "["  # sorts behind every text of A to Z
_SHORT = 3  # letters up to which "Abc-Def" is a range and no double name
_OTHER_LETTERS = str.maketrans(
    {"ß": "ss", "ẞ": "ss", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "ø": "o", "Ø": "o"}
    | {"ł": "l", "Ł": "l", "đ": "d", "Đ": "d", "ð": "d", "Ð": "d", "þ": "th", "Þ": "th"}
    | {"ı": "i"}
)

EVERYTHING = IntervalSet([(_TRACK, _BOTTOM, _TOP)])


def read_value(text: str) -> IntervalSet:
    """The names meant by ``"A-K"``, ``"S–Sch, T"`` or ``"M"``.

    Raises CriterionError naming the part that cannot be read.
    """
    return IntervalSet(_span(part, re.split(r"[-–—]", part)) for part in text.split(","))


def read_fact(text: str) -> IntervalSet:
    """As ``read_value``, but a hyphen may also join a double name ("Müller-Lüdenscheidt").

    It makes a range where both ends are as short as ends of ranges are; such a reading is safe,
    for the range contains the double name.
    """
    return IntervalSet(_span(part, _ends_of_fact(part)) for part in text.split(","))


def write(region: IntervalSet) -> str:
    """The region in the notation that both readers read back to the same region."""
    return ", ".join(_range(low, high) for _, low, high in region.spans)


def normalize_initial(text: str) -> str:
    """The letters A to Z of a name as DIN 5007-1 sorts them."""
    plain = unicodedata.normalize("NFKD", text.translate(_OTHER_LETTERS)).upper()
    return "".join(letter for letter in plain if "A" <= letter <= "Z")


def _ends_of_fact(part: str) -> list[str]:
    ends = re.split(r"[–—]", part)
    if len(ends) > 1:
        return ends
    ends = part.split("-")
    letters = [normalize_initial(end) for end in ends]
    short = len(ends) == 2 and all(0 < len(end) <= _SHORT for end in letters)
    return ends if short and letters[0] < _after(letters[1]) else [part]


def _span(part: str, ends: list[str]) -> Span:
    low, high = normalize_initial(ends[0]), normalize_initial(ends[-1])
    if len(ends) > 2 or not low or not high:
        raise CriterionError(f"not a range of initials: {part.strip()[:40]!r}")
    span = (_TRACK, _from(low), _after(high))
    if span[1] >= span[2]:
        raise CriterionError(f"range of initials runs backwards: {part.strip()[:40]!r}")
    return span


def _from(prefix: str) -> str:
    """The lower bound; without the A at its end, for only the bare prefix lies between."""
    return prefix.rstrip("A") or _BOTTOM


def _after(prefix: str) -> str:
    """The first text behind all that begin with ``prefix``."""
    kept = prefix.rstrip("Z")
    return kept[:-1] + chr(ord(kept[-1]) + 1) if kept else _TOP


def _range(low: str, high: str) -> str:
    last = "Z" if high == _TOP else high[:-1] + chr(ord(high[-1]) - 1)
    while last < low:
        last += "Z"
    return low.capitalize() if last == low else f"{low.capitalize()}–{last.capitalize()}"
