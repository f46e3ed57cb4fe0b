"""How an area looks in a list."""

from tlvwa.portal.answers.serializers.places import area_path, area_reference
from tlvwa.portal.areas.lookup.labels import area_label
from tlvwa.portal.common.i18n import say


def area_item(gazetteer, area, label=""):
    """An area with the areas above it, its postal codes and the days on which it exists.

    ``label`` tells it from others, by the name it was found by, and is understood where a place is typed.
    """
    return area_reference(area) | {
        "label": say(label or area_label(gazetteer, area)),
        "path": area_path(gazetteer, area.key),
        "postal_codes": list(gazetteer.postal_codes_of(area.key)),
        "valid_from": area.valid_from.isoformat() if area.valid_from else None,
        "valid_to": area.valid_to.isoformat() if area.valid_to else None,
    }
