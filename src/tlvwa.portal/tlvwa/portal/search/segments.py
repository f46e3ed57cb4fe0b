"""The entries of an index in two engines: a large one, and a small one with what changed since.

Building an engine takes long for many entries, so a change only rebuilds the small one.
"""

from collections.abc import Iterable, Mapping, Sequence
from threading import Lock

from tlvwa.portal.search.engine import Engine, Weight, least
from tlvwa.portal.search.fields import IndexEntry, Inside
from tlvwa.portal.search.query import Concept

MOST_RECENT = 200

Entries = Mapping[str, tuple[IndexEntry, ...]]


class _Segment:
    """An engine and its entries; the engine is built at the first search."""

    def __init__(self, entries: Iterable[IndexEntry], inside: Inside) -> None:
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

    def hits(
        self,
        concepts: Sequence[Concept],
        weight: Weight,
        all_words: bool,
        skipped: frozenset[int],
    ) -> list[tuple[IndexEntry, float]]:
        """The hits of the engine, as entries instead of numbers; see ``Engine.hits``."""
        numbered = self.engine.hits(concepts, weight, all_words, skipped)
        return [(self.entries[number], score) for number, score in numbered]


class Segments:
    """The two engines of an index; immutable.

    A change makes other segments that share the large engine, until too much has changed: then all
    entries go into a new large one.
    """

    def __init__(self, entries: Entries, inside: Inside) -> None:
        self._large = _Segment(
            (entry for entries_of_object in entries.values() for entry in entries_of_object), inside
        )
        self._small: _Segment | None = None
        self._changed: frozenset[str] = frozenset()  # UIDs
        self._outdated: frozenset[int] = frozenset()  # their numbers in the large engine

    def with_changes(self, entries: Entries, uids: Iterable[str], inside: Inside) -> "Segments":
        """Return segments of ``entries``, which differ from these in the objects of some UIDs."""
        changed = self._changed | frozenset(uids)
        if len(changed) > max(MOST_RECENT, len(entries) // 20):
            return Segments(entries, inside)
        segments = Segments({}, inside)
        segments._large, segments._changed = self._large, changed
        segments._outdated = frozenset(
            number
            for number, entry in enumerate(self._large.entries)
            if entry.document.uid in changed
        )
        recent = (entry for uid in sorted(changed) for entry in entries.get(uid, ()))
        segments._small = _Segment(recent, inside)
        return segments

    def hits(
        self, concepts: Sequence[Concept], weight: Weight, all_words: bool
    ) -> list[tuple[IndexEntry, float]]:
        """The entries that match the concepts, with their scores; see ``Engine.hits``."""
        matches = self._large.hits(concepts, weight, all_words, self._outdated)
        if self._small is not None:
            matches += self._small.hits(concepts, weight, all_words, frozenset())
        if all_words or not matches:
            return matches
        floor = least(sorted((score for _entry, score in matches), reverse=True))
        return [hit for hit in matches if hit[1] >= floor]
