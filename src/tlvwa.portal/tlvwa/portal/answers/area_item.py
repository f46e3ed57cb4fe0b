"""How an area looks in a list."""

from tlvwa.portal.answers.places import area_path, area_reference


def area_item(gazetteer, area):
    """An area with the areas above it, its postal codes and the days on which it exists."""
    return area_reference(area) | {
        "path": area_path(gazetteer, area.key),
        "postal_codes": list(gazetteer.postal_codes_of(area.key)),
        "valid_from": area.valid_from.isoformat() if area.valid_from else None,
        "valid_to": area.valid_to.isoformat() if area.valid_to else None,
    }
