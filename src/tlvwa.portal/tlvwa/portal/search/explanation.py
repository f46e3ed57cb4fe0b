"""Explains a search: the query step by step, and the parts of the score of each hit.

Weights, attempts and scores are those of the index and its ranking, so the parts add up to the
scores by which the hits are sorted.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tlvwa.portal.search.analysis import LONGEST_QUERY, MOST_WORDS
from tlvwa.portal.search.configuration import SearchWords, shipped_thesaurus
from tlvwa.portal.search.fields import (
    INSIDE,
    WEIGHTS,
    WRITTEN,
    Document,
    IndexEntry,
    IndexField,
    Inside,
)
from tlvwa.portal.search.index import (
    PINNED,
    MatchKind,
    RatedEntry,
    SearchIndex,
    SearchResult,
)
from tlvwa.portal.search.naming import NOT_NAMED, Floor, Naming
from tlvwa.portal.search.normalize import normalize_word
from tlvwa.portal.search.query import MEANT, Alternative, Concept, Query, Way
from tlvwa.portal.search.ranking import Parts, Ranking
from tlvwa.portal.search.terms import index_terms
from tlvwa.portal.search.thesaurus import Direction, Rule
from tlvwa.portal.search.words import weak_words

CERTAIN = (MatchKind.EXACT, MatchKind.ALL_WORDS, MatchKind.CORRECTED)
MOST_QUOTED = 3  # words of a text that are quoted for one stem


class WordTreatment(StrEnum):
    """How the analysis treats a word."""

    SOUGHT = "sought"
    LEFT_OUT = "left_out"  # a stop word
    WEAK = "weak"  # it fits nearly every service: it need not be matched
    PLACE = "place"  # the name of a place: it need not be matched


class Absence(StrEnum):
    """Why an object is not among the hits."""

    UNKNOWN = "unknown"
    NOT_SHOWN = "not_shown"
    NOT_NAMED = "not_named"  # its texts may mention what is sought, its names do not have it
    WORDS_MISSING = "words_missing"
    TOO_LITTLE = "too_little"


@dataclass(frozen=True, slots=True)
class AppliedRule:
    """A rule of the thesaurus that applies: ``term`` is its phrase that was typed."""

    rule: Rule
    is_own: bool
    term: str


@dataclass(frozen=True, slots=True)
class ExplainedWay:
    """One way to match a word, with the rules of the thesaurus that it comes from."""

    alternative: Alternative
    rules: tuple[AppliedRule, ...] = ()


@dataclass(frozen=True, slots=True)
class ExplainedWord:
    """A normalized word of the query with the ways to match it; ``weight`` is its rarity (0 to 1)."""

    word: str
    treatment: WordTreatment
    ways: tuple[ExplainedWay, ...] = ()
    weight: float = 0.0


@dataclass(frozen=True, slots=True)
class HitPosition:
    """Where a document has a stem: the field, the words as written there, and the weight."""

    field: IndexField
    words: tuple[str, ...]
    is_inside: bool
    level: float


@dataclass(frozen=True, slots=True)
class WordEvidence:
    """How a document matches one word of the query: by which alternative (or None) and where.

    ``share`` is the share of the query's weight.
    """

    concept: Concept
    alternative: Alternative | None
    places: tuple[HitPosition, ...]
    share: float


NO_PARTS = Parts(0.0, 0.0, 0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class ExplainedHit:
    """A document and the parts of its score. ``rank`` counts from 1; 0 means not found (``absence``).

    ``entry`` is its own text or the variant that was found. ``share`` is the share of the query that
    matches, ``covered`` the share of its name that the query contains. ``pinned`` is its rank among
    the best bets, from 1. ``is_unranked`` is true if it is not ranked closely, for too many other hits
    match more. ``naming`` is how its names have what is sought; ``is_mentioned``: it is offered apart.
    """

    document: Document
    entry: IndexEntry | None
    rank: int
    evidence: tuple[WordEvidence, ...] = ()
    share: float = 0.0
    covered: float = 0.0
    parts: Parts = NO_PARTS
    pinned: int = 0
    is_unranked: bool = False
    naming: Naming = NOT_NAMED
    is_mentioned: bool = False
    absence: Absence | None = None

    @property
    def sum_of_parts(self) -> float:
        """The sum of the parts."""
        return round(sum(self.parts), 6)

    @property
    def score(self) -> float:
        """The score of the ranking."""
        return PINNED if self.pinned else 0.0 if self.is_unranked else self.sum_of_parts


@dataclass(frozen=True, slots=True)
class Explanation:
    """A query and its hits.

    ``corrected`` is the query that was used instead, ``again`` its words. ``named`` is the object
    that was asked for by its UID.
    """

    text: str
    phrase: str
    words: tuple[ExplainedWord, ...]
    is_cut: bool
    corrected: str
    corrected_words: tuple[ExplainedWord, ...]
    match: MatchKind
    total: int
    hits: tuple[ExplainedHit, ...]
    named: ExplainedHit | None


def explain(
    index: SearchIndex, text: str, today: date, named: str = "", most: int = 10
) -> Explanation:
    """Explain the ranks of the first ``most`` hits, and of the object with the UID ``named``."""
    plain = index.without_best_bets().search(text, today)
    result = index.search(text, today)
    typed = index.analyzer.query(text)
    query = typed if plain.query is None or plain.query == typed else plain.query
    scoring = _Scoring(index, query, plain, today)
    ranks = {document.uid: rank for rank, document in enumerate(result.documents, 1)}
    pinned = index.words.pinned.get(typed.phrase, ())
    bets = {uid: position for position, uid in enumerate(pinned, 1)}
    hits = tuple(
        scoring.explained(hit.document.uid, ranks[hit.document.uid], bets.get(hit.document.uid, 0))
        for hit in result.hits[:most]
    )
    return Explanation(
        text=text,
        phrase=typed.phrase,
        words=explain_words(index, typed),
        is_cut=len(text) > LONGEST_QUERY or len(typed.phrase.split()) > MOST_WORDS,
        corrected=query.text if query is not typed else "",
        corrected_words=explain_words(index, query) if query is not typed else (),
        match=result.match,
        total=len(result.hits),
        hits=hits,
        named=scoring.explained(named, ranks.get(named, 0), bets.get(named, 0)) if named else None,
    )


def explain_words(index: SearchIndex, query: Query) -> tuple[ExplainedWord, ...]:
    """Explain the words of a query, in their order."""
    rules = _Rules(index.words, query)
    concepts = list(query.concepts)
    words = []
    for word in query.phrase.split()[:MOST_WORDS]:
        if not concepts or concepts[0].word != word:
            words.append(ExplainedWord(word, WordTreatment.LEFT_OUT))
            continue
        concept = concepts.pop(0)
        ways = tuple(
            ExplainedWay(alternative, rules.rules_of(alternative))
            for alternative in concept.alternatives
        )
        weight = index.statistics.weight(concept)
        words.append(ExplainedWord(word, _treatment(concept), ways, weight))
    return tuple(words)


def _treatment(concept: Concept) -> WordTreatment:
    if not concept.optional:
        return WordTreatment.SOUGHT
    return WordTreatment.WEAK if concept.word in weak_words() else WordTreatment.PLACE


class _Rules:
    """The rules of the thesaurus that a query uses, by their meanings."""

    def __init__(self, words: SearchWords, query: Query) -> None:
        ways = [alternative for concept in query.concepts for alternative in concept.alternatives]
        meanings = {alternative.words for alternative in ways if alternative.way in MEANT}
        stems = {
            stem
            for alternative in ways
            if alternative.way not in MEANT
            for stem in alternative.stems
        }
        self._found: dict[str, list[AppliedRule]] = {}
        for used, meaning in _rules_with_meaning(words, meanings) if meanings else ():
            if stems.issuperset(index_terms(used.term)):
                self._found.setdefault(meaning, []).append(used)

    def rules_of(self, alternative: Alternative) -> tuple[AppliedRule, ...]:
        """The rules that an alternative comes from."""
        if alternative.way not in MEANT:
            return ()
        return tuple(dict.fromkeys(self._found.get(alternative.words, ())))


def _rules_with_meaning(
    words: SearchWords, meanings: set[str]
) -> Iterator[tuple[AppliedRule, str]]:
    """The rules that apply and have one of some meanings, each with its term."""
    off = {
        normalize_word(term)
        for rule in words.rules
        if rule.direction is Direction.OFF
        for term in rule.terms
    }
    for is_own, rules in ((False, shipped_thesaurus()), (True, words.rules)):
        for rule in rules:
            for term, meaning, _related in rule.pairs():
                if meaning in meanings and (is_own or normalize_word(term) not in off):
                    yield AppliedRule(rule, is_own, term), meaning


class _Scoring:
    """The scores of the hits of one query, as the index gives them."""

    def __init__(self, index: SearchIndex, query: Query, plain: SearchResult, today: date) -> None:
        self._index, self._asked, self._today = index, query, today
        self._certain = plain.match in CERTAIN
        self._inside = index.lexicon.stems_inside
        self._ranking = Ranking(query, index.statistics, index.lexicon)
        self._floor = Floor(query, index.statistics, index.lexicon)
        self._mentioned = {hit.document.uid for hit in plain.mentions}
        self._found = {document.uid for document in plain.documents}
        self._best = self._best_entries() if query.concepts else {}

    def _best_entries(self) -> Mapping[str, RatedEntry]:
        """The best entry of each UID that is found or mentioned."""
        looked_at = self._found | self._mentioned
        best: dict[str, RatedEntry] = {}
        for rated in self._index.rated(
            self._asked,
            lambda document: document.uid in looked_at and document.shown_on(self._today),
        ):
            uid = rated.entry.document.uid
            if uid in self._mentioned or rated.naming.is_hit:
                best.setdefault(uid, rated)
        return best

    def explained(self, uid: str, rank: int, pinned: int) -> ExplainedHit:
        """Explain an object; for one that is not found, the parts are those it would have."""
        entries = self._index.entries(uid)
        if not entries:
            return ExplainedHit(Document(uid, ""), None, 0, absence=Absence.UNKNOWN)
        own = entries[0].document
        if not own.shown_on(self._today):
            return ExplainedHit(own, None, 0, absence=Absence.NOT_SHOWN)
        rated = self._best.get(uid) or self._best_of(entries)
        entry, weight, naming = rated.entry, rated.weight, rated.naming
        return ExplainedHit(
            document=own,
            entry=entry,
            rank=rank,
            evidence=tuple(self._evidence(entry, rated.complete)),
            share=self._ranking.share(weight),
            covered=self._ranking.covered(entry),
            parts=self._ranking.parts(entry, weight, naming.whole),
            pinned=pinned if rank else 0,
            is_unranked=uid in self._found and (uid not in self._best or not rated.score),
            naming=naming,
            is_mentioned=uid in self._mentioned,
            absence=None if rank else self._absence(rated),
        )

    def _best_of(self, entries: Sequence[IndexEntry]) -> RatedEntry:
        """The entry of an object that matches most, computed here: the engine did not return any."""
        shown = [entry for entry in entries if entry.document.shown_on(self._today)]
        return max(map(self._rated, shown), key=lambda rated: rated.weight)

    def _rated(self, entry: IndexEntry) -> RatedEntry:
        complete = all(
            way is not None or not concept.telling
            for concept, (way, _points) in zip(
                self._asked.concepts, self._ways(entry, True), strict=True
            )
        )
        weight = sum(points for _way, points in self._ways(entry, complete))
        naming = self._floor.naming(entry, complete)
        return RatedEntry(0.0, entry, weight, complete, naming)

    def _absence(self, rated: RatedEntry) -> Absence:
        if not rated.naming.is_hit:
            return Absence.NOT_NAMED
        return Absence.WORDS_MISSING if self._certain and not rated.complete else Absence.TOO_LITTLE

    def _ways(
        self, entry: IndexEntry, complete: bool
    ) -> Iterator[tuple[Alternative | None, float]]:
        """For each word of the query the alternative with the highest weight in an entry.

        For an entry that has all words (``complete``), parts of typed compounds do not count.
        """
        levels = entry.weights(self._inside)
        for concept in self._asked.concepts:
            ways = [
                (_points(alternative, levels), alternative)
                for alternative in concept.alternatives
                if not (complete and alternative.way is Way.PART)
            ]
            points, way = max(ways, key=lambda alternative: alternative[0], default=(0.0, None))
            yield (way, points * self._index.statistics.weight(concept)) if points else (None, 0.0)

    def _evidence(self, entry: IndexEntry, complete: bool) -> Iterator[WordEvidence]:
        ways = self._ways(entry, complete)
        for concept, (way, points) in zip(self._asked.concepts, ways, strict=True):
            stems = way.stems if way else ()
            places = tuple(_hit_position(entry, stem, self._inside) for stem in stems)
            yield WordEvidence(concept, way, places, self._ranking.share(points))


def _points(alternative: Alternative, levels: Mapping[str, float]) -> float:
    """The weight of an alternative by the weights of stems; 0 unless all of its stems are there."""
    points = [levels.get(stem, 0.0) for stem in alternative.stems]
    return alternative.weight * sum(points) / len(points) if all(points) else 0.0


def _hit_position(entry: IndexEntry, stem: str, inside: Inside) -> HitPosition:
    """The position of a stem in an entry with the highest weight."""
    positions: list[tuple[float, IndexField, bool, frozenset[str]]] = []
    for part, terms in entry.terms.items():
        if stem in terms:
            positions.append((WEIGHTS[part], part, False, frozenset({stem})))
        longer = frozenset(term for term in terms if stem in inside(term))
        if longer:
            positions.append((WEIGHTS[part] * INSIDE, part, True, longer))
    level, part, is_inside, terms = max(positions, key=lambda position: position[0])
    return HitPosition(part, _quoted_words(entry.document, part, terms), is_inside, level)


def _quoted_words(document: Document, part: IndexField, terms: frozenset[str]) -> tuple[str, ...]:
    """The words of a field that have some stems, as written; the stems if there are none."""
    words = (word for text in document.texts[part] for word in WRITTEN.findall(text))
    quoted = dict.fromkeys(word for word in words if not terms.isdisjoint(index_terms(word)))
    return tuple(quoted)[:MOST_QUOTED] or tuple(sorted(terms))
