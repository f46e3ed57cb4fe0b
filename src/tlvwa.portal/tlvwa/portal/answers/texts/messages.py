"""Messages about answers: reasons, for whom an office acts, for which area a rule is, whom to ask."""

from tlvwa.portal.areas.model import Area, AreaLevel, TextMark
from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.finder.explanation import StepReason

REASONS = {
    StepReason.LOWEST_LEVEL: _("Diese Regel gilt: Für kein kleineres Gebiet gibt es eine andere."),
    StepReason.AGREEMENT: _(
        "Diese Regel gilt: Nach einer Vereinbarung nimmt diese Stelle die Aufgabe wahr."
    ),
    StepReason.CRITERION_MET: _(
        "Diese Regel gilt: Ihre Angabe gehört zu den Fällen, für die sie gemacht ist."
    ),
    StepReason.ANY_FACTS: _("Diese Regel gilt, gleich wie die Frage beantwortet wird."),
    StepReason.REST: _("Diese Regel gilt für alle übrigen Fälle."),
    StepReason.CRITERION_OPEN: _(
        "Diese Regel kann gelten; das hängt von einer weiteren Angabe ab."
    ),
    StepReason.SERVICE: _("Mehrere Leistungen teilen sich diesen Schlüssel."),
    StepReason.PLACE: _("Die Antwort ist nicht in allen Gemeinden dieselbe."),
    StepReason.GIVEN_AWAY: _(
        "Nach einer Vereinbarung nimmt eine andere Stelle diese Aufgabe wahr."
    ),
    StepReason.NOT_VALID: _("Diese Regel gilt an dem gefragten Tag nicht."),
    StepReason.SUPERVISING: _("Diese Stelle führt nur die Aufsicht und nimmt keine Anträge an."),
    StepReason.FEDERAL: _(
        "Der Bund erledigt diese Leistung nicht selbst; seine Stelle weist nur den Weg."
    ),
    StepReason.CRITERION_EXCLUDED: _("Diese Regel ist für andere Fälle gemacht."),
    StepReason.DISPLACED: _("Für Ihren Fall gibt es auf derselben Ebene eine eigene Regel."),
    StepReason.HIGHER_LEVEL: _("Eine Regel für ein kleineres Gebiet geht vor."),
    StepReason.NO_RECORDS: _("Für diesen Ort ist keine zuständige Stelle eingetragen."),
    StepReason.UNKNOWN_DAY: _("Für diesen Tag ist hier nichts bekannt."),
    StepReason.UNKNOWN_SUCCESSOR: _(
        "Es hängt davon ab, wohin dieses Gebiet gekommen ist, und das ist hier noch nicht bekannt."
    ),
}

WHY = {
    "home": _("Weil Sie in ${place} wohnen, ist zuständig: ${office}."),
    "establishment": _("Weil der Betrieb in ${place} liegt, ist zuständig: ${office}."),
    "plot": _("Weil das Grundstück in ${place} liegt, ist zuständig: ${office}."),
    "event": _("Weil es um ${place} geht, ist zuständig: ${office}."),
}
WHY_AT_LARGE = _("Für ${place} ist zuständig: ${office}.")
# The same, with a clause that says why the rule of a larger area applies there.
WHY_AND = {
    "home": _("Weil Sie in ${place} wohnen und ${clause}, ist zuständig: ${office}."),
    "establishment": _(
        "Weil der Betrieb in ${place} liegt und ${clause}, ist zuständig: ${office}."
    ),
    "plot": _("Weil das Grundstück in ${place} liegt und ${clause}, ist zuständig: ${office}."),
    "event": _("Weil es um ${place} geht und ${clause}, ist zuständig: ${office}."),
}
WHY_AND_AT_LARGE = _("Weil ${clause}, ist für ${place} zuständig: ${office}.")
BY_TOWN = _("${place} von der Stadt ${body} mitverwaltet wird")
BY_MUNICIPALITY = _("${place} von der Gemeinde ${body} mitverwaltet wird")
IN_ASSOCIATION = _("${place} zur Verwaltungsgemeinschaft ${body} gehört")
IN_CITY = _("${place} eine kreisfreie Stadt ist")
IN_DISTRICT = _("${place} im Landkreis ${body} liegt")
IN_NAMED_DISTRICT = _("${place} im ${body} liegt")
IN_GOVERNMENT_REGION = _("${place} im Regierungsbezirk ${body} liegt")
IN_LAND = _("diese Aufgabe für ganz ${body} geregelt ist")
IN_BUND = _("diese Aufgabe für ganz Deutschland geregelt ist")
# For which area a rule is: without and with its legal basis.
RULES = {
    AreaLevel.BUND: (
        _("Die Regel gilt für das ganze Bundesgebiet."),
        _("Die Regel gilt für das ganze Bundesgebiet (${law})."),
    ),
    AreaLevel.LAND: (
        _("Die Regel gilt für das ganze Land ${area}."),
        _("Die Regel gilt für das ganze Land ${area} (${law})."),
    ),
    AreaLevel.REGIERUNGSBEZIRK: (
        _("Die Regel gilt für den Regierungsbezirk ${area}."),
        _("Die Regel gilt für den Regierungsbezirk ${area} (${law})."),
    ),
    AreaLevel.KREIS: (
        _("Die Regel gilt für den Kreis ${area}."),
        _("Die Regel gilt für den Kreis ${area} (${law})."),
    ),
    AreaLevel.VERBAND: (
        _("Die Regel gilt für alle Gemeinden des Verbands ${area}."),
        _("Die Regel gilt für alle Gemeinden des Verbands ${area} (${law})."),
    ),
    AreaLevel.GEMEINDE: (
        _("Die Regel gilt für ${area}."),
        _("Die Regel gilt für ${area} (${law})."),
    ),
}
FOR_TOWN = _("${office} handelt für die Stadt ${municipality}.")
FOR_MUNICIPALITY = _("${office} handelt für die Gemeinde ${municipality}.")
ASK_THERE = _("Fragen Sie bei der Verwaltung von ${area}.")
FOR_BODY = _("${office} handelt für: ${body}.")
BY_AGREEMENT = _("${body} diese Aufgabe durch eine Vereinbarung abgegeben hat")


def on_behalf_text(office: str, area: Area) -> str:
    """Return for whom an office acts: „Stadtverwaltung Eisenberg handelt für die Gemeinde Gösen.“"""
    if area.level is not AreaLevel.GEMEINDE:
        return say(FOR_BODY, office=office, body=area.name)
    is_town = area.text_mark in (TextMark.STADT, TextMark.KREISFREIE_STADT)
    sentence = FOR_TOWN if is_town else FOR_MUNICIPALITY
    return say(sentence, office=office, municipality=area.name)


def because_text(reference: str, place: str, clause: str, office: str) -> str:
    """Return one plain sentence: why this office.

    ``reference`` is the place of reference of the service, ``clause`` the reason why the rule applies;
    it may be empty.
    """
    if not clause:
        return say(WHY.get(reference, WHY_AT_LARGE), place=place, office=office)
    message = WHY_AND.get(reference, WHY_AND_AT_LARGE)
    return say(message, place=place, clause=clause, office=office)


def rule_text(area: Area, law: str) -> str:
    """Return for which area a rule is, and its legal basis; ``law`` may be empty."""
    at_large, by_law = RULES[area.level]
    return say(by_law, area=area.name, law=law) if law else say(at_large, area=area.name)
