"""The labels and explanations of the states of the ledger."""

from tlvwa.portal.common.i18n import _
from tlvwa.portal.finder.ledger_states import LedgerState

STATES = {
    LedgerState.OVERLAP: _("Überschneidung"),
    LedgerState.GAP: _("Lücke"),
    LedgerState.DERIVED: _("nur abgeleitet"),
    LedgerState.ONE_UNCONFIRMED: _("eine Stelle, nicht bestätigt"),
    LedgerState.ONE: _("eine Stelle"),
    LedgerState.CONDITIONAL: _("je nach Angabe eine Stelle"),
    LedgerState.NOT_OFFERED: _("nicht angeboten"),
    LedgerState.REFERRED: _("verwiesen"),
    LedgerState.NOT_EXPECTED: _("nicht erwartet"),
}
EXPLANATIONS = {
    LedgerState.OVERLAP: _("Mehrere Einträge widersprechen sich: Niemand weiß, wer zuständig ist."),
    LedgerState.GAP: _("Eine Antwort wird erwartet, aber kein Eintrag gibt sie."),
    LedgerState.DERIVED: _(
        "Nur eine übergeordnete Leistung nennt eine Stelle; das ist ein Hinweis."
    ),
    LedgerState.ONE_UNCONFIRMED: _(
        "Genau eine Stelle ist eingetragen, vielleicht je nach einer Angabe eine andere, aber niemand "
        "hat das an einer Quelle geprüft, oder es kann Ausnahmen geben."
    ),
    LedgerState.ONE: _("Genau eine Stelle ist zuständig; das ist an einer Quelle geprüft."),
    LedgerState.CONDITIONAL: _(
        "Genau eine Stelle ist zuständig; welche, hängt von einer Angabe ab. Das ist geprüft."
    ),
    LedgerState.NOT_OFFERED: _("Die Leistung wird dort nicht angeboten, mit Grund."),
    LedgerState.REFERRED: _("Eine andere Stelle ist da, und sie wird genannt."),
    LedgerState.NOT_EXPECTED: _("Dort wird keine Antwort erwartet."),
}
CONFIRMED = frozenset({LedgerState.ONE, LedgerState.CONDITIONAL})
CONSISTENT = CONFIRMED | {
    LedgerState.ONE_UNCONFIRMED,
    LedgerState.NOT_OFFERED,
    LedgerState.REFERRED,
}
# What the headline counts apart from the answers that are expected: where others do everything, nothing can
# be wrong here, and many such services would hide what is.
APART = frozenset({LedgerState.REFERRED, LedgerState.NOT_EXPECTED})
