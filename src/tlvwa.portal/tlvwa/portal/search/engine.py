"""Finds documents with tantivy: an index in memory over the stems that our own analysis gives.

Scores are sums of weights that we give (constant scores), not of the engine's own statistics: so they do
not depend on how documents came into the index, and every one of them can be explained.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import islice
from typing import Any

import tantivy

from tlvwa.portal.search.fields import LEVELS, IndexEntry, Inside
from tlvwa.portal.search.query import Alternative, Concept, Way

HEAP = 15_000_000  # bytes, the least that tantivy takes for a thread
NUMBER = "number"
SOME = 200  # hits asked for at first where only some words are met
LEAST = 0.4  # of what the best hit meets
# Hits where only some words are met, and those that meet as much as the last of them.
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
    """An immutable index of some entries; hits are their numbers, by their order.

    There is one field for each weight that a word can have in a document, and a word is in one of them.
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
        """The numbers of the entries that meet the concepts, with the sums of their weights, best first.

        ``all_words``: all that meet every concept that is not optional, by whole words. Else those that
        meet a good part of what the best one meets: which ones does not hang on chance. Entries
        that are ``skipped`` are as if they were not there.
        """
        query = self._query(concepts, weight, all_words)
        if query is None:
            return []
        most = self._count if all_words else SOME
        while True:
            found = self._searcher.search(query, limit=most).hits
            kept = self._numbered(found, skipped)
            floor = 0.0 if all_words else least(met for _number, met in kept)
            if len(found) < most or most >= self._count or found[-1][0] < floor:
                return [hit for hit in kept if hit[1] >= floor]
            most *= 4

    def _numbered(
        self, found: Sequence[tuple[Any, tantivy.DocAddress]], skipped: frozenset[int]
    ) -> list[tuple[int, float]]:
        numbers = self._searcher.fast_field_values(NUMBER, [address for _met, address in found])
        hits = ((int(number or 0), met) for number, (met, _at) in zip(numbers, found, strict=True))
        return [hit for hit in hits if hit[0] not in skipped]

    def _query(
        self, concepts: Sequence[Concept], weight: Weight, all_words: bool
    ) -> tantivy.Query | None:
        """What is asked of tantivy; ``None`` where nothing can meet it.

        Words that need not be met only add to what others find, unless there are no others.
        """
        clauses: dict[bool, list[tantivy.Query]] = {True: [], False: []}
        for concept in concepts:
            clause = self._concept(concept, weight(concept), all_words)
            if clause is not None:
                clauses[concept.optional].append(clause)
            elif all_words and not concept.optional:
                return None
        needed, welcome = clauses[False], clauses[True]
        if needed:
            return _boolean(MUST if all_words else SHOULD, needed, welcome)
        return _boolean(SHOULD, welcome) if all(each.optional for each in concepts) else None

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
        return [tantivy.Query.boolean_query([(MUST, _best_of(each)) for each in terms])]

    def _term(self, stem: str, weight: float) -> list[tantivy.Query]:
        """The documents with a stem: scored by the weight it has in them."""
        query = tantivy.Query
        return [
            query.const_score_query(
                query.term_query(self._schema, name, stem, "basic"), weight * level
            )
            for level, name in self._known.get(stem, ())
        ]


def _boolean(
    occur: tantivy.Occur, needed: list[tantivy.Query], welcome: Sequence[tantivy.Query] = ()
) -> tantivy.Query | None:
    """All of some queries or any of them, and what is added where others are met, too."""
    if not needed:
        return None
    found = tantivy.Query.boolean_query([(occur, each) for each in needed])
    if not welcome:
        return found
    return tantivy.Query.boolean_query([(MUST, found), *((SHOULD, each) for each in welcome)])


def least(scores: Iterable[float]) -> float:
    """What a hit must meet where only some words are met, from the scores of all, best first."""
    best = list(islice(scores, MOST_SOME))
    if not best:
        return 0.0
    return max(best[0] * LEAST, best[-1] if len(best) == MOST_SOME else 0.0)


def _best_of(queries: list[tantivy.Query]) -> tantivy.Query:
    return queries[0] if len(queries) == 1 else tantivy.Query.disjunction_max_query(queries)
