"""The territory: the municipalities of one day in the order of their keys.

The keys of all municipalities in an area begin with the area's key, so an area is one range of
them, and ranges nest. Whatever depends on the areas of a municipality only can be computed for a
run of municipalities at once.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from tlvwa.portal.areas.gazetteer import Gazetteer
from tlvwa.portal.areas.model import BUND

_LAST = "~"  # sorts behind every digit
_BUND_RANK = 0


class MunicipalityRange(NamedTuple):
    """The municipalities from number ``start`` (inclusive) to ``end`` (exclusive)."""

    start: int
    end: int

    @property
    def size(self) -> int:
        """The number of municipalities."""
        return self.end - self.start


class MunicipalityRun(NamedTuple):
    """A range of municipalities that lie in the same of some ``areas``, lowest first."""

    start: int
    end: int
    areas: tuple[str, ...]


class Territory:
    """The municipalities that exist on ``day``: all, or those in the areas ``within``."""

    def __init__(
        self, gazetteer: Gazetteer, day: date, within: Iterable[str] | None = None
    ) -> None:
        areas = (BUND,) if within is None else within
        self.gazetteer, self.day = gazetteer, day
        self.keys: Sequence[str] = sorted(
            {municipality for key in areas for municipality in gazetteer.municipalities(key, day)}
        )
        self._spans: dict[str, MunicipalityRange] = {}

    def __len__(self) -> int:
        return len(self.keys)

    @property
    def whole(self) -> MunicipalityRange:
        """The range of all municipalities."""
        return MunicipalityRange(0, len(self.keys))

    def municipality_range(self, place: str) -> MunicipalityRange:
        """The range of municipalities in a place, which is given by its canonical key."""
        known = self._spans.get(place)
        if known is None:
            known = self._spans[place] = self._look_up(place)
        return known

    def municipality_ranges(self, areas: Iterable[str]) -> tuple[MunicipalityRange, ...]:
        """The ranges of municipalities in any of some areas, sorted, without overlaps.

        An area that does not exist on the day means its successors. Raises UnknownArea.
        """
        gazetteer = self.gazetteer
        successors = {
            successor for key in areas for successor in gazetteer.successors_on(key, self.day)
        }
        joined: list[MunicipalityRange] = []
        for span in sorted(
            self.municipality_range(gazetteer.canonical_key(successor)) for successor in successors
        ):
            if joined and span.start <= joined[-1].end:
                last = joined.pop()
                span = MunicipalityRange(last.start, max(last.end, span.end))
            if span.size:
                joined.append(span)
        return tuple(joined)

    def runs(self, places: Iterable[str]) -> Iterator[MunicipalityRun]:
        """Cut the whole territory wherever one of ``places`` (canonical keys) begins or ends."""
        position = 0
        enclosing: list[tuple[int, str]] = []
        for start, minus_end, _rank, place in self._outer_first(places):
            while enclosing and enclosing[-1][0] <= start:
                end = enclosing[-1][0]
                if position < end:
                    yield MunicipalityRun(position, end, _lowest_first(enclosing))
                    position = end
                enclosing.pop()
            if position < start:
                yield MunicipalityRun(position, start, _lowest_first(enclosing))
                position = start
            enclosing.append((-minus_end, place))
        while enclosing:
            end = enclosing[-1][0]
            if position < end:
                yield MunicipalityRun(position, end, _lowest_first(enclosing))
                position = end
            enclosing.pop()
        if position < len(self.keys):
            yield MunicipalityRun(position, len(self.keys), ())

    def _outer_first(self, places: Iterable[str]) -> list[tuple[int, int, int, str]]:
        """Start, negated end, rank and key of each place, sorted so that outer ranges come first.

        The rank decides where two places are the same range: the shorter key is the outer one, and
        the Bund, whose key has as many digits as a Land's, is outside of all.
        """
        intervals = []
        for place in places:
            start, end = self.municipality_range(place)
            if start < end:
                rank = _BUND_RANK if place == BUND else len(place)
                intervals.append((start, -end, rank, place))
        return sorted(intervals)

    def _look_up(self, place: str) -> MunicipalityRange:
        if place == BUND:
            return self.whole
        start = bisect_left(self.keys, place)
        return MunicipalityRange(start, bisect_right(self.keys, place + _LAST, lo=start))


def _lowest_first(enclosing: Sequence[tuple[int, str]]) -> tuple[str, ...]:
    return tuple([place for _end, place in reversed(enclosing)])
