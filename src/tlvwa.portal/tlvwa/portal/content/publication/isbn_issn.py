"""Check digits of ISBN (ISO 2108) and ISSN (ISO 3297). Plain Python."""

import re

SEPARATORS = re.compile(r"[\s\-–]+")
ISBN_10, ISBN_13, ISSN = (
    re.compile(r"\d{9}[\dX]"),
    re.compile(r"97[89]\d{10}"),
    re.compile(r"\d{7}[\dX]"),
)


def is_isbn(value: str) -> bool:
    """True if a text is an ISBN of 10 or 13 digits, with or without hyphens."""
    plain = _plain(value)
    if ISBN_13.fullmatch(plain):
        return (
            sum(int(digit) * (1, 3)[position % 2] for position, digit in enumerate(plain)) % 10 == 0
        )
    return bool(ISBN_10.fullmatch(plain)) and _weighted_sum(plain) % 11 == 0


def is_issn(value: str) -> bool:
    """True if a text is an ISSN of 8 digits, with or without its hyphen."""
    plain = _plain(value)
    return bool(ISSN.fullmatch(plain)) and _weighted_sum(plain) % 11 == 0


def _plain(value: str) -> str:
    return SEPARATORS.sub("", value).upper()


def _weighted_sum(digits: str) -> int:
    """Return the sum of the digits: the last one times 1, the one before times 2 …; X is 10."""
    values = (10 if digit == "X" else int(digit) for digit in reversed(digits))
    return sum(weight * value for weight, value in enumerate(values, start=1))
