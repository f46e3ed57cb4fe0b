"""The word lists of the search: facts about German that do not follow from rules.

These lists are for every site; editors add to them in the settings (see ``configuration``).
"""

import csv
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files

from tlvwa.portal.search.normalize import normalize_word


def _lines(name: str) -> Iterator[str]:
    text = (files(__package__) / name).read_text(encoding="utf-8")
    return (line for line in text.splitlines() if line.strip() and not line.startswith("#"))


def _normalized(name: str) -> frozenset[str]:
    return frozenset(normalize_word(" ".join(_lines(name))).split())


@lru_cache(1)
def stop_words() -> frozenset[str]:
    """Normalized words that carry no meaning in a query."""
    return _normalized("stop_words.txt")


@lru_cache(1)
def filler_words() -> frozenset[str]:
    """Normalized words that say nothing of what is sought, as „Antrag“ and „bekommen“."""
    return _normalized("filler_words.txt")


@lru_cache(1)
def weak_words() -> frozenset[str]:
    """Normalized words that fit many services: they never decide. Filler words are among them."""
    return _normalized("weak_words.txt") | filler_words()


@lru_cache(1)
def step_words() -> frozenset[str]:
    """Normalized words for what an authority does or is asked to do, as „Anmeldung“."""
    return _normalized("step_words.txt")


@lru_cache(1)
def verbs_and_adjectives() -> frozenset[str]:
    """Normalized verbs and adjectives of everyday language."""
    return _normalized("verbs_and_adjectives.txt")


@lru_cache(1)
def common_words() -> frozenset[str]:
    """Words of which compounds consist, as they are written."""
    return frozenset(" ".join(_lines("common_words.txt")).split())


@lru_cache(1)
def deal_words() -> frozenset[str]:
    """What people do with shops, landlords and craftsmen, normalized."""
    return _normalized("deal_words.txt")


@lru_cache(1)
def circumstance_words() -> frozenset[str]:
    """Normalized words that say who asks, when and where."""
    return _normalized("circumstance_words.txt")


@lru_cache(1)
def ordinary_words() -> frozenset[str]:
    """Normalized words of everyday language that are no typing errors."""
    return (
        _normalized("ordinary_words.txt")
        | verbs_and_adjectives()
        | step_words()
        | circumstance_words()
    )


@lru_cache(1)
def short_parts() -> frozenset[str]:
    """Normalized words of three letters, and shortened ones, that may be a part of a compound."""
    return _normalized("short_parts.txt")


@lru_cache(1)
def never_first() -> frozenset[str]:
    """Normalized words that are never the first part of a compound."""
    return _normalized("never_first.txt")


@lru_cache(1)
def never_last() -> frozenset[str]:
    """Normalized words that are never the last part of a compound."""
    return _normalized("never_last.txt")


def stem_exceptions() -> dict[str, str]:
    """The stems that the rules get wrong, by normalized word."""
    return {
        word: aim
        for aim, _, words in (line.partition(":") for line in _lines("stems.txt"))
        for word in words.split()
    }


@lru_cache(1)
def shipped_compounds() -> dict[str, tuple[str, ...]]:
    """The parts of compounds by normalized word; a word alone is never split."""
    pairs = (line.split() for line in _lines("compounds.txt"))
    return {"".join(parts).replace("-", ""): tuple(parts) for parts in pairs}


@lru_cache(1)
def shipped_splits() -> dict[str, tuple[str, ...]]:
    """The parts of all compounds among the words that are shipped, written down by ``make words``."""
    return {
        line.replace("|", "").replace("-", ""): tuple(
            piece.partition("-")[0] for piece in line.split("|")
        )
        for line in _lines("splits.txt")
    }


def shipped_thesaurus_rows() -> list[list[str]]:
    """The rows of the shipped thesaurus, without its head."""
    return list(csv.reader(_lines("thesaurus.csv")))[1:]


def shipped_test_queries() -> str:
    """The test queries for the services of the demo (see ``evaluation``): CSV with its head."""
    return (files(__package__) / "queries.csv").read_text(encoding="utf-8")
