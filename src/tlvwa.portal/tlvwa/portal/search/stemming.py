"""Takes the inflection from German words.

Snowball's German algorithm (Porter, snowballstem.org/algorithms/german), applied until nothing more
falls away, so that „verlängern“ and „Verlängerung“ meet; and a list of words that it gets wrong.
"""

from collections.abc import Mapping
from functools import lru_cache
from threading import local

from Stemmer import Stemmer

from tlvwa.portal.search.words import stem_exceptions

SHORTEST = 4
_of_this_thread = local()  # a stemmer is not to be shared between threads


@lru_cache(200_000)
def stem(word: str) -> str:
    """The stem of a folded word; words with digits and exceptions stay or become what the list says."""
    known = _exceptions().get(word)
    if known is not None:
        return known
    if not word.isalpha():
        return word
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
