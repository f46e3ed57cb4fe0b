"""The entries of an index in two engines: most in a large one, what changed since in a small one."""

from collections.abc import Iterable, Mapping, Sequence
from threading import Lock

from tlvwa.portal.search.engine import Engine, Weight, least
from tlvwa.portal.search.fields import IndexEntry, Inside
from tlvwa.portal.search.query import Concept

MOST_RECENT = 200

Entries = Mapping[str, tuple[IndexEntry, ...]]


class _Part:
    """An engine and its entries, built when it is first asked."""

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
        """See ``Engine.hits``; the entries in place of their numbers."""
        numbered = self.engine.hits(concepts, weight, all_words, skipped)
        return [(self.entries[number], met) for number, met in numbered]


class Segments:
    """Immutable; a change makes another that shares the large engine, until too much has changed."""

    def __init__(self, entries: Entries, inside: Inside) -> None:
        self._large = _Part((entry for each in entries.values() for entry in each), inside)
        self._small: _Part | None = None
        self._changed: frozenset[str] = frozenset()  # UIDs
        self._outdated: frozenset[int] = frozenset()  # their numbers in the large engine

    def changed(self, entries: Entries, uids: Iterable[str], inside: Inside) -> "Segments":
        """The segments of ``entries``, which differ from these in the objects of some UIDs."""
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
        segments._small = _Part(recent, inside)
        return segments

    def hits(
        self, concepts: Sequence[Concept], weight: Weight, all_words: bool
    ) -> list[tuple[IndexEntry, float]]:
        """The entries that meet the concepts, with the sums of their weights; see ``Engine.hits``."""
        found = self._large.hits(concepts, weight, all_words, self._outdated)
        if self._small is not None:
            found += self._small.hits(concepts, weight, all_words, frozenset())
        if all_words or not found:
            return found
        floor = least(sorted((met for _entry, met in found), reverse=True))
        return [hit for hit in found if hit[1] >= floor]
