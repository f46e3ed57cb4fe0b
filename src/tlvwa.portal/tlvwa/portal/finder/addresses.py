"""The criterion *address*: streets, whole or by house numbers.

Written ``"Bahnhofstraße"``, ``"Bahnhofstr. 1-49 odd"``, ``"Bahnhofstr. 50-"``, ``"Bahnhofstr. 7"``;
``odd``/``even`` also as ``ungerade``/``gerade``; semicolons separate several. A letter behind a
number belongs to the number. ``"*"`` is any street that no record names. Streets are compared
without case, umlauts, blanks, hyphens and the different ways to write *Straße*. See spec:address.
"""

import re
import unicodedata
from collections.abc import Iterable

from .errors import CriterionError
from .interval_sets import IntervalSet, Span, union

ELSEWHERE = "*"
_LONGEST = 200  # letters of one address: the pattern takes long to match longer ones
_FIRST, _END = "0", "~"
_SIDES = {"odd": (1,), "ungerade": (1,), "even": (0,), "gerade": (0,), None: (0, 1)}
_NUMBER = r"(\d{1,5})(?:\s*[a-zA-Z])?(?:\s*/\s*\w+)?"
_ADDRESS = re.compile(
    rf"(?P<street>.*?[^\W\d_].*?)"
    rf"(?:[\s,]+{_NUMBER}(?P<range>\s*[-–—]\s*(?:{_NUMBER})?)?)?"
    r"(?:\s+(?P<side>odd|even|ungerade|gerade))?",
    re.IGNORECASE,
)


def read_value(text: str) -> IntervalSet:
    """Read a value of a record into a set of houses.

    Raises CriterionError with the part that cannot be read.
    """
    return union(_read_part(part.strip()) for part in text.split(";"))


def read_fact(text: str) -> IntervalSet:
    """Read a fact as ``read_value`` does, and ``"*"`` as a street that no record names."""
    parts = [part.strip() for part in text.split(";")]
    elsewhere = IntervalSet([(ELSEWHERE, _FIRST, _END)])
    return union(elsewhere if part == ELSEWHERE else _read_part(part) for part in parts)


def spellings(text: str) -> dict[str, str]:
    """The streets of a value or fact as written, by their normalized names."""
    matches = (_ADDRESS.fullmatch(part.strip()) for part in text.split(";"))
    return {normalize_street(match["street"]): match["street"] for match in matches if match}


def write(region: IntervalSet, names: dict[str, str]) -> str:
    """Write the set in the notation that the readers read; ``names`` has the spelling of streets."""
    streets = dict.fromkeys(track.partition("|")[0] for track, _, _ in region.spans)
    texts = [_street_text(region, street, names) for street in streets if street != ELSEWHERE]
    return "; ".join([*([ELSEWHERE] if ELSEWHERE in streets else []), *texts])


def universe(regions: Iterable[IntervalSet]) -> IntervalSet:
    """All houses of the streets in ``regions``, and any other street."""
    tracks = {track for region in regions for track, _, _ in region.spans}
    return IntervalSet((track, _FIRST, _END) for track in {ELSEWHERE, *tracks})


def without_elsewhere(region: IntervalSet) -> IntervalSet:
    """The set without whole sides of streets, if ``"*"`` is in it: "any other street" covers them."""
    if not region.intervals_on(ELSEWHERE):
        return region
    return IntervalSet(s for s in region.spans if s[0] == ELSEWHERE or s[1:] != (_FIRST, _END))


def normalize_street(street: str) -> str:
    """The street as it is compared: "Karl-Marx-Str." and "Karl Marx Straße" are the same."""
    plain = unicodedata.normalize("NFKD", street.casefold())
    letters = "".join(sign for sign in plain if sign.isalnum())
    for long, short in (("ae", "a"), ("oe", "o"), ("ue", "u"), ("strasse", "str")):
        letters = letters.replace(long, short)
    return letters


def _read_part(part: str) -> IntervalSet:
    match = _ADDRESS.fullmatch(part) if len(part) <= _LONGEST else None
    if not match or not normalize_street(match["street"]):
        raise CriterionError(f"not a street with house numbers: {part[:60]!r}")
    low, high = match[2], match[4]
    first = int(low) if low else 0
    last = int(high) if high else (first if low and not match["range"] else None)
    street = normalize_street(match["street"])
    side = _SIDES[match["side"].lower() if match["side"] else None]
    region = IntervalSet(_span(street, parity, first, last) for parity in side)
    if not region:
        raise CriterionError(f"no house number lies in {part[:60]!r}")
    return region


def _span(street: str, parity: int, first: int, last: int | None) -> Span:
    """The houses of one side of a street.

    House numbers are counted along their side (1, 3, 5 as 0, 1, 2), so that "1-5 odd" and "7-9 odd"
    touch and no gap without a house is left between them.
    """
    low = max(first - 1 + parity, 0) // 2
    end = _END if last is None else _position((last + parity) // 2)
    return f"{street}|{parity}", _position(low), end


def _position(count: int) -> str:
    """The count with leading zeros, so that texts sort as numbers do."""
    return f"{count:06}" if count else _FIRST


def _street_text(region: IntervalSet, street: str, names: dict[str, str]) -> str:
    name = names.get(street, street)
    sides = {parity: _numbers(region, street, parity) for parity in (0, 1)}
    both = _both_sides(sides[0], sides[1])
    if both is not None:
        return "; ".join(f"{name} {text}".strip() for text in both)
    return "; ".join(
        " ".join(
            filter(
                None, (name, _numbers_text(*ends, begin=2 - parity), word * (ends[0] != ends[1]))
            )
        )
        for parity, word in ((1, "odd"), (0, "even"))
        for ends in sides[parity]
    )


def _numbers(region: IntervalSet, street: str, parity: int) -> list[tuple[int, int | None]]:
    """The first and last house number of each interval on one side of a street."""
    return [
        (2 * int(low) + 2 - parity, None if end == _END else 2 * int(end) - parity)
        for low, end in region.intervals_on(f"{street}|{parity}")
    ]


def _both_sides(
    even: list[tuple[int, int | None]], odd: list[tuple[int, int | None]]
) -> list[str] | None:
    """The numbers of both sides as common ranges, or None if the sides have different ranges."""
    if len(even) != len(odd):
        return None
    texts = []
    for (low, high), (low_, high_) in zip(even, odd, strict=True):
        if abs(low - low_) != 1 or (high is None) != (high_ is None):
            return None
        if high is not None and high_ is not None and abs(high - high_) != 1:
            return None
        last = None if high is None or high_ is None else max(high, high_)
        texts.append(_numbers_text(min(low, low_), last))
    return texts


def _numbers_text(first: int, last: int | None, begin: int = 1) -> str:
    """The range as written; empty if it has all numbers from ``begin`` on."""
    if last is None:
        return f"{first}-" if first > begin else ""
    return str(first) if first == last else f"{first}-{last}"
