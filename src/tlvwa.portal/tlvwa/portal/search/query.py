"""What a query asks for, after analysis: its words as concepts, each with ways to be met."""

from dataclasses import dataclass
from enum import StrEnum


class Way(StrEnum):
    """Why a text meets a word of the query."""

    WORD = "word"  # the word itself, or another inflection of it
    PARTS = "parts"  # all parts of the compound that was typed
    JOINED = "joined"  # words typed apart that are one
    SYNONYM = "synonym"  # what the thesaurus says
    PART = "part"  # only a part of the compound that was typed


WEIGHTS = {Way.WORD: 1.0, Way.JOINED: 1.0, Way.PARTS: 0.9, Way.SYNONYM: 0.85, Way.PART: 0.5}


@dataclass(frozen=True, slots=True)
class Alternative:
    """One way to meet a concept: a text has all of these stems, alone or as parts of longer words.

    ``weight`` is how much it counts, from 0 to 1; ``said`` tells editors the words that it stands for.
    """

    way: Way
    stems: tuple[str, ...]
    weight: float
    said: str = ""


@dataclass(frozen=True, slots=True)
class Concept:
    """One word of the query. What is ``optional`` need not be met: a place, a word that says little."""

    word: str
    alternatives: tuple[Alternative, ...]
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """A query after analysis. ``phrase`` is all of it, folded."""

    text: str
    phrase: str
    concepts: tuple[Concept, ...]
