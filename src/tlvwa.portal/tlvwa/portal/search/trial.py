"""The trial of changed search words with test queries, before they are saved."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tlvwa.portal.search.configuration import SearchWords
from tlvwa.portal.search.evaluation import (
    EvaluationReport,
    JudgedQuery,
    RankChange,
    evaluate,
    rank_changes,
)
from tlvwa.portal.search.index import SearchIndex


@dataclass(frozen=True, slots=True)
class Trial:
    """The reports of the same queries before and after a change."""

    before: EvaluationReport
    after: EvaluationReport

    @property
    def changes(self) -> tuple[RankChange, ...]:
        """The queries with another rank, those that become worse first."""
        return tuple(
            sorted(rank_changes(self.before, self.after), key=lambda change: change.better)
        )

    @property
    def better(self) -> int:
        """The number of queries that are answered better."""
        return sum(change.better for change in self.changes)

    @property
    def worse(self) -> int:
        """The number of queries that are answered worse."""
        return len(self.changes) - self.better

    @property
    def same(self) -> int:
        """The number of queries that are answered as before."""
        return len(self.before.outcomes) - len(self.changes)


def try_words(
    index: SearchIndex, words: SearchWords, queries: Sequence[JudgedQuery], today: date
) -> Trial:
    """Evaluate test queries with ``index``, and with the same documents and other search words."""
    changed = index.with_words(words)
    before = evaluate(queries, lambda query: index.search(query, today))
    return Trial(before, evaluate(queries, lambda query: changed.search(query, today)))
