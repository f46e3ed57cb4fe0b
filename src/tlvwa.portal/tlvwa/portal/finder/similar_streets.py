"""Compares typed streets with those that rules name: equal, similar, clearly unlike (spec:address)."""

from collections.abc import Iterator, Mapping
from enum import Enum
from typing import NamedTuple

from rapidfuzz.distance import OSA

from tlvwa.portal.common.street_text import KINDS, TypedStreet, normalize_street

_SHORTEST, _LONG = 4, 8  # letters from which one letter may be another one, and two
# The first parts of names that many towns have. A name that is nearly such a one is misspelt.
_COMMON_NAMES = """
    ahorn akazien albert alexander amsel anton arndt august bach bahnhof barbara bauhaus beethoven
    berg bergmann bernhard bismarck birken blumen bodelschwingh brahms brecht brunnen buchen burg
    cranach diesel dorf dorn drossel duerer ebert eichen eichendorff einstein eisenach engels erfurt
    erlen eschen fichten finken fischer flieder fontane forst friedens friedhof friedrich froebel
    garten gartenstadt gerber goethe gothaer graben grimm gutenberg haendel hafen haupt haydn heine
    helmholtz herder hermann hindenburg hoelderlin hospital humboldt industrie jahn jakob jenaer
    johannes juden kaiser kant karl kastanien keller kepler kiefern kirch kirchhof kleist kloster
    koch koerner konrad kurze lange leibniz lenau lerchen lessing liebknecht lilien linden liszt
    ludwig luther luxemburg marien markt martin marx meister mendelssohn mittel moerike mozart
    muehl muehlen mueller nelken neue nord novalis oberdorf ost otto park pestalozzi pfarr plan
    post rathaus raabe rosen rudolf sachsen schiller schloss schmiede schubert schul
    schumann schwalben sonnen sport stadt stein steinweg storm sued tal tannen teich telemann thomas
    tulpen turm uhland ulmen unterdorf veilchen wagner wald wasser weber weiden weimarer west
    wiesen wieland wilhelm zeppelin ziegel
"""


class Likeness(Enum):
    """How a typed street stands to the streets that rules name."""

    EQUAL = "equal"
    SIMILAR = "similar"
    UNREAD = "unread"  # nothing like a street, or evidently misspelt: any street may be meant
    UNLIKE = "unlike"


class Comparison(NamedTuple):
    """A likeness, with the keys of the named streets that may be meant, the nearest first."""

    likeness: Likeness
    streets: tuple[str, ...] = ()


def compare_street(typed: TypedStreet, named: Mapping[str, tuple[str, ...]]) -> Comparison:
    """Compare a typed street with named ones; ``named`` has the words of each by its key."""
    key = typed.key
    if key in named:
        return Comparison(Likeness.EQUAL, (key,))
    by_distance = sorted(
        (OSA.distance(key, other), other)
        for other, words in named.items()
        if typed.words and _is_similar(typed.words, words)
    )
    if by_distance:
        return Comparison(Likeness.SIMILAR, tuple(other for _distance, other in by_distance))
    if not typed.is_sure or _is_misspelt(typed.words):
        return Comparison(Likeness.UNREAD, tuple(named))
    return Comparison(Likeness.UNLIKE)


def _is_similar(typed: tuple[str, ...], named: tuple[str, ...]) -> bool:
    """True if one may be meant by the other: misspelt, abbreviated, of another kind, or with more words."""
    key, other = "".join(typed), "".join(named)
    (stem, kind), (other_stem, other_kind) = _split_kind(typed), _split_kind(named)
    return (
        stem == other_stem
        or (_is_near(stem, other_stem) if kind == other_kind != "" else _is_near(key, other))
        or key in _parts(named)
        or other in _parts(typed)
        or _is_abbreviation(typed, named)
    )


def _split_kind(words: tuple[str, ...]) -> tuple[str, str]:
    """The name without its kind, and the kind; „Am Markt“ and „Marktstraße“ are *markt*."""
    while len(words) > 1 and len(words[0]) == 1:
        words = words[1:]
    key = "".join(words)
    for kind in KINDS:
        if key.endswith(kind) and key != kind:
            return key.removesuffix(kind), kind
    return key, ""


def _is_near(first: str, second: str) -> bool:
    shortest = min(len(first), len(second))
    most = 0 if shortest < _SHORTEST else 1 if shortest < _LONG else 2
    return OSA.distance(first, second, score_cutoff=most) <= most


def _parts(words: tuple[str, ...]) -> Iterator[str]:
    """The beginnings and ends of a name of several words that can be a name themselves."""
    for at in range(1, len(words)):
        yield from (
            part for part in ("".join(words[:at]), "".join(words[at:])) if _can_be_name(part)
        )


def _can_be_name(part: str) -> bool:
    return len(part) >= _SHORTEST and part not in KINDS


def _is_abbreviation(typed: tuple[str, ...], named: tuple[str, ...]) -> bool:
    """True if each word begins the word of the name in its place: „K.-Marx-Str.“."""
    return len(typed) == len(named) > 1 and all(
        long.startswith(short) for short, long in zip(typed, named, strict=True)
    )


def _is_misspelt(words: tuple[str, ...]) -> bool:
    """True if the name is nearly one that many towns have."""
    stem, _kind = _split_kind(words)
    if stem in _COMMON:
        return False
    return any(_is_near(stem, common) for common in _COMMON if len(common) > _SHORTEST)


_COMMON = frozenset(map(normalize_street, _COMMON_NAMES.split()))
