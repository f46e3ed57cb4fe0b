"""German sentences about answers: why this office, why not another, what is asked and why."""

from tlvwa.portal.areas.model import Kind
from tlvwa.portal.finder.explanation import Reason

REASONS = {
    Reason.LOWEST_LEVEL: "Diese Regel gilt: Für kein kleineres Gebiet gibt es eine andere.",
    Reason.CRITERION_MET: "Diese Regel gilt: Ihre Angabe gehört zu den Fällen, für die sie gemacht ist.",
    Reason.ANY_FACTS: "Diese Regel gilt, gleich wie die Frage beantwortet wird.",
    Reason.REST: "Diese Regel gilt für alle übrigen Fälle.",
    Reason.CRITERION_OPEN: "Diese Regel kann gelten; das hängt von einer weiteren Angabe ab.",
    Reason.SERVICE: "Mehrere Leistungen teilen sich diesen Schlüssel.",
    Reason.PLACE: "Die Antwort ist nicht in allen Gemeinden dieselbe.",
    Reason.NOT_VALID: "Diese Regel gilt an dem gefragten Tag nicht.",
    Reason.SUPERVISING: "Diese Stelle führt nur die Aufsicht und nimmt keine Anträge an.",
    Reason.FEDERAL: "Der Bund erledigt diese Leistung nicht selbst; seine Stelle weist nur den Weg.",
    Reason.CRITERION_EXCLUDED: "Diese Regel ist für andere Fälle gemacht.",
    Reason.DISPLACED: "Für Ihren Fall gibt es auf derselben Ebene eine eigene Regel.",
    Reason.HIGHER_LEVEL: "Eine Regel für ein kleineres Gebiet geht vor.",
    Reason.NOBODY: "Für diesen Ort ist keine zuständige Stelle eingetragen.",
}

PLACE_QUESTIONS = {
    "home": "In welcher Gemeinde wohnen Sie?",
    "establishment": "In welcher Gemeinde liegt der Betrieb?",
    "plot": "In welcher Gemeinde liegt das Grundstück?",
    "event": "Um welchen Ort geht es?",
}
PLACE_CLAUSES = {
    "home": "Weil Sie in {place} wohnen",
    "establishment": "Weil der Betrieb in {place} liegt",
    "plot": "Weil das Grundstück in {place} liegt",
    "event": "Weil es um {place} geht",
}
AREA_WORDS = {
    Kind.BUND: "das ganze Bundesgebiet",
    Kind.LAND: "das ganze Land {name}",
    Kind.REGIERUNGSBEZIRK: "den Regierungsbezirk {name}",
    Kind.KREIS: "den Kreis {name}",
    Kind.VERBAND: "alle Gemeinden des Verbands {name}",
    Kind.GEMEINDE: "{name}",
}


def on_behalf_text(office, municipality, town):
    """For whom an office acts: "Stadtverwaltung Eisenberg handelt für die Gemeinde Gösen"."""
    return f"{office} handelt für die {'Stadt' if town else 'Gemeinde'} {municipality}."


def why_text(reference, place, office, area, law):
    """One plain sentence: why this office. ``area`` is the area its rule is for, ``None`` unknown."""
    clause = PLACE_CLAUSES.get(reference, "Für {place}").format(place=place)
    comma = "," if reference in PLACE_CLAUSES else ""
    sentence = f"{clause}{comma} ist zuständig: {office}."
    if area is not None:
        words = AREA_WORDS[area.kind].format(name=area.name)
        sentence += f" Die Regel gilt für {words}"
        sentence += f" ({law})." if law else "."
    return sentence


def label_of_range(text):
    """A range of beginnings as people read it: A–K."""
    return text.replace("-", "\N{EN DASH}")
