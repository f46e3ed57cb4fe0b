"""Areas and locations as JSON-ready values."""

from tlvwa.portal.answers.serializers.entries import AreaItem, AreaReference, PlaceEntry
from tlvwa.portal.answers.texts.place_names import postal_code_name
from tlvwa.portal.areas.gazetteer import Gazetteer
from tlvwa.portal.areas.lookup.labels import area_label
from tlvwa.portal.areas.model import Area
from tlvwa.portal.common.dates import iso_day
from tlvwa.portal.common.i18n import say
from tlvwa.portal.finder.answer import Answer
from tlvwa.portal.finder.locations import LocationKind


def area_reference(area: Area) -> AreaReference:
    """Return key, name and kind of an area."""
    return {"key": area.key, "name": area.name, "kind": area.level.value}


def area_path(gazetteer: Gazetteer, key: str) -> list[AreaReference]:
    """Return the areas above an area, Land first."""
    return [area_reference(area) for area in gazetteer.path(key)]


def area_item(gazetteer: Gazetteer, area: Area, label: str = "") -> AreaItem:
    """Return an area as an item of a list: with its path, postal codes and days of validity.

    ``label`` is the label of the match by which it was found; a place query understands it.
    """
    return {
        **area_reference(area),
        "label": say(label or area_label(gazetteer, area)),
        "path": area_path(gazetteer, area.key),
        "postal_codes": list(gazetteer.postal_codes_of(area.key)),
        "valid_from": iso_day(area.valid_from),
        "valid_to": iso_day(area.valid_to),
    }


def place_entry(gazetteer: Gazetteer, answer: Answer) -> PlaceEntry:
    """Return the location of an answer: the area, or the postal code with what it can mean."""
    code = answer.location.code
    if answer.location.kind is LocationKind.POSTAL_CODE:
        if len(answer.municipalities) == 1:  # the code means this municipality
            code = answer.municipalities[0]
        else:
            name = postal_code_name(gazetteer, answer)
            return {"key": code, "name": name, "kind": "postal_code", "path": []}
    area = gazetteer.area_of_any_time(code)
    return {**area_reference(area), "path": area_path(gazetteer, code)}
