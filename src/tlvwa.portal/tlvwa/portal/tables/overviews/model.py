"""A table over nodes: its columns, and the rows that are left in the order asked for. Plain Python."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from tlvwa.portal.common.export import Value
from tlvwa.portal.readmodels.payloads import Node
from tlvwa.portal.search.normalize import normalize_word

KNOWN_TEXTS = 65_536

Test = Callable[[Node], bool]

folded = lru_cache(maxsize=KNOWN_TEXTS)(normalize_word)


@dataclass(frozen=True, slots=True)
class TableColumn:
    """One column: its name in the address, its heading, and what it holds of a node.

    ``value`` and ``order`` take the facts of the table and a node; ``order`` is what to sort by where
    that is not the value.
    """

    name: str
    title: str
    value: Callable[[Any, Node], Value]
    order: Callable[[Any, Node], Any] | None = None


def sorted_rows(
    nodes: Iterable[Node], tests: Iterable[Test], order: Callable[[Node], Value], descending: bool
) -> list[Node]:
    """The nodes that pass all tests, in order; what has nothing to be sorted by comes last, either way.

    Those that are equal stand by title.
    """
    checks = tuple(tests)
    found = [node for node in nodes if all(check(node) for check in checks)]
    found.sort(key=lambda node: (folded(node.title), node.uid))
    values = {node.uid: sortable(order(node)) for node in found}
    full = [node for node in found if values[node.uid] is not None]
    empty = [node for node in found if values[node.uid] is None]
    full.sort(key=lambda node: values[node.uid], reverse=descending)
    return full + empty


def sortable(value: Value) -> Any:
    """What a value is compared by; ``None`` for nothing."""
    if isinstance(value, tuple):
        value = ", ".join(value)
    if isinstance(value, str):
        return folded(value) or None
    return value


def matches_all(words: Iterable[str], *texts: str) -> bool:
    """Whether all of some folded words stand somewhere in the texts."""
    place = " ".join(map(folded, texts))
    return all(word in place for word in words)
