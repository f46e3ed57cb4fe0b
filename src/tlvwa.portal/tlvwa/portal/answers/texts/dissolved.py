"""Sentences on areas that do not exist on a day: what became of them."""

from tlvwa.portal.areas.dissolved import DissolvedArea
from tlvwa.portal.areas.gazetteer import Gazetteer
from tlvwa.portal.areas.model import Area, AreaLevel, TextMark
from tlvwa.portal.common.formatting import day_text, list_text
from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.finder.answer import Answer
from tlvwa.portal.finder.locations import LocationKind

NAMES = {True: _("Die Stadt ${name}"), False: _("Die Gemeinde ${name}")}
AREA = _("Das Gebiet ${name}")
# Of a key from before the registers only the crosswalk knows: it may lack the name, and days.
UNNAMED = {
    AreaLevel.GEMEINDE: _("Die Gemeinde mit dem Schlüssel ${name}"),
    AreaLevel.KREIS: _("Den Kreis mit dem Schlüssel ${name}"),
}
# In each pair: with the day of the change, and without.
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
UNTIL = _(
    "${sentence} So viel wir wissen, galt der Schlüssel ${key} bis ${year}, nach dem "
    "Umsteigeschlüssel des BBSR und den Gemeindeverzeichnissen."
)
MOST_NAMED = 10  # successors of a Kreis may be dozens
MANY = _("${count} Gemeinden")
NOTHING = _("${area} gibt es an dem gefragten Tag nicht")
# Of an area of which nobody knows where it went, by what is known of its end.
LOST_SINCE = _(
    "${area} gibt es seit dem ${day} nicht mehr. Wohin das Gebiet gekommen ist, ist hier noch nicht bekannt"
)
LOST_AT_LATEST = _(
    "${area} gibt es spätestens seit dem ${day} nicht mehr. Wohin das Gebiet gekommen ist, ist hier noch "
    "nicht bekannt"
)
LOST_BETWEEN = _(
    "${area} steht im Gemeindeverzeichnis zuletzt am ${last} und am ${day} nicht mehr. Wohin das Gebiet "
    "gekommen ist, ist hier noch nicht bekannt"
)
LOST = _("${area} gibt es nicht mehr. Wohin das Gebiet gekommen ist, ist hier noch nicht bekannt")
LOST_OF_CODE = _(
    "Zur Postleitzahl ${code} gehörte auch ${names}. Wohin das Gebiet gekommen ist, ist hier noch nicht "
    "bekannt. Wer dort wohnt, wählt bitte die Gemeinde, zu der es heute gehört."
)
WAS_IN = _("${area} gibt es nicht mehr, das Gebiet gehörte zuletzt zu ${now}")
PARTLY_LOST = _(
    "${sentence} Wohin das Gebiet von ${names} gekommen ist, ist hier noch nicht bekannt."
)
BY_LAW = _("${sentence} (${law}).")
PLAIN = _("${sentence}.")


def dissolved_text(dissolved: DissolvedArea) -> str:
    """Return a sentence on what became of an area.

    „Die Gemeinde Rodeberg gehört seit dem 1. Januar 2024 zu Dingelstädt und … (ThürGNGG 2024).“
    """
    if dissolved.area in dissolved.lost:
        return say(PLAIN, sentence=_lost_text(dissolved))
    parts = {"area": _name(dissolved.area)}
    message, slot = _message(dissolved)
    if dissolved.since:
        parts["day"] = day_text(dissolved.since)
    if slot == "now":
        parts["now"] = _names(dissolved.successors or dissolved.lost)
    elif slot == "key":
        parts["key"] = dissolved.successors[0].key
    sentence = say(message, **parts)
    if dissolved.law:
        sentence = say(BY_LAW, sentence=sentence, law=dissolved.law)
    else:
        sentence = say(PLAIN, sentence=sentence)
    if dissolved.lost:
        sentence = say(PARTLY_LOST, sentence=sentence, names=_names(dissolved.lost))
    if dissolved.until is None:
        return sentence
    return say(UNTIL, sentence=sentence, key=dissolved.area.key, year=str(dissolved.until))


def lost_of_code_text(gazetteer: Gazetteer, answer: Answer) -> str:
    """Return which municipalities of a postal code nobody knows any more; empty for any other answer."""
    if answer.location.kind is not LocationKind.POSTAL_CODE or not answer.lost:
        return ""
    names = _names(tuple(map(gazetteer.area, answer.lost)))
    return say(LOST_OF_CODE, code=answer.location.code, names=names)


def _lost_text(dissolved: DissolvedArea) -> str:
    """Return since when an area is gone, as far as that is known, and that nobody knows where it went."""
    area = _name(dissolved.area)
    if dissolved.since is not None:
        return say(LOST_SINCE, area=area, day=day_text(dissolved.since))
    if dissolved.missing_in is None:
        return say(LOST, area=area)
    day = day_text(dissolved.missing_in)
    if dissolved.last_seen is not None:
        return say(LOST_BETWEEN, area=area, last=day_text(dissolved.last_seen), day=day)
    return say(LOST_AT_LATEST, area=area, day=day)


def _message(dissolved: DissolvedArea) -> tuple[str, str]:
    """Return the message, and the name of the slot that it has beside area and day."""
    undated = dissolved.since is None
    if not dissolved.successors:
        return (WAS_IN, "now") if dissolved.lost else (NOTHING, "")
    if dissolved.begins_later:
        return NOT_YET[undated], "now"
    if len(dissolved.successors) == 1 and dissolved.successors[0].name == dissolved.area.name:
        return OTHER_KEY[undated], "key"
    return INTO[undated], "now"


def _names(areas: tuple[Area, ...]) -> str:
    if len(areas) > MOST_NAMED:
        return say(MANY, count=len(areas))
    return list_text(area.name for area in areas)


def _name(area: Area) -> str:
    if area.name == area.key:
        return say(UNNAMED[area.level], name=area.key)
    message = NAMES[area.text_mark == TextMark.STADT] if area.level is AreaLevel.GEMEINDE else AREA
    return say(message, name=area.name)
