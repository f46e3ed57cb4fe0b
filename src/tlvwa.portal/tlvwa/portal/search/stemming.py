"""The stemming of German words.

Snowball's German algorithm (Porter, snowballstem.org/algorithms/german) is applied until nothing
changes, so that „verlängern“ and „Verlängerung“ have one stem; a list has the exceptions.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from threading import local

from Stemmer import Stemmer

from tlvwa.portal.search.words import stem_exceptions

SHORTEST = 4
# Endings that make a noun of a verb, or a verb of a Latin root, so that „prüfen“ and „Prüfung“,
# „adoptieren“ and „Adoption“, „Fisch“ and „Fischerei“ have one stem. Snowball removes few of them.
DERIVED = re.compile(
    r"(?:ierung(?:en|s)?|ier(?:en?|t|te[nrs]?)|ation(?:en|s)?|ion(?:en|s)?|iums?|(?<![aeiou])ien?"
    r"|ung(?:en|s)?|erei(?:en)?)$"
)
_of_this_thread = local()  # a stemmer must not be shared between threads


@lru_cache(200_000)
def stem(word: str) -> str:
    """The stem of a normalized word; exceptions come from a list, words with digits do not change."""
    exception = _exceptions().get(word)
    if exception is not None:
        return exception
    if not word.isalpha():
        return word
    root = DERIVED.sub("", word)
    shortened = _strip_endings(root) if len(root) >= SHORTEST else ""
    return shortened if len(shortened) >= SHORTEST else _strip_endings(word)


def _strip_endings(word: str) -> str:
    """Strip endings from a word as long as enough letters are left."""
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
