"""The search over many documents: a ladder of attempts, each wider than the one before."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType

from tlvwa.portal.search.analysis import LONGEST_QUERY, Analyzer
from tlvwa.portal.search.configuration import SearchWords, shipped_words
from tlvwa.portal.search.engine import LEAST
from tlvwa.portal.search.fields import WRITTEN, Document, IndexEntry
from tlvwa.portal.search.lexicon import Lexicon
from tlvwa.portal.search.normalize import normalize_word
from tlvwa.portal.search.query import Alternative, Concept, Query, Way
from tlvwa.portal.search.ranking import Ranking, Statistics
from tlvwa.portal.search.segments import Entries, Segments
from tlvwa.portal.search.spelling import MOST_WORDS as MOST_MISSPELT
from tlvwa.portal.search.spelling import Speller
from tlvwa.portal.search.stemming import stem
from tlvwa.portal.search.words import shipped_splits


class MatchKind(StrEnum):
    """Which attempt found the hits."""

    EXACT = "exact"
    ALL_WORDS = "all_words"
    CORRECTED = "corrected"
    SOME_WORDS = "some_words"
    NONE = "none"


GOOD_ENOUGH = 0.35  # of the query's weight: an attempt that finds less leaves it to the next
PINNED = 2.0  # the score of what editors put first
RANKED = 150  # hits that are looked at closely; the others follow by how much they meet

Documents = tuple[Document, ...]
Wanted = Callable[[Document], bool]


@dataclass(frozen=True, slots=True)
class Hit:
    """A document found: the object's own, though another of its texts may have been what was found."""

    document: Document
    score: float


@dataclass(frozen=True, slots=True)
class SearchResult:
    """Hits, best first, the attempt that found them, and the query as it was corrected (or nothing).

    ``asked`` is the query as it was read in the end; ``None`` where all documents were asked for.
    """

    match: MatchKind
    hits: tuple[Hit, ...]
    corrected: str = ""
    asked: Query | None = field(default=None, compare=False, repr=False)

    @property
    def documents(self) -> tuple[Document, ...]:
        """The documents, best first."""
        return tuple(hit.document for hit in self.hits)


@dataclass(frozen=True, slots=True)
class _Attempt:
    """What one attempt found, and how much of the query the best hit meets, from 0 to 1."""

    hits: tuple[Hit, ...] = ()
    share: float = 0.0
    exact: bool = False

    @property
    def is_good(self) -> bool:
        """Whether it need not be left to the next attempt."""
        return bool(self.hits) and self.share >= GOOD_ENOUGH


class SearchIndex:
    """An immutable index: by UID the documents of each object, its own first."""

    def __init__(
        self,
        documents: Mapping[str, Documents] = MappingProxyType({}),
        words: SearchWords | None = None,
    ) -> None:
        self.words = words if words is not None else shipped_words()
        entries = {uid: tuple(map(IndexEntry, each)) for uid, each in documents.items() if each}
        self._entries: Entries = entries
        self._frequencies = Counter(_terms(entries.values()))
        self._written = Counter(_written(entries.values()))
        self._read(self._lexicon())
        self._segments = Segments(entries, self.lexicon.inside)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SearchIndex) and (
            self.words == other.words
            and dict(self._entries) == dict(other._entries)
            and self._frequencies == other._frequencies
            and self.lexicon == other.lexicon
        )

    __hash__ = None  # type: ignore[assignment]

    @property
    def documents(self) -> Iterable[Documents]:
        """The documents of each object, its own first."""
        return (tuple(entry.document for entry in each) for each in self._entries.values())

    def replace(self, changes: Mapping[str, Documents]) -> "SearchIndex":
        """The index with the documents of some objects put in or (where there are none) taken out."""
        new = {uid: tuple(map(IndexEntry, each)) for uid, each in changes.items()}
        changed = {uid for uid in new if new[uid] != self._entries.get(uid, ())}
        if not changed:
            return self
        index = copy(self)
        old = [self._entries.get(uid, ()) for uid in changed]
        now = [new[uid] for uid in changed]
        index._entries = {uid: each for uid, each in (dict(self._entries) | new).items() if each}
        index._frequencies = _counted(self._frequencies, _terms(now), _terms(old))
        index._written = _counted(self._written, _written(now), _written(old))
        index._read(self.lexicon.changed(*self._difference(index._written)))
        changed |= index._holding(self.lexicon.split_otherwise(index.lexicon))
        index._segments = self._segments.changed(index._entries, changed, index.lexicon.inside)
        return index

    def with_words(self, words: SearchWords) -> "SearchIndex":
        """The index with other words of the site; the documents are not read again."""
        if words == self.words:
            return self
        index = copy(self)
        index.words = words
        if words.written == self.words.written and words.parts == self.words.parts:
            index._read(self.lexicon)
        else:
            index._read(index._lexicon())
            index._segments = Segments(index._entries, index.lexicon.inside)
        return index

    def without_best_bets(self) -> "SearchIndex":
        """The index as it answers where editors put nothing first."""
        index = copy(self)
        index.words = replace(self.words, best_bets=())
        return index

    def entries(self, uid: str) -> tuple[IndexEntry, ...]:
        """The entries of an object, its own first; none for one that is not in the index."""
        return self._entries.get(uid, ())

    def met(self, asked: Query, all_words: bool) -> list[tuple[IndexEntry, float]]:
        """The entries that meet a query, with the weight that they meet, before any ranking."""
        return self._segments.hits(asked.concepts, self.statistics.weight, all_words)

    def _holding(self, stems: frozenset[str]) -> set[str]:
        """The UIDs of the objects that have one of some stems."""
        if not stems:
            return set()
        return {
            uid
            for uid, entries in self._entries.items()
            if any(
                not stems.isdisjoint(terms) for entry in entries for terms in entry.terms.values()
            )
        }

    def _lexicon(self) -> Lexicon:
        """The word list of the documents and of the site's words, made from nothing but them."""
        listed = shipped_words().written
        needed = self.words.written | self._written.keys()
        lexicon = _listed(tuple(self.words.parts.items()))
        return lexicon.changed(needed - listed, listed - needed)

    def _difference(self, written: Counter[str]) -> tuple[frozenset[str], frozenset[str]]:
        """The words that are new in ``written``, and those that are no longer in it."""
        added, removed = (
            written.keys() - self._written.keys(),
            self._written.keys() - written.keys(),
        )
        return frozenset(added - self.words.written), frozenset(removed - self.words.written)

    def _read(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.analyzer = Analyzer(lexicon, self.words.meanings, self.words.places)
        self.speller = Speller(lexicon, self._frequencies)
        self.statistics = Statistics(self._frequencies, len(self._entries))

    def search(
        self,
        query: str,
        today: date,
        wanted: Wanted = lambda document: True,
        correcting: bool = True,
    ) -> SearchResult:
        """The objects that fit ``query``, each once, by its own document or that of a text variant.

        All of them, by title, where ``query`` is empty. ``wanted`` filters before ranking; ``correcting``
        tells whether typing errors may be taken out. Ties are broken by title and UID, so the order never
        varies. The result names objects by their own documents.
        """
        shown = _Shown(self._entries, today, wanted)
        if not query.strip():
            return SearchResult(MatchKind.ALL_WORDS, shown.by_title())
        asked = self.analyzer.query(query)
        result = self._best_attempt(asked, shown, correcting)
        return self._with_best_bets(asked, result, shown)

    def _best_attempt(self, asked: Query, shown: "_Shown", correcting: bool) -> SearchResult:
        literal = self._attempt(asked, shown, all_words=True)
        if literal.exact:
            return SearchResult(MatchKind.EXACT, literal.hits, asked=asked)
        doubtful = any(self.speller.is_doubtful(concept.word) for concept in asked.concepts)
        wrong = correcting and (doubtful or not literal.is_good)
        text = self.corrected(asked, shown.today) if wrong else ""
        typed = asked
        if text:
            asked = self.analyzer.query(text)
            found = self._attempt(asked, shown, all_words=True)
            if found.is_good:
                return SearchResult(MatchKind.CORRECTED, found.hits, text, asked)
        if literal.is_good:
            return SearchResult(MatchKind.ALL_WORDS, literal.hits, asked=typed)
        hits = self._attempt(asked, shown, all_words=False).hits
        match = MatchKind.SOME_WORDS if hits else MatchKind.NONE
        return SearchResult(match, hits, text if hits else "", asked)

    def corrected(self, asked: Query, today: date) -> str:
        """The query with its misspelt words corrected; nothing where none is, or too many are.

        Only to words that the public may read today: a correction tells that there is such a word.
        """
        wrong = [
            concept.word
            for concept in asked.concepts
            if not concept.optional and not self.speller.is_known(concept.word)
        ]
        if len(wrong) > MOST_MISSPELT:
            return ""
        nearest = {word: self.speller.correction(word) for word in wrong}
        better = {word: found for word, found in nearest.items() if self._is_public(found, today)}
        if not better:
            return ""

        def put_right(found: re.Match[str]) -> str:
            word = normalize_word(found.group())
            return self.lexicon.spelled(better[word]) if word in better else found.group()

        return WRITTEN.sub(put_right, asked.text[:LONGEST_QUERY])

    def _is_public(self, word: str, today: date) -> bool:
        """Whether a folded word is one of the software's own, or of a document shown on a day."""
        if not word or _listed(tuple(self.words.parts.items())).is_word(word):
            return bool(word)
        concept = Concept(word, (Alternative(Way.WORD, (stem(word),), 1.0),))
        found = self._segments.hits((concept,), lambda concept: 1.0, True)
        shown = _Shown(self._entries, today, lambda document: True)
        return any(entry.document in shown for entry, _met in found)

    def _attempt(self, asked: Query, shown: "_Shown", all_words: bool) -> "_Attempt":
        found = [hit for hit in self.met(asked, all_words) if hit[0].document in shown]
        if not found:
            return _Attempt()
        best = max(met for _entry, met in found)
        found = [hit for hit in found if hit[1] >= best * LEAST]
        ranking = Ranking(asked, self.statistics, self.lexicon.inside)
        found.sort(key=lambda hit: (-hit[1], hit[0].document.title, hit[0].document.uid))
        close, rest = ranking.rated(found[:RANKED]), found[RANKED:]
        hits = [(entry.document.uid, score) for score, entry in close]
        hits += ((entry.document.uid, 0.0) for entry, _met in rest)
        exact = ranking.is_exact(close[0][1])
        return _Attempt(shown.once(hits), ranking.share(found[0][1]), exact)

    def _with_best_bets(self, asked: Query, result: SearchResult, shown: "_Shown") -> SearchResult:
        """What editors pinned to the query comes first."""
        pinned = shown.once([(uid, PINNED) for uid in self.words.pinned.get(asked.phrase, ())])
        if not pinned:
            return result
        uids = {hit.document.uid for hit in pinned}
        others = tuple(hit for hit in result.hits if hit.document.uid not in uids)
        return SearchResult(MatchKind.EXACT, pinned + others, asked=asked)


@lru_cache(4)
def _listed(compounds: tuple[tuple[str, tuple[str, ...]], ...]) -> Lexicon:
    """The word list of what is shipped: the same for all indexes, whatever rules a site has."""
    return _shipped().listing(dict(compounds))


@lru_cache(1)
def _shipped() -> Lexicon:
    """The same where people have listed nothing of their own."""
    words = shipped_words()
    return Lexicon(words.written, words.parts, shipped_splits())


class _Shown:
    """The documents that are shown on a day and wanted."""

    def __init__(self, entries: Entries, today: date, wanted: Wanted) -> None:
        self._entries = entries
        self.today = today
        self._wanted = wanted
        self._known: dict[str, bool] = {}

    def __contains__(self, document: Document) -> bool:
        return self._object(document.uid) and (
            not document.is_variant or document.shown_on(self.today)
        )

    def _object(self, uid: str) -> bool:
        if uid not in self._known:
            each = self._entries.get(uid)
            own = each[0].document if each else None
            self._known[uid] = own is not None and own.shown_on(self.today) and self._wanted(own)
        return self._known[uid]

    def once(self, hits: Iterable[tuple[str, float]]) -> tuple[Hit, ...]:
        """The objects of some hits, each at its best place, by their own documents."""
        best: dict[str, float] = {}
        for uid, score in hits:
            if self._object(uid):
                best.setdefault(uid, score)
        return tuple(Hit(self._entries[uid][0].document, score) for uid, score in best.items())

    def by_title(self) -> tuple[Hit, ...]:
        """All of them."""
        own = [each[0].document for uid, each in self._entries.items() if self._object(uid)]
        own.sort(key=lambda document: (normalize_word(document.title), document.uid))
        return tuple(Hit(document, 0.0) for document in own)


def _terms(groups: Iterable[tuple[IndexEntry, ...]]) -> Iterable[str]:
    """Each stem once for each object that has it."""
    for entries in groups:
        yield from set().union(*(terms for entry in entries for terms in entry.terms.values()))


def _written(groups: Iterable[tuple[IndexEntry, ...]]) -> Iterable[str]:
    for entries in groups:
        yield from set().union(*(entry.written for entry in entries))


def _counted(counter: Counter[str], more: Iterable[str], fewer: Iterable[str]) -> Counter[str]:
    """A counter with some counted more and others less; what nothing is left of is gone."""
    changed = Counter(more)
    changed.subtract(fewer)
    found = counter.copy()
    for each, count in changed.items():
        found[each] += count
        if not found[each]:
            del found[each]
    return found
