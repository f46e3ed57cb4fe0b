"""The criterion *address*: streets, whole or by house numbers.

Written ``"Bahnhofstraße"``, ``"Bahnhofstr. 1-49 odd"``, ``"Bahnhofstr. 50-"``, ``"Bahnhofstr. 7"``;
``odd``/``even`` also as ``ungerade``/``gerade``; several are parted by semicolons. A letter behind
a number belongs to the number. ``"*"`` is any street nobody names. Streets are compared without
case, umlauts, blanks, hyphens and the many ways to write *Straße*. See spec:address.
"""

import re
import unicodedata
from collections.abc import Iterable

from .errors import CriterionError
from .interval_sets import IntervalSet, Span, union

ELSEWHERE = "*"
_LONGEST = 200  # letters of one address: longer ones take long to read
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
    """The houses meant by one value. Raises CriterionError naming the part that is not readable."""
    return union(_read(part.strip()) for part in text.split(";"))


def read_fact(text: str) -> IntervalSet:
    """As ``read_value``, and ``"*"`` for a street that nobody names."""
    parts = [part.strip() for part in text.split(";")]
    elsewhere = IntervalSet([(ELSEWHERE, _FIRST, _END)])
    return union(elsewhere if part == ELSEWHERE else _read(part) for part in parts)


def spellings(text: str) -> dict[str, str]:
    """The streets of a value or fact as written, by the track that stands for them."""
    matches = (_ADDRESS.fullmatch(part.strip()) for part in text.split(";"))
    return {normalize_street(found["street"]): found["street"] for found in matches if found}


def write(region: IntervalSet, names: dict[str, str]) -> str:
    """The region in the notation the readers read; ``names`` gives the spelling of streets."""
    streets = dict.fromkeys(track.partition("|")[0] for track, _, _ in region.spans)
    named = [_street(region, street, names) for street in streets if street != ELSEWHERE]
    return "; ".join([*([ELSEWHERE] if ELSEWHERE in streets else []), *named])


def universe(named: Iterable[IntervalSet]) -> IntervalSet:
    """All houses of the streets named, and any other street."""
    tracks = {track for region in named for track, _, _ in region.spans}
    return IntervalSet((track, _FIRST, _END) for track in {ELSEWHERE, *tracks})


def without_elsewhere(region: IntervalSet) -> IntervalSet:
    """The region without what ``"*"`` in it says already: whole sides of streets."""
    if not region.on(ELSEWHERE):
        return region
    return IntervalSet(s for s in region.spans if s[0] == ELSEWHERE or s[1:] != (_FIRST, _END))


def normalize_street(street: str) -> str:
    """The street as it is compared: "Karl-Marx-Str." and "Karl Marx Straße" are one."""
    plain = unicodedata.normalize("NFKD", street.casefold())
    letters = "".join(sign for sign in plain if sign.isalnum())
    for long, short in (("ae", "a"), ("oe", "o"), ("ue", "u"), ("strasse", "str")):
        letters = letters.replace(long, short)
    return letters


def _read(part: str) -> IntervalSet:
    found = _ADDRESS.fullmatch(part) if len(part) <= _LONGEST else None
    if not found or not normalize_street(found["street"]):
        raise CriterionError(f"not a street with house numbers: {part[:60]!r}")
    low, high = found[2], found[4]
    first = int(low) if low else 0
    last = int(high) if high else (first if low and not found["range"] else None)
    street = normalize_street(found["street"])
    side = _SIDES[found["side"].lower() if found["side"] else None]
    region = IntervalSet(_span(street, parity, first, last) for parity in side)
    if not region:
        raise CriterionError(f"no house number lies in {part[:60]!r}")
    return region


def _span(street: str, parity: int, first: int, last: int | None) -> Span:
    """The houses of one side, counted along that side so that no empty span is left between."""
    low = max(first - 1 + parity, 0) // 2
    end = _END if last is None else _place((last + parity) // 2)
    return f"{street}|{parity}", _place(low), end


def _place(count: int) -> str:
    return f"{count:06}" if count else _FIRST


def _street(region: IntervalSet, street: str, names: dict[str, str]) -> str:
    name = names.get(street, street)
    sides = {parity: _numbers(region, street, parity) for parity in (0, 1)}
    both = _both(sides[0], sides[1])
    if both is not None:
        return "; ".join(f"{name} {text}".strip() for text in both)
    return "; ".join(
        " ".join(filter(None, (name, _text(*ends, begin=2 - parity), word * (ends[0] != ends[1]))))
        for parity, word in ((1, "odd"), (0, "even"))
        for ends in sides[parity]
    )


def _numbers(region: IntervalSet, street: str, parity: int) -> list[tuple[int, int | None]]:
    """First and last house number of each span on one side of a street."""
    return [
        (2 * int(low) + 2 - parity, None if end == _END else 2 * int(end) - parity)
        for low, end in region.on(f"{street}|{parity}")
    ]


def _both(
    even: list[tuple[int, int | None]], odd: list[tuple[int, int | None]]
) -> list[str] | None:
    """The numbers of both sides in one, if they run alike."""
    if len(even) != len(odd):
        return None
    texts = []
    for (low, high), (low_, high_) in zip(even, odd, strict=True):
        if abs(low - low_) != 1 or (high is None) != (high_ is None):
            return None
        if high is not None and high_ is not None and abs(high - high_) != 1:
            return None
        last = None if high is None or high_ is None else max(high, high_)
        texts.append(_text(min(low, low_), last))
    return texts


def _text(first: int, last: int | None, begin: int = 1) -> str:
    """The span as written; nothing if it has all numbers from the first there is."""
    if last is None:
        return f"{first}-" if first > begin else ""
    return str(first) if first == last else f"{first}-{last}"
