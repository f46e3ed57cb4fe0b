"""Takes the inflection from German words.

Snowball's German algorithm (Porter, snowballstem.org/algorithms/german), applied until nothing more
falls away, so that „verlängern“ and „Verlängerung“ meet; and a list of words that it gets wrong.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from threading import local

from Stemmer import Stemmer

from tlvwa.portal.search.words import stem_exceptions

SHORTEST = 4
# Endings that make a noun of a verb, or a verb of a Latin root: „prüfen“ and „Prüfung“, „adoptieren“
# and „Adoption“, „Fisch“ and „Fischerei“ meet. Snowball leaves many of them to words of its own length.
DERIVED = re.compile(
    r"(?:ierung(?:en|s)?|ier(?:en?|t|te[nrs]?)|ation(?:en|s)?|ion(?:en|s)?|iums?|(?<![aeiou])ien?"
    r"|ung(?:en|s)?|erei(?:en)?)$"
)
_of_this_thread = local()  # a stemmer is not to be shared between threads


@lru_cache(200_000)
def stem(word: str) -> str:
    """The stem of a folded word; words with digits and exceptions stay or become what the list says."""
    known = _exceptions().get(word)
    if known is not None:
        return known
    if not word.isalpha():
        return word
    root = DERIVED.sub("", word)
    found = _worn(root) if len(root) >= SHORTEST else ""
    return found if len(found) >= SHORTEST else _worn(word)


def _worn(word: str) -> str:
    """A word without its endings, as long as enough is left of it."""
    word = _snowball(word)
    while len(shorter := _snowball(word)) >= SHORTEST and shorter != word:
        word = shorter
    return word


def _snowball(word: str) -> str:
    if not hasattr(_of_this_thread, "stemmer"):
        _of_this_thread.stemmer = Stemmer("german")
    return str(_of_this_thread.stemmer.stemWord(word))


@lru_cache(1)
def _exceptions() -> Mapping[str, str]:
    return stem_exceptions()


def exceptions_to(root: str) -> frozenset[str]:
    """The words that have a stem though no rule leads there: „gezogen“ has that of „ziehen“."""
    return _exceptional().get(root, frozenset())


@lru_cache(1)
def _exceptional() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for word, root in _exceptions().items():
        found.setdefault(root, set()).add(word)
    return {root: frozenset(words) for root, words in found.items()}
