"""From what somebody types to what it asks for, step by step.

1. Words are folded (``folding``); those that say nothing are left out, unless there are no others.
2. A word is met by its stem, as a part of a longer word, or by all of its own parts.
3. Neighbours that are one word together, and verbs torn apart („melde … an“), are put together.
4. The thesaurus says what else a word or phrase means.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from tlvwa.portal.search.lexicon import Lexicon
from tlvwa.portal.search.meanings import Meanings, Phrase
from tlvwa.portal.search.normalize import normalize_word
from tlvwa.portal.search.query import WEIGHTS, Alternative, Concept, Query, Way
from tlvwa.portal.search.stemming import stem
from tlvwa.portal.search.verbs import PARTICLES, infinitives
from tlvwa.portal.search.words import stop_words, weak_words

LONGEST_QUERY, MOST_WORDS = 300, 24
NEAR = 5  # words between the first and the last of a phrase
MOST_JOINED = 4
LAST_PART = 0.6  # what the last part of a compound counts, of one before it
LONGER = 0.1  # what each further word of a phrase adds: the longer, the surer
LATER = 0.96  # what each further meaning of a term counts, of the one before


@dataclass(slots=True, eq=False)
class _Token:
    """A word of the query: the stems it stands for, and those of its parts where it is a compound."""

    word: str
    stems: set[str]
    parts: frozenset[str] = frozenset()
    alternatives: list[Alternative] = field(default_factory=list)


class Analyzer:
    """Reads queries, with a word list, a thesaurus (pairs of term and meaning) and names of places."""

    def __init__(
        self, lexicon: Lexicon, meanings: Meanings, places: frozenset[str] = frozenset()
    ) -> None:
        self.lexicon = lexicon
        self.meanings = meanings
        self.places = places

    def query(self, text: str) -> Query:
        """What a text asks for; of a very long one only its beginning is read."""
        phrase = normalize_word(text[:LONGEST_QUERY])
        words = phrase.split()[:MOST_WORDS]
        stops = stop_words()
        tokens = [_Token(word, {stem(word)}) for word in words]
        kept = [token for token in tokens if token.word not in stops] or tokens
        for token in kept:
            self._read(token)
        self._join(tokens, stops)
        self._put_together(tokens, stops)
        self._look_up(kept, tokens)
        return Query(text, phrase, tuple(self._concept(token) for token in kept))

    def _concept(self, token: _Token) -> Concept:
        found = dict.fromkeys(token.alternatives)
        optional = token.word in weak_words() or token.word in self.places
        return Concept(token.word, tuple(found), optional)

    def _read(self, token: _Token) -> None:
        word = token.word
        for form in (word, *self._infinitives(word)):
            token.stems.add(stem(form))
            token.alternatives.append(_alternative(Way.WORD, (form,)))
        if word.startswith("§"):
            token.stems.add(word[1:])
        parts = self.lexicon.parts(word)
        token.parts = frozenset(map(stem, parts))
        token.alternatives += _of_parts(parts)

    def _infinitives(self, word: str) -> Iterable[str]:
        if word in self.lexicon:
            return ()
        return (verb for verb in infinitives(word) if verb in self.lexicon)

    def _join(self, tokens: list[_Token], stops: frozenset[str]) -> None:
        """Neighbours that are a known word together stand for it, each of them."""
        for start in range(len(tokens)):
            for end in range(start + 2, min(start + MOST_JOINED, len(tokens)) + 1):
                some = tokens[start:end]
                joined = "".join(token.word for token in some)
                if joined in self.lexicon and not all(token.word in stops for token in some):
                    for token in some:
                        self._also(token, joined)

    def _put_together(self, tokens: list[_Token], stops: frozenset[str]) -> None:
        """A verb and its particle further on: „melde … an“."""
        for at, particle in enumerate(tokens):
            if particle.word not in PARTICLES:
                continue
            for verb in tokens[max(0, at - MOST_WORDS) : at]:
                joined = particle.word + verb.word
                if verb.word not in stops and joined in self.lexicon:
                    self._also(verb, joined)

    def _also(self, token: _Token, word: str) -> None:
        token.stems.add(stem(word))
        token.alternatives.append(_alternative(Way.JOINED, (word,)))
        token.alternatives += _of_parts(self.lexicon.parts(word))

    def _look_up(self, kept: list[_Token], tokens: list[_Token]) -> None:
        """What the thesaurus says of each word, and of phrases whose words stand near each other."""
        for token in kept:
            at = tokens.index(token)
            near = tokens[max(0, at - NEAR) : at + NEAR + 1]
            for each in sorted(token.stems | token.parts):
                for phrase, meaning, place in self.meanings.get(each, ()):
                    covered = _covering(phrase, near)
                    if token in covered:
                        share = LATER**place * (1 + LONGER * (len(phrase) - 1))
                        alternative = self._meaning(meaning, share, _is_whole(phrase, covered))
                        for one in covered:
                            one.alternatives.append(alternative)

    def _meaning(self, meaning: str, share: float, whole: bool) -> Alternative:
        words = tuple(word for word in normalize_word(meaning).split() if word not in stop_words())
        return _alternative(Way.SYNONYM if whole else Way.PART, words, share, meaning)


def _of_parts(parts: Sequence[str]) -> Iterable[Alternative]:
    """What a compound is met by: all of its parts that say something, and each part for itself.

    The first parts name the thing („Führerschein|umtausch“), the last is often only the step.
    """
    telling = [part for part in parts if part not in weak_words()] or list(parts)
    if parts:
        yield _alternative(Way.PARTS, telling)
    for part in telling if len(telling) > 1 else ():
        yield _alternative(Way.PART, (part,), LAST_PART if part == parts[-1] else 1.0)


def _alternative(way: Way, words: Sequence[str], share: float = 1.0, said: str = "") -> Alternative:
    stems = tuple(dict.fromkeys(map(stem, words)))
    return Alternative(way, stems, WEIGHTS[way] * share, said or " ".join(words))


def _covering(phrase: Phrase, tokens: list[_Token]) -> list[_Token]:
    """The words of a query that a phrase is made of; none where a part of it is missing."""
    found = []
    for part in sorted(phrase):
        holding = [token for token in tokens if part in token.stems]
        holding = holding or [token for token in tokens if part in token.parts]
        if not holding:
            return []
        found += holding
    return found


def _is_whole(phrase: Phrase, tokens: list[_Token]) -> bool:
    """Whether a phrase is made of whole words: of a compound, then, all parts are in it."""
    return all(
        not phrase.isdisjoint(token.stems) or token.parts.issubset(phrase) for token in tokens
    )
