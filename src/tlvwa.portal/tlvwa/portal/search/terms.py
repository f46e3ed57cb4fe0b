"""The stems by which a text is found."""

from collections.abc import Iterable
from functools import lru_cache

from tlvwa.portal.search.normalize import normalize_word
from tlvwa.portal.search.stemming import stem
from tlvwa.portal.search.words import stop_words

LONGEST_CACHED = 200  # characters of a text whose stems are cached: names are read again and again


def index_terms(text: str) -> list[str]:
    """The stems of a text's words, in order, without stop words."""
    return list(_cached_terms(text) if len(text) <= LONGEST_CACHED else _terms(text))


@lru_cache(20_000)
def _cached_terms(text: str) -> tuple[str, ...]:
    return tuple(_terms(text))


def _terms(text: str) -> Iterable[str]:
    stops = stop_words()
    for word in normalize_word(text).split():
        if word not in stops:
            yield stem(word)
            if word.startswith("§"):
                yield word[1:]
