"""The outcomes of checking a link in words."""

from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.linkcheck.results import LinkStatus

OUTCOMES = {
    LinkStatus.OK: _("erreichbar"),
    LinkStatus.MOVED: _("dauerhaft umgezogen"),
    LinkStatus.REFUSED: _("antwortet Programmen nicht"),
    LinkStatus.LATER: _("bittet, später zu fragen"),
    LinkStatus.PRIVATE: _("liegt in einem eigenen Netz, nicht geprüft"),
    LinkStatus.GONE: _("nicht gefunden"),
    LinkStatus.SERVER_ERROR: _("Fehler des Servers"),
    LinkStatus.NO_HOST: _("den Server gibt es nicht"),
    LinkStatus.UNREACHABLE: _("der Server ist nicht erreichbar"),
    LinkStatus.CERTIFICATE: _("das Zertifikat ist nicht gültig"),
    LinkStatus.TIMEOUT: _("keine Antwort in angemessener Zeit"),
    LinkStatus.REDIRECTS: _("leitet immer weiter"),
    LinkStatus.MALFORMED: _("keine Webadresse"),
}


def outcome_text(found):
    """An outcome in words, after the status where a server gave one."""
    words = say(OUTCOMES[found.outcome])
    is_telling = found.status >= 400
    return f"{found.status} {words}" if is_telling else words
