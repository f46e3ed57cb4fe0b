"""Reads the hours of a week as people write them: „Mo-Fr 9-12; Di 14.00 bis 18.00 Uhr“."""

import re
from collections.abc import Iterator
from datetime import time
from itertools import pairwise

from tlvwa.portal.openinghours.model import HoursError, HoursErrorCode, HoursRow

# The first two letters of German names, and those of OpenStreetMap.
DAYS = {
    **{"mo": 0, "di": 1, "mi": 2, "do": 3, "fr": 4, "sa": 5, "so": 6},
    **{"tu": 1, "we": 2, "th": 3, "su": 6},
}
GERMAN = ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So")
NAMES = r"montags?|dienstags?|mittwochs?|donnerstags?|freitags?|samstags?|sonnabends?|sonntags?"
TOKEN = re.compile(
    rf"""\s*(?:
    (?P<day>(?:{NAMES}|mo|di|mi|do|fr|sa|so|tu|we|th|su)\b\.?)
    |(?P<time>(?:[01]?\d|2[0-4])(?:[:.][0-5]\d)?(?!\d))
    |(?P<to>-|–|—|bis\b)
    |(?P<and>,|und\b|u\.)
    |(?P<end>;|\n)
    |(?P<closed>geschlossen\b|zu\b|off\b|closed\b)
    |(?P<nothing>uhr\b|h\b|:|von\b)
    )""",
    re.IGNORECASE | re.VERBOSE,
)
HOURS_OF_DAY = 24

Token = tuple[str, str]


class WeekTextError(ValueError):
    """A text is no week; ``part`` is what cannot be read."""

    def __init__(self, part: str) -> None:
        super().__init__(part)
        self.part = part


def read_week(text: str) -> tuple[HoursRow, ...]:
    """Return the rows of a week, sorted. Raises WeekTextError, or HoursError for times that cannot be."""
    tokens = list(_tokens(text))
    rows: list[HoursRow] = []
    while tokens:
        if tokens[0][0] in ("end", "and"):
            tokens.pop(0)
            continue
        days = list(_days(tokens))
        for opens, closes in _spans(tokens):
            rows += [HoursRow(day, opens, closes) for day in days]
    rows.sort()
    for row, later in pairwise(rows):
        if row.overlaps(later):
            raise HoursError(HoursErrorCode.ROWS_OVERLAP, "two times of a day overlap")
    return tuple(rows)


def _tokens(text: str) -> Iterator[Token]:
    position, text = 0, text.strip()
    while position < len(text):
        match = TOKEN.match(text, position)
        if match is None or match.end() == position:
            raise WeekTextError(text[position : position + 20].strip())
        position = match.end()
        kind = str(match.lastgroup)
        if kind != "nothing":
            yield kind, match[kind]


def _days(tokens: list[Token]) -> Iterator[int]:
    """Take the days that a rule begins with, and yield them."""
    while True:
        first = _day(tokens)
        last = first
        if tokens and tokens[0][0] == "to":
            tokens.pop(0)
            last = _day(tokens)
        if last < first:
            raise WeekTextError(f"{GERMAN[first]}-{GERMAN[last]}")
        yield from range(first, last + 1)
        if not (tokens and tokens[0][0] == "and"):
            return
        tokens.pop(0)


def _spans(tokens: list[Token]) -> Iterator[tuple[time, time]]:
    """Take the times of a rule, and yield from when until when."""
    if tokens and tokens[0][0] == "closed":
        tokens.pop(0)
        return
    while True:
        opens = _time(_take(tokens, "time"))
        _take(tokens, "to")
        yield opens, _time(_take(tokens, "time"))
        goes_on = len(tokens) > 1 and tokens[0][0] == "and" and tokens[1][0] == "time"
        if not goes_on:
            return
        tokens.pop(0)


def _day(tokens: list[Token]) -> int:
    return DAYS[_take(tokens, "day").lower()[:2]]


def _take(tokens: list[Token], kind: str) -> str:
    if not tokens:
        raise WeekTextError("")
    if tokens[0][0] != kind:
        raise WeekTextError(tokens[0][1].strip())
    return tokens.pop(0)[1]


def _time(written: str) -> time:
    hour, _mark, minute = written.replace(".", ":").partition(":")
    if int(hour) < HOURS_OF_DAY:
        return time(int(hour), int(minute or 0))
    if int(minute or 0):
        raise WeekTextError(written)
    return time(0)
