"""The fields of documents (services, authorities, pages), and their weights."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property

from tlvwa.portal.common.dates import in_window
from tlvwa.portal.search.normalize import normalize_word
from tlvwa.portal.search.terms import index_terms
from tlvwa.portal.search.word_kinds import step_stems


class IndexField(StrEnum):
    """The fields of a document, those with the highest weight first."""

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
INSIDE = 0.65  # factor for a word that is only a part of a longer one
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
    """The searchable texts of one object, or of one of its text variants (``is_variant``).

    ``short_name`` is the last part of its address; ``keys`` are LeiKa keys; ``shown_from`` is the first
    public day, ``shown_to`` the first day after.
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
    short_name: str = ""
    audience: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    kind: str = ""
    language: str = ""
    shown_from: date | None = None
    shown_to: date | None = None
    is_variant: bool = False

    def shown_on(self, day: date) -> bool:
        """True if the document is public on ``day``."""
        return in_window(day, self.shown_from, self.shown_to)

    @property
    def texts(self) -> Mapping[IndexField, tuple[str, ...]]:
        """The texts by field, those with the highest weight first."""
        return {
            IndexField.TITLE: (self.title,),
            IndexField.SYNONYM: self.synonyms,
            IndexField.NAME: (*self.names, *self.keys),
            IndexField.TEASER: (self.teaser,),
            IndexField.LAW: self.laws,
            IndexField.AUTHORITY: self.authorities,
            IndexField.BODY: (self.body,),
        }

    @cached_property
    def is_plain(self) -> bool:
        """True for a Leistungsobjekt or a Verrichtung without a detail: the key ends with 000."""
        return any(key.endswith("000") for key in self.keys)

    @property
    def leistungsobjekt(self) -> str:
        """The group of the document: the first eight digits of its first key, or its UID without one."""
        return self.keys[0][:8] if self.keys else self.uid


@dataclass(frozen=True)
class IndexEntry:
    """A document with its stems, each in the field with the highest weight that has it.

    ``titles`` are the stems of each of its names, ``cores`` the same without the steps that title and
    other names have („Hundesteuer“ of „Hundesteuer anmelden“), ``phrases`` its normalized names and keys.
    """

    document: Document
    terms: Mapping[IndexField, frozenset[str]] = field(init=False, compare=False)
    titles: tuple[frozenset[str], ...] = field(init=False, compare=False)
    cores: tuple[frozenset[str], ...] = field(init=False, compare=False)
    phrases: frozenset[str] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        seen: set[str] = set()
        terms = {}
        for part, texts in self.document.texts.items():
            new_terms = {term for text in texts for term in index_terms(text)} - seen
            seen |= new_terms
            if new_terms:
                terms[part] = frozenset(new_terms)
        official = (self.document.title, *self.document.names)
        names = (*official, *self.document.synonyms)
        titles = dict.fromkeys(frozenset(index_terms(text)) for text in names if text)
        phrases = frozenset(normalize_word(text) for text in (*names, *self.document.keys) if text)
        object.__setattr__(self, "terms", terms)
        object.__setattr__(self, "titles", tuple(titles))
        stated = {frozenset(index_terms(text)) for text in official if text}
        cores = (name - step_stems() if name in stated else name for name in titles)
        object.__setattr__(
            self, "cores", tuple(core or name for core, name in zip(cores, titles, strict=True))
        )
        object.__setattr__(self, "phrases", phrases)

    def weights(self, inside: Inside) -> Mapping[str, float]:
        """The highest weight of each stem, as a word or as a part of one."""
        by_term: dict[str, float] = {}
        for part, terms in self.terms.items():
            weight = WEIGHTS[part]
            for term in terms:
                by_term[term] = max(weight, by_term.get(term, 0.0))
                for piece in inside(term):
                    by_term[piece] = max(weight * INSIDE, by_term.get(piece, 0.0))
        return by_term

    @cached_property
    def written_words(self) -> frozenset[str]:
        """The words of its texts as they are written, for the lexicon."""
        texts = (text for part, part_texts in self.document.texts.items() for text in part_texts)
        return frozenset(word for text in texts for word in WRITTEN.findall(text))
