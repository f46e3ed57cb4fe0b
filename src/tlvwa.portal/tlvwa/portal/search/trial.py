"""Tries other words of a site against a query set, before they hold."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tlvwa.portal.search.configuration import Words
from tlvwa.portal.search.evaluation import Change, Judged, Report, compared, evaluate
from tlvwa.portal.search.index import SearchIndex


@dataclass(frozen=True, slots=True)
class Trial:
    """The same queries before and after a change."""

    before: Report
    after: Report

    @property
    def changes(self) -> tuple[Change, ...]:
        """The queries for which it makes a difference, those that become worse first."""
        return tuple(sorted(compared(self.before, self.after), key=lambda each: each.better))

    @property
    def better(self) -> int:
        """How many queries are answered better."""
        return sum(change.better for change in self.changes)

    @property
    def worse(self) -> int:
        """How many queries are answered worse."""
        return len(self.changes) - self.better

    @property
    def same(self) -> int:
        """How many queries are answered as before."""
        return len(self.before.outcomes) - len(self.changes)


def tried(index: SearchIndex, words: Words, queries: Sequence[Judged], today: date) -> Trial:
    """What a query set gets from ``index``, and from the same documents with other words."""
    changed = index.with_words(words)
    before = evaluate(queries, lambda query: index.search(query, today))
    return Trial(before, evaluate(queries, lambda query: changed.search(query, today)))
