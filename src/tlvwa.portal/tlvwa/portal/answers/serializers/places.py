"""Areas and locations as JSON-ready values."""

from tlvwa.portal.answers.serializers.entries import AreaItem, AreaReference, PlaceEntry
from tlvwa.portal.areas.gazetteer import Gazetteer
from tlvwa.portal.areas.lookup.labels import area_label
from tlvwa.portal.areas.model import Area
from tlvwa.portal.common.formatting import list_text
from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.finder.answer import Answer
from tlvwa.portal.finder.locations import LocationKind

SPELT_OUT = 3  # names of municipalities that are written out for a postal code


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
        "valid_from": area.valid_from.isoformat() if area.valid_from else None,
        "valid_to": area.valid_to.isoformat() if area.valid_to else None,
    }


def place_entry(gazetteer: Gazetteer, answer: Answer) -> PlaceEntry:
    """Return the location of an answer: the area, or the postal code with what it can mean."""
    code = answer.location.code
    if answer.location.kind is LocationKind.POSTAL_CODE:
        if len(answer.municipalities) == 1:  # the code means this municipality
            code = answer.municipalities[0]
        else:
            names = sorted(gazetteer.area(key).name for key in answer.municipalities)
            more = [say(_("andere"))] if len(names) > SPELT_OUT else []
            text = list_text(names[:SPELT_OUT] + more)
            return {"key": code, "name": f"{code} ({text})", "kind": "postal_code", "path": []}
    area = gazetteer.area_of_any_time(code)
    return {**area_reference(area), "path": area_path(gazetteer, code)}


def place_name(gazetteer: Gazetteer, answer: Answer) -> str:
    """Return the name of the location of an answer, for use in a sentence."""
    if answer.location.kind is LocationKind.POSTAL_CODE and len(answer.municipalities) != 1:
        return say(_("dem Gebiet der Postleitzahl ${code}"), code=answer.location.code)
    return place_entry(gazetteer, answer)["name"]
