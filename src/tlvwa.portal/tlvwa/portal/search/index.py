"""The search index: it makes several attempts for a query, each wider than the one before."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from tlvwa.portal.search.analysis import LONGEST_QUERY, Analyzer
from tlvwa.portal.search.configuration import SearchWords, shipped_words
from tlvwa.portal.search.fields import WRITTEN, Document, IndexEntry
from tlvwa.portal.search.lexicon import Lexicon
from tlvwa.portal.search.naming import Floor, Naming
from tlvwa.portal.search.normalize import normalize_word
from tlvwa.portal.search.query import WEIGHTS, Alternative, Concept, Query, Way
from tlvwa.portal.search.ranking import Ranking, Statistics
from tlvwa.portal.search.segments import Entries, Segments
from tlvwa.portal.search.spelling import MOST_WORDS as MOST_MISSPELT
from tlvwa.portal.search.spelling import Speller
from tlvwa.portal.search.stemming import stem
from tlvwa.portal.search.words import shipped_splits


class MatchKind(StrEnum):
    """The attempt that found the hits."""

    EXACT = "exact"
    ALL_WORDS = "all_words"
    CORRECTED = "corrected"
    SOME_WORDS = "some_words"
    NONE = "none"


PINNED = 2.0  # the score of best bets, which come first whatever the scores of others are
MOST_MENTIONS = 5
SAID = (Way.WORD, Way.JOINED, Way.SYNONYM)  # ways in which a text mentions a word
RANKED = 150  # hits that are ranked closely; the others follow in the order of the engine's scores

Documents = tuple[Document, ...]
Wanted = Callable[[Document], bool]


@dataclass(frozen=True, slots=True)
class Hit:
    """An object that was found: its own document, even if one of its text variants matched."""

    document: Document
    score: float


@dataclass(frozen=True, slots=True)
class SearchResult:
    """Hits, best first, the attempt that found them, and the corrected query (or nothing).

    ``mentions`` are objects whose texts have what is sought, and whose names do not; where hits are
    certain, there are none. ``near`` are some whose names have the first part of a typed compound; there
    are none where anything is found. ``query`` is that of the attempt after analysis; None for an empty
    query.
    """

    match: MatchKind
    hits: tuple[Hit, ...]
    corrected: str = ""
    mentions: tuple[Hit, ...] = ()
    near: tuple[Hit, ...] = ()
    query: Query | None = field(default=None, compare=False, repr=False)

    @property
    def documents(self) -> tuple[Document, ...]:
        """The documents, best first."""
        return tuple(hit.document for hit in self.hits)


class RatedEntry(NamedTuple):
    """An entry that matches, with its score, the weight of the match, and how it names the matter.

    ``complete``: it has all words of the query that say something.
    """

    score: float
    entry: IndexEntry
    weight: float
    complete: bool
    naming: Naming


@dataclass(frozen=True, slots=True)
class _Attempt:
    """The hits of one attempt; it is ``certain`` if the best has all words and names the matter."""

    hits: tuple[Hit, ...] = ()
    mentions: tuple[Hit, ...] = ()
    near: tuple[Hit, ...] = ()
    certain: bool = False
    exact: bool = False


class SearchIndex:
    """An immutable index of the documents of objects, by UID, the own document of each first.

    With ``full_text``, what has all words in its texts is a hit, too; else its names have to have what
    is sought.
    """

    def __init__(
        self,
        documents: Mapping[str, Documents] = MappingProxyType({}),
        words: SearchWords | None = None,
        full_text: bool = False,
    ) -> None:
        self.words = words if words is not None else shipped_words()
        self.full_text = full_text
        entries = {uid: tuple(map(IndexEntry, texts)) for uid, texts in documents.items() if texts}
        self._entries: Entries = entries
        self._frequencies = Counter(_terms(entries.values()))
        self._written = Counter(_written(entries.values()))
        self._set_up_analysis(self._lexicon())
        self._segments = Segments(entries, self.lexicon.stems_inside)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SearchIndex) and (
            self.words == other.words
            and dict(self._entries) == dict(other._entries)
            and self._frequencies == other._frequencies
            and self.lexicon == other.lexicon
            and self.full_text == other.full_text
        )

    __hash__ = None  # type: ignore[assignment]  # equality compares all entries, so an index is never a key

    @property
    def documents(self) -> Iterable[Documents]:
        """The documents of each object, its own first."""
        return (tuple(entry.document for entry in entries) for entries in self._entries.values())

    def replace(self, changes: Mapping[str, Documents]) -> "SearchIndex":
        """Return an index with other documents of some objects; without documents, they are removed."""
        new = {uid: tuple(map(IndexEntry, entries)) for uid, entries in changes.items()}
        changed = {uid for uid in new if new[uid] != self._entries.get(uid, ())}
        if not changed:
            return self
        index = copy(self)
        old = [self._entries.get(uid, ()) for uid in changed]
        now = [new[uid] for uid in changed]
        index._entries = {
            uid: entries for uid, entries in (dict(self._entries) | new).items() if entries
        }
        index._frequencies = _updated_counts(self._frequencies, _terms(now), _terms(old))
        index._written = _updated_counts(self._written, _written(now), _written(old))
        index._set_up_analysis(self.lexicon.with_changes(*self._difference(index._written)))
        changed |= index._uids_with_stems(self.lexicon.stems_split_differently(index.lexicon))
        index._segments = self._segments.with_changes(
            index._entries, changed, index.lexicon.stems_inside
        )
        return index

    def with_words(self, words: SearchWords) -> "SearchIndex":
        """Return an index with other words of the site; the documents are not read again."""
        if words == self.words:
            return self
        index = copy(self)
        index.words = words
        if words.known_words == self.words.known_words and words.parts == self.words.parts:
            index._set_up_analysis(self.lexicon)
        else:
            index._set_up_analysis(index._lexicon())
            index._segments = Segments(index._entries, index.lexicon.stems_inside)
        return index

    def without_best_bets(self) -> "SearchIndex":
        """Return an index that answers without best bets."""
        index = copy(self)
        index.words = replace(self.words, best_bets=())
        return index

    def entries(self, uid: str) -> tuple[IndexEntry, ...]:
        """The entries of an object, its own first; empty for an unknown UID."""
        return self._entries.get(uid, ())

    def matches(self, query: Query, all_words: bool) -> list[tuple[IndexEntry, float]]:
        """The entries that match a query, with the weight of the match, before any ranking."""
        return self._segments.hits(query.concepts, self.statistics.weight, all_words)

    def _uids_with_stems(self, stems: frozenset[str]) -> set[str]:
        """The UIDs of the objects with one of some stems."""
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
        """Build the lexicon from the words of the documents and of the site."""
        listed = shipped_words().known_words
        needed = self.words.known_words | self._written.keys()
        lexicon = _listed(tuple(self.words.parts.items()))
        return lexicon.with_changes(needed - listed, listed - needed)

    def _difference(self, written: Counter[str]) -> tuple[frozenset[str], frozenset[str]]:
        """The words that are new in ``written``, and those that are no longer in it."""
        added, removed = (
            written.keys() - self._written.keys(),
            self._written.keys() - written.keys(),
        )
        return frozenset(added - self.words.known_words), frozenset(
            removed - self.words.known_words
        )

    def _set_up_analysis(self, lexicon: Lexicon) -> None:
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
        """Find the objects that match ``query``, each once, by its own document or a text variant.

        An empty ``query`` finds all, sorted by title. ``wanted`` filters before ranking; with
        ``correcting``, typing errors may be corrected. Ties are broken by title and UID, so the
        order is always the same. Hits have the own documents of objects.
        """
        shown = _VisibleDocuments(self._entries, today, wanted)
        if not query.strip():
            return SearchResult(MatchKind.ALL_WORDS, shown.all_by_title())
        analyzed = self.analyzer.query(query)
        result = self._best_attempt(analyzed, shown, correcting)
        return self._with_best_bets(analyzed, result, shown)

    def _best_attempt(
        self, query: Query, shown: "_VisibleDocuments", correcting: bool
    ) -> SearchResult:
        literal = self._attempt(query, shown)
        if literal.exact:
            return SearchResult(MatchKind.EXACT, literal.hits, query=query)
        doubtful = any(self.speller.is_doubtful(concept.word) for concept in query.concepts)
        wrong = correcting and (doubtful or not literal.certain)
        text = self.corrected(query, shown.today) if wrong else ""
        attempt, typed = literal, query
        if text:
            query = self.analyzer.query(text)
            attempt = self._attempt(query, shown)
            if attempt.certain:
                return SearchResult(MatchKind.CORRECTED, attempt.hits, text, query=query)
        if literal.certain:
            return SearchResult(MatchKind.ALL_WORDS, literal.hits, query=typed)
        match = MatchKind.SOME_WORDS if attempt.hits else MatchKind.NONE
        offered = attempt.hits or attempt.mentions
        return SearchResult(
            match, attempt.hits, text if offered else "", attempt.mentions, attempt.near, query
        )

    def corrected(self, query: Query, today: date) -> str:
        """Correct the misspelt words of a query; the result is empty if there are none, or too many.

        Corrections are words that are public today, for a correction discloses that a document has
        the word.
        """
        wrong = [
            concept.word
            for concept in query.concepts
            if not concept.optional and not self.speller.is_known(concept.word)
        ]
        if len(wrong) > MOST_MISSPELT:
            return ""
        nearest = {word: self.speller.correction(word) for word in wrong}
        better = {word: found for word, found in nearest.items() if self._is_public(found, today)}
        if not better:
            return ""

        def corrected_word(match: re.Match[str]) -> str:
            word = normalize_word(match.group())
            return self.lexicon.spelling(better[word]) if word in better else match.group()

        return WRITTEN.sub(corrected_word, query.text[:LONGEST_QUERY])

    def _is_public(self, word: str, today: date) -> bool:
        """True if a normalized word is shipped, or is in a document that is public on a day."""
        if not word or _listed(tuple(self.words.parts.items())).is_word(word):
            return bool(word)
        concept = Concept(word, (Alternative(Way.WORD, (stem(word),), 1.0),))
        matches = self._segments.hits((concept,), lambda concept: 1.0, True)
        shown = _VisibleDocuments(self._entries, today, lambda document: True)
        return any(entry.document in shown for entry, _met in matches)

    def rated(self, query: Query, shown: Wanted) -> list[RatedEntry]:
        """The entries that match a query, best first, with those that only mention what is sought.

        ``shown`` says of which documents entries are looked at.
        """
        floor = Floor(query, self.statistics, self.lexicon)
        ranking = Ranking(query, self.statistics, self.lexicon)
        rated: list[RatedEntry] = []
        for place, (entry, weight, complete) in enumerate(self._candidates(query, shown)):
            naming = floor.naming(entry, complete)
            is_ranked = place < RANKED and (complete or naming.is_hit)
            score = ranking.score(entry, weight, naming.whole) if is_ranked else 0.0
            rated.append(RatedEntry(score, entry, weight, complete, naming))
        return sorted(rated, key=_order)

    def _attempt(self, query: Query, shown: "_VisibleDocuments") -> "_Attempt":
        """Find the entries that name the matter: those with all words, and with some.

        If the best has all words, of the others only those remain of which the query has a whole name.
        """
        rated = self.rated(query, shown.__contains__)
        hits = [one for one in rated if one.naming.is_hit or (self.full_text and one.complete)]
        certain = bool(hits) and hits[0].complete and (hits[0].naming.certain or self.full_text)
        if certain:
            hits = [one for one in hits if one.complete or one.naming.whole]
        return _Attempt(
            shown.unique_hits((one.entry.document.uid, one.score) for one in hits),
            () if certain else self._mentions(query, rated, shown),
            () if hits else self._near(query, rated, shown),
            certain,
            bool(hits) and query.phrase in hits[0].entry.phrases,
        )

    def _mentions(
        self, query: Query, rated: Iterable[RatedEntry], shown: "_VisibleDocuments"
    ) -> tuple[Hit, ...]:
        """The objects that only mention what is sought: each word as it is, not by parts of a compound."""
        if self.full_text:  # then they are hits
            return ()
        telling = [concept for concept in query.concepts if concept.telling]
        found = {one.entry.document.uid for one in rated if one.naming.is_hit}
        mentions = [
            (one.entry.document.uid, one.score)
            for one in rated
            if one.complete
            and one.entry.document.uid not in found
            and all(self._is_mentioned(concept, one.entry) for concept in telling)
        ]
        return shown.unique_hits(mentions)[:MOST_MENTIONS]

    def _is_mentioned(self, concept: Concept, entry: IndexEntry) -> bool:
        """Whether a text has a word as it is, or a name has what is related to it."""
        words = frozenset().union(*entry.terms.values())
        if any(words.issuperset(way.stems) for way in concept.alternatives if way.way in SAID):
            return True
        levels = entry.weights(self.lexicon.stems_inside)
        return any(
            levels.keys() >= set(way.stems)
            for way in concept.alternatives
            if way.way is Way.RELATED
        )

    def _near(
        self, query: Query, rated: Iterable[RatedEntry], shown: "_VisibleDocuments"
    ) -> tuple[Hit, ...]:
        """The objects with a name that has the first part of a typed compound as a word."""
        firsts = {
            way.stems
            for concept in query.concepts
            for way in concept.alternatives
            if way.way is Way.PART and way.weight >= WEIGHTS[Way.PART] and not concept.optional
        }
        near = [
            (one.entry.document.uid, one.score)
            for one in rated
            if any(name.issuperset(stems) for stems in firsts for name in one.entry.titles)
        ]
        return shown.unique_hits(near)[:MOST_MENTIONS]

    def _candidates(self, query: Query, shown: Wanted) -> list[tuple[IndexEntry, float, bool]]:
        """The visible entries that match, with the weight of the match, and whether by all words."""
        candidates = [(*hit, True) for hit in self.matches(query, True) if shown(hit[0].document)]
        telling = sum(concept.telling for concept in query.concepts)
        if not candidates or telling > 1:  # of a single word, others have only a part
            seen = {id(hit[0]) for hit in candidates}
            some = (hit for hit in self.matches(query, False) if id(hit[0]) not in seen)
            candidates += [(*hit, False) for hit in some if shown(hit[0].document)]
        candidates.sort(key=lambda hit: (-hit[1], hit[0].document.title, hit[0].document.uid))
        return candidates

    def _with_best_bets(
        self, query: Query, result: SearchResult, shown: "_VisibleDocuments"
    ) -> SearchResult:
        """Put the best bets of the query first."""
        pinned = shown.unique_hits(
            [(uid, PINNED) for uid in self.words.pinned.get(query.phrase, ())]
        )
        if not pinned:
            return result
        uids = {hit.document.uid for hit in pinned}
        others = tuple(hit for hit in result.hits if hit.document.uid not in uids)
        return replace(result, match=MatchKind.EXACT, hits=pinned + others, mentions=(), near=())


def _order(one: RatedEntry) -> tuple[float, str, str]:
    """Sort by the score, then by title and UID; what has no score stays as it was, at the end."""
    document = one.entry.document
    return (-one.score, document.title, document.uid) if one.score else (0.0, "", "")


@lru_cache(4)
def _listed(compounds: tuple[tuple[str, tuple[str, ...]], ...]) -> Lexicon:
    """The lexicon of the shipped words with some listed compounds.

    It is cached, because splitting all its words takes long: an index only adds its own words.
    """
    return shipped_lexicon().listing(dict(compounds))


@lru_cache(1)
def shipped_lexicon() -> Lexicon:
    """The lexicon of the shipped words alone."""
    words = shipped_words()
    return Lexicon(words.known_words, words.parts, shipped_splits())


class _VisibleDocuments:
    """The documents that are public on a day and pass a filter."""

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
            entries = self._entries.get(uid)
            own = entries[0].document if entries else None
            self._known[uid] = own is not None and own.shown_on(self.today) and self._wanted(own)
        return self._known[uid]

    def unique_hits(self, hits: Iterable[tuple[str, float]]) -> tuple[Hit, ...]:
        """The objects of some hits, each once with its best score, by their own documents."""
        best: dict[str, float] = {}
        for uid, score in hits:
            if self._object(uid):
                best.setdefault(uid, score)
        return tuple(Hit(self._entries[uid][0].document, score) for uid, score in best.items())

    def all_by_title(self) -> tuple[Hit, ...]:
        """All visible objects, sorted by title."""
        own = [entries[0].document for uid, entries in self._entries.items() if self._object(uid)]
        own.sort(key=lambda document: (normalize_word(document.title), document.uid))
        return tuple(Hit(document, 0.0) for document in own)


def _terms(groups: Iterable[tuple[IndexEntry, ...]]) -> Iterable[str]:
    """Yield each stem once for each object that has it."""
    for entries in groups:
        yield from set().union(*(terms for entry in entries for terms in entry.terms.values()))


def _written(groups: Iterable[tuple[IndexEntry, ...]]) -> Iterable[str]:
    for entries in groups:
        yield from set().union(*(entry.written_words for entry in entries))


def _updated_counts(
    counter: Counter[str], more: Iterable[str], fewer: Iterable[str]
) -> Counter[str]:
    """Return a counter with some items added and others removed; zero counts are deleted.

    Zeros must not stay: the keys are the words that the index knows.
    """
    changed = Counter(more)
    changed.subtract(fewer)
    updated = counter.copy()
    for item, count in changed.items():
        updated[item] += count
        if not updated[item]:
            del updated[item]
    return updated
