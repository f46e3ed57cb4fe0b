"""Names of the location of an answer."""

from tlvwa.portal.areas.gazetteer import Gazetteer
from tlvwa.portal.common.formatting import list_text
from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.finder.answer import Answer
from tlvwa.portal.finder.locations import LocationKind

SPELT_OUT = 3  # names of municipalities that are written out for a postal code
OTHERS = _("andere")
AREA_OF_CODE = _("dem Gebiet der Postleitzahl ${code}")


def postal_code_name(gazetteer: Gazetteer, answer: Answer) -> str:
    """Return the postal code of an answer with what it can mean: „07607 (Eisenberg, Gösen und andere)“."""
    names = sorted(gazetteer.area(key).name for key in answer.municipalities)
    others = [say(OTHERS)] if len(names) > SPELT_OUT else []
    return f"{answer.location.code} ({list_text(names[:SPELT_OUT] + others)})"


def place_name(gazetteer: Gazetteer, answer: Answer) -> str:
    """Return the name of the location of an answer, for use in a sentence."""
    location = answer.location
    if location.kind is LocationKind.AREA:
        return gazetteer.area_of_any_time(location.code).name
    if len(answer.municipalities) == 1:  # the code means this municipality
        return gazetteer.area(answer.municipalities[0]).name
    return say(AREA_OF_CODE, code=location.code)
