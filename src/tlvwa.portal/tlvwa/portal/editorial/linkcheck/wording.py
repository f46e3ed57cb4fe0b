"""The outcomes of checking a link in words."""

from tlvwa.portal.editorial.linkcheck.results import Outcome
from tlvwa.portal.i18n import _, say

OUTCOMES = {
    Outcome.OK: _("erreichbar"),
    Outcome.MOVED: _("dauerhaft umgezogen"),
    Outcome.REFUSED: _("antwortet Programmen nicht"),
    Outcome.LATER: _("bittet, später zu fragen"),
    Outcome.PRIVATE: _("liegt in einem eigenen Netz, nicht geprüft"),
    Outcome.GONE: _("nicht gefunden"),
    Outcome.SERVER_ERROR: _("Fehler des Servers"),
    Outcome.NO_HOST: _("den Server gibt es nicht"),
    Outcome.UNREACHABLE: _("der Server ist nicht erreichbar"),
    Outcome.CERTIFICATE: _("das Zertifikat ist nicht gültig"),
    Outcome.TIMEOUT: _("keine Antwort in angemessener Zeit"),
    Outcome.REDIRECTS: _("leitet immer weiter"),
    Outcome.MALFORMED: _("keine Webadresse"),
}


def outcome_text(found):
    """An outcome in words, after the status where a server gave one."""
    words = say(OUTCOMES[found.outcome])
    is_telling = found.status >= 400
    return f"{found.status} {words}" if is_telling else words
