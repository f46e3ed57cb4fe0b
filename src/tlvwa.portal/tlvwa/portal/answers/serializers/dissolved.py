"""Municipalities that are no more: into what they went, told in a sentence."""

from tlvwa.portal.answers.serializers.places import area_reference
from tlvwa.portal.areas.dissolved import dissolved_area
from tlvwa.portal.areas.model import AreaLevel
from tlvwa.portal.common.formatting import day_text, list_text
from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.finder.locations import LocationKind

TOWN = "63"
NAMES = {True: _("Die Stadt ${name}"), False: _("Die Gemeinde ${name}")}
AREA = _("Das Gebiet ${name}")
# With the day and without.
INTO = (
    _("${area} gehört seit dem ${day} zu ${now}"),
    _("${area} gibt es nicht mehr, das Gebiet gehört heute zu ${now}"),
)
OTHER_KEY = (
    _("${area} hat seit dem ${day} einen anderen Schlüssel: ${key}"),
    _("${area} hat heute einen anderen Schlüssel: ${key}"),
)
NOT_YET = (
    _("${area} gibt es erst seit dem ${day}; an dem gefragten Tag war es ${now}"),
    _("${area} gibt es an dem gefragten Tag noch nicht; damals war es ${now}"),
)
NOTHING = _("${area} gibt es an dem gefragten Tag nicht")
BY_LAW = _("${sentence} (${law}).")
PLAIN = _("${sentence}.")


def dissolved_entry(gazetteer, place, day):
    """What became of the place asked for, if it is an area that does not exist on ``day``; else ``None``."""
    if place is None or place.kind is not LocationKind.AREA:
        return None
    found = dissolved_area(gazetteer, place.code, day)
    return dissolved_message(found) if found else None


def dissolved_message(found):
    """What became of an area, for programs and in a sentence."""
    return {
        "area": area_reference(found.area),
        "now": [area_reference(area) for area in found.now],
        "since": found.since.isoformat() if found.since else None,
        "law": found.law,
        "text": dissolved_text(found),
    }


def dissolved_text(found):
    """Die Gemeinde Rodeberg gehört seit dem 1. Januar 2024 zu Dingelstädt und … (ThürGNGG 2024)."""
    parts = {"area": _name(found.area)}
    message, needs = _message(found)
    if found.since:
        parts["day"] = day_text(found.since)
    if needs == "now":
        parts["now"] = list_text(area.name for area in found.now)
    elif needs == "key":
        parts["key"] = found.now[0].key
    sentence = say(message, **parts)
    return (
        say(BY_LAW, sentence=sentence, law=found.law)
        if found.law
        else say(PLAIN, sentence=sentence)
    )


def _message(found):
    """The message, and what it needs beside area and day."""
    undated = found.since is None
    if not found.now:
        return NOTHING, ""
    if found.to_come:
        return NOT_YET[undated], "now"
    if len(found.now) == 1 and found.now[0].name == found.area.name:
        return OTHER_KEY[undated], "key"
    return INTO[undated], "now"


def _name(area):
    message = NAMES[area.text_mark == TOWN] if area.kind is AreaLevel.GEMEINDE else AREA
    return say(message, name=area.name)
