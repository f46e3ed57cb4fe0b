"""Areas and asked places in answers."""

from tlvwa.portal.common.formatting import list_text
from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.finder.locations import LocationKind

SPELT_OUT = 3


def area_reference(area):
    """Key, name and kind of an area."""
    return {"key": area.key, "name": area.name, "kind": area.kind.value}


def area_path(gazetteer, key):
    """The areas above an area, Land first."""
    return [area_reference(above) for above in gazetteer.path(key)]


def place_entry(gazetteer, answer):
    """The place an answer is for: the area, or the postal code with what it can mean."""
    code = answer.place.code
    if answer.place.kind is LocationKind.POSTAL_CODE:
        if len(answer.municipalities) == 1:
            code = answer.municipalities[0]
        else:
            names = sorted(gazetteer.area(key).name for key in answer.municipalities)
            more = [say(_("andere"))] if len(names) > SPELT_OUT else []
            names = list_text(names[:SPELT_OUT] + more)
            return {"key": code, "name": f"{code} ({names})", "kind": "postal_code", "path": []}
    area = gazetteer.area(code)
    return area_reference(area) | {"path": area_path(gazetteer, code)}


def place_name(gazetteer, answer):
    """The place in a sentence."""
    if answer.place.kind is LocationKind.POSTAL_CODE and len(answer.municipalities) != 1:
        return say(_("dem Gebiet der Postleitzahl ${code}"), code=answer.place.code)
    return place_entry(gazetteer, answer)["name"]
