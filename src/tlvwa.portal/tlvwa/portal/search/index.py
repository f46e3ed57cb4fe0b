"""A small index of services: words, synonyms and keys, matched simply and ranked the same way always."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from tlvwa.portal.search.folding import fold, words

LONGEST_QUERY = 300
TITLE, NAME, TEXT = 5.0, 4.0, 1.0
WHOLE, PREFIX, INNER = 1.0, 0.7, 0.4
SHORTEST_INNER = 4


class Match(StrEnum):
    """Which attempt found the hits."""

    EXACT = "exact"
    ALL_WORDS = "all_words"
    SOME_WORDS = "some_words"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Document:
    """What is searched of one service, or of its text in another language (``is_variant``)."""

    uid: str
    title: str
    names: tuple[str, ...] = ()
    text: str = ""
    keys: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    shown_from: date | None = None
    shown_to: date | None = None
    is_variant: bool = False
    stems: Mapping[str, float] = field(init=False, compare=False)
    phrases: frozenset[str] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        stems: dict[str, float] = {}
        for weight, texts in ((TEXT, (self.text,)), (NAME, self.names), (TITLE, (self.title,))):
            for text in texts:
                stems |= dict.fromkeys(words(text), weight)
        object.__setattr__(self, "stems", stems)
        phrases = frozenset(fold(text) for text in (self.title, *self.names, *self.keys) if text)
        object.__setattr__(self, "phrases", phrases)

    def shown_on(self, day: date) -> bool:
        """Whether the public sees the service on ``day``."""
        return (self.shown_from is None or self.shown_from <= day) and (
            self.shown_to is None or day < self.shown_to
        )

    def score(self, word: str) -> float:
        """How well one word of a query fits; 0: not at all."""
        whole = self.stems.get(word, 0.0) * WHOLE
        return max(
            whole, *(_partial(word, stem) * weight for stem, weight in self.stems.items()), 0
        )


def _partial(word: str, stem: str) -> float:
    if stem.startswith(word) or (len(stem) >= SHORTEST_INNER and word.startswith(stem)):
        return PREFIX
    if len(word) >= SHORTEST_INNER and word in stem:
        return INNER
    if len(stem) >= SHORTEST_INNER and stem in word:
        return INNER
    return 0.0


Documents = tuple[Document, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """Hits, best first, and the attempt that found them."""

    match: Match
    documents: tuple[Document, ...]


class SearchIndex:
    """An immutable index of services: by UID the documents of each, its own first."""

    def __init__(self, documents: Mapping[str, Documents]) -> None:
        self._documents = {uid: each for uid, each in documents.items() if each}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SearchIndex) and self._documents == other._documents

    __hash__ = None  # type: ignore[assignment]

    def replace(self, changes: Mapping[str, Documents]) -> "SearchIndex":
        """The index with the documents of some services put in or (where there are none) taken out."""
        return SearchIndex(self._documents | dict(changes)) if changes else self

    def search(
        self,
        query: str,
        today: date,
        wanted: Callable[[Document], bool] = lambda document: True,
    ) -> Result:
        """Services that fit ``query``, each once, by its own document or that of a text variant.

        All of them, by title, where ``query`` is empty. ``wanted`` filters before ranking. Ties are broken
        by title and UID, so the order never varies. The result names services by their own documents.
        """
        documents = [
            document
            for own, *variants in self._documents.values()
            if own.shown_on(today) and wanted(own)
            for document in (own, *variants)
            if document.shown_on(today)
        ]
        phrase = fold(query[:LONGEST_QUERY])
        asked = words(query[:LONGEST_QUERY])
        if not query.strip():
            own = [document for document in documents if not document.is_variant]
            return Result(Match.ALL_WORDS, _by_title(own))
        if not asked:
            return Result(Match.NONE, ())
        return self._own(_ranked(documents, phrase, asked))

    def _own(self, result: Result) -> Result:
        """The hits as services, each at its best place."""
        uids = dict.fromkeys(document.uid for document in result.documents)
        return Result(result.match, tuple(self._documents[uid][0] for uid in uids))


def _ranked(documents: Iterable[Document], phrase: str, asked: tuple[str, ...]) -> Result:
    scored = []
    for document in documents:
        scores = [document.score(word) for word in asked]
        exact = phrase in document.phrases
        if exact or any(scores):
            scored.append((exact, all(scores), sum(scores), document))
    if not scored:
        return Result(Match.NONE, ())
    best = max(entry[:2] for entry in scored)
    match = Match.EXACT if best[0] else Match.ALL_WORDS if best[1] else Match.SOME_WORDS
    kept = [entry for entry in scored if best[1] is False or entry[0] or entry[1]]
    kept.sort(key=lambda entry: (not entry[0], -entry[2], entry[3].title, entry[3].uid))
    return Result(match, tuple(entry[3] for entry in kept))


def _by_title(documents: Iterable[Document]) -> tuple[Document, ...]:
    return tuple(sorted(documents, key=lambda document: (fold(document.title), document.uid)))
