"""The meanings of the thesaurus, indexed for a look-up by the stems of a query."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from tlvwa.portal.search.normalize import normalize_word
from tlvwa.portal.search.stemming import stem
from tlvwa.portal.search.terms import index_terms
from tlvwa.portal.search.thesaurus import Pair
from tlvwa.portal.search.words import stop_words

Phrase = frozenset[str]


class Meaning(NamedTuple):
    """One meaning of a term: the stems of the term, the words it means, its position among meanings.

    ``related``: the term is not the same but has to do with it.
    """

    phrase: Phrase
    words: str
    place: int
    related: bool = False


Meanings = Mapping[str, Sequence[Meaning]]


def meanings_of(pairs: Iterable[Pair]) -> Meanings:
    """Index pairs of term and meaning by the longest stem of the term.

    One stem is enough, for a query that has the phrase has all of its stems. Stop words are used
    only if there are no others.
    """
    by_stem: dict[str, list[Meaning]] = {}
    places: Counter[str] = Counter()
    for term, meaning, related in pairs:
        phrase = _phrase(term)
        if phrase:
            key = max(phrase, key=lambda root: (root not in stop_words(), len(root), root))
            by_stem.setdefault(key, []).append(Meaning(phrase, meaning, places[term], related))
            places[term] += 1
    return by_stem


def _phrase(term: str) -> Phrase:
    """The stems of a term; stop words are included if only one word is left („kein Geld“)."""
    telling = frozenset(index_terms(term))
    return telling if len(telling) > 1 else frozenset(map(stem, normalize_word(term).split()))
