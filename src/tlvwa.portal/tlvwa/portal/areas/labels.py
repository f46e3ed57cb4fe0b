"""What people read when they are asked which area they mean."""

from .gazetteer import Gazetteer
from .model import Area, Kind, Place
from .names import fold

_VERBAND = {"54": "Verwaltungsgemeinschaft", "58": "erfüllende Gemeinde"}
_ALONE = {
    Kind.BUND: "Bund",
    Kind.LAND: "Land",
    Kind.REGIERUNGSBEZIRK: "Regierungsbezirk",
    Kind.KREIS: "Landkreis",
}


def area_label(gazetteer: Gazetteer, area: Area) -> str:
    """The name with what tells it from others: "Eisenberg (Saale-Holzland-Kreis)"."""
    return f"{area.name} ({', '.join(_marks(gazetteer, area))})"


def dated_label(gazetteer: Gazetteer, area: Area, now: Area) -> str:
    """The area, known by its name then, as the one that stands for it ``now``."""
    if area.name == now.name:
        return area_label(gazetteer, now)
    return former_label(gazetteer, area.name, now)


def former_label(gazetteer: Gazetteer, former: str, area: Area) -> str:
    """A former name, or a dissolved municipality, with where it leads."""
    return f"{former}, jetzt {area_label(gazetteer, area)}"


def place_label(gazetteer: Gazetteer, place: Place, area: Area) -> str:
    """A place below the municipality: "Schöndorf, Ortsteil von Weimar".

    A place that is the municipality itself, perhaps in another spelling, is labelled as such.
    """
    own = gazetteer.area(place.municipality)
    if fold(place.name) in (fold(own.name), fold(own.name.split("/")[0])):
        return dated_label(gazetteer, own, area)
    return f"{place.name}, Ortsteil von {area.name}"


def _marks(gazetteer: Gazetteer, area: Area) -> list[str]:
    if area.kind in _ALONE:
        return [_ALONE[area.kind]]
    kreis = [above.name for above in gazetteer.path(area.key) if above.kind is Kind.KREIS]
    if area.kind is Kind.VERBAND:
        return [_VERBAND.get(area.text_mark, "Verband"), *kreis]
    return kreis or ["kreisfreie Stadt"]
