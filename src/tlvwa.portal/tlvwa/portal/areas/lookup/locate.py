"""Finds the municipality of a point: one for certain, several near a border, or none.

A polygon belongs to the municipality that existed when it was drawn. On a later day it stands for
the successors of that municipality: between two polygons with the same successor there is no border
any more, and in a municipality that was split, the part in which a point lies is not known.
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
# A circle of this radius is larger than nine in ten municipalities of Thüringen: people with a
# point that vague name their place faster than they find it in a list.
VAGUE_METRES = 5_000.0


class PointCertainty(StrEnum):
    """How certain the municipality of a point is."""

    INSIDE = "inside"  # in one municipality
    BORDER = "border"  # near a border: in one of several, or outside of all polygons
    SPLIT = "split"  # in a former municipality that has several successors
    OUTSIDE = "outside"  # in none of the municipalities, all of which have a polygon
    UNMAPPED = "unmapped"  # there is no polygon for the point
    VAGUE = "vague"  # the point is so inexact that a list of places would be of no use


@dataclass(frozen=True, slots=True)
class PointLocation:
    """The municipalities in which a point may lie, the likeliest first.

    ``edge`` is true if it may also lie outside of all polygons; ``former`` is the municipality that
    was split.
    """

    certainty: PointCertainty
    municipalities: tuple[str, ...] = ()
    edge: bool = False
    former: str = ""


def locate_point(
    gazetteer: Gazetteer, lat: float, lon: float, day: date, accuracy: float = 0.0
) -> PointLocation:
    """Find the municipality on ``day`` of a point in WGS 84, ``accuracy`` metres inexact (spec:point).

    Where the result is UNMAPPED, callers offer the ``nearest_places``.
    """
    if accuracy > VAGUE_METRES:
        return PointLocation(PointCertainty.VAGUE)
    polygons = gazetteer.polygons
    if polygons is None:
        return PointLocation(PointCertainty.UNMAPPED)
    reach = BORDER_METRES + polygons.error_metres + max(accuracy, 0.0)
    around, edge = polygons.in_circle(lat, lon, reach)
    likely = polygons.at_point(lat, lon)
    ordered = (*likely, *(key for key in around if key not in likely))
    municipalities = tuple(
        dict.fromkeys(standing for key in ordered for standing in gazetteer.standing_on(key, day))
    )
    if not municipalities:
        outside = not around and not MatchedPolygons.of(gazetteer, polygons, day).without
        return PointLocation(PointCertainty.OUTSIDE if outside else PointCertainty.UNMAPPED)
    if len(around) == 1 and len(municipalities) > 1 and not edge:
        return PointLocation(PointCertainty.SPLIT, municipalities, former=around[0])
    inside = len(municipalities) == 1 and not edge
    return PointLocation(
        PointCertainty.INSIDE if inside else PointCertainty.BORDER, municipalities, edge
    )


@dataclass(frozen=True, slots=True)
class MatchedPolygons:
    """The polygons and the municipalities of a day that they belong to.

    ``followed`` are municipalities of other days with their one successor; ``split`` those with
    several successors or none; ``without`` the municipalities of the day without a polygon, in
    Länder that have polygons.
    """

    followed: tuple[tuple[str, str], ...]
    split: tuple[tuple[str, tuple[str, ...]], ...]
    without: tuple[str, ...]

    @classmethod
    def of(cls, gazetteer: Gazetteer, polygons: Polygons, day: date) -> "MatchedPolygons":
        """Match the polygons with the municipalities of ``day``; everything is sorted by key."""
        successors = {key: gazetteer.successors_on(key, day) for key in sorted(polygons.shapes)}
        reached = {
            municipality
            for municipalities in successors.values()
            for municipality in municipalities
        }
        lands = sorted({key[:2] for key in successors})
        return cls(
            tuple(
                (k, municipalities[0])
                for k, municipalities in successors.items()
                if len(municipalities) == 1 and municipalities[0] != k
            ),
            tuple(
                (key, municipalities)
                for key, municipalities in successors.items()
                if len(municipalities) != 1
            ),
            tuple(
                key for land in lands for key in _of_day(gazetteer, land, day) if key not in reached
            ),
        )


def _of_day(gazetteer: Gazetteer, land: str, day: date) -> Iterator[str]:
    for area in gazetteer.areas(AreaLevel.GEMEINDE):
        if area.key.startswith(land) and area.exists_on(day):
            yield area.key
