"""The ledger's numbers in words, and how they are coloured: words always, colour only beside them."""

from tlvwa.portal.common.i18n import _, current_language, is_own_language, say
from tlvwa.portal.finder.ledger import PROBLEMS
from tlvwa.portal.finder.ledger_states import LedgerState
from tlvwa.portal.ledger.state_labels import PROVEN, STATES

# One of a state, and several.
COUNTED = {
    LedgerState.OVERLAP: (_("1 Überschneidung"), _("${count} Überschneidungen")),
    LedgerState.GAP: (_("1 Lücke"), _("${count} Lücken")),
    LedgerState.DERIVED: (_("1 nur abgeleitet"), _("${count} nur abgeleitet")),
    LedgerState.ONE: (_("1 mit einer Stelle"), _("${count} mit einer Stelle")),
    LedgerState.CONDITIONAL: (_("1 je nach Angabe"), _("${count} je nach Angabe")),
    LedgerState.NOT_OFFERED: (_("1 nicht angeboten"), _("${count} nicht angeboten")),
    LedgerState.REFERRED: (_("1 verwiesen"), _("${count} verwiesen")),
    LedgerState.NOT_EXPECTED: (_("1 nicht erwartet"), _("${count} nicht erwartet")),
}
# The names of classes in ledger.css, worst first.
TONES = (
    ("overlap", {LedgerState.OVERLAP}),
    ("gap", {LedgerState.GAP}),
    ("derived", {LedgerState.DERIVED}),
    ("proven", PROVEN),
)
NO_TONE = "none"


def whole(number):
    """A whole number as people write it, in the language of the request: 4.812."""
    written = f"{number:,}"
    return written.replace(",", ".") if is_own_language(current_language()) else written


def several(state, count):
    """So many of a state: 10 Lücken."""
    one, many = COUNTED[state]
    return say(one) if count == 1 else say(many, count=whole(count))


def listed(counts, states):
    """How many there are of each of some states, those that there are: 2 Überschneidungen, 10 Lücken."""
    return ", ".join(several(state, counts[state]) for state in states if counts[state])


def cell_text(counts):
    """What a cell says of all its municipalities."""
    total = counts.total()
    found = [state for state in LedgerState if counts[state]]
    if total == 1:
        return say(STATES[found[0]])
    unproven = (*reversed(PROBLEMS), LedgerState.DERIVED)
    wrong = sum(counts[state] for state in unproven)
    if wrong:
        told = {"wrong": whole(wrong), "total": whole(total), "states": listed(counts, unproven)}
        return say(_("${wrong} von ${total}: ${states}"), **told)
    if found == [LedgerState.NOT_EXPECTED]:
        return say(_("nicht erwartet"))
    return say(_("alles geklärt")) if found else "–"


def tone(counts):
    """The colour of a cell, by the worst in it."""
    return next((name for name, states in TONES if any(counts[each] for each in states)), NO_TONE)


def state_tone(state):
    """The colour of a state."""
    return tone({each: int(each is state) for each in LedgerState})


def proven(counts):
    """How many are proven; what is derived is not."""
    return sum(counts[state] for state in PROVEN)


def expected(counts):
    """How many are to be proven, or are."""
    return sum(counts.values()) - counts[LedgerState.NOT_EXPECTED]


def breadth(services, municipalities):
    """How many services and municipalities a table is about."""
    told = {"services": whole(services), "municipalities": whole(municipalities)}
    return say(_("${services} Leistungen × ${municipalities} Gemeinden"), **told)


def totals(counts):
    """All in some sentences: what is proven, what is missing, what nobody expects."""
    told = {"proven": whole(proven(counts)), "expected": whole(expected(counts))}
    yield say(_("${proven} von ${expected} erwarteten Antworten sind bewiesen."), **told)
    missing = listed(counts, (*PROBLEMS, LedgerState.DERIVED))
    if missing:
        yield say(_("Nicht bewiesen: ${missing}."), missing=missing)
    elif expected(counts):
        yield say(_("Es gibt keine Überschneidung und keine Lücke."))
    if counts[LedgerState.NOT_EXPECTED]:
        yield say(
            _("Bei ${count} weiteren wird keine Antwort erwartet; dort fehlt nichts."),
            count=whole(counts[LedgerState.NOT_EXPECTED]),
        )
