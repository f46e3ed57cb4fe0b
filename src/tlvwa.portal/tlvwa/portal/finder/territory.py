"""The municipalities of one day in the order of their keys.

All that lies in an area has keys that begin alike, so an area is one span of them, and spans nest.
What holds for every municipality can so be worked out span by span, however many there are.
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
        """How many municipalities they are."""
        return self.end - self.start


class MunicipalityRun(NamedTuple):
    """A span on which the same places stand, lowest first."""

    start: int
    end: int
    standing: tuple[str, ...]


class Territory:
    """The municipalities that exist on ``day``: all, or those in the areas ``within``."""

    def __init__(
        self, gazetteer: Gazetteer, day: date, within: Iterable[str] | None = None
    ) -> None:
        areas = (BUND,) if within is None else within
        self.gazetteer, self.day = gazetteer, day
        self.keys: Sequence[str] = sorted(
            {at for key in areas for at in gazetteer.municipalities(key, day)}
        )
        self._spans: dict[str, MunicipalityRange] = {}

    def __len__(self) -> int:
        return len(self.keys)

    @property
    def whole(self) -> MunicipalityRange:
        """All of them."""
        return MunicipalityRange(0, len(self.keys))

    def span(self, place: str) -> MunicipalityRange:
        """Those on whose ladder a place stands, given by its representing key (``place``)."""
        found = self._spans.get(place)
        if found is None:
            found = self._spans[place] = self._look_up(place)
        return found

    def spans(self, areas: Iterable[str]) -> tuple[MunicipalityRange, ...]:
        """Those in any of some areas, of whatever day, as spans that do not touch.

        An area of another day is what stands for it on this one. Raises UnknownArea.
        """
        gazetteer = self.gazetteer
        standing = {at for key in areas for at in gazetteer.successors_on(key, self.day)}
        found: list[MunicipalityRange] = []
        for span in sorted(self.span(gazetteer.canonical_key(at)) for at in standing):
            if found and span.start <= found[-1].end:
                last = found.pop()
                span = MunicipalityRange(last.start, max(last.end, span.end))
            if span.size:
                found.append(span)
        return tuple(found)

    def runs(self, places: Iterable[str]) -> Iterator[MunicipalityRun]:
        """The whole territory, cut where any of ``places`` begins or ends."""
        at = 0
        around: list[tuple[int, str]] = []
        for start, minus_end, _rank, place in self._outer_first(places):
            while around and around[-1][0] <= start:
                end = around[-1][0]
                if at < end:
                    yield MunicipalityRun(at, end, _lowest_first(around))
                    at = end
                around.pop()
            if at < start:
                yield MunicipalityRun(at, start, _lowest_first(around))
                at = start
            around.append((-minus_end, place))
        while around:
            end = around[-1][0]
            if at < end:
                yield MunicipalityRun(at, end, _lowest_first(around))
                at = end
            around.pop()
        if at < len(self.keys):
            yield MunicipalityRun(at, len(self.keys), ())

    def _outer_first(self, places: Iterable[str]) -> list[tuple[int, int, int, str]]:
        found = []
        for place in places:
            start, end = self.span(place)
            if start < end:
                rank = _BUND_RANK if place == BUND else len(place)
                found.append((start, -end, rank, place))
        return sorted(found)

    def _look_up(self, place: str) -> MunicipalityRange:
        if place == BUND:
            return self.whole
        start = bisect_left(self.keys, place)
        return MunicipalityRange(start, bisect_right(self.keys, place + _LAST, lo=start))


def _lowest_first(around: Sequence[tuple[int, str]]) -> tuple[str, ...]:
    return tuple([place for _end, place in reversed(around)])
