"""Exact sets of what a fact can be: half-open intervals of ordered texts on named tracks.

A track is one line of ordered texts: the beginnings of all names, the odd house numbers of one
street, one option of a choice. All that a criterion needs (whether a fact is among some values,
whether two records overlap, whether a case is missing) is arithmetic on such intervals.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise

Span = tuple[str, str, str]  # track, low (inclusive), high (exclusive)


class IntervalSet:
    """A set of intervals in normal form, so that equal sets compare and hash equal."""

    __slots__ = ("_by_track", "_hash", "spans")

    def __init__(self, spans: Iterable[Span]) -> None:
        self.spans = _normalized(spans)
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
        return f"IntervalSet({self.spans!r})"

    @property
    def tracks(self) -> Iterable[str]:
        """The tracks on which the set is not empty."""
        return self._by_track

    def intervals_on(self, track: str) -> Sequence[tuple[str, str]]:
        """The intervals on one track, in order."""
        return self._by_track.get(track, ())

    def contains(self, track: str, point: str) -> bool:
        """True if ``point`` on ``track`` is in the set."""
        return any(low <= point < high for low, high in self.intervals_on(track))

    def intersects(self, other: "IntervalSet") -> bool:
        """True if the two sets have a point in common."""
        return any(
            low < high_ and low_ < high
            for track, low, high in self.spans
            for low_, high_ in other.intervals_on(track)
        )

    def is_subset(self, other: "IntervalSet") -> bool:
        """True if all of this set is in ``other``."""
        return all(
            any(low_ <= low and high <= high_ for low_, high_ in other.intervals_on(track))
            for track, low, high in self.spans
        )


def union(regions: Iterable[IntervalSet]) -> IntervalSet:
    """The set of all points that are in any of ``regions``."""
    return IntervalSet(span for region in regions for span in region.spans)


def partition(
    universe: IntervalSet, regions: Sequence[IntervalSet]
) -> dict[frozenset[int], IntervalSet]:
    """Part ``universe`` into as few cells as possible, each wholly inside or outside of each region.

    Keys are the numbers of the regions that contain the cell; the key of the cell that no region
    contains is the empty set. Cells are in the order of their first interval.
    """
    on_track: dict[str, list[tuple[int, IntervalSet]]] = {}
    for number, region in enumerate(regions):
        for track in region.tracks:
            on_track.setdefault(track, []).append((number, region))
    spans_by_members: dict[frozenset[int], list[Span]] = {}
    for track, low, high in universe.spans:
        regions_here = on_track.get(track, [])
        for span in _cut(track, low, high, [region for _, region in regions_here]):
            members = frozenset(n for n, region in regions_here if region.contains(track, span[1]))
            spans_by_members.setdefault(members, []).append(span)
    return {members: IntervalSet(spans) for members, spans in spans_by_members.items()}


def _cut(track: str, low: str, high: str, regions: Sequence[IntervalSet]) -> Iterable[Span]:
    bounds = {bound for region in regions for span in region.intervals_on(track) for bound in span}
    points = [low, *sorted(bound for bound in bounds if low < bound < high), high]
    return ((track, start, end) for start, end in pairwise(points))


def _normalized(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The intervals sorted, without empty ones, those that overlap or touch joined."""
    joined: list[Span] = []
    for span in sorted(span for span in spans if span[1] < span[2]):
        if joined and joined[-1][0] == span[0] and span[1] <= joined[-1][2]:
            track, low, high = joined.pop()
            joined.append((track, low, max(high, span[2])))
        else:
            joined.append(span)
    return tuple(joined)
