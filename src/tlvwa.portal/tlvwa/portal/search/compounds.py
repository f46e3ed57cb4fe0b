"""Splits German compounds into known words, with the letters that link them."""

from typing import Protocol

from tlvwa.portal.search.words import never_first, never_last, short_parts

SHORTEST_LISTED, SHORTEST_PART, SHORTEST_COMPOUND, LONGEST = 3, 4, 7, 60
SHORTEST_FORM = 5  # of a part that is no listed word itself: „Adress|änderung“
Parts = tuple[str, ...]
LINKS = ("", "s", "n", "en", "es", "er", "e", "ns", "ens")


class KnownWords(Protocol):
    """The words of which a compound may consist."""

    def is_word(self, piece: str) -> bool:
        """True if a normalized piece is a word."""

    def is_form(self, piece: str) -> bool:
        """True if a normalized piece is a form of a word."""

    def listed_parts(self, word: str) -> tuple[str, ...] | None:
        """The parts of a word in lists made by people: itself alone if it is never split, or None."""


def split(word: str, words: KnownWords) -> tuple[str, ...]:
    """Split a normalized word into parts; the result is empty if it does not consist of known words.

    Of several ways the best has the fewest parts, then more parts that are words and not only forms
    of words, then the longest shortest part, then the shorter first part.
    """
    listed = words.listed_parts(word)
    if listed is not None:
        return listed if len(listed) > 1 else ()
    if not SHORTEST_COMPOUND <= len(word) <= LONGEST or not word.isalpha():
        return ()
    # The word is read from its end. For each position where a part may end: the best ways to split
    # what follows it, behind a linking letter or without one.
    ends: dict[int, list[Parts]] = {len(word): [()]}
    for start in range(len(word) - SHORTEST_LISTED, -1, -1):
        ways = [
            (part, *way)
            for end, following in sorted(ends.items())
            if end - start >= SHORTEST_LISTED
            and _is_part(part := word[start:end], start, end, word, words)
            for way in following
        ]
        if ways:
            best = min(ways, key=lambda parts: _cost(parts, words))
            if start == 0:
                return best
            for link in LINKS:
                if word.endswith(link, 0, start):
                    ends.setdefault(start - len(link), []).insert(0, best)
    return ()


def may_be_part(word: str) -> bool:
    """Whether it makes a difference to any compound that a normalized word is known."""
    return len(word) >= SHORTEST_PART or word in short_parts()


def _cost(parts: tuple[str, ...], words: KnownWords) -> tuple[int, int, int]:
    unlisted = sum(not words.is_word(part) for part in parts)
    return len(parts), unlisted, -min(map(len, parts))


def _is_part(part: str, start: int, end: int, word: str, words: KnownWords) -> bool:
    if part == word or (start == 0 and part in never_first()):
        return False
    if end == len(word) and part in never_last():
        return False
    if part in short_parts():
        return True
    if len(part) < SHORTEST_PART:
        return False
    return words.is_word(part) or (len(part) >= SHORTEST_FORM and words.is_form(part))
