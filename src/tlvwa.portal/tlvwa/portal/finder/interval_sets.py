"""Exact sets of what a fact can be: half-open spans on named tracks.

A track is one line of ordered texts: the initials of all names, the odd house numbers of one
street, one option of a choice. Everything a criterion does (is this fact among those values, do
two records overlap, is anybody left over) is arithmetic on such spans.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise

Span = tuple[str, str, str]  # track, low (inclusive), high (exclusive)


class IntervalSet:
    """A set of spans in normal form, so that equal sets compare and hash equal."""

    __slots__ = ("_by_track", "_hash", "spans")

    def __init__(self, spans: Iterable[Span]) -> None:
        self.spans = _joined(spans)
        self._hash = hash(self.spans)
        self._by_track: dict[str, list[tuple[str, str]]] = {}
        for track, low, high in self.spans:
            self._by_track.setdefault(track, []).append((low, high))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, IntervalSet) and self.spans == other.spans

    def __hash__(self) -> int:
        return self._hash

    def __bool__(self) -> bool:
        return bool(self.spans)

    def __repr__(self) -> str:
        return f"Region({self.spans!r})"

    @property
    def tracks(self) -> Iterable[str]:
        """The tracks on which there is anything."""
        return self._by_track

    def on(self, track: str) -> Sequence[tuple[str, str]]:
        """The spans on one track, in order."""
        return self._by_track.get(track, ())

    def holds(self, track: str, at: str) -> bool:
        """Whether the point ``at`` on ``track`` is in the region."""
        return any(low <= at < high for low, high in self.on(track))

    def meets(self, other: "IntervalSet") -> bool:
        """Whether the two regions have anything in common."""
        return any(
            low < high_ and low_ < high
            for track, low, high in self.spans
            for low_, high_ in other.on(track)
        )

    def within(self, other: "IntervalSet") -> bool:
        """Whether all of this region lies in ``other``."""
        return all(
            any(low_ <= low and high <= high_ for low_, high_ in other.on(track))
            for track, low, high in self.spans
        )


def union(regions: Iterable[IntervalSet]) -> IntervalSet:
    """The region of all points that lie in any of ``regions``."""
    return IntervalSet(span for region in regions for span in region.spans)


def cells(
    universe: IntervalSet, regions: Sequence[IntervalSet]
) -> dict[frozenset[int], IntervalSet]:
    """The coarsest division of ``universe`` on which every region is wholly true or wholly false.

    Keys are the numbers of the regions that hold on the cell; the cell of the empty set is what no
    region names. Cells come in the order of their first span.
    """
    on_track: dict[str, list[tuple[int, IntervalSet]]] = {}
    for number, region in enumerate(regions):
        for track in region.tracks:
            on_track.setdefault(track, []).append((number, region))
    found: dict[frozenset[int], list[Span]] = {}
    for track, low, high in universe.spans:
        there = on_track.get(track, [])
        for span in _cut(track, low, high, [region for _, region in there]):
            members = frozenset(n for n, region in there if region.holds(track, span[1]))
            found.setdefault(members, []).append(span)
    return {members: IntervalSet(spans) for members, spans in found.items()}


def _cut(track: str, low: str, high: str, regions: Sequence[IntervalSet]) -> Iterable[Span]:
    bounds = {bound for region in regions for span in region.on(track) for bound in span}
    points = [low, *sorted(bound for bound in bounds if low < bound < high), high]
    return ((track, start, end) for start, end in pairwise(points))


def _joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    done: list[Span] = []
    for span in sorted(span for span in spans if span[1] < span[2]):
        if done and done[-1][0] == span[0] and span[1] <= done[-1][2]:
            track, low, high = done.pop()
            done.append((track, low, max(high, span[2])))
        else:
            done.append(span)
    return tuple(done)
