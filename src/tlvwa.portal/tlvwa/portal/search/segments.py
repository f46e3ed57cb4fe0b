"""The entries of an index in two engines: most in a large one, what changed since in a small one."""

from collections.abc import Iterable, Mapping, Sequence
from threading import Lock

from tlvwa.portal.search.engine import Engine, Weight
from tlvwa.portal.search.fields import Entry, Inside
from tlvwa.portal.search.query import Concept

MOST_RECENT = 200

Entries = Mapping[str, tuple[Entry, ...]]


class _Part:
    """An engine and its entries, built when it is first asked."""

    def __init__(self, entries: Iterable[Entry], inside: Inside) -> None:
        self._inside = inside
        self.entries = list(entries)
        self._engine: Engine | None = None
        self._lock = Lock()

    @property
    def engine(self) -> Engine:
        with self._lock:
            if self._engine is None:
                self._engine = Engine(self.entries, self._inside)
            return self._engine


class Segments:
    """Immutable; a change makes another that shares the large engine, until too much has changed."""

    def __init__(self, entries: Entries, inside: Inside) -> None:
        self._large = _Part((entry for each in entries.values() for entry in each), inside)
        self._small: _Part | None = None
        self._changed: frozenset[str] = frozenset()

    def changed(self, entries: Entries, uids: Iterable[str], inside: Inside) -> "Segments":
        """The segments of ``entries``, which differ from these in the objects of some UIDs."""
        changed = self._changed | frozenset(uids)
        if len(changed) > max(MOST_RECENT, len(entries) // 20):
            return Segments(entries, inside)
        segments = Segments({}, inside)
        segments._large, segments._changed = self._large, changed
        recent = (entry for uid in sorted(changed) for entry in entries.get(uid, ()))
        segments._small = _Part(recent, inside)
        return segments

    def hits(
        self, concepts: Sequence[Concept], weight: Weight, all_words: bool
    ) -> list[tuple[Entry, float]]:
        """The entries that meet the concepts, with the sums of their weights; see ``Engine.hits``."""
        large = self._large.entries
        found = [
            (large[number], met)
            for number, met in self._large.engine.hits(concepts, weight, all_words)
            if large[number].document.uid not in self._changed
        ]
        if self._small is not None:
            small = self._small.entries
            found += (
                (small[number], met)
                for number, met in self._small.engine.hits(concepts, weight, all_words)
            )
        return found
