"""Why a page stands where it stands: a query step by step, and the score of each hit in its parts.

Nothing is weighed anew: weights, attempts and scores are those of the index and its ranking, so what is
told here adds up to what they say.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
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
from tlvwa.portal.search.index import PINNED, RANKED, MatchKind, SearchIndex, SearchResult
from tlvwa.portal.search.normalize import normalize_word
from tlvwa.portal.search.query import Alternative, Concept, Query, Way
from tlvwa.portal.search.ranking import Parts, Ranking
from tlvwa.portal.search.terms import index_terms
from tlvwa.portal.search.thesaurus import Direction, Rule
from tlvwa.portal.search.words import weak_words

ALL_WORDS = (
    MatchKind.EXACT,
    MatchKind.ALL_WORDS,
    MatchKind.CORRECTED,
)  # attempts that want all words
MOST_QUOTED = 3  # words of a text that are quoted for one stem


class WordTreatment(StrEnum):
    """What the analysis does with a word."""

    SOUGHT = "sought"
    LEFT_OUT = "left_out"  # it says nothing
    WEAK = "weak"  # nearly everything could be asked with it: it need not be met
    PLACE = "place"  # the name of a place: it need not be met


class Absence(StrEnum):
    """Why an object is not among the hits."""

    UNKNOWN = "unknown"
    NOT_SHOWN = "not_shown"
    WORDS_MISSING = "words_missing"
    TOO_LITTLE = "too_little"


@dataclass(frozen=True, slots=True)
class AppliedRule:
    """A rule of the thesaurus at work: ``term`` is the phrase of it that was typed."""

    rule: Rule
    is_own: bool
    term: str


@dataclass(frozen=True, slots=True)
class ExplainedWay:
    """One way to meet a word, with the rules of the thesaurus that it comes from."""

    alternative: Alternative
    rules: tuple[AppliedRule, ...] = ()


@dataclass(frozen=True, slots=True)
class ExplainedWord:
    """A folded word of the query, and by what it may be met; ``weight`` tells how rare it is (0 to 1)."""

    word: str
    fate: WordTreatment
    ways: tuple[ExplainedWay, ...] = ()
    weight: float = 0.0


@dataclass(frozen=True, slots=True)
class HitPosition:
    """Where a document has a stem: the field, the words as they are written there, what that counts."""

    field: IndexField
    words: tuple[str, ...]
    is_inside: bool
    level: float


@dataclass(frozen=True, slots=True)
class WordEvidence:
    """How a document meets one word of the query: by which way and where; ``None``: not at all.

    ``share`` is how much of the query that is.
    """

    concept: Concept
    alternative: Alternative | None
    places: tuple[HitPosition, ...]
    share: float


NOTHING = Parts(0.0, 0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class ExplainedHit:
    """A document and the parts of its score. ``rank`` counts from 1; 0: it is not found (``absence``).

    ``entry`` is its own text or the variant that was found. ``share`` is how much of the query it meets,
    ``covered`` how much of its name is asked for. ``pinned`` counts best bets from 1. ``is_beyond``: so
    many others meet more that it is not looked at closely.
    """

    document: Document
    entry: IndexEntry | None
    rank: int
    evidence: tuple[WordEvidence, ...] = ()
    share: float = 0.0
    covered: float = 0.0
    parts: Parts = NOTHING
    pinned: int = 0
    is_beyond: bool = False
    absence: Absence | None = None

    @property
    def reckoned(self) -> float:
        """The sum of the parts."""
        return round(sum(self.parts), 6)

    @property
    def score(self) -> float:
        """The score of the ranking."""
        return PINNED if self.pinned else 0.0 if self.is_beyond else self.reckoned


@dataclass(frozen=True, slots=True)
class Explanation:
    """A query and its hits. ``corrected`` is the query that was asked instead, read in ``again``."""

    text: str
    phrase: str
    words: tuple[ExplainedWord, ...]
    is_cut: bool
    corrected: str
    again: tuple[ExplainedWord, ...]
    match: MatchKind
    total: int
    hits: tuple[ExplainedHit, ...]
    named: ExplainedHit | None


def explain(
    index: SearchIndex, text: str, today: date, named: str = "", most: int = 10
) -> Explanation:
    """Why the first ``most`` hits stand where they stand; and the object of a UID, found or not."""
    plain = index.without_best_bets().search(text, today)
    result = index.search(text, today)
    typed = index.analyzer.query(text)
    corrected = plain.corrected or index.corrected(typed, today)
    asked = index.analyzer.query(corrected) if corrected and _was_reread(plain) else typed
    scoring = _Scoring(index, asked, plain, today)
    ranks = {document.uid: rank for rank, document in enumerate(result.documents, 1)}
    pinned = index.words.pinned.get(typed.phrase, ())
    bets = {uid: at for at, uid in enumerate(pinned, 1)}
    hits = tuple(
        scoring.explained(hit.document.uid, ranks[hit.document.uid], bets.get(hit.document.uid, 0))
        for hit in result.hits[:most]
    )
    return Explanation(
        text=text,
        phrase=typed.phrase,
        words=explain_words(index, typed),
        is_cut=len(text) > LONGEST_QUERY or len(typed.phrase.split()) > MOST_WORDS,
        corrected=asked.text if asked is not typed else "",
        again=explain_words(index, asked) if asked is not typed else (),
        match=result.match,
        total=len(result.hits),
        hits=hits,
        named=scoring.explained(named, ranks.get(named, 0), bets.get(named, 0)) if named else None,
    )


def _was_reread(plain: SearchResult) -> bool:
    """Whether the attempt that answered asked the corrected query."""
    return plain.match not in (MatchKind.EXACT, MatchKind.ALL_WORDS)


def explain_words(index: SearchIndex, query: Query) -> tuple[ExplainedWord, ...]:
    """The words of a query, one after the other, with what became of each."""
    rules = _Rules(index.words, query)
    concepts = list(query.concepts)
    found = []
    for word in query.phrase.split()[:MOST_WORDS]:
        if not concepts or concepts[0].word != word:
            found.append(ExplainedWord(word, WordTreatment.LEFT_OUT))
            continue
        concept = concepts.pop(0)
        told = tuple(ExplainedWay(each, rules.behind(each)) for each in concept.alternatives)
        weight = index.statistics.weight(concept)
        found.append(ExplainedWord(word, _fate(concept), told, weight))
    return tuple(found)


def _fate(concept: Concept) -> WordTreatment:
    if not concept.optional:
        return WordTreatment.SOUGHT
    return WordTreatment.WEAK if concept.word in weak_words() else WordTreatment.PLACE


class _Rules:
    """The rules of the thesaurus that a query touches, by what they say."""

    def __init__(self, words: SearchWords, query: Query) -> None:
        ways = [each for concept in query.concepts for each in concept.alternatives]
        said = {each.said for each in ways if each.way is Way.SYNONYM}
        stems = {stem for each in ways if each.way is not Way.SYNONYM for stem in each.stems}
        self._found: dict[str, list[AppliedRule]] = {}
        for used, meaning in _meaning(words, said) if said else ():
            if stems.issuperset(index_terms(used.term)):
                self._found.setdefault(meaning, []).append(used)

    def behind(self, alternative: Alternative) -> tuple[AppliedRule, ...]:
        """The rules that an alternative comes from."""
        if alternative.way is not Way.SYNONYM:
            return ()
        return tuple(dict.fromkeys(self._found.get(alternative.said, ())))


def _meaning(words: SearchWords, said: set[str]) -> Iterator[tuple[AppliedRule, str]]:
    """The rules that hold and say one of some things, each with the term that leads there."""
    off = {
        normalize_word(term)
        for rule in words.rules
        if rule.direction is Direction.OFF
        for term in rule.terms
    }
    for is_own, rules in ((False, shipped_thesaurus()), (True, words.rules)):
        for rule in rules:
            for term, meaning in rule.pairs():
                if meaning in said and (is_own or normalize_word(term) not in off):
                    yield AppliedRule(rule, is_own, term), meaning


class _Scoring:
    """The scores of one attempt, as the index made it."""

    def __init__(self, index: SearchIndex, asked: Query, plain: SearchResult, today: date) -> None:
        self._index, self._asked, self._today = index, asked, today
        self._all_words = plain.match in ALL_WORDS
        self._inside = index.lexicon.inside
        self._ranking = Ranking(asked, index.statistics, self._inside)
        shown = {document.uid for document in plain.documents}
        self._met = self._closest(shown) if asked.concepts else {}
        self._found = shown

    def _closest(self, shown: set[str]) -> Mapping[str, tuple[IndexEntry, float]]:
        """By UID the entry that is looked at closely and counts most, with what it meets."""
        found = [
            (entry, met)
            for entry, met in self._index.met(self._asked, self._all_words)
            if entry.document.uid in shown and entry.document.shown_on(self._today)
        ]
        found.sort(key=lambda hit: (-hit[1], hit[0].document.title, hit[0].document.uid))
        best: dict[str, tuple[IndexEntry, float]] = {}
        for entry, met in found[:RANKED]:
            known = best.get(entry.document.uid)
            if known is None or self._ranking.score(*known) < self._ranking.score(entry, met):
                best[entry.document.uid] = entry, met
        return best

    def explained(self, uid: str, rank: int, pinned: int) -> ExplainedHit:
        """An object with the parts of its score; what is not found with those it would have."""
        entries = self._index.entries(uid)
        if not entries:
            return ExplainedHit(Document(uid, ""), None, 0, absence=Absence.UNKNOWN)
        own = entries[0].document
        if not own.shown_on(self._today):
            return ExplainedHit(own, None, 0, absence=Absence.NOT_SHOWN)
        entry, met = self._met.get(uid) or self._best_of(entries)
        evidence = tuple(self._evidence(entry))
        return ExplainedHit(
            document=own,
            entry=entry,
            rank=rank,
            evidence=evidence,
            share=self._ranking.share(met),
            covered=self._ranking.covered(entry),
            parts=self._ranking.parts(entry, met),
            pinned=pinned if rank else 0,
            is_beyond=uid in self._found and uid not in self._met,
            absence=None if rank else self._absence(evidence),
        )

    def _best_of(self, entries: Sequence[IndexEntry]) -> tuple[IndexEntry, float]:
        """The entry of an object that meets most, reckoned here: the engine does not give it."""
        shown = [entry for entry in entries if entry.document.shown_on(self._today)]
        met = [(entry, sum(points for _way, points in self._ways(entry))) for entry in shown]
        return max(met, key=lambda each: each[1])

    def _absence(self, evidence: Iterable[WordEvidence]) -> Absence:
        missing = any(not each.alternative and not each.concept.optional for each in evidence)
        return Absence.WORDS_MISSING if self._all_words and missing else Absence.TOO_LITTLE

    def _ways(self, entry: IndexEntry) -> Iterator[tuple[Alternative | None, float]]:
        """For each word of the query the way that counts most in an entry, and how much."""
        levels = entry.weights(self._inside)
        for concept in self._asked.concepts:
            ways = [
                (_points(each, levels), each)
                for each in concept.alternatives
                if not (self._all_words and each.way is Way.PART)
            ]
            points, way = max(ways, key=lambda each: each[0], default=(0.0, None))
            yield (way, points * self._index.statistics.weight(concept)) if points else (None, 0.0)

    def _evidence(self, entry: IndexEntry) -> Iterator[WordEvidence]:
        for concept, (way, points) in zip(self._asked.concepts, self._ways(entry), strict=True):
            stems = way.stems if way else ()
            places = tuple(_place(entry, stem, self._inside) for stem in stems)
            yield WordEvidence(concept, way, places, self._ranking.share(points))


def _points(alternative: Alternative, levels: Mapping[str, float]) -> float:
    """How much an alternative counts where stems have some levels; nothing unless all are there."""
    found = [levels.get(stem, 0.0) for stem in alternative.stems]
    return alternative.weight * sum(found) / len(found) if all(found) else 0.0


def _place(entry: IndexEntry, stem: str, inside: Inside) -> HitPosition:
    """Where a stem that an entry has counts most."""
    found: list[tuple[float, IndexField, bool, frozenset[str]]] = []
    for part, terms in entry.terms.items():
        if stem in terms:
            found.append((WEIGHTS[part], part, False, frozenset({stem})))
        longer = frozenset(term for term in terms if stem in inside(term))
        if longer:
            found.append((WEIGHTS[part] * INSIDE, part, True, longer))
    level, part, is_inside, terms = max(found, key=lambda each: each[0])
    return HitPosition(part, _quoted(entry.document, part, terms), is_inside, level)


def _quoted(document: Document, part: IndexField, terms: frozenset[str]) -> tuple[str, ...]:
    """The words of a field that have some stems, as they are written."""
    words = (word for text in document.texts[part] for word in WRITTEN.findall(text))
    found = dict.fromkeys(word for word in words if not terms.isdisjoint(index_terms(word)))
    return tuple(found)[:MOST_QUOTED] or tuple(sorted(terms))
