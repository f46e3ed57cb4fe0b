"""What people read when they are asked which area they mean."""

from tlvwa.portal.areas.gazetteer import Gazetteer
from tlvwa.portal.areas.model import Area, AreaLevel, Locality
from tlvwa.portal.areas.normalize import normalize_place
from tlvwa.portal.common.phrases import Phrase as _

_VERBAND = {"54": _("Verwaltungsgemeinschaft"), "58": _("erfüllende Gemeinde")}
_TOWN = ", Stadt"  # at the end of a town's official name
_ALONE = {
    AreaLevel.BUND: _("Bund"),
    AreaLevel.LAND: _("Land"),
    AreaLevel.REGIERUNGSBEZIRK: _("Regierungsbezirk"),
    AreaLevel.KREIS: _("Landkreis"),
}


def area_label(gazetteer: Gazetteer, area: Area) -> _:
    """The name with what tells it from others: "Eisenberg (Saale-Holzland-Kreis)"."""
    return _("${name} (${mark})", name=area.name, mark=_mark(gazetteer, area))


def kind_label(gazetteer: Gazetteer, area: Area) -> _:
    """What kind of area it is, in a word: "kreisfreie Stadt", "Verwaltungsgemeinschaft"."""
    if area.kind is AreaLevel.VERBAND:
        return _VERBAND.get(area.text_mark, _("Verband"))
    if area.kind is not AreaLevel.GEMEINDE:
        return _ALONE[area.kind]
    if gazetteer.canonical_key(area.key[:5]) == area.key:
        return _("kreisfreie Stadt")
    return _("Stadt") if area.official_name.endswith(_TOWN) else _("Gemeinde")


def dated_label(gazetteer: Gazetteer, area: Area, now: Area) -> _:
    """The area, known by its name then, as the one that stands for it ``now``."""
    if area.name == now.name:
        return area_label(gazetteer, now)
    return former_label(gazetteer, area.name, now)


def former_label(gazetteer: Gazetteer, former: str, area: Area) -> _:
    """A former name, or a dissolved municipality, with where it leads."""
    return _("${former}, jetzt ${now}", former=former, now=area_label(gazetteer, area))


def place_label(gazetteer: Gazetteer, place: Locality, area: Area) -> _:
    """A place below the municipality: "Schöndorf, Ortsteil von Weimar".

    A place that is the municipality itself, perhaps in another spelling, is labelled as such.
    """
    own = gazetteer.area(place.municipality)
    if normalize_place(place.name) in (
        normalize_place(own.name),
        normalize_place(own.name.split("/")[0]),
    ):
        return dated_label(gazetteer, own, area)
    return _("${place}, Ortsteil von ${area}", place=place.name, area=area.name)


def _mark(gazetteer: Gazetteer, area: Area) -> str:
    if area.kind in _ALONE:
        return _ALONE[area.kind]
    kreis = next(
        (each.name for each in gazetteer.path(area.key) if each.kind is AreaLevel.KREIS), ""
    )
    if area.kind is not AreaLevel.VERBAND:
        return kreis or _("kreisfreie Stadt")
    kind = _VERBAND.get(area.text_mark, _("Verband"))
    return _("${kind}, ${district}", kind=kind, district=kreis) if kreis else kind
