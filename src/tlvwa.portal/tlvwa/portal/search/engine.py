"""Finds documents with tantivy: an index in memory over the stems that our own analysis gives.

Scores are sums of weights that we give (constant scores), not of the engine's own statistics: so they do
not depend on how documents came into the index, and every one of them can be explained.
"""

from collections.abc import Callable, Sequence

import tantivy

from tlvwa.portal.search.fields import WEIGHTS, Entry, Field
from tlvwa.portal.search.query import INSIDE, Alternative, Concept, Need, Way

HEAP = 15_000_000  # bytes, the least that tantivy takes for a thread
NUMBER = "number"
SOME = 200  # hits asked for at first where only some words are met
LEAST = 0.5  # of what the best hit meets
MUST, SHOULD = tantivy.Occur.Must, tantivy.Occur.Should

Weight = Callable[[Concept], float]


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field(NUMBER, fast=True)
    for part in Field:
        builder.add_text_field(part.value, tokenizer_name="whitespace", index_option="basic")
    return builder.build()


class Engine:
    """An immutable index of some entries; hits are their numbers, by their order."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._schema = _schema()
        self._known = {
            part: frozenset().union(*(entry.terms.get(part, ()) for entry in entries))
            for part in Field
        }
        index = tantivy.Index(self._schema)
        writer = index.writer(HEAP, 1)
        for number, entry in enumerate(entries):
            document = tantivy.Document()
            document.add_integer(NUMBER, number)
            for part, terms in entry.terms.items():
                document.add_text(part.value, " ".join(terms))
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        self._searcher = index.searcher()
        self._count = max(len(entries), 1)

    def hits(
        self, concepts: Sequence[Concept], weight: Weight, all_words: bool
    ) -> list[tuple[int, float]]:
        """The numbers of the entries that meet the concepts, with the sums of their weights.

        ``all_words``: all that meet every concept that is not optional, by whole words. Else those that
        meet at least half as much as the one that meets most: which ones does not hang on chance.
        """
        query = self._query(concepts, weight, all_words)
        if query is None:
            return []
        most = self._count if all_words else SOME
        found = self._searcher.search(query, limit=most).hits
        while len(found) == most < self._count and found[-1][0] >= found[0][0] * LEAST:
            most *= 4
            found = self._searcher.search(query, limit=most).hits
        numbers = self._searcher.fast_field_values(NUMBER, [address for _met, address in found])
        floor = 0.0 if all_words or not found else found[0][0] * LEAST
        return [
            (number, met) for number, (met, _at) in zip(numbers, found, strict=True) if met >= floor
        ]

    def _query(
        self, concepts: Sequence[Concept], weight: Weight, all_words: bool
    ) -> tantivy.Query | None:
        clauses = []
        for concept in concepts:
            must = all_words and not concept.optional
            clause = self._concept(concept, weight(concept), all_words)
            if clause is not None:
                clauses.append((MUST if must else SHOULD, clause))
            elif must:
                return None
        return tantivy.Query.boolean_query(clauses) if clauses else None

    def _concept(self, concept: Concept, weight: float, all_words: bool) -> tantivy.Query | None:
        clauses = [
            clause
            for alternative in concept.alternatives
            if not (all_words and alternative.way is Way.PART)
            for clause in self._alternative(alternative, weight * alternative.weight)
        ]
        if len(clauses) < 2:
            return clauses[0] if clauses else None
        return tantivy.Query.disjunction_max_query(clauses)

    def _alternative(self, alternative: Alternative, weight: float) -> list[tantivy.Query]:
        share = weight / len(alternative.needs)
        needs = [self._need(need, share) for need in alternative.needs]
        if not all(needs):
            return []
        if len(needs) == 1:
            return needs[0]
        every = [(MUST, tantivy.Query.disjunction_max_query(each)) for each in needs]
        return [tantivy.Query.boolean_query(every)]

    def _need(self, need: Need, weight: float) -> list[tantivy.Query]:
        found = []
        for part in Field:
            known, name = self._known[part], part.value
            if need.stem in known:
                term = tantivy.Query.term_query(self._schema, name, need.stem, "basic")
                found.append(tantivy.Query.const_score_query(term, weight * WEIGHTS[part]))
            inside = need.compounds & known
            if inside:
                terms = tantivy.Query.term_set_query(self._schema, name, list(inside))
                score = weight * WEIGHTS[part] * INSIDE
                found.append(tantivy.Query.const_score_query(terms, score))
        return found
