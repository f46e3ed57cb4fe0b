"""The criterion *address*: streets, whole or by house numbers.

Written ``"Bahnhofstraße"``, ``"Bahnhofstr. 1-49 odd"``, ``"Bahnhofstr. 50-"``, ``"Bahnhofstr. 7"``;
``odd``/``even`` also as ``ungerade``/``gerade``; semicolons separate several. A letter or fraction
behind a number belongs to the number. ``"*"`` is any street that no record names. Streets are
compared without case, umlauts, blanks, hyphens and the different ways to write *Straße*. What people
type is read by ``read_fact``. See spec:address.
"""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress

from tlvwa.portal.common.street_text import (
    LONGEST,
    HouseRange,
    TypedStreet,
    parse_street,
    read_streets,
    street_words,
)

from .errors import CriterionError
from .interval_sets import IntervalSet, Span, union
from .similar_streets import Comparison, Likeness, compare_street

ELSEWHERE = "*"
_EXACT = "="  # before a fact in the notation of values, where it would be read as something else
_UNKNOWN = "?"  # the track of a number without a street
_FIRST, _END = "0", "~"
_ANY_HOUSE = (HouseRange(),)


class AddressFact(IntervalSet):
    """The houses of a typed address.

    As a set they are those of the streets as written. Which of the streets that rules name are meant
    by them, is told by ``among``.
    """

    __slots__ = ("streets",)

    def __init__(self, streets: Sequence[TypedStreet]) -> None:
        self.streets = tuple(streets)
        super().__init__(
            span for street in self.streets for span in _spans(street.key or _UNKNOWN, street)
        )


def read_value(text: str) -> IntervalSet:
    """Read a value of a record into a set of houses.

    Raises CriterionError with the part that cannot be read.
    """
    return union(_read_part(part.strip()) for part in text.split(";"))


def read_fact(text: str) -> IntervalSet:
    """Read a fact: an address as people type it, or what ``write`` has written, or several of them.

    Nothing is refused: what says nothing of a street is an address of which nothing is known.
    """
    parts = [part.strip() for part in text.removeprefix(_EXACT).split(";")]
    if text.startswith(_EXACT) or ELSEWHERE in parts:
        with suppress(CriterionError):
            return _read_exact(parts)
    return AddressFact([street for part in parts for street in _typed_streets(part)])


def fact_text(region: IntervalSet, written: str) -> str:
    """The text that ``read_fact`` reads as ``region``, which ``write`` has written so."""
    return written if read_fact(written) == region else _EXACT + written


def known_houses(fact: IntervalSet, names: Mapping[str, str]) -> IntervalSet:
    """All houses that a fact can mean among the streets that rules name, and any other street.

    ``names`` are those of ``spellings``. A street that is only similar to named ones can be each of them
    or another one; one that was not read can be any.
    """
    named = {key: street_words(name) for key, name in names.items()}
    if not isinstance(fact, AddressFact):
        streets = {track.partition("|")[0] for track in fact.tracks}
        others = [(ELSEWHERE, _FIRST, _END)] * bool(streets - named.keys())
        return IntervalSet([*(s for s in fact.spans if s[0].partition("|")[0] in named), *others])
    spans: list[Span] = []
    for street in fact.streets:
        comparison = compare_street(street, named)
        for key in comparison.streets:
            spans += _spans(key, street)
        if comparison.likeness is not Likeness.EQUAL:
            spans.append((ELSEWHERE, _FIRST, _END))
    return IntervalSet(spans)


def comparisons(fact: IntervalSet, names: Mapping[str, str]) -> list[Comparison]:
    """How each typed street of a fact stands to the streets that rules name."""
    named = {key: street_words(name) for key, name in names.items()}
    streets = fact.streets if isinstance(fact, AddressFact) else ()
    return [compare_street(street, named) for street in streets]


def spellings(text: str) -> dict[str, str]:
    """The streets of a value or fact as written, by their normalized names."""
    streets = (parse_street(part) for part in text.split(";"))
    return {street.key: street.name for street in streets if street.words}


def spellings_of(texts: Iterable[str]) -> dict[str, str]:
    """The streets of several values as written, by their normalized names."""
    return {key: name for text in texts for key, name in spellings(text).items()}


def write(region: IntervalSet, names: Mapping[str, str]) -> str:
    """Write the set in the notation that the readers read; ``names`` has the spelling of streets."""
    streets = streets_of(region)
    texts = [_street_text(region, street, names) for street in streets if street != ELSEWHERE]
    return "; ".join([*([ELSEWHERE] if ELSEWHERE in streets else []), *texts])


def streets_of(region: IntervalSet) -> list[str]:
    """The normalized names of the streets in a set, and ``"*"``."""
    return list(dict.fromkeys(track.partition("|")[0] for track in region.tracks))


def houses_of(region: IntervalSet, street: str) -> IntervalSet:
    """The part of a set that lies in one street."""
    return IntervalSet(s for s in region.spans if s[0].partition("|")[0] == street)


def universe(regions: Iterable[IntervalSet]) -> IntervalSet:
    """All houses of the streets in ``regions``, and any other street."""
    tracks = {track for region in regions for track, _, _ in region.spans}
    return IntervalSet((track, _FIRST, _END) for track in {ELSEWHERE, *tracks})


def without_elsewhere(region: IntervalSet, known: IntervalSet) -> IntervalSet:
    """The set without sides of streets of which it has all that is ``known``, if ``"*"`` is in it.

    "Any other street" covers them.
    """
    if not region.intervals_on(ELSEWHERE):
        return region
    return IntervalSet(
        span
        for span in region.spans
        if span[0] == ELSEWHERE or region.intervals_on(span[0]) != known.intervals_on(span[0])
    )


def _typed_streets(text: str) -> Iterable[TypedStreet]:
    return read_streets(text) or (TypedStreet(),)


def _read_exact(parts: Iterable[str]) -> IntervalSet:
    elsewhere = IntervalSet([(ELSEWHERE, _FIRST, _END)])
    return union(elsewhere if part == ELSEWHERE else _read_part(part) for part in parts)


def _read_part(part: str) -> IntervalSet:
    street = parse_street(part) if len(part) <= LONGEST else TypedStreet()
    is_street = any(letter.isalpha() for letter in street.key)
    if not is_street or street.rest or len(street.houses) > 1:
        raise CriterionError(f"not a street with house numbers: {part[:60]!r}")
    region = IntervalSet(_spans(street.key, street))
    if not region:
        raise CriterionError(f"no house number lies in {part[:60]!r}")
    return region


def _spans(key: str, street: TypedStreet) -> Iterable[Span]:
    for houses in street.houses or _ANY_HOUSE:
        for side in houses.sides:
            yield _span(key, side, houses.first, houses.last)


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


def _street_text(region: IntervalSet, street: str, names: Mapping[str, str]) -> str:
    name = names.get(street, street)
    sides = {parity: _numbers(region, street, parity) for parity in (0, 1)}
    both = _both_sides(sides[0], sides[1])
    if both is not None:
        return "; ".join(_houses_text(street, name, numbers) for numbers in both)
    return "; ".join(
        _houses_text(
            street, name, _numbers_text(*ends, begin=2 - parity), word * (ends[0] != ends[1])
        )
        for parity, word in ((1, "odd"), (0, "even"))
        for ends in sides[parity]
    )


def _houses_text(street: str, name: str, numbers: str, side: str = "") -> str:
    text = " ".join(filter(None, (name, numbers, side)))
    if parse_street(text).key == street:
        return text
    # The name ends with a number itself: „Straße 12“.
    return " ".join(filter(None, (name, "Nr.", numbers or "1-", side)))


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
