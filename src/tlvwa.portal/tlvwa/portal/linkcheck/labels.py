"""The labels of the outcomes of a link check."""

from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.linkcheck.results import CheckResult, LinkStatus

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


def outcome_text(result: CheckResult) -> str:
    """Return the label of a result, with the status of HTTP before it if that is an error."""
    text = say(OUTCOMES[result.outcome])
    is_telling = result.status >= 400
    return f"{result.status} {text}" if is_telling else text
