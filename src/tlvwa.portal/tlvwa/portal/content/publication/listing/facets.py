"""Which publications a filter leaves, and how many each value of a facet would leave. Plain Python.

A facet counts what is left if its own filter gave way to the value; the other filters stay. So the
number beside a link is the number of what the link leads to.
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
    """One publication: its values for each of ``FACETS``, in their order."""

    uid: str
    values: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class FilterResult:
    """What filters leave, in the order of the rows, and by facet how often each value would."""

    rows: tuple[PublicationRow, ...]
    counts: Mapping[str, Mapping[str, int]]


def filter_rows(
    rows: Iterable[PublicationRow], filters: Mapping[str, str], only: Container[str] | None = None
) -> FilterResult:
    """The rows that have all the values asked for, among those with a UID in ``only``.

    An empty value does not filter.
    """
    asked = [(FACETS.index(name), value) for name, value in filters.items() if value]
    left: list[PublicationRow] = []
    failing: dict[int, list[PublicationRow]] = {
        at: [] for at in range(len(FACETS))
    }  # by the only filter they fail
    for row in rows:
        if only is not None and row.uid not in only:
            continue
        failed = [at for at, value in asked if value not in row.values[at]]
        if not failed:
            left.append(row)
        elif len(failed) == 1:
            failing[failed[0]].append(row)
    counts = {name: _counted(at, left, failing[at]) for at, name in enumerate(FACETS)}
    return FilterResult(tuple(left), counts)


def _counted(at: int, *several: list[PublicationRow]) -> Counter[str]:
    """How often each value of a facet occurs in some lists of rows."""
    return Counter(chain.from_iterable(row.values[at] for rows in several for row in rows))
