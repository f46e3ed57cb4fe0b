"""Options of areas: by name, key or postal code; a Verband or Kreis stands for its municipalities."""

import re

from tlvwa.portal.areas.lookup.labels import area_label
from tlvwa.portal.areas.lookup.name_index import find_areas
from tlvwa.portal.areas.model import AreaError
from tlvwa.portal.common.clock import today
from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.readmodels.follower import site_snapshot
from tlvwa.portal.widgets.picker.option import MOST, PickerOption

SHORTEST_KEY = 8  # a shorter number may be a postal code
SEPARATORS = re.compile(r"[\s,;]+")


class AreaSource:
    """All areas that the gazetteer of the site knows."""

    help = _(
        "Name, Schlüssel oder Postleitzahl; auch mehrere Schlüssel auf einmal. Ein Kreis oder eine "
        "Verwaltungsgemeinschaft steht für alle Gemeinden darin."
    )

    def __init__(self):
        self.gazetteer = site_snapshot().gazetteer
        self.day = today()

    def option(self, value):
        """Return the area of a key; an unknown key is shown as it is."""
        try:
            return self._option(self.gazetteer.parse(value))
        except AreaError:
            return PickerOption(value, value, say(_("unbekannter Schlüssel")))

    def find(self, text):
        """Return areas by the beginning of a word of their name, by key or by postal code."""
        matches = find_areas(self.gazetteer, text, self.day, limit=MOST)
        return [self._option(area) for area in dict.fromkeys(match.area for match in matches)]

    def options_of_keys(self, text):
        """Return the areas of a text of keys only; each must be too long for a postal code."""
        keys = [key for key in SEPARATORS.split(text) if key]
        if any(not key.isdecimal() or len(key) < SHORTEST_KEY for key in keys):
            return []
        try:
            return [self._option(self.gazetteer.parse(key)) for key in keys]
        except AreaError:
            return []

    def parts(self, value):
        """Return the municipalities that exist in an area today."""
        try:
            area = self.gazetteer.parse(value)
        except AreaError:
            return []
        keys = self.gazetteer.municipalities(area.key, self.day)
        return [self._option(self.gazetteer.area(key)) for key in keys if key != area.key]

    def _option(self, area):
        count = len(self.gazetteer.municipalities(area.key, self.day))
        hints = [area.key]
        if count > 1:
            hints.append(say(_("alle ${count} Gemeinden"), count=count))
        if not area.exists_on(self.day):
            hints.append(say(_("aufgelöst")))
        label = say(area_label(self.gazetteer, area))
        return PickerOption(area.key, label, ", ".join(hints), count if count > 1 else 0)
