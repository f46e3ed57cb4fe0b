"""A query after analysis: its words as concepts, each with alternatives that match it."""

from dataclasses import dataclass
from enum import StrEnum


class Way(StrEnum):
    """Why a text matches a word of the query."""

    WORD = "word"  # the word itself, or another inflection of it
    PARTS = "parts"  # all parts of the compound that was typed
    JOINED = "joined"  # several typed words that are one word
    SYNONYM = "synonym"  # a meaning in the thesaurus
    LATER = "later"  # a meaning that the thesaurus does not name first
    RELATED = "related"  # what the thesaurus calls related, and not the same
    PART = "part"  # only a part of the compound that was typed


WEIGHTS = {
    Way.WORD: 1.0,
    Way.JOINED: 1.0,
    Way.PARTS: 0.9,
    Way.SYNONYM: 0.85,
    Way.LATER: 0.85,
    Way.RELATED: 0.85,
    Way.PART: 0.5,
}
MEANT = (Way.SYNONYM, Way.LATER, Way.RELATED)  # by the thesaurus
CERTAIN = (Way.WORD, Way.JOINED, Way.PARTS, Way.SYNONYM)


@dataclass(frozen=True, slots=True)
class Alternative:
    """One way to match a concept: a text has all of these stems, as words or as parts of words.

    ``weight`` is from 0 to 1; ``words`` is what editors read.
    """

    way: Way
    stems: tuple[str, ...]
    weight: float
    words: str = ""


@dataclass(frozen=True, slots=True)
class Concept:
    """One word of the query.

    ``optional`` words need not match: places, and words that fit anything. A ``telling`` one says
    something of what is sought all the same, so a hit without it is not certain.
    """

    word: str
    alternatives: tuple[Alternative, ...]
    optional: bool = False
    telling: bool = True


@dataclass(frozen=True, slots=True)
class Query:
    """A query after analysis. ``phrase`` is the whole normalized text."""

    text: str
    phrase: str
    concepts: tuple[Concept, ...]
