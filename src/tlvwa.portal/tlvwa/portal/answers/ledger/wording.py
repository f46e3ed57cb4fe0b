"""The states of the ledger in words."""

from tlvwa.portal.finder.states import State
from tlvwa.portal.i18n import _

STATES = {
    State.OVERLAP: _("Überschneidung"),
    State.GAP: _("Lücke"),
    State.DERIVED: _("nur abgeleitet"),
    State.ONE: _("eine Stelle"),
    State.CONDITIONAL: _("je nach Angabe eine Stelle"),
    State.NOT_OFFERED: _("nicht angeboten"),
    State.REFERRED: _("verwiesen"),
    State.NOT_EXPECTED: _("nicht erwartet"),
}
EXPLAINED = {
    State.OVERLAP: _("Mehrere Einträge widersprechen sich: Niemand weiß, wer zuständig ist."),
    State.GAP: _("Eine Antwort wird erwartet, aber kein Eintrag gibt sie."),
    State.DERIVED: _("Nur eine übergeordnete Leistung nennt eine Stelle; das ist ein Hinweis."),
    State.ONE: _("Genau eine Stelle ist zuständig."),
    State.CONDITIONAL: _("Genau eine Stelle ist zuständig; welche, hängt von einer Angabe ab."),
    State.NOT_OFFERED: _("Die Leistung wird dort nicht angeboten, mit Grund."),
    State.REFERRED: _("Eine andere Stelle ist da, und sie wird genannt."),
    State.NOT_EXPECTED: _("Dort wird keine Antwort erwartet."),
}
PROVEN = frozenset({State.ONE, State.CONDITIONAL, State.NOT_OFFERED, State.REFERRED})
