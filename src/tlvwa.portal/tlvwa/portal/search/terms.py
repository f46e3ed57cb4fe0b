"""From a text to the stems that it is found by."""

from collections.abc import Iterable
from functools import lru_cache

from tlvwa.portal.search.folding import fold
from tlvwa.portal.search.stemming import stem
from tlvwa.portal.search.words import stop_words


def index_terms(text: str) -> list[str]:
    """The stems of a text's words, in order, without those that say nothing."""
    return list(_index_terms(text)) if len(text) < 200 else [*_terms(text)]


@lru_cache(20_000)
def _index_terms(text: str) -> tuple[str, ...]:
    return tuple(_terms(text))


def _terms(text: str) -> Iterable[str]:
    stops = stop_words()
    for word in fold(text).split():
        if word not in stops:
            yield stem(word)
            if word.startswith("§"):
                yield word[1:]
