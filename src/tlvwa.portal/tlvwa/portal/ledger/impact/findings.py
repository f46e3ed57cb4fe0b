"""Findings of the check of criteria, as sentences."""

from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.finder.criteria_check import CriterionProblem, check_place, check_record

SENTENCES = {
    CriterionProblem.UNKNOWN: _("Die Leistung „${service}“ hat kein Kriterium „${text}“."),
    CriterionProblem.UNREADABLE: _("„${text}“ ist kein Wert des Kriteriums von „${service}“."),
    CriterionProblem.TWICE: _("„${text}“ steht schon in einem anderen Wert des Eintrags."),
    CriterionProblem.OVERLAP: _("Mehrere Stellen bei „${service}“ für: ${text}"),
    CriterionProblem.GAP: _("Keine Stelle bei „${service}“ für: ${text}"),
}


def record_findings(title, service, record):
    """Return what is wrong with the values of a record for a ``ServiceDefinition``, a sentence each."""
    criteria = {criterion.name: criterion for criterion in service.criteria}
    return [_sentence(finding, title) for finding in check_record(criteria, record)]


def place_findings(title, decision):
    """Return for which facts nobody, or more than one office, is responsible, a sentence each."""
    return [_sentence(finding, title) for finding in check_place(decision)]


def _sentence(finding, title):
    return say(SENTENCES[finding.problem], service=title, text=finding.text)
