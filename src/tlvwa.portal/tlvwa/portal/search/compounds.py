"""Splits German compounds at words that are known, with the letters that link them."""

from typing import Protocol

from tlvwa.portal.search.words import never_first, never_last, short_parts

SHORTEST_LISTED, SHORTEST_PART, SHORTEST_COMPOUND, LONGEST = 3, 4, 7, 60
SHORTEST_FORM = 5  # of a part that is no listed word itself: „Adress|änderung“
Parts = tuple[str, ...]
LINKS = ("", "s", "n", "en", "es", "er", "e", "ns", "ens")


class KnownWords(Protocol):
    """What a compound may be made of."""

    def is_word(self, piece: str) -> bool:
        """Whether a folded piece is a word."""

    def is_form(self, piece: str) -> bool:
        """Whether it is a form of one."""

    def listed(self, word: str) -> tuple[str, ...] | None:
        """What people say of a word: its parts, itself alone if it is never split; ``None`` for nothing."""


def split(word: str, known: KnownWords) -> tuple[str, ...]:
    """The parts of a folded word, nothing where it is not made of known words.

    Of several ways the one with the fewest parts wins, then the one with more words that are listed as they
    are, then the one whose shortest part is longest, then the one with the shorter first part.
    """
    listed = known.listed(word)
    if listed is not None:
        return listed if len(listed) > 1 else ()
    if not SHORTEST_COMPOUND <= len(word) <= LONGEST or not word.isalpha():
        return ()
    # Where a part may end, and the ways from where the next one may begin.
    ends: dict[int, list[Parts]] = {len(word): [()]}
    for start in range(len(word) - SHORTEST_LISTED, -1, -1):
        found = [
            (part, *way)
            for end, following in sorted(ends.items())
            if end - start >= SHORTEST_LISTED
            and _is_part(part := word[start:end], start, end, word, known)
            for way in following
        ]
        if found:
            best = min(found, key=lambda parts: _cost(parts, known))
            if start == 0:
                return best
            for link in LINKS:
                if word.endswith(link, 0, start):
                    ends.setdefault(start - len(link), []).insert(0, best)
    return ()


def may_be_part(word: str) -> bool:
    """Whether it makes a difference to any compound that a folded word is known."""
    return len(word) >= SHORTEST_PART or word in short_parts()


def _cost(parts: tuple[str, ...], known: KnownWords) -> tuple[int, int, int]:
    unlisted = sum(not known.is_word(part) for part in parts)
    return len(parts), unlisted, -min(map(len, parts))


def _is_part(part: str, start: int, end: int, word: str, known: KnownWords) -> bool:
    if part == word or (start == 0 and part in never_first()):
        return False
    if end == len(word) and part in never_last():
        return False
    if part in short_parts():
        return True
    if len(part) < SHORTEST_PART:
        return False
    return known.is_word(part) or (len(part) >= SHORTEST_FORM and known.is_form(part))
