"""Texts and tones for the ledger's numbers; a tone is a colour that repeats what the text says."""

from tlvwa.portal.common.i18n import _, current_language, is_own_language, say
from tlvwa.portal.finder.ledger import PROBLEMS
from tlvwa.portal.finder.ledger_states import LedgerState
from tlvwa.portal.ledger.state_labels import APART, CONFIRMED, CONSISTENT, STATES

# For each state: the text for one, and for several.
COUNTED = {
    LedgerState.OVERLAP: (_("1 Überschneidung"), _("${count} Überschneidungen")),
    LedgerState.GAP: (_("1 Lücke"), _("${count} Lücken")),
    LedgerState.DERIVED: (_("1 nur abgeleitet"), _("${count} nur abgeleitet")),
    LedgerState.ONE_UNCONFIRMED: (_("1 nicht bestätigt"), _("${count} nicht bestätigt")),
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
    ("unconfirmed", {LedgerState.ONE_UNCONFIRMED}),
    ("consistent", CONSISTENT),
)
NO_TONE = "none"


def count_text(number):
    """Return a whole number as people write it, in the language of the request: 4.812."""
    written = f"{number:,}"
    return written.replace(",", ".") if is_own_language(current_language()) else written


def state_count_text(state, count):
    """Return a count with its state: 10 Lücken."""
    one, many = COUNTED[state]
    return say(one) if count == 1 else say(many, count=count_text(count))


def state_counts_text(counts, states):
    """Return the counts of some states, without zeros: 2 Überschneidungen, 10 Lücken."""
    return ", ".join(state_count_text(state, counts[state]) for state in states if counts[state])


def cell_text(counts):
    """Return the text of a cell of the table for all its municipalities."""
    total = counts.total()
    states = [state for state in LedgerState if counts[state]]
    if total == 1:
        return say(STATES[states[0]])
    doubtful = (*reversed(PROBLEMS), LedgerState.DERIVED)
    doubtful_count = sum(counts[state] for state in doubtful)
    if doubtful_count:
        parts = {
            "wrong": count_text(doubtful_count),
            "total": count_text(total),
            "states": state_counts_text(counts, doubtful),
        }
        return say(_("${wrong} von ${total}: ${states}"), **parts)
    if counts[LedgerState.ONE_UNCONFIRMED]:
        return state_count_text(LedgerState.ONE_UNCONFIRMED, counts[LedgerState.ONE_UNCONFIRMED])
    if states == [LedgerState.NOT_EXPECTED]:
        return say(_("nicht erwartet"))
    return say(_("alles geklärt")) if states else "–"


def tone(counts):
    """Return the tone of a cell, by the worst state in it."""
    return next((name for name, states in TONES if any(counts[state] for state in states)), NO_TONE)


def state_tone(state):
    """Return the tone of a state."""
    return tone({other: int(other is state) for other in LedgerState})


def consistent_count(counts):
    """Return how many expected answers are consistent; derived ones are not, referrals count apart."""
    return sum(counts[state] for state in CONSISTENT - APART)


def confirmed_count(counts):
    """Return how many answers name an office that was checked against a source."""
    return sum(counts[state] for state in CONFIRMED)


def expected_count(counts):
    """Return how many answers are expected of those who do it here; referrals count apart."""
    return sum(counts.values()) - sum(counts[state] for state in APART)


def reach_text(reach):
    """Return how many answers lead to a reachable office, as a cell: 95 % (123 von 130)."""
    if not reach.answers:
        return "–"
    return say(_("${percent} % (${reachable} von ${answers})"), **_reach_parts(reach))


def reach_tone(reach):
    """Return the tone of such a cell."""
    if not reach.answers:
        return NO_TONE
    return "gap" if reach.unreachable else "consistent"


def reach_sentence(reach):
    """Return a sentence on how many answers lead to a reachable office; empty without any answer."""
    if not reach.answers:
        return ""
    return say(
        _(
            "Bei ${reachable} von ${answers} Antworten mit einer Stelle (${percent} %) ist die Stelle "
            "erreichbar: mit Telefon oder E-Mail, und mit Straße oder dem Grund, warum keine."
        ),
        **_reach_parts(reach),
    )


def _reach_parts(reach):
    return {
        "percent": str(reach.percent),
        "reachable": count_text(reach.reachable),
        "answers": count_text(reach.answers),
    }


def breadth(services, municipalities):
    """Return the size of a table as a text."""
    parts = {"services": count_text(services), "municipalities": count_text(municipalities)}
    return say(_("${services} Leistungen × ${municipalities} Gemeinden"), **parts)


def totals(counts):
    """Yield sentences on what is consistent, confirmed, neither, and not expected."""
    parts = {
        "consistent": count_text(consistent_count(counts)),
        "expected": count_text(expected_count(counts)),
        "confirmed": count_text(confirmed_count(counts)),
    }
    yield say(
        _(
            "${consistent} von ${expected} erwarteten Antworten sind stimmig, "
            "${confirmed} bestätigt."
        ),
        **parts,
    )
    missing = state_counts_text(counts, (*PROBLEMS, LedgerState.DERIVED))
    if missing:
        yield say(_("Nicht stimmig: ${missing}."), missing=missing)
    elif expected_count(counts):
        yield say(_("Es gibt keine Überschneidung und keine Lücke."))
    if counts[LedgerState.REFERRED]:
        yield say(
            _("Bei ${count} weiteren wird auf eine andere Stelle verwiesen."),
            count=count_text(counts[LedgerState.REFERRED]),
        )
    if counts[LedgerState.NOT_EXPECTED]:
        yield say(
            _("Bei ${count} weiteren wird keine Antwort erwartet; dort fehlt nichts."),
            count=count_text(counts[LedgerState.NOT_EXPECTED]),
        )
