"""Tables over nodes: their columns, and their rows filtered and sorted. Plain Python."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from tlvwa.portal.common.export import Value
from tlvwa.portal.readmodels.payloads import Node
from tlvwa.portal.search.normalize import normalize_word

CACHED_TEXTS = 65_536

Test = Callable[[Node], bool]

normalized = lru_cache(maxsize=CACHED_TEXTS)(normalize_word)


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column: its name in the address, its heading, and its value for a node.

    ``value`` and ``order`` take the context of the rows and a node; ``order`` returns the sort key
    if it is not the value.
    """

    name: str
    title: str
    value: Callable[[Any, Node], Value]
    order: Callable[[Any, Node], Any] | None = None


def sorted_rows(
    nodes: Iterable[Node], tests: Iterable[Test], order: Callable[[Node], Value], descending: bool
) -> list[Node]:
    """Return the nodes that pass all tests, sorted; nodes without a sort key come last, either way.

    Equal nodes are sorted by title.
    """
    checks = tuple(tests)
    matches = [node for node in nodes if all(check(node) for check in checks)]
    matches.sort(key=lambda node: (normalized(node.title), node.uid))
    values = {node.uid: sortable(order(node)) for node in matches}
    with_value = [node for node in matches if values[node.uid] is not None]
    without_value = [node for node in matches if values[node.uid] is None]
    # Python's sort is stable: rows with equal values stay in the order of their titles.
    with_value.sort(key=lambda node: values[node.uid], reverse=descending)
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
