"""The kinds of findings, worst first, and their words."""

from enum import StrEnum
from typing import NamedTuple

from tlvwa.portal.i18n import _


class Kind(StrEnum):
    """What is wrong; the worst first."""

    OVERLAP = "overlap"
    EXCUSE_OVER = "excuse_over"
    GAP = "gap"
    NO_RULES = "no_rules"
    UNREADABLE = "unreadable"
    ENDED = "ended"
    NO_ADDRESS = "no_address"
    LINK_FAILS = "link_fails"
    UNCONFIRMED = "unconfirmed"
    LINK_MOVED = "link_moved"
    EXCUSED = "excused"


class Words(NamedTuple):
    """A kind as people read it: its name, and what to do about it."""

    title: str
    todo: str


KINDS = {
    Kind.OVERLAP: Words(
        _("Überschneidungen"),
        _("Mehrere Einträge widersprechen sich. Einen ändern oder zurückziehen."),
    ),
    Kind.EXCUSE_OVER: Words(
        _("Ausnahmen, deren Ende vorbei ist"),
        _("Die Überschneidung war nur für eine Zeit geduldet. Auflösen oder neu begründen."),
    ),
    Kind.GAP: Words(_("Lücken"), _("Es fehlt eine Zuständigkeit. Eintragen, wer zuständig ist.")),
    Kind.NO_RULES: Words(
        _("Leistungen ohne Zuständigkeiten"),
        _("Eintragen, wer zuständig ist, oder in der Leistung keine Abdeckung erwarten."),
    ),
    Kind.UNREADABLE: Words(
        _("Nicht lesbare Zuständigkeiten"),
        _("Der Eintrag gilt nicht, solange sein Kriterium oder Gebiet nicht gelesen werden kann."),
    ),
    Kind.ENDED: Words(
        _("Zuständigkeiten, die nicht mehr gelten"),
        _("Eintragen, was seither gilt. Zurückziehen nimmt auch früheren Tagen die Antwort."),
    ),
    Kind.NO_ADDRESS: Words(
        _("Behörden ohne Anschrift oder Kontakt"),
        _("Bürgerinnen und Bürger werden hierher geschickt. Angaben ergänzen."),
    ),
    Kind.LINK_FAILS: Words(
        _("Links, die scheitern"), _("Die Adresse berichtigen oder den Link entfernen.")
    ),
    Kind.UNCONFIRMED: Words(
        _("Zu bestätigen"), _("Prüfen, ob der Eintrag noch stimmt, und das Datum eintragen.")
    ),
    Kind.LINK_MOVED: Words(_("Links, die umgezogen sind"), _("Die neue Adresse eintragen.")),
    Kind.EXCUSED: Words(
        _("Geduldete Überschneidungen"), _("Bis zum genannten Tag ist nichts zu tun.")
    ),
}
ORDER = {kind: place for place, kind in enumerate(Kind)}
OF_LINKS = frozenset((Kind.LINK_FAILS, Kind.LINK_MOVED))
