"""Tables over nodes: their columns, and their rows filtered and sorted. Plain Python."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Generic, Protocol, TypeVar

from tlvwa.portal.common.export import Value
from tlvwa.portal.search.normalize import normalize_word

CACHED_TEXTS = 65_536


class TableRow(Protocol):
    """What tables need of a row: of an overview it is a node, of the work list a finding."""

    @property
    def uid(self) -> str:
        """The id, different from those of all other rows."""

    @property
    def title(self) -> str:
        """The title; equal rows are sorted by it."""


ContextT = TypeVar("ContextT")  # what the values of a row depend on beside the row
RowT = TypeVar("RowT", bound=TableRow)
Test = Callable[[RowT], bool]

normalized = lru_cache(maxsize=CACHED_TEXTS)(normalize_word)


@dataclass(frozen=True, slots=True)
class TableColumn(Generic[ContextT, RowT]):
    """A column: its name in the address, its heading, and its value for a row.

    ``value`` and ``order`` take the context of the rows and a row; ``order`` returns the sort key
    if it is not the value.
    """

    name: str
    title: str
    value: Callable[[ContextT, RowT], Value]
    order: Callable[[ContextT, RowT], Any] | None = None


def sorted_rows(
    rows: Iterable[RowT],
    tests: Iterable[Test[RowT]],
    order: Callable[[RowT], Value],
    descending: bool,
) -> list[RowT]:
    """Return the rows that pass all tests, sorted; rows without a sort key come last, either way.

    Equal rows are sorted by title.
    """
    checks = tuple(tests)
    matches = [row for row in rows if all(check(row) for check in checks)]
    matches.sort(key=lambda row: (normalized(row.title), row.uid))
    values = {row.uid: sortable(order(row)) for row in matches}
    with_value = [row for row in matches if values[row.uid] is not None]
    without_value = [row for row in matches if values[row.uid] is None]
    # Python's sort is stable: rows with equal values stay in the order of their titles.
    with_value.sort(key=lambda row: values[row.uid], reverse=descending)
    return with_value + without_value


def sortable(value: Value) -> Any:
    """Return the sort key of a value; ``None`` for nothing."""
    if isinstance(value, tuple):
        value = ", ".join(value)
    if isinstance(value, str):
        return normalized(value) or None
    return value


def matches_all(words: Iterable[str], *texts: str) -> bool:
    """True if the texts contain all of some normalized words."""
    text = " ".join(map(normalized, texts))
    return all(word in text for word in words)
