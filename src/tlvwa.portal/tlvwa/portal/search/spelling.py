"""Corrects typing errors: the known words a misspelt one may stand for."""

from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from tlvwa.portal.search.lexicon import Lexicon
from tlvwa.portal.search.stemming import stem
from tlvwa.portal.search.verbs import infinitives
from tlvwa.portal.search.words import ordinary_words

SHORTEST = 4
SHORTEST_PIECE = 3
SHORTEST_MISSPELT = 5
SHORTEST_DOUBTFUL = 9
MOST_WORDS = 6  # misspelt ones in a query; more are no typing errors


def allowed(length: int) -> int:
    """How many letters of a word of some length may be wrong, missing, too many or swapped."""
    return 0 if length < SHORTEST else 1 if length < 9 else 2 if length < 15 else 3


class Speller:
    """Finds corrections among the words of a lexicon, of several the one that more documents have."""

    def __init__(self, lexicon: Lexicon, frequencies: Mapping[str, int]) -> None:
        self._lexicon = lexicon
        self._frequencies = frequencies

    @cached_property
    def _by_letter(self) -> dict[str, dict[int, list[str]]]:
        """The words by first letter and length."""
        found: dict[str, dict[int, list[str]]] = {}
        for word in self._lexicon.words:
            if word.isalpha() and len(word) >= SHORTEST_PIECE:
                found.setdefault(word[0], {}).setdefault(len(word), []).append(word)
        return found

    def is_known(self, word: str) -> bool:
        """Whether nothing has to be corrected: a known word, a compound of such, a number."""
        return (
            not word.isalpha()
            or len(word) < SHORTEST
            or word in self._lexicon
            or _is_ordinary(word)
            or (bool(self._lexicon.parts(word)) and not self.is_doubtful(word))
        )

    def is_doubtful(self, word: str) -> bool:
        """Whether an unlisted compound looks like a listed word with one error: „arbeitlosengeld“."""
        return (
            len(word) >= SHORTEST_DOUBTFUL
            and word.isalpha()
            and word not in self._lexicon
            and bool(self._nearest(word, 1))
        )

    def correction(self, word: str) -> str:
        """What a folded, unknown word most likely stands for; nothing where it is too far from all.

        Words of the same first letter first, as few people miss that one; then compounds one part of
        which is misspelt.
        """
        return (
            self._nearest(word, allowed(len(word)))
            or self._completed(word)
            or self._compound(word)
            or self._elsewhere(word)
        )

    def _nearest(self, word: str, most: int) -> str:
        """The nearest word of the same first letter with at most ``most`` errors."""
        if not most:
            return ""
        of_letter = self._by_letter.get(word[0], {})
        choices = [
            each
            for length in range(len(word) - most, len(word) + most + 1)
            for each in of_letter.get(length, ())
        ]
        return self._best(word, choices, most)

    def _best(self, word: str, choices: Sequence[str], most: int) -> str:
        found = extract(word, choices, scorer=OSA.distance, score_cutoff=most, limit=None)
        ranked = (
            (distance, -self._frequencies.get(stem(each), 0), each) for each, distance, _at in found
        )
        return min(ranked, default=(0, 0, ""))[2]

    def _completed(self, word: str) -> str:
        """The shortest word that begins like one not typed to its end."""
        of_letter = self._by_letter.get(word[0], {})
        longer = (
            each
            for length, words in of_letter.items()
            if len(word) < length
            for each in words
            if each.startswith(word)
        )
        return min(longer, key=lambda each: (len(each), each), default="")

    def _compound(self, word: str) -> str:
        """A known word at one end, a misspelt one at the other."""
        found = []
        for at in range(SHORTEST_PIECE, len(word) - SHORTEST_PIECE + 1):
            first, last = word[:at], word[at:]
            if len(first) >= SHORTEST and self._is_piece(first):
                right = self._piece(last)
                if right and _is_sure(last, first):
                    found.append((min(len(first), len(right)), first + right))
            if len(last) >= SHORTEST and self._is_piece(last):
                right = self._piece(first)
                if right and _is_sure(first, last):
                    found.append((min(len(right), len(last)), right + last))
        return max(found, default=(0, ""))[1]

    def _is_piece(self, piece: str) -> bool:
        return self._lexicon.is_word(piece) or bool(self._lexicon.parts(piece))

    def _piece(self, piece: str) -> str:
        return self._nearest(piece, max(allowed(len(piece)), 1))

    def _elsewhere(self, word: str) -> str:
        """Words whose first letter was missed, with one error less."""
        most = allowed(len(word)) - 1 or (1 if len(word) > 5 else 0)
        if most < 1:
            return ""
        choices = [
            each
            for letter, of_letter in self._by_letter.items()
            if letter != word[0]
            for length in range(len(word) - most, len(word) + most + 1)
            for each in of_letter.get(length, ())
        ]
        return self._best(word, choices, most)


def _is_sure(misspelt: str, sound: str) -> bool:
    """Whether enough is left to go by: of a short piece beside another one anything could be made."""
    return len(misspelt) >= SHORTEST_MISSPELT or len(sound) >= 2 * SHORTEST_MISSPELT


def _is_ordinary(word: str) -> bool:
    return any(stem(form) in _ordinary() for form in (word, *infinitives(word)))


@lru_cache(1)
def _ordinary() -> frozenset[str]:
    return frozenset(map(stem, ordinary_words()))
