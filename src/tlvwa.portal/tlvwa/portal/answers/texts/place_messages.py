"""Sentences on what a typed place means, and where to go on if it is elsewhere."""

from collections.abc import Collection
from typing import TypedDict

from tlvwa.portal.areas.lookup.place_reading import PlaceCertainty, PlaceReading
from tlvwa.portal.areas.outside import LANDS
from tlvwa.portal.common.formatting import list_text
from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.common.settings import last_resort, setting

SEVERAL = _("„${where}“ kann mehreres bedeuten.")
UNSURE = _("In welcher Gemeinde „${where}“ liegt, wissen wir nicht sicher. Ist es eine von diesen?")
CONTRADICTION = _("Die Angaben „${where}“ passen nicht zusammen.")
CONTRADICTION_ELSEWHERE = _(
    "Die Angaben „${where}“ passen nicht zusammen: Eine davon liegt in ${land}, nicht in Thüringen."
)
UNLAID = _(
    "Es gibt einen Ort „${where}“ mit der Postleitzahl ${codes}, dessen Gemeinde wir nicht sicher kennen. "
    "Ist es eine von diesen?"
)
ALSO_UNLAID = _(
    "„${where}“ kann mehreres bedeuten. Einer der Orte dieses Namens hat die Postleitzahl ${codes}; seine "
    "Gemeinde kennen wir nicht sicher."
)
ALSO_ELSEWHERE = _(
    "„${where}“ ist ein größerer Ort in ${land}. Auch in Thüringen gibt es den Namen: Ist einer von diesen "
    "Orten gemeint?"
)
ALSO_ABROAD = _(
    "„${where}“ ist ein größerer Ort außerhalb von Thüringen. Auch hier gibt es den Namen: Ist einer von "
    "diesen Orten gemeint?"
)
SIMILAR = _("Einen Ort „${where}“ kennen wir nicht. Ist einer von diesen gemeint?")
NAME_OUTSIDE = _("„${where}“ liegt nicht in Thüringen, sondern in ${land}.")
NAME_ABROAD = _("„${where}“ liegt nicht in Thüringen.")
CODE_OUTSIDE = _("Postleitzahlen, die wie ${code} beginnen, liegen in ${land}, nicht in Thüringen.")
NO_SUCH_CODE = _("Eine Postleitzahl ${code} kennen wir nicht.")
NO_SUCH_NAME = _("Einen Ort „${where}“ kennen wir in Thüringen nicht.")
OR = _("oder")
FEDERAL_PORTAL = (
    _("Bundesportal: Leistungen überall in Deutschland"),
    "https://verwaltung.bund.de",
)

MESSAGES = {
    PlaceCertainty.SEVERAL: SEVERAL,
    PlaceCertainty.UNSURE: UNSURE,
    PlaceCertainty.CONTRADICTION: CONTRADICTION,
    PlaceCertainty.SIMILAR: SIMILAR,
    PlaceCertainty.NO_SUCH_CODE: NO_SUCH_CODE,
    PlaceCertainty.NO_SUCH_NAME: NO_SUCH_NAME,
}


UNLAID_MESSAGES = {PlaceCertainty.UNSURE: UNLAID, PlaceCertainty.SEVERAL: ALSO_UNLAID}


class WayOn(TypedDict):
    """A way on for those whose place is elsewhere: an address (``tel:`` for a number) with its title."""

    title: str
    url: str


def reading_text(reading: PlaceReading, where: str) -> str:
    """Return why a typed place is no single one; empty if it is."""
    if reading.certainty is PlaceCertainty.OUTSIDE:
        return _outside_text(reading, where)
    if reading.unlaid and reading.certainty in UNLAID_MESSAGES:
        codes = list_text(sorted({place.postal_code for place in reading.unlaid}))
        return say(UNLAID_MESSAGES[reading.certainty], where=where, codes=codes)
    if reading.lands and reading.certainty in UNLAID_MESSAGES:
        land = _land_names(reading)
        if not land:
            return say(ALSO_ABROAD, where=where)
        return say(ALSO_ELSEWHERE, where=where, land=land)
    if reading.certainty is PlaceCertainty.CONTRADICTION and _land_names(reading):
        return say(CONTRADICTION_ELSEWHERE, where=where, land=_land_names(reading))
    message = MESSAGES.get(reading.certainty)
    return say(message, where=where, code=reading.code) if message else ""


def _outside_text(reading: PlaceReading, where: str) -> str:
    land = _land_names(reading)
    if not land:
        return say(NAME_ABROAD, where=where)
    if where.replace(" ", "").isdecimal():
        return say(CODE_OUTSIDE, code=reading.code, land=land)
    return say(NAME_OUTSIDE, where=where, land=land)


def _land_names(reading: PlaceReading) -> str:
    """Return the names of the Länder of a reading, as one text; empty for places abroad."""
    return f" {say(OR)} ".join(LANDS[land] for land in reading.lands if land in LANDS)


def ways_on(reading: PlaceReading) -> list[WayOn]:
    """Return where somebody goes on whose place is, or may be, elsewhere; empty for any other reading.

    The directories of the Länder come first if the settings name them, then the federal portal and
    the number for all authorities.
    """
    return ways_to_lands(reading.lands) if reading.lands else []


def ways_to_lands(lands: Collection[str]) -> list[WayOn]:
    """Return where somebody goes on whose place lies, or may lie, in one of these Länder (keys)."""
    return [*(way for land, way in _directories() if land in lands), *ways_elsewhere()]


def ways_elsewhere() -> list[WayOn]:
    """Return where somebody goes on from anywhere in Germany."""
    title, url = FEDERAL_PORTAL
    number = last_resort()
    by_phone = WayOn(title=number["title"], url=number["phone_url"])
    return [WayOn(title=say(title), url=url), *([by_phone] if number["phone_url"] else [])]


def _directories() -> list[tuple[str, WayOn]]:
    """The directories of other Länder in the settings, by the Land's key."""
    lines = (line.split("|") for line in setting("land_directories", ()) or ())
    return [
        (parts[0].strip(), WayOn(title=parts[1].strip(), url=parts[2].strip()))
        for parts in lines
        if len(parts) == 3
    ]
