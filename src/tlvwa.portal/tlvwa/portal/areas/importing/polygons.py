"""Polygons of municipalities, and what lies in or near them.

Shapely is imported inside of the functions, because only imports and points need it. Input is
GeoJSON in WGS 84, one (Multi)Polygon per municipality with its ARS or AGS as property.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import cos, pi, radians, sin
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tlvwa.portal.areas import keys
from tlvwa.portal.areas.model import Area, AreaError, AreaLevel

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

_SHAPES = ("Polygon", "MultiPolygon")
METRES_PER_DEGREE = 111_200.0
_ROUND = tuple((cos(2 * pi * at / 32), sin(2 * pi * at / 32)) for at in range(32))
# Rounding leaves gaps between neighbouring polygons: gaps below this part of a circle do not count.
_SLIVER = 0.01


class PolygonError(AreaError, ValueError):
    """The file cannot be read; holds file, feature (from 1; 0 for the whole) and reason."""

    def __init__(self, file: str, feature: int, reason: str) -> None:
        super().__init__(f"{file}, feature {feature}: {reason}")
        self.file, self.feature, self.reason = file, feature, reason


@dataclass(frozen=True)
class Polygons:
    """The polygons of municipalities by key; ``lost`` are keys in the file that no known area has.

    ``error_metres`` is how far their borders may be off because they were simplified.
    """

    shapes: Mapping[str, "BaseGeometry"]
    lost: tuple[str, ...] = ()
    error_metres: float = 0.0

    @cached_property
    def _keys(self) -> tuple[str, ...]:
        return tuple(self.shapes)

    @cached_property
    def _tree(self) -> Any:
        import shapely

        return shapely.STRtree(list(self.shapes.values()))

    def _touching(self, shape: "BaseGeometry") -> tuple[str, ...]:
        numbers = self._tree.query(shape, predicate="intersects")
        return tuple(sorted(self._keys[number] for number in numbers))

    def at_point(self, lat: float, lon: float) -> tuple[str, ...]:
        """The municipalities whose polygons contain or touch the point, sorted."""
        return self.in_box(lat, lon, 0.0, 0.0)

    def in_box(self, lat: float, lon: float, d_lat: float, d_lon: float) -> tuple[str, ...]:
        """The municipalities that a box around the point touches, sorted."""
        import shapely

        box = shapely.box(lon - d_lon, lat - d_lat, lon + d_lon, lat + d_lat)
        if not (d_lat or d_lon):
            box = shapely.Point(lon, lat)
        return self._touching(box)

    def in_circle(self, lat: float, lon: float, metres: float) -> tuple[tuple[str, ...], bool]:
        """The municipalities that a circle around the point touches, sorted; ``metres`` above 0.

        The second value is true if a part of the circle lies in none of them.
        """
        import shapely

        high = metres / METRES_PER_DEGREE
        wide = high / cos(radians(lat))
        circle = shapely.Polygon([(lon + wide * x, lat + high * y) for x, y in _ROUND])
        touched = self._touching(circle)
        free = circle.difference(shapely.union_all([self.shapes[key] for key in touched]))
        return touched, bool(free.area > _SLIVER * circle.area)

    def neighbours(self, key: str) -> tuple[str, ...]:
        """The municipalities whose polygons touch the one of ``key``, sorted."""
        if key not in self.shapes:
            return ()
        return tuple(other for other in self._touching(self.shapes[key]) if other != key)

    def centre(self, municipalities: Iterable[str]) -> tuple[float, float] | None:
        """A point (latitude, longitude) inside of what the municipalities cover together."""
        import shapely

        shapes = [self.shapes[key] for key in municipalities if key in self.shapes]
        if not shapes:
            return None
        point = shapely.union_all(shapes).representative_point()
        return round(point.y, 4), round(point.x, 4)


def read_polygons(path: str | Path, areas: Iterable[Area]) -> Polygons:
    """Read a GeoJSON file; see ``parse_polygons``. Raises OSError if it cannot be opened."""
    return parse_polygons(Path(path).read_bytes(), Path(path).name, areas)


def parse_polygons(content: bytes, file: str, areas: Iterable[Area]) -> Polygons:
    """Read the polygons of known municipalities.

    A polygon belongs to the municipality with its ARS or, without one, to the newest with its AGS.
    Municipalities that have ended keep their polygons: the gazetteer knows their successors. Raises
    PolygonError.
    """
    municipalities = [area for area in areas if area.level is AreaLevel.GEMEINDE]
    key_by_text = {area.key: area.key for area in municipalities}
    for area in sorted(municipalities, key=lambda area: area.seen):
        key_by_text[keys.ags(area.key)] = area.key
    shapes: dict[str, BaseGeometry] = {}
    lost = []
    for number, feature in enumerate(_features(content, file), start=1):
        ars, ags = _keys_of(feature, file, number)
        key = key_by_text.get(ars) or key_by_text.get(ags)
        if key is None:
            lost.append(ars or ags)
        elif key in shapes:
            raise PolygonError(file, number, f"a second polygon for {key}")
        else:
            shapes[key] = _shape(feature, file, number)
    return Polygons(shapes, tuple(lost))


def _features(content: bytes, file: str) -> list[Any]:
    try:
        document = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise PolygonError(file, 0, f"not JSON: {error}") from None
    features = document.get("features") if isinstance(document, dict) else None
    if not isinstance(features, list) or not features:
        raise PolygonError(file, 0, "no FeatureCollection with features")
    return features


def _keys_of(feature: Any, file: str, number: int) -> tuple[str, str]:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(properties, dict):
        raise PolygonError(file, number, "no properties")
    ars, ags = (properties.get(name) or "" for name in ("ars", "ags"))
    if not (isinstance(ars, str) and isinstance(ags, str) and (ars or ags)):
        raise PolygonError(file, number, "neither ars nor ags")
    return ars, ags


def _shape(feature: Any, file: str, number: int) -> "BaseGeometry":
    import shapely
    from shapely.geometry import shape

    geometry = feature.get("geometry")
    if not isinstance(geometry, dict) or geometry.get("type") not in _SHAPES:
        raise PolygonError(file, number, "no Polygon or MultiPolygon")
    try:
        geometry_object = shape(geometry)
    except (ValueError, TypeError, KeyError, IndexError, shapely.GEOSException) as error:
        raise PolygonError(file, number, f"broken geometry: {error}") from None
    west, south, east, north = (
        geometry_object.bounds if not geometry_object.is_empty else (999.0,) * 4
    )
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise PolygonError(file, number, "not in degrees of WGS 84")
    return geometry_object if geometry_object.is_valid else shapely.make_valid(geometry_object)
