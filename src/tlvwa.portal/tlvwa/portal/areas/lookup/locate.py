"""Which municipality a point lies in: one for certain, several near a border, or none that is known.

A polygon belongs to the municipality that existed when it was drawn. It is laid onto those that
stand for that one on the day asked for: two polygons of one municipality have no border between
them then, and of one that was split it stays open in which part a point lies.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tlvwa.portal.areas.gazetteer import Gazetteer
from tlvwa.portal.areas.importing.polygons import Polygons
from tlvwa.portal.areas.model import AreaLevel

# VG250 is drawn for a scale of 1:250,000: a border in it may run some 100 metres beside the real
# one, and a point that somebody picked on a map may be as far off again.
BORDER_METRES = 200.0
# A circle of this radius is larger than nine in ten municipalities of Thüringen: who knows no better
# where they are names the place sooner than they find it in a list.
VAGUE_METRES = 5_000.0


class PointCertainty(StrEnum):
    """What is known of a point."""

    INSIDE = "inside"  # in one municipality
    BORDER = "border"  # near a border: in one of several, or beyond the edge of what is known
    SPLIT = "split"  # in a municipality of before that has several successors
    OUTSIDE = "outside"  # in none of the municipalities, all of which have a polygon
    UNMAPPED = "unmapped"  # no polygon tells
    VAGUE = "vague"  # the point is known so roughly that a list of places would be of no use


@dataclass(frozen=True, slots=True)
class PointLocation:
    """What is known of a point: the municipalities it may lie in, the likeliest first.

    ``edge``: it may also lie beyond all polygons. ``former``: the municipality that was split.
    """

    where: PointCertainty
    municipalities: tuple[str, ...] = ()
    edge: bool = False
    former: str = ""


def locate_point(
    gazetteer: Gazetteer, lat: float, lon: float, day: date, accuracy: float = 0.0
) -> PointLocation:
    """What is known on ``day`` of a point in WGS 84 that may be ``accuracy`` metres off (spec:point).

    Where no polygon covers the point, offer the ``nearest_places``.
    """
    if accuracy > VAGUE_METRES:
        return PointLocation(PointCertainty.VAGUE)
    polygons = gazetteer.polygons
    if polygons is None:
        return PointLocation(PointCertainty.UNMAPPED)
    around, edge = polygons.around(lat, lon, BORDER_METRES + max(accuracy, 0.0))
    likely = polygons.at(lat, lon)
    ordered = (*likely, *(key for key in around if key not in likely))
    found = tuple(dict.fromkeys(at for key in ordered for at in gazetteer.successors_on(key, day)))
    if not found:
        mapped = not around and not MatchedPolygons.of(gazetteer, polygons, day).without
        return PointLocation(PointCertainty.OUTSIDE if mapped else PointCertainty.UNMAPPED)
    if len(around) == 1 and len(found) > 1 and not edge:
        return PointLocation(PointCertainty.SPLIT, found, former=around[0])
    inside = len(found) == 1 and not edge
    return PointLocation(PointCertainty.INSIDE if inside else PointCertainty.BORDER, found, edge)


@dataclass(frozen=True, slots=True)
class MatchedPolygons:
    """How the polygons lie on the municipalities of a day.

    ``followed``: a municipality of another day and the one that stands for it; ``split``: one that
    several stand for, or none; ``without``: municipalities of the day that no polygon leads to, in
    the Länder that have any.
    """

    followed: tuple[tuple[str, str], ...]
    split: tuple[tuple[str, tuple[str, ...]], ...]
    without: tuple[str, ...]

    @classmethod
    def of(cls, gazetteer: Gazetteer, polygons: Polygons, day: date) -> "MatchedPolygons":
        """The polygons laid onto the municipalities of ``day``, everything sorted by key."""
        standing = {key: gazetteer.successors_on(key, day) for key in sorted(polygons.shapes)}
        reached = {at for found in standing.values() for at in found}
        lands = sorted({key[:2] for key in standing})
        return cls(
            tuple(
                (k, found[0]) for k, found in standing.items() if len(found) == 1 and found[0] != k
            ),
            tuple((key, found) for key, found in standing.items() if len(found) != 1),
            tuple(
                key for land in lands for key in _of_day(gazetteer, land, day) if key not in reached
            ),
        )

    def describe(self, gazetteer: Gazetteer) -> Iterator[str]:
        """What an import has to say of it, in German, line by line."""

        def name(key: str) -> str:
            return f"{gazetteer.area(key).name} ({key})"

        yield from (f"{name(old)} liegt jetzt in {name(new)}" for old, new in self.followed)
        for old, parts in self.split:
            now = " und ".join(map(name, parts))
            if parts:
                yield f"{name(old)} wurde geteilt in {now}: ein Punkt dort bleibt eine Frage"
            else:
                yield f"{name(old)} gibt es nicht mehr, ein Nachfolger ist nicht bekannt"
        yield from (f"Gemeinde ohne Polygon: {name(key)}" for key in self.without)


def _of_day(gazetteer: Gazetteer, land: str, day: date) -> Iterator[str]:
    for area in gazetteer.areas(AreaLevel.GEMEINDE):
        if area.key.startswith(land) and area.exists_on(day):
            yield area.key
