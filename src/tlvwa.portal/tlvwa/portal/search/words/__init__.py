"""The word lists that come with the search: what a machine cannot know of German by rules.

Editors add to them in the settings (see ``configuration``); here is what holds for every site.
"""

import csv
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files

from tlvwa.portal.search.normalize import normalize_word


def _lines(name: str) -> Iterator[str]:
    text = (files(__package__) / name).read_text(encoding="utf-8")
    return (line for line in text.splitlines() if line.strip() and not line.startswith("#"))


def _folded(name: str) -> frozenset[str]:
    return frozenset(normalize_word(" ".join(_lines(name))).split())


@lru_cache(1)
def stop_words() -> frozenset[str]:
    """Folded words that say nothing of what is sought."""
    return _folded("stop_words.txt")


@lru_cache(1)
def weak_words() -> frozenset[str]:
    """Folded words that nearly every service could be asked with: they never decide."""
    return _folded("weak_words.txt")


@lru_cache(1)
def common_words() -> frozenset[str]:
    """Words that compounds are made of, as they are written."""
    return frozenset(" ".join(_lines("common_words.txt")).split())


@lru_cache(1)
def ordinary_words() -> frozenset[str]:
    """Folded words of everyday speech that are no typing errors."""
    return _folded("ordinary_words.txt")


@lru_cache(1)
def short_parts() -> frozenset[str]:
    """Folded words of three letters, and shortened ones, that may be a part of a compound."""
    return _folded("short_parts.txt")


@lru_cache(1)
def never_first() -> frozenset[str]:
    """Folded words that are never the first part of a compound."""
    return _folded("never_first.txt")


@lru_cache(1)
def never_last() -> frozenset[str]:
    """Folded words that are never its last."""
    return _folded("never_last.txt")


def stem_exceptions() -> dict[str, str]:
    """By folded word the stem that rules would miss."""
    return {
        word: aim
        for aim, _, words in (line.partition(":") for line in _lines("stems.txt"))
        for word in words.split()
    }


@lru_cache(1)
def shipped_compounds() -> dict[str, tuple[str, ...]]:
    """By folded word its parts; itself alone: it is never split."""
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


def shipped_rules() -> list[list[str]]:
    """The rows of the thesaurus that comes with the software, without its head."""
    return list(csv.reader(_lines("thesaurus.csv")))[1:]


def shipped_queries() -> str:
    """The query set over the demo's services (see ``evaluation``): CSV with its head."""
    return (files(__package__) / "queries.csv").read_text(encoding="utf-8")
