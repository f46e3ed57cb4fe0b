"""What the thesaurus' terms mean, ready to be looked up by the stems of a query."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from tlvwa.portal.search.normalize import normalize_word
from tlvwa.portal.search.stemming import stem
from tlvwa.portal.search.terms import index_terms
from tlvwa.portal.search.words import stop_words

Phrase = frozenset[str]


class Meaning(NamedTuple):
    """One meaning of a term: the term's stems, the words it means, its place among the meanings."""

    phrase: Phrase
    words: str
    place: int


Meanings = Mapping[str, Sequence[Meaning]]


def meanings_of(pairs: Iterable[tuple[str, str]]) -> Meanings:
    """Pairs of term and meaning by the longest stem of the term, each with its place among the meanings."""
    found: dict[str, list[Meaning]] = {}
    places: Counter[str] = Counter()
    for term, meaning in pairs:
        phrase = _phrase(term)
        if phrase:
            key = max(phrase, key=lambda each: (each not in stop_words(), len(each), each))
            found.setdefault(key, []).append(Meaning(phrase, meaning, places[term]))
            places[term] += 1
    return found


def _phrase(term: str) -> Phrase:
    """The stems of a term; words that say little count where only one would be left („kein Geld“)."""
    telling = frozenset(index_terms(term))
    return telling if len(telling) > 1 else frozenset(map(stem, normalize_word(term).split()))
