"""Areas that do not exist on a day: what became of them, as JSON-ready values."""

from datetime import date

from tlvwa.portal.answers.serializers.entries import DissolvedEntry
from tlvwa.portal.answers.serializers.places import area_reference
from tlvwa.portal.answers.texts.dissolved import dissolved_text
from tlvwa.portal.areas.dissolved import DissolvedArea, dissolved_area
from tlvwa.portal.areas.gazetteer import Gazetteer
from tlvwa.portal.common.dates import iso_day
from tlvwa.portal.finder.locations import Location, LocationKind


def dissolved_entry(
    gazetteer: Gazetteer, place: Location | None, day: date
) -> DissolvedEntry | None:
    """Return what became of a location, if it is an area that does not exist on ``day``; else ``None``."""
    if place is None or place.kind is not LocationKind.AREA:
        return None
    dissolved = dissolved_area(gazetteer, place.code, day)
    return dissolved_message(dissolved) if dissolved else None


def dissolved_message(dissolved: DissolvedArea) -> DissolvedEntry:
    """Return what became of an area, as values and as a sentence."""
    return {
        "area": area_reference(dissolved.area),
        "now": [area_reference(area) for area in dissolved.successors],
        "since": iso_day(dissolved.since),
        "until": dissolved.until,
        "law": dissolved.law,
        "unknown": [area_reference(area) for area in dissolved.lost],
        "text": dissolved_text(dissolved),
    }
