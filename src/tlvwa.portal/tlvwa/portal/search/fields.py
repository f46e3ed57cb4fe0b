"""What of a service, an authority or a page is searched, and how much each field counts."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property

from tlvwa.portal.common.dates import in_window
from tlvwa.portal.search.normalize import normalize_word
from tlvwa.portal.search.terms import index_terms


class IndexField(StrEnum):
    """The parts of a document, those that count most first."""

    TITLE = "title"
    SYNONYM = "synonym"
    NAME = "name"
    TEASER = "teaser"
    LAW = "law"
    AUTHORITY = "authority"
    BODY = "body"


WEIGHTS: Mapping[IndexField, float] = {
    IndexField.TITLE: 1.0,
    IndexField.SYNONYM: 0.95,
    IndexField.NAME: 0.95,
    IndexField.TEASER: 0.55,
    IndexField.LAW: 0.45,
    IndexField.AUTHORITY: 0.35,
    IndexField.BODY: 0.3,
}
INSIDE = 0.65  # a word that is only a part of a longer one
# The name of the engine's field for each weight that a word can have.
LEVELS = {
    weight: f"level_{round(weight * 1000)}"
    for field_weight in WEIGHTS.values()
    for weight in (field_weight, field_weight * INSIDE)
}
Inside = Callable[[str], frozenset[str]]  # the stems of the parts of a compound's stem
WRITTEN = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Document:
    """What is searched of one object, or of its text in another language (``is_variant``).

    ``keys`` are LeiKa keys; ``shown_from`` is the first day it is shown, ``shown_to`` the first it is not.
    """

    uid: str
    title: str
    names: tuple[str, ...] = ()
    synonyms: tuple[str, ...] = ()
    teaser: str = ""
    body: str = ""
    laws: tuple[str, ...] = ()
    authorities: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    kind: str = ""
    language: str = ""
    shown_from: date | None = None
    shown_to: date | None = None
    is_variant: bool = False

    def shown_on(self, day: date) -> bool:
        """Whether the public sees it on ``day``."""
        return in_window(day, self.shown_from, self.shown_to)

    @property
    def texts(self) -> Mapping[IndexField, tuple[str, ...]]:
        """Its texts by field, those that count most first."""
        return {
            IndexField.TITLE: (self.title,),
            IndexField.SYNONYM: self.synonyms,
            IndexField.NAME: (*self.names, *self.keys),
            IndexField.TEASER: (self.teaser,),
            IndexField.LAW: self.laws,
            IndexField.AUTHORITY: self.authorities,
            IndexField.BODY: (self.body,),
        }

    @property
    def leistungsobjekt(self) -> str:
        """What hits are grouped by: the first eight digits of the first key; its UID without one."""
        return self.keys[0][:8] if self.keys else self.uid


@dataclass(frozen=True)
class IndexEntry:
    """A document with the stems it is found by, each in the field where it counts most."""

    document: Document
    terms: Mapping[IndexField, frozenset[str]] = field(init=False, compare=False)
    titles: tuple[frozenset[str], ...] = field(init=False, compare=False)
    phrases: frozenset[str] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        seen: set[str] = set()
        terms = {}
        for part, texts in self.document.texts.items():
            found = {term for text in texts for term in index_terms(text)} - seen
            seen |= found
            if found:
                terms[part] = frozenset(found)
        named = (self.document.title, *self.document.names, *self.document.synonyms)
        titles = dict.fromkeys(frozenset(index_terms(text)) for text in named if text)
        phrases = frozenset(normalize_word(text) for text in (*named, *self.document.keys) if text)
        object.__setattr__(self, "terms", terms)
        object.__setattr__(self, "titles", tuple(titles))
        object.__setattr__(self, "phrases", phrases)

    def weights(self, inside: Inside) -> Mapping[str, float]:
        """By stem the most it counts for, as a word or as a part of one."""
        found: dict[str, float] = {}
        for part, terms in self.terms.items():
            weight = WEIGHTS[part]
            for term in terms:
                found[term] = max(weight, found.get(term, 0.0))
                for piece in inside(term):
                    found[piece] = max(weight * INSIDE, found.get(piece, 0.0))
        return found

    @cached_property
    def written(self) -> frozenset[str]:
        """The words of its texts as they are written."""
        texts = (text for part, each in self.document.texts.items() for text in each)
        return frozenset(word for text in texts for word in WRITTEN.findall(text))
