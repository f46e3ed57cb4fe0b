"""The types of findings, the worst first, and their labels."""

from enum import StrEnum
from typing import NamedTuple

from tlvwa.portal.common.i18n import _


class FindingType(StrEnum):
    """The type of a finding; the worst first."""

    BROKEN = "broken"
    OVERLAP = "overlap"
    EXCUSE_OVER = "excuse_over"
    GAP = "gap"
    NO_RULES = "no_rules"
    UNREADABLE = "unreadable"
    ENDED = "ended"
    UNREACHABLE = "unreachable"
    NO_ADDRESS = "no_address"
    LINK_FAILS = "link_fails"
    UNCONFIRMED = "unconfirmed"
    CONTACT_PROPOSED = "contact_proposed"
    CONTACT_OVERDUE = "contact_overdue"
    WEBSITE_FAILS = "website_fails"
    LINK_MOVED = "link_moved"
    EXCUSED = "excused"


class FindingTypeLabels(NamedTuple):
    """The labels of a type: its name, and what to do."""

    title: str
    todo: str


KINDS = {
    FindingType.BROKEN: FindingTypeLabels(
        _("Beschädigte Inhalte"),
        _(
            "Der Inhalt fehlt in Auskünften, Listen und Suche. Datei neu hochladen oder Angaben berichtigen."
        ),
    ),
    FindingType.OVERLAP: FindingTypeLabels(
        _("Überschneidungen"),
        _("Mehrere Einträge widersprechen sich. Einen ändern oder zurückziehen."),
    ),
    FindingType.EXCUSE_OVER: FindingTypeLabels(
        _("Ausnahmen, deren Ende vorbei ist"),
        _("Die Überschneidung war nur für eine Zeit geduldet. Auflösen oder neu begründen."),
    ),
    FindingType.GAP: FindingTypeLabels(
        _("Lücken"), _("Es fehlt eine Zuständigkeit. Eintragen, wer zuständig ist.")
    ),
    FindingType.NO_RULES: FindingTypeLabels(
        _("Leistungen ohne Zuständigkeiten"),
        _("Eintragen, wer zuständig ist, oder in der Leistung keine Abdeckung erwarten."),
    ),
    FindingType.UNREADABLE: FindingTypeLabels(
        _("Nicht lesbare Zuständigkeiten"),
        _("Der Eintrag gilt nicht, solange sein Kriterium oder Gebiet nicht gelesen werden kann."),
    ),
    FindingType.ENDED: FindingTypeLabels(
        _("Zuständigkeiten, die nicht mehr gelten"),
        _("Eintragen, was seither gilt. Zurückziehen nimmt auch früheren Tagen die Antwort."),
    ),
    FindingType.UNREACHABLE: FindingTypeLabels(
        _("Antworten ohne Weg zur Stelle"),
        _(
            "Telefon oder E-Mail und die Straße ergänzen. Hat die Stelle keine Straße für Besuche, sagt "
            "der Hinweis auf der Seite, warum."
        ),
    ),
    FindingType.NO_ADDRESS: FindingTypeLabels(
        _("Behörden ohne Anschrift oder Kontakt"),
        _("Bürgerinnen und Bürger werden hierher geschickt. Angaben ergänzen."),
    ),
    FindingType.LINK_FAILS: FindingTypeLabels(
        _("Links, die scheitern"), _("Die Adresse berichtigen oder den Link entfernen.")
    ),
    FindingType.UNCONFIRMED: FindingTypeLabels(
        _("Zu bestätigen"), _("Prüfen, ob der Eintrag noch stimmt, und das Datum eintragen.")
    ),
    FindingType.CONTACT_PROPOSED: FindingTypeLabels(
        _("Vorgeschlagene Kontaktangaben"),
        _(
            "Eine neuere Quelle sagt etwas anderes. Auf der Seite der Behörde übernehmen oder ablehnen."
        ),
    ),
    FindingType.CONTACT_OVERDUE: FindingTypeLabels(
        _("Alte Kontaktangaben"),
        _("Prüfen, ob die Angaben noch stimmen, und Quelle und Stand eintragen."),
    ),
    FindingType.WEBSITE_FAILS: FindingTypeLabels(
        _("Websites, die sich nicht aufrufen lassen"),
        _("Ein eingelesener Name wurde deshalb kein Link. Die richtige Webadresse eintragen."),
    ),
    FindingType.LINK_MOVED: FindingTypeLabels(
        _("Links, die umgezogen sind"), _("Die neue Adresse eintragen.")
    ),
    FindingType.EXCUSED: FindingTypeLabels(
        _("Geduldete Überschneidungen"), _("Bis zum genannten Tag ist nichts zu tun.")
    ),
}
ORDER = {kind: position for position, kind in enumerate(FindingType)}
ON_PAGE = frozenset((FindingType.CONTACT_PROPOSED,))  # decided on the page of the object
LINK_TYPES = frozenset((FindingType.LINK_FAILS, FindingType.LINK_MOVED))
