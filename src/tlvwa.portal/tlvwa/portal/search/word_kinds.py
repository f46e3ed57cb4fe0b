"""Kinds of words by which a query is read: what is done, how something is, who asks, when and where.

The rest, mostly nouns, names the matter.
"""

from collections.abc import Iterator
from functools import lru_cache

from tlvwa.portal.search.stemming import stem
from tlvwa.portal.search.verbs import PARTICLES, infinitives
from tlvwa.portal.search.words import (
    circumstance_words,
    step_words,
    verbs_and_adjectives,
)

CACHED = 10_000  # words: they come from queries
ENDINGS = ("e", "en", "er", "es", "em", "n", "s")  # of adjectives and nouns


@lru_cache(CACHED)
def is_circumstance(word: str) -> bool:
    """Say whether a normalized word says who asks, when or where, in any inflection."""
    return any(form in circumstance_words() for form in _forms(word))


@lru_cache(CACHED)
def is_step(word: str) -> bool:
    """Say whether a normalized word is a step, in any inflection, or an everyday verb or adjective."""
    return stem(word) in step_stems() or is_verb_or_adjective(word)


def is_verb_or_adjective(word: str) -> bool:
    """Say whether a normalized word is one of everyday language, also with a particle („aus|schenken“)."""
    known = verbs_and_adjectives()
    return any(
        form in known or any(form.removeprefix(particle) in known for particle in PARTICLES)
        for form in _forms(word)
    )


@lru_cache(1)
def step_stems() -> frozenset[str]:
    """The stems of the steps."""
    return frozenset(map(stem, step_words()))


def _forms(word: str) -> Iterator[str]:
    """A word, its infinitive if it may be a form of a verb, and its beginning if it may be an adjective."""
    yield word
    yield from infinitives(word)
    for ending in ENDINGS:
        if word.endswith(ending):
            yield word.removesuffix(ending)
