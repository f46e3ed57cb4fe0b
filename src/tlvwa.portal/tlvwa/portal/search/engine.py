"""The engine: a tantivy index in memory over the stems of our own analysis.

Scores are sums of our own weights (constant scores), not of tantivy's statistics. So they do not
depend on the order in which documents were indexed, and each can be explained.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from typing import Any

import tantivy

from tlvwa.portal.search.fields import LEVELS, IndexEntry, Inside
from tlvwa.portal.search.query import Alternative, Concept, Way

HEAP = 15_000_000  # bytes, the minimum of tantivy for one thread
NUMBER = "number"
KNOWN = 4096  # terms whose queries are kept
SOME = 200  # hits of the first request where some words suffice
LEAST = 0.4  # the lowest score of a hit, as a share of the best score
# Hits where some words suffice; hits with the same score as the last of these are included too.
MOST_SOME = 100
MUST, SHOULD = tantivy.Occur.Must, tantivy.Occur.Should

Weight = Callable[[Concept], float]


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field(NUMBER, fast=True)
    for name in LEVELS.values():
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="basic")
    return builder.build()


class Engine:
    """An immutable index of entries; hits are the numbers of entries in their order.

    There is one field for each weight that a word can have in a document. A word is only in the
    field of its highest weight there.
    """

    def __init__(self, entries: Sequence[IndexEntry], inside: Inside) -> None:
        self._schema = _schema()
        self._known: dict[str, list[tuple[float, str]]] = {}
        index = tantivy.Index(self._schema)
        writer = index.writer(HEAP, 1)
        for number, entry in enumerate(entries):
            writer.add_document(self._document(number, entry.weights(inside)))
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        self._searcher = index.searcher()
        self._count = max(len(entries), 1)
        self._term = lru_cache(KNOWN)(self._term_queries)

    def _document(self, number: int, weights: Mapping[str, float]) -> tantivy.Document:
        by_level: dict[float, list[str]] = {}
        for term, weight in weights.items():
            by_level.setdefault(weight, []).append(term)
        document = tantivy.Document()
        document.add_integer(NUMBER, number)
        for level, terms in by_level.items():
            document.add_text(LEVELS[level], " ".join(terms))
            for term in terms:
                levels = self._known.setdefault(term, [])
                if (level, LEVELS[level]) not in levels:
                    levels.append((level, LEVELS[level]))
        return document

    def hits(
        self,
        concepts: Sequence[Concept],
        weight: Weight,
        all_words: bool,
        skipped: frozenset[int] = frozenset(),
    ) -> list[tuple[int, float]]:
        """The numbers of the entries that match the concepts, with their scores, best first.

        With ``all_words``, an entry must match every concept that says something, by whole words.
        Else its score must reach a share of the best score. Entries with the same score are either
        all included or all left out, so the result does not depend on the order of indexing.
        Entries in ``skipped`` are left out.
        """
        query = self._query(concepts, weight, all_words)
        if query is None:
            return []
        most = self._count if all_words else SOME
        while True:
            results = self._searcher.search(query, limit=most).hits
            numbered = self._numbered(results, skipped)
            floor = 0.0 if all_words else least(score for _number, score in numbered)
            if len(results) < most or most >= self._count or results[-1][0] < floor:
                return [hit for hit in numbered if hit[1] >= floor]
            most *= 4

    def _numbered(
        self, results: Sequence[tuple[Any, tantivy.DocAddress]], skipped: frozenset[int]
    ) -> list[tuple[int, float]]:
        numbers = self._searcher.fast_field_values(NUMBER, [address for _met, address in results])
        hits = (
            (int(number or 0), score)
            for number, (score, _address) in zip(numbers, results, strict=True)
        )
        return [hit for hit in hits if hit[0] not in skipped]

    def _query(
        self, concepts: Sequence[Concept], weight: Weight, all_words: bool
    ) -> tantivy.Query | None:
        """The query for tantivy, or None if nothing can match it.

        Optional words only add to the scores of other matches, unless there are no other words.
        """
        clauses: dict[bool, list[tantivy.Query]] = {True: [], False: []}
        for concept in concepts:
            clause = self._concept(concept, weight(concept), all_words)
            is_optional = concept.optional and not (all_words and concept.telling)
            if clause is not None:
                clauses[is_optional].append(clause)
            elif all_words and not is_optional:
                return None
        needed, optional = clauses[False], clauses[True]
        if needed:
            return _boolean(MUST if all_words else SHOULD, needed, optional)
        return (
            _boolean(SHOULD, optional)
            if all(one_concept.optional for one_concept in concepts)
            else None
        )

    def _concept(self, concept: Concept, weight: float, all_words: bool) -> tantivy.Query | None:
        clauses = [
            clause
            for alternative in concept.alternatives
            if not (all_words and alternative.way is Way.PART)
            for clause in self._alternative(alternative, weight * alternative.weight)
        ]
        return _best_of(clauses) if clauses else None

    def _alternative(self, alternative: Alternative, weight: float) -> list[tantivy.Query]:
        share = weight / len(alternative.stems)
        terms = [self._term(stem, share) for stem in alternative.stems]
        if not all(terms):
            return []
        if len(terms) == 1:
            return terms[0]
        return [tantivy.Query.boolean_query([(MUST, _best_of(queries)) for queries in terms])]

    def _term_queries(self, stem: str, weight: float) -> list[tantivy.Query]:
        """One query for each field that has a stem; its score is the weight of the stem there."""
        query = tantivy.Query
        return [
            query.const_score_query(
                query.term_query(self._schema, name, stem, "basic"), weight * level
            )
            for level, name in self._known.get(stem, ())
        ]


def _boolean(
    occur: tantivy.Occur, needed: list[tantivy.Query], optional: Sequence[tantivy.Query] = ()
) -> tantivy.Query | None:
    """A query for all or any of ``needed``; ``optional`` ones only add to its score."""
    if not needed:
        return None
    query = tantivy.Query.boolean_query([(occur, clause) for clause in needed])
    if not optional:
        return query
    return tantivy.Query.boolean_query([(MUST, query), *((SHOULD, clause) for clause in optional)])


def least(scores: Iterable[float]) -> float:
    """The lowest score of a hit where some words suffice, from all scores, best first."""
    best = list(islice(scores, MOST_SOME))
    if not best:
        return 0.0
    return max(best[0] * LEAST, best[-1] if len(best) == MOST_SOME else 0.0)


def _best_of(queries: list[tantivy.Query]) -> tantivy.Query:
    return queries[0] if len(queries) == 1 else tantivy.Query.disjunction_max_query(queries)
