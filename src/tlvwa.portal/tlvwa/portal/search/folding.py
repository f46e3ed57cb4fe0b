"""Brings German words to a form in which spellings that mean the same are the same."""

import re
import unicodedata
from functools import lru_cache

WORD = re.compile(r"[a-z0-9§]+")
UMLAUTS = (("ae", "a"), ("oe", "o"), ("ue", "u"))
ENDINGS = ("ungen", "ern", "ung", "en", "er", "es", "em", "e", "n", "s")
SHORTEST_STEM = 4
STOP_WORDS = frozenset(
    (
        *("der", "die", "das", "den", "dem", "des", "ein", "eine", "einen", "einem"),
        *("einer", "eines", "und", "oder", "in", "im", "am", "an", "auf", "aus"),
        *("bei", "beim", "fur", "mit", "nach", "von", "vom", "zu", "zum", "zur"),
        *("uber", "um", "ich", "wir", "mein", "meine", "meinen", "meinem", "meiner", "sich"),
        *("ist", "sind", "wo", "wie", "was", "wer", "wird", "werden", "kann", "muss"),
        *("mochte", "will", "brauche", "hat", "habe"),
    )
)


@lru_cache(20_000)  # lists sort the same titles by it again and again
def fold(text: str) -> str:
    """Lower case, ä = ae = a, ß = ss, no accents, one blank between words."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    for long, short in UMLAUTS:
        plain = plain.replace(long, short)
    return " ".join(WORD.findall(plain))


def stem(word: str) -> str:
    """A folded word without its inflection, as far as a plain rule can tell."""
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            return word[: -len(ending)]
    return word


def words(text: str) -> tuple[str, ...]:
    """The stems of a text's words; stop words are left out unless there is nothing else."""
    folded = fold(text).split()
    return tuple(stem(word) for word in folded if word not in STOP_WORDS) or tuple(folded)
