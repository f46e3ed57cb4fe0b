"""Splits German compounds at words that are known, with the letters that link them."""

from collections.abc import Container

from tlvwa.portal.search.words import shipped_compounds, short_parts

SHORTEST_PART, SHORTEST_COMPOUND, LONGEST = 4, 7, 60
LINKS = ("", "s", "n", "en", "es", "er", "e", "ns", "ens")
# What stands before a verb is no word of its own: „unter|halt“ would be nonsense.
PREFIXES = frozenset(
    (
        *(
            "unter",
            "uber",
            "durch",
            "nach",
            "auss",
            "ausser",
            "hinter",
            "wieder",
            "wider",
            "weiter",
        ),
        *("gegen", "mitt", "fest", "voll", "fort", "heim", "nieder", "ruck", "zuruck", "zusammen"),
        *("hin", "her", "vor", "bei", "ein", "aus", "auf", "mit", "zwischen", "neben", "anti"),
    )
)
# Endings that look like words: „versich|erung“ would be nonsense, too.
SUFFIXES = frozenset(
    (
        "ungen",
        "erung",
        "ierung",
        "heit",
        "keit",
        "igkeit",
        "schaft",
        "nisse",
        "lich",
        "tion",
        "ionen",
    )
)


def split(word: str, known: Container[str]) -> tuple[str, ...]:
    """The parts of a folded word, nothing where it is not made of known words.

    Of several ways the one with the fewest parts wins, then the one whose shortest part is longest.
    """
    listed = shipped_compounds().get(word)
    if listed is not None:
        return listed if len(listed) > 1 else ()
    if not SHORTEST_COMPOUND <= len(word) <= LONGEST or not word.isalpha():
        return ()
    ways: dict[int, tuple[str, ...]] = {len(word): ()}  # by position the best way from there on
    for start in range(len(word) - 3, -1, -1):
        found = [
            (part, *ways[after])
            for end in range(start + 3, len(word) + 1)
            if end - start < len(word)
            and _is_part(part := word[start:end], start, end, word, known)
            for after in _starts(word, end)
            if after in ways and (start or ways[after])  # one part alone is no compound
        ]
        if found:
            ways[start] = min(found, key=_worse)
    return ways.get(0, ())


def _worse(parts: tuple[str, ...]) -> tuple[int, int]:
    return len(parts), -min(map(len, parts))


def _starts(word: str, end: int) -> list[int]:
    """Where the next part may begin after one that ends at ``end``."""
    if end == len(word):
        return [end]
    return [end + len(link) for link in LINKS if word.startswith(link, end)]


def _is_part(part: str, start: int, end: int, word: str, known: Container[str]) -> bool:
    if len(part) < SHORTEST_PART and part not in short_parts():
        return False
    if part not in known:
        return False
    if start == 0 and part in PREFIXES:
        return False
    return not (end == len(word) and part in SUFFIXES)
