"""A map of Thüringen made by hand: every municipality of today is what lies nearest to its centre."""

import json
from datetime import date
from functools import cache

import shapely

from tlvwa.portal.areas.model import AreaLevel
from tlvwa.portal.areas.table import load_thueringen

DAY = date(2026, 11, 23)
EDGE_DEGREES = 0.05  # how far the land goes beyond the outermost centres


@cache
def centres(day=DAY):
    """Municipality -> its centre as (latitude, longitude)."""
    areas = load_thueringen().gazetteer().areas(AreaLevel.GEMEINDE)
    return {area.key: area.centre for area in areas if area.exists_on(day)}


def land_geojson():
    """The map as GeoJSON text."""
    points = {key: shapely.Point(lon, lat) for key, (lat, lon) in centres().items()}
    together = shapely.MultiPoint(list(points.values()))
    land = together.convex_hull.buffer(EDGE_DEGREES)
    cells = shapely.voronoi_polygons(together, extend_to=land).geoms
    tree = shapely.STRtree(list(cells))
    features = []
    for key, point in points.items():
        (cell,) = (cells[at] for at in tree.query(point, predicate="within"))
        geometry = shapely.geometry.mapping(cell.intersection(land))
        features.append({"type": "Feature", "properties": {"ars": key}, "geometry": geometry})
    return json.dumps({"type": "FeatureCollection", "features": features})
