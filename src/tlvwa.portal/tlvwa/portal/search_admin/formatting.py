"""Labels and number formats of the pages about the search."""

from itertools import accumulate, pairwise

from tlvwa.portal.common.i18n import _, current_language, is_own_language
from tlvwa.portal.search.explanation import Absence, WordTreatment
from tlvwa.portal.search.fields import IndexField
from tlvwa.portal.search.index import MatchKind
from tlvwa.portal.search.query import Way
from tlvwa.portal.search.thesaurus import Direction

DIRECTIONS = {
    Direction.ONE_WAY: _("führt zu"),
    Direction.BOTH_WAYS: _("gleich"),
    Direction.RELATED: _("hat zu tun mit"),
    Direction.OFF: _("abschalten"),
}
WAYS = {
    Way.WORD: _("das Wort selbst, in jeder Beugung"),
    Way.PARTS: _("seine Teile zusammen"),
    Way.JOINED: _("zusammengesetzt"),
    Way.SYNONYM: _("nach dem Thesaurus"),
    Way.LATER: _("nach dem Thesaurus, nicht zuerst genannt: nie sicher"),
    Way.RELATED: _("hat nach dem Thesaurus damit zu tun: kein Treffer"),
    Way.PART: _("nur ein Teil davon"),
}
FIELDS = {
    IndexField.TITLE: _("Titel"),
    IndexField.SYNONYM: _("andere Bezeichnung"),
    IndexField.NAME: _("Name im Katalog"),
    IndexField.TEASER: _("Kurztext"),
    IndexField.LAW: _("Rechtsgrundlage"),
    IndexField.AUTHORITY: _("Behörde"),
    IndexField.BODY: _("Text"),
}
TREATMENTS = {
    WordTreatment.SOUGHT: _("wird gesucht"),
    WordTreatment.LEFT_OUT: _("weggelassen: sagt nicht, was gesucht wird"),
    WordTreatment.WEAK: _("zählt wenig: passt zu vielem, muss nicht vorkommen"),
    WordTreatment.PLACE: _("zählt wenig: Name eines Ortes, muss nicht vorkommen"),
}
MATCHES = {
    MatchKind.EXACT: _("Ein Treffer heißt genau so, oder die Redaktion empfiehlt ihn."),
    MatchKind.ALL_WORDS: _(
        "Alle Wörter, auf die es ankommt, sind gefunden, das wichtigste in einem Namen."
    ),
    MatchKind.CORRECTED: _("Gesucht wurde mit berichtigten Tippfehlern."),
    MatchKind.SOME_WORDS: _(
        "Es bleiben Zweifel: „Keine genauen Treffer“. Es fehlen Wörter, oder das Wort, auf das es ankommt,"
        " ist nur ein kleiner Teil der Namen."
    ),
    MatchKind.NONE: _("Nichts ist gefunden."),
}
ABSENCES = {
    Absence.UNKNOWN: _("Die Suche kennt sie nicht: Sie ist nicht öffentlich."),
    Absence.NOT_SHOWN: _("Sie ist heute nicht öffentlich."),
    Absence.NOT_NAMED: _(
        "Keiner ihrer Namen sagt, was gesucht wird: Das wichtigste Wort fehlt in Titel, anderen"
        " Bezeichnungen und Thesaurus."
    ),
    Absence.WORDS_MISSING: _(
        "Es fehlen Wörter, auf die es ankommt; andere Leistungen haben alle, nur die werden gezeigt."
    ),
    Absence.TOO_LITTLE: _("Sie erfüllt zu wenig von dem, was gesucht wird."),
}
MEASURES = {
    "success@1": _("richtig auf Platz 1"),
    "success@3": _("richtig unter den ersten 3"),
    "mrr@10": _("mittlerer Kehrwert des Platzes (MRR@10)"),
    "recall@10": _("Anteil des Richtigen unter den ersten 10"),
}
NONE_CORRECT = _("Anfragen ohne Antwort: nichts Genaues behauptet")
SHARES = {
    "none_correct": NONE_CORRECT,
    "false_offers_certain": _("Anfragen ohne Antwort: ein Treffer ohne Zweifel gezeigt"),
    "false_offers_doubtful": _("Anfragen ohne Antwort: ein Treffer mit Zweifel gezeigt"),
    "without_results": _("ohne jeden Treffer"),
}


def decimal(value, digits=3):
    """Return a number in the format of the request's language, with a real minus sign."""
    written = f"{value:.{digits}f}".replace("-", "−")
    return written.replace(".", ",") if is_own_language(current_language()) else written


def percent(value):
    """Return a share (0 to 1) in percent."""
    return f"{decimal(100 * value, 1)} %"


def measure_text(name, value):
    """Return a measure as text: a share in percent, the mean reciprocal rank as a number."""
    return decimal(value) if name == "mrr@10" else percent(value)


def rounded_to_sum(values, digits=3):
    """Round numbers so that they add up to their rounded sum."""
    # Each partial sum is rounded, not each number: the differences then have no rounding error left.
    sums = [round(partial, digits) for partial in accumulate(values, initial=0.0)]
    return [after - before for before, after in pairwise(sums)]
