"""The analysis of queries, step by step.

1. Words are normalized (``normalize``); stop words are left out, unless there are no others.
2. A word is matched by its stem, as a part of a longer word, or by all of its own parts.
3. Neighbours that are one word together, and separated verbs („melde … an“), are joined.
4. The thesaurus adds other meanings of a word or phrase.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from tlvwa.portal.search.lexicon import Lexicon
from tlvwa.portal.search.meanings import Meaning, Meanings, Phrase
from tlvwa.portal.search.normalize import normalize_word
from tlvwa.portal.search.query import WEIGHTS, Alternative, Concept, Query, Way
from tlvwa.portal.search.stemming import stem
from tlvwa.portal.search.verbs import PARTICLES, infinitives
from tlvwa.portal.search.words import filler_words, stop_words, weak_words

LONGEST_QUERY, MOST_WORDS = 300, 24
KNOWN = 4096  # words whose analysis is kept
NEAR = 5  # words between the first and the last of a phrase
MOST_JOINED = 4
LAST_PART = 0.6  # weight of the last part of a compound, compared with the parts before it
LONGER = 0.1  # added for each further word of a phrase: the longer, the more certain
LATER = 0.96  # factor for each further meaning of a term, compared with the one before


class _Word(NamedTuple):
    """What a word means by itself: its stems, the stems of its parts, and how texts can have it."""

    stems: frozenset[str]
    parts: frozenset[str]
    alternatives: tuple[Alternative, ...]


class _Token:
    """A word of one query, with what its neighbours and the thesaurus add."""

    __slots__ = ("alternatives", "parts", "stems", "word")

    def __init__(self, word: str) -> None:
        self.word = word
        self.stems = {stem(word)}
        self.parts: frozenset[str] = frozenset()
        self.alternatives: list[Alternative] = []


class Analyzer:
    """Analyzes queries with a lexicon, the meanings of a thesaurus and names of places."""

    def __init__(
        self, lexicon: Lexicon, meanings: Meanings, places: frozenset[str] = frozenset()
    ) -> None:
        self.lexicon = lexicon
        self.meanings = meanings
        self.places = places
        self._known = lru_cache(KNOWN)(self._word)

    def query(self, text: str) -> Query:
        """Analyze a text; of a very long one only its beginning is read."""
        phrase = normalize_word(text[:LONGEST_QUERY])
        words = phrase.split()[:MOST_WORDS]
        stops = stop_words()
        tokens = [_Token(word) for word in words]
        significant = [token for token in tokens if token.word not in stops] or tokens
        for token in significant:
            self._add_own_alternatives(token)
        self._join_neighbours(tokens, stops)
        self._join_separated_verbs(tokens, stops)
        self._add_meanings(significant, tokens)
        return Query(text, phrase, tuple(self._concept(token) for token in significant))

    def _concept(self, token: _Token) -> Concept:
        alternatives = tuple(dict.fromkeys(token.alternatives))
        is_empty = token.word in filler_words() or token.word in self.places
        return Concept(
            token.word, alternatives, is_empty or token.word in weak_words(), not is_empty
        )

    def _add_own_alternatives(self, token: _Token) -> None:
        word = self._known(token.word)
        token.stems |= word.stems
        token.parts = word.parts
        token.alternatives += word.alternatives

    def _word(self, word: str) -> _Word:
        forms = (word, *self._infinitives(word))
        parts = self.lexicon.parts(word)
        number = (word[1:],) if word.startswith("§") else ()
        return _Word(
            frozenset((*map(stem, forms), *number)),
            frozenset(map(stem, parts)),
            (*(_alternative(Way.WORD, (form,)) for form in forms), *_part_alternatives(parts)),
        )

    def _infinitives(self, word: str) -> Iterable[str]:
        if word in self.lexicon:
            return ()
        return (verb for verb in infinitives(word) if verb in self.lexicon)

    def _join_neighbours(self, tokens: list[_Token], stops: frozenset[str]) -> None:
        """Add to neighbours that are a known word together that word, to each of them."""
        for start in range(len(tokens)):
            for end in range(start + 2, min(start + MOST_JOINED, len(tokens)) + 1):
                neighbours = tokens[start:end]
                joined = "".join(token.word for token in neighbours)
                if joined in self.lexicon and not all(token.word in stops for token in neighbours):
                    for token in neighbours:
                        self._add_joined_word(token, joined)

    def _join_separated_verbs(self, tokens: list[_Token], stops: frozenset[str]) -> None:
        """Join verbs with a particle further on: „melde … an“."""
        for position, particle in enumerate(tokens):
            if particle.word not in PARTICLES:
                continue
            for verb in tokens[max(0, position - MOST_WORDS) : position]:
                joined = particle.word + verb.word
                if verb.word not in stops and joined in self.lexicon:
                    self._add_joined_word(verb, joined)

    def _add_joined_word(self, token: _Token, word: str) -> None:
        token.stems.add(stem(word))
        token.alternatives.append(_alternative(Way.JOINED, (word,)))
        token.alternatives += _part_alternatives(self.lexicon.parts(word))

    def _add_meanings(self, significant: list[_Token], tokens: list[_Token]) -> None:
        """Add the meanings of each word, and of phrases whose words are near each other."""
        for token in significant:
            position = tokens.index(token)
            near = tokens[max(0, position - NEAR) : position + NEAR + 1]
            roots = frozenset().union(*(other.stems | other.parts for other in near))
            for root in sorted(token.stems | token.parts):
                for meaning in self.meanings.get(root, ()):
                    if not meaning.phrase <= roots:
                        continue
                    covered = _covering_tokens(meaning.phrase, near)
                    if token in covered:
                        alternative = _meaning_alternative(
                            meaning, _is_whole(meaning.phrase, covered)
                        )
                        for covered_token in covered:
                            covered_token.alternatives.append(alternative)


def _meaning_alternative(meaning: Meaning, whole: bool) -> Alternative:
    share = LATER**meaning.place * (1 + LONGER * (len(meaning.phrase) - 1))
    words = tuple(
        word for word in normalize_word(meaning.words).split() if word not in stop_words()
    )
    way = Way.RELATED if meaning.related else Way.LATER if meaning.place else Way.SYNONYM
    return _alternative(way if whole else Way.PART, words, share, meaning.words)


def _part_alternatives(parts: Sequence[str]) -> Iterable[Alternative]:
    """The alternatives for a compound: all of its significant parts together, and each part alone.

    The first parts name the thing („Führerschein|umtausch“), the last is often only the step, so it
    counts less; a filler there does not count at all („Bau|antrag“). Other weak words do: a
    „Mutter|pass“ is no passport.
    """
    significant = list(parts)
    while len(significant) > 1 and significant[-1] in filler_words():
        significant.pop()
    if parts:
        yield _alternative(Way.PARTS, significant)
    for part in significant if len(significant) > 1 else ():
        yield _alternative(Way.PART, (part,), LAST_PART if part == parts[-1] else 1.0)


def _alternative(way: Way, words: Sequence[str], share: float = 1.0, said: str = "") -> Alternative:
    stems = tuple(dict.fromkeys(map(stem, words)))
    return Alternative(way, stems, WEIGHTS[way] * share, said or " ".join(words))


def _covering_tokens(phrase: Phrase, tokens: list[_Token]) -> list[_Token]:
    """The tokens of which a phrase consists; none if a word of it is missing."""
    covering = []
    for part in sorted(phrase):
        having = [token for token in tokens if part in token.stems]
        having = having or [token for token in tokens if part in token.parts]
        if not having:
            return []
        covering += having
    return covering


def _is_whole(phrase: Phrase, tokens: list[_Token]) -> bool:
    """True if each token is in the phrase as a whole: by a stem of its own, or by all of its parts."""
    return all(
        not phrase.isdisjoint(token.stems) or token.parts.issubset(phrase) for token in tokens
    )
