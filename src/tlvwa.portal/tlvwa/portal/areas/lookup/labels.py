"""Labels of areas: the words by which people tell one area from others."""

from datetime import date

from tlvwa.portal.areas.former import AGS_LENGTH
from tlvwa.portal.areas.gazetteer import Gazetteer
from tlvwa.portal.areas.model import Area, AreaLevel, Locality, TextMark
from tlvwa.portal.areas.normalize import normalize_place
from tlvwa.portal.common.phrases import Phrase

_ = Phrase  # the extraction of messages looks for calls of the form _("…")

_VERBAND = {
    TextMark.VERWALTUNGSGEMEINSCHAFT.value: _("Verwaltungsgemeinschaft"),
    TextMark.ERFUELLENDE_GEMEINDE.value: _("erfüllende Gemeinde"),
}
_TOWN = ", Stadt"  # at the end of a town's official name
_LEVEL_NAMES = {
    AreaLevel.BUND: _("Bund"),
    AreaLevel.LAND: _("Land"),
    AreaLevel.REGIERUNGSBEZIRK: _("Regierungsbezirk"),
    AreaLevel.KREIS: _("Landkreis"),
}


def area_label(gazetteer: Gazetteer, area: Area) -> Phrase:
    """The name with a mark that tells it from others: "Eisenberg (Saale-Holzland-Kreis)"."""
    return _("${name} (${mark})", name=area.name, mark=_mark(gazetteer, area))


def kind_label(gazetteer: Gazetteer, area: Area) -> Phrase:
    """The kind of an area in a word: "kreisfreie Stadt", "Verwaltungsgemeinschaft"."""
    if area.level is AreaLevel.VERBAND:
        return _VERBAND.get(area.text_mark, _("Verband"))
    if area.level is not AreaLevel.GEMEINDE:
        return _LEVEL_NAMES[area.level]
    if gazetteer.canonical_key(area.key[:5]) == area.key:
        return _("kreisfreie Stadt")
    return _("Stadt") if area.official_name.endswith(_TOWN) else _("Gemeinde")


def dated_label(gazetteer: Gazetteer, area: Area, now: Area) -> Phrase:
    """The label of the area ``now``, with the former name if ``area`` had another one."""
    if area.name == now.name:
        return area_label(gazetteer, now)
    return former_label(gazetteer, area.name, now)


def former_label(gazetteer: Gazetteer, former: str, area: Area) -> Phrase:
    """A former name, or that of a dissolved municipality, with the area it leads to."""
    return _("${former}, jetzt ${now}", former=former, now=area_label(gazetteer, area))


def label_on(label: Phrase, area: Area, day: date) -> Phrase:
    """A label of an area that stands for itself on ``day``, though it has ended and is lost."""
    return label if area.exists_on(day) else _("${label}, aufgelöst", label=label)


def locality_label(gazetteer: Gazetteer, place: Locality, area: Area) -> Phrase:
    """The label of a locality: "Schöndorf, Ortsteil von Weimar".

    A locality with the name of its municipality, perhaps spelt otherwise, gets the label of the
    municipality.
    """
    if place.is_spelling:
        return _("${place}, auch für ${area}", place=place.name, area=area_label(gazetteer, area))
    own = gazetteer.area(place.municipality)
    if normalize_place(place.name) in (
        normalize_place(own.name),
        normalize_place(own.name.split("/")[0]),
    ):
        return dated_label(gazetteer, own, area)
    return _("${place}, Ortsteil von ${area}", place=place.name, area=area.name)


def _mark(gazetteer: Gazetteer, area: Area) -> str:
    if len(area.key) == AGS_LENGTH:
        return _("früherer Schlüssel ${key}", key=area.key)
    if area.level in _LEVEL_NAMES:
        return _LEVEL_NAMES[area.level]
    kreis = next(
        (
            area_above.name
            for area_above in gazetteer.path(area.key)
            if area_above.level is AreaLevel.KREIS
        ),
        "",
    )
    if area.level is not AreaLevel.VERBAND:
        return kreis or _("kreisfreie Stadt")
    kind = _VERBAND.get(area.text_mark, _("Verband"))
    return _("${kind}, ${district}", kind=kind, district=kreis) if kreis else kind
