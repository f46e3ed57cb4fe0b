"""The correction of typing errors by the known words."""

from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from tlvwa.portal.search.lexicon import Lexicon
from tlvwa.portal.search.stemming import stem
from tlvwa.portal.search.verbs import infinitives
from tlvwa.portal.search.word_kinds import is_verb_or_adjective
from tlvwa.portal.search.words import ordinary_words, stop_words

SHORTEST = 4
SHORTEST_PIECE = 3
SHORTEST_MISSPELT = 5
SHORTEST_DOUBTFUL = 9
MOST_WORDS = 6  # misspelt words in a query; more are no typing errors


def allowed_errors(length: int) -> int:
    """The number of letters of a word that may be wrong, missing, added or swapped, by its length."""
    return 0 if length < SHORTEST else 1 if length < 9 else 2 if length < 15 else 3


class Speller:
    """Finds corrections among the words of a lexicon; of equally near ones the most frequent."""

    def __init__(self, lexicon: Lexicon, frequencies: Mapping[str, int]) -> None:
        self._lexicon = lexicon
        self._frequencies = frequencies

    @cached_property
    def _by_letter(self) -> dict[str, dict[int, list[str]]]:
        """The words by first letter and length; function words are never meant."""
        by_letter: dict[str, dict[int, list[str]]] = {}
        for word in set(self._lexicon.words) - stop_words():
            if word.isalpha() and len(word) >= SHORTEST_PIECE:
                by_letter.setdefault(word[0], {}).setdefault(len(word), []).append(word)
        return by_letter

    def is_known(self, word: str) -> bool:
        """True for a word that needs no correction: a known word, a compound of such, a number."""
        return (
            not word.isalpha()
            or len(word) < SHORTEST
            or word in self._lexicon
            or _is_ordinary(word)
            or (bool(self._lexicon.parts(word)) and not self.is_doubtful(word))
        )

    def is_doubtful(self, word: str) -> bool:
        """True if an unlisted compound is a listed word with one error: „arbeitlosengeld“."""
        return (
            len(word) >= SHORTEST_DOUBTFUL
            and word.isalpha()
            and word not in self._lexicon
            and bool(self._nearest(word, 1))
        )

    def correction(self, word: str) -> str:
        """The likeliest correction of a normalized, unknown word; empty if no word is near enough.

        Words with the same first letter come first, because few people miss that one; then words that
        begin with it, then compounds with one misspelt part, then words with another first letter.
        """
        return (
            self._nearest(word, allowed_errors(len(word)))
            or self._completion(word)
            or self._compound(word)
            or self._with_other_first_letter(word)
        )

    def _nearest(self, word: str, most: int) -> str:
        """The nearest word with the same first letter and at most ``most`` errors."""
        if not most:
            return ""
        of_letter = self._by_letter.get(word[0], {})
        choices = [
            candidate
            for length in range(len(word) - most, len(word) + most + 1)
            for candidate in of_letter.get(length, ())
        ]
        return self._closest(word, choices, most)

    def _closest(self, word: str, choices: Sequence[str], most: int) -> str:
        matches = extract(word, choices, scorer=OSA.distance, score_cutoff=most, limit=None)
        ranked = (
            (distance, -self._frequencies.get(stem(candidate), 0), candidate)
            for candidate, distance, _at in matches
        )
        return min(ranked, default=(0, 0, ""))[2]

    def _completion(self, word: str) -> str:
        """The shortest word that begins with an incomplete one."""
        of_letter = self._by_letter.get(word[0], {})
        longer = (
            candidate
            for length, words in of_letter.items()
            if len(word) < length
            for candidate in words
            if candidate.startswith(word)
        )
        return min(longer, key=lambda candidate: (len(candidate), candidate), default="")

    def _compound(self, word: str) -> str:
        """The correction of a compound with a known word at one end and a misspelt one at the other."""
        corrections = []
        for position in range(SHORTEST_PIECE, len(word) - SHORTEST_PIECE + 1):
            first, last = word[:position], word[position:]
            if len(first) >= SHORTEST and self._is_piece(first):
                right = self._piece(last)
                if right and _has_enough_context(last, first):
                    corrections.append((min(len(first), len(right)), first + right))
            if len(last) >= SHORTEST and self._is_piece(last):
                right = self._piece(first)
                if right and _has_enough_context(first, last):
                    corrections.append((min(len(right), len(last)), right + last))
        return max(corrections, default=(0, ""))[1]

    def _is_piece(self, piece: str) -> bool:
        return self._lexicon.is_word(piece) or bool(self._lexicon.parts(piece))

    def _piece(self, piece: str) -> str:
        return self._nearest(piece, max(allowed_errors(len(piece)), 1))

    def _with_other_first_letter(self, word: str) -> str:
        """The nearest word with another first letter; one error less is allowed, but at least one.

        For words of five letters or fewer, none is.
        """
        most = allowed_errors(len(word)) - 1 or (1 if len(word) > 5 else 0)
        if most < 1:
            return ""
        choices = [
            candidate
            for letter, of_letter in self._by_letter.items()
            if letter != word[0]
            for length in range(len(word) - most, len(word) + most + 1)
            for candidate in of_letter.get(length, ())
        ]
        return self._closest(word, choices, most)


def _has_enough_context(misspelt: str, sound: str) -> bool:
    """True if a piece is long enough to correct: a short one could become anything.

    Beside a long known word, a short piece is safe too.
    """
    return len(misspelt) >= SHORTEST_MISSPELT or len(sound) >= 2 * SHORTEST_MISSPELT


def _is_ordinary(word: str) -> bool:
    return is_verb_or_adjective(word) or any(
        stem(form) in _ordinary() for form in (word, *infinitives(word))
    )


@lru_cache(1)
def _ordinary() -> frozenset[str]:
    return frozenset(map(stem, ordinary_words()))
