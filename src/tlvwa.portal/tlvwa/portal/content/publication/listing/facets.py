"""Filters of publications and the counts of their facets. Plain Python.

A facet counts the rows that would be left if its own filter were replaced by the value; the other
filters stay. So the number beside a link is the number of rows that the link leads to.
"""

from collections import Counter
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from itertools import chain

KIND, YEAR, PUBLISHER, SUBJECT, LANGUAGE, STATE = (
    *("kind", "year", "publisher", "subject", "language", "state"),
)
FACETS = (KIND, YEAR, PUBLISHER, SUBJECT, LANGUAGE, STATE)
CURRENT, WITHDRAWN = "current", "withdrawn"
NEWEST, TITLE = "newest", "title"


@dataclass(frozen=True, slots=True)
class PublicationRow:
    """A publication with its values for each of ``FACETS``, in their order."""

    uid: str
    values: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class FilterResult:
    """The rows that pass the filters, and by facet the count of each value."""

    rows: tuple[PublicationRow, ...]
    counts: Mapping[str, Mapping[str, int]]


def filter_rows(
    rows: Iterable[PublicationRow], filters: Mapping[str, str], only: Container[str] | None = None
) -> FilterResult:
    """Return the rows that have all the values asked for, among those with a UID in ``only``.

    An empty value does not filter.
    """
    required = [(FACETS.index(name), value) for name, value in filters.items() if value]
    passing: list[PublicationRow] = []
    # Rows by the only filter that they fail: with another value of that facet they would pass. A row
    # that fails two filters counts nowhere.
    failing: dict[int, list[PublicationRow]] = {index: [] for index in range(len(FACETS))}
    for row in rows:
        if only is not None and row.uid not in only:
            continue
        failed = [index for index, value in required if value not in row.values[index]]
        if not failed:
            passing.append(row)
        elif len(failed) == 1:
            failing[failed[0]].append(row)
    counts = {
        name: _value_counts(index, passing, failing[index]) for index, name in enumerate(FACETS)
    }
    return FilterResult(tuple(passing), counts)


def _value_counts(index: int, *several: list[PublicationRow]) -> Counter[str]:
    """Return how often each value of a facet occurs in some lists of rows."""
    return Counter(chain.from_iterable(row.values[index] for rows in several for row in rows))
