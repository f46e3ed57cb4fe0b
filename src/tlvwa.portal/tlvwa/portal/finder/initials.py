"""The criterion *initial*: ranges over the beginnings of names, sorted after DIN 5007-1.

Ä, Ö, Ü count as A, O, U and ß as ss; case, marks and everything that is not a letter are left out.
``"A–K"`` is every name from A up to the last one that begins with K; ``"S–Sch"`` ends with the last
name in Sch, and ``"Sci–St"`` begins right behind it. Commas separate several ranges.
See spec:initial.
"""

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

from .errors import CriterionError
from .interval_sets import IntervalSet, Span

_TRACK = "name"
_BOTTOM = "A"
_TOP = "["  # sorts behind every text of A to Z
_SHORT = 3  # letters up to which "Abc-Def" in a fact is a range and no double name
_OTHER_LETTERS = str.maketrans(
    {"ß": "ss", "ẞ": "ss", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "ø": "o", "Ø": "o"}
    | {"ł": "l", "Ł": "l", "đ": "d", "Đ": "d", "ð": "d", "Ð": "d", "þ": "th", "Þ": "th"}
    | {"ı": "i"}
)

# Words before a name under which some offices file it and others do not.
_PREFIXES_TEXT = """
    von vom van vanden vander de del della dell den der des di d da das do dos du la las le les lo los
    zu zum zur und y e el al ul ar as at ibn bin ben bint abu ter ten te op het im in an auf aus af av
    graf gräfin freiherr freifrau baron baronin prinz prinzessin ritter edler fürst fürstin herzog
    herzogin mac saint st sankt
"""
_PREFIXES = frozenset(_PREFIXES_TEXT.split())
_TITLES = re.compile(
    r"(?<!\w)(?:(?:Frau|Herrn?|Dr|Prof)\b\.?|(?:Dipl|Ing|med|jur|phil|rer|nat|Mag)\.)[\s-]*(?=\S)",
    re.IGNORECASE,
)
_WORD = re.compile(r"([^\W_]+)([\W_]*)")

EVERYTHING = IntervalSet([(_TRACK, _BOTTOM, _TOP)])


def read_value(text: str) -> IntervalSet:
    """Read a value of a record, as ``"A-K"``, ``"S–Sch, T"`` or ``"M"``, into a set of names.

    Raises CriterionError with the part that cannot be read.
    """
    return IntervalSet(_span(part, re.split(r"[-–—]", part)) for part in text.split(","))


def read_fact(text: str) -> IntervalSet:
    """Read a fact as ``read_value`` does, but a hyphen may also join a double name.

    "Müller-Lüdenscheidt" is one name. A hyphen makes a range only if both ends are as short as the
    ends of ranges are; then a double name as short as that is safe, for the range contains it. A name
    of several words may be filed under each of them that can begin it: "de Maizière" under D and M.
    """
    return IntervalSet(
        span for part in text.split(",") for span in _spans_of_fact(_TITLES.sub(" ", part))
    )


def write(region: IntervalSet) -> str:
    """Write the set in the notation that both readers read back to the same set."""
    return ", ".join(_range_text(low, high) for _, low, high in region.spans)


def normalize_initial(text: str) -> str:
    """The name as the letters A to Z by which DIN 5007-1 sorts it."""
    plain = unicodedata.normalize("NFKD", text.translate(_OTHER_LETTERS)).upper()
    return "".join(letter for letter in plain if "A" <= letter <= "Z")


def _spans_of_fact(part: str) -> Iterator[Span]:
    yield _span(part, _ends_of_fact(part))
    for start in _other_beginnings(part):
        if normalize_initial(part[start:]):
            yield _span(part, [part[start:]])


def _other_beginnings(part: str) -> Iterator[int]:
    """Where in a name its other words begin; not those of prefixes like "von", which stand before it.

    A hyphen or an apostrophe ends a word only behind a prefix: "El-Masri", "D'Angelo", not "O'Neill".
    """
    for before, word in pairwise(_WORD.finditer(part)):
        is_apart = " " in before[2] or before[1].casefold() in _PREFIXES
        if is_apart and word[1].casefold() not in _PREFIXES:
            yield word.start()


def _ends_of_fact(part: str) -> list[str]:
    ends = re.split(r"[–—]", part)
    if len(ends) > 1:
        return ends
    ends = part.split("-")
    letters = [normalize_initial(end) for end in ends]
    short = len(ends) == 2 and all(0 < len(end) <= _SHORT for end in letters)
    return ends if short and letters[0] < _upper_bound(letters[1]) else [part]


def _span(part: str, ends: list[str]) -> Span:
    low, high = normalize_initial(ends[0]), normalize_initial(ends[-1])
    if len(ends) > 2 or not low or not high:
        raise CriterionError(f"not a range of initials: {part.strip()[:40]!r}")
    span = (_TRACK, _lower_bound(low), _upper_bound(high))
    if span[1] >= span[2]:
        raise CriterionError(f"range of initials runs backwards: {part.strip()[:40]!r}")
    return span


def _lower_bound(prefix: str) -> str:
    """The lower bound of all that begin with ``prefix``, without A at its end.

    Between "S" and "SA" is only the bare "S". With one bound for both, "A–R" and "Sa–Z" touch.
    """
    return prefix.rstrip("A") or _BOTTOM


def _upper_bound(prefix: str) -> str:
    """The first text behind all that begin with ``prefix``: "SCI" for "Sch", "T" for "Sz"."""
    stem = prefix.rstrip("Z")
    return stem[:-1] + chr(ord(stem[-1]) + 1) if stem else _TOP


def _range_text(low: str, high: str) -> str:
    last = "Z" if high == _TOP else high[:-1] + chr(ord(high[-1]) - 1)
    # The bound "T" may end "Sz" as well as "S": as many Z as it takes to come behind the beginning.
    while last < low:
        last += "Z"
    return low.capitalize() if last == low else f"{low.capitalize()}–{last.capitalize()}"
