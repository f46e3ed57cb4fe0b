"""Sentences on why a point on the map is not in one certain municipality."""

from tlvwa.portal.areas.gazetteer import Gazetteer
from tlvwa.portal.areas.lookup.locate import PointCertainty, PointLocation
from tlvwa.portal.common.i18n import _, say

REASONS = {
    PointCertainty.BORDER: _("Der Standort liegt nahe an einer Gemeindegrenze."),
    PointCertainty.UNMAPPED: _("Die Gemeinde lässt sich aus dem Standort nicht sicher bestimmen."),
}
EDGE = _("Der Standort liegt nahe an der Landesgrenze, vielleicht nicht in Thüringen.")
SPLIT = _("Der Standort liegt in der früheren Gemeinde ${former}, die geteilt wurde.")
REFUSALS = {
    PointCertainty.OUTSIDE: _("Der Standort liegt nicht in Thüringen."),
    PointCertainty.UNMAPPED: _("In der Nähe des Standorts ist kein Ort bekannt."),
    PointCertainty.VAGUE: _("Der Standort ist zu ungenau bekannt."),
}


def choice_text(gazetteer: Gazetteer, position: PointLocation) -> str:
    """Return why there are several municipalities to choose from."""
    if position.certainty is PointCertainty.SPLIT:
        return say(SPLIT, former=gazetteer.area(position.former).name)
    return say(EDGE if position.edge else REASONS[position.certainty])


def refusal_text(position: PointLocation) -> str:
    """Return why there is not even a choice."""
    return say(REFUSALS[position.certainty])
