"""What a long text is found by in an index of plain words, beside the words that it has.

The index of the services analyzes queries; an index of plain words cannot, so the terms of both sides meet in
it: the normalized word, its stem, the stems of the parts of a compound.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from tlvwa.portal.common.typed_text import without_invisible
from tlvwa.portal.search.index import shipped_lexicon
from tlvwa.portal.search.normalize import normalize_word
from tlvwa.portal.search.stemming import stem
from tlvwa.portal.search.words import stop_words

WORD = re.compile(r"\w+")
WRITTEN_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
SHORTEST = 3  # letters of a word that has other forms


def words_of(text: str) -> list[str]:
    """Return the words of a text as they are written."""
    return WORD.findall(unicodedata.normalize("NFC", without_invisible(text)))


def further_terms(text: str) -> set[str]:
    """Return the terms by which the words of a text are found, too."""
    words = {word.casefold() for word in words_of(text)}
    terms = {term for word in words for term in _terms(word)}
    return terms - words


def query_forms(word: str) -> tuple[str, str]:
    """Return a word of a query as it is normalized, and the term that texts have for it; or nothing."""
    normalized = normalize_word(word)
    return normalized, stem(normalized)


def significant_words(text: str) -> list[str]:
    """Return the words of a query without stop words, unless there are no others."""
    words = words_of(text)
    return [word for word in words if normalize_word(word) not in stop_words()] or words


@lru_cache(50_000)  # texts repeat the same words
def _terms(word: str) -> tuple[str, ...]:
    if len(word) < SHORTEST or not word.isalpha():
        return ()
    normalized = normalize_word(word)
    return (
        word.translate(WRITTEN_OUT),
        normalized,
        stem(normalized),
        *map(stem, _parts(normalized)),
    )


def _parts(word: str) -> Iterator[str]:
    """Yield the parts of a compound, and their parts."""
    for part in shipped_lexicon().parts(word):
        yield part
        yield from _parts(part)
