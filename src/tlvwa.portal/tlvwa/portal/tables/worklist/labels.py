"""The details of findings as text."""

from collections import Counter

from tlvwa.portal.answers.queries.contact_age import overdue_sources
from tlvwa.portal.answers.queries.reachability import MissingWay
from tlvwa.portal.answers.texts.contact_sources import piece_text, trial_text
from tlvwa.portal.common.formatting import day_text
from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.ledger.pages.formatting import count_text
from tlvwa.portal.linkcheck.labels import outcome_text
from tlvwa.portal.readmodels.payloads import (
    AuthorityPayload,
    ResponsibilityPayload,
    ServicePayload,
    payload_of,
)
from tlvwa.portal.tables.overviews.labels import names_text
from tlvwa.portal.tables.worklist.checks import NO_ADDRESS, NO_CONTACT, NOTHING
from tlvwa.portal.tables.worklist.finding import Finding, WorkContext
from tlvwa.portal.tables.worklist.finding_types import FindingType

MOST_MUNICIPALITIES = 5  # named one by one; of more, their districts are
LACKS = {
    NOTHING: _("weder Anschrift noch Telefon oder E-Mail"),
    NO_ADDRESS: _("keine Anschrift"),
    NO_CONTACT: _("weder Telefon noch E-Mail"),
}
MISSING = {
    MissingWay.PAGE: _("nicht veröffentlicht"),
    MissingWay.CONTACT: _("weder Telefon noch E-Mail, auch nicht bei der Stelle darüber"),
    MissingWay.STREET: _("keine Straße, und kein Grund dafür im Hinweis auf der Seite"),
}
PROBLEMS = (
    ("values without a criterion", _("Werte ohne Kriterium")),
    ("the service has no criterion ", _("die Leistung hat dieses Kriterium nicht: ${what}")),
    ("unknown area ", _("unbekanntes Gebiet: ${what}")),
    ("", _("ein Wert ist nicht lesbar: ${what}")),
)


def detail(work: WorkContext, finding: Finding) -> str:
    """Return the details of a finding."""
    return _DETAILS[finding.kind](work, finding)


def where(work: WorkContext, finding: Finding) -> tuple[str, ...]:
    """Return the names of the areas; for many municipalities their districts with numbers."""
    context = work.row_context
    if not finding.spans:
        return tuple(dict.fromkeys(filter(None, map(context.area_name, finding.areas))))
    keys = work.municipalities(finding)
    if len(keys) <= MOST_MUNICIPALITIES:
        return tuple(map(context.area_name, keys))
    counts = Counter(key[:5] for key in keys)
    return tuple(f"{context.area_name(district)} ({n})" for district, n in counts.items())


def _competing(work: WorkContext, finding: Finding) -> str:
    return names_text(finding.names)


def _excused(work: WorkContext, finding: Finding) -> str:
    assert finding.day is not None  # the last day of the exception
    return say(
        _("${names}; geduldet bis ${day}: ${reason}"),
        names=names_text(finding.names),
        day=day_text(finding.day),
        reason=finding.note,
    )


def _missing(work: WorkContext, finding: Finding) -> str:
    service = work.row_context.snapshot.nodes[finding.node.uid]
    return ", ".join(payload_of(service, ServicePayload).definition.leika_keys)


def _unreadable(work: WorkContext, finding: Finding) -> str:
    start, message = next(known for known in PROBLEMS if finding.note.startswith(known[0]))
    problem = say(message, what=finding.note.removeprefix(start))
    return f"{names_text(finding.names)}: {problem}"


def _holder(work: WorkContext, finding: Finding) -> str:
    return names_text(finding.names)


def _unconfirmed(work: WorkContext, finding: Finding) -> str:
    confirmed = payload_of(finding.node, ResponsibilityPayload).record.confirmed_on
    state = (
        say(_("zuletzt bestätigt am ${day}"), day=day_text(confirmed))
        if confirmed is not None
        else say(_("nie bestätigt"))
    )
    return "; ".join(filter(None, (names_text(finding.names), state)))


def _lacking(work: WorkContext, finding: Finding) -> str:
    return say(LACKS[finding.note])


def _unreachable(work: WorkContext, finding: Finding) -> str:
    one, many = _("in 1 Antwort genannt"), _("in ${count} Antworten genannt")
    count = finding.weight
    named = say(one) if count == 1 else say(many, count=count_text(count))
    return "; ".join([named, *(say(MISSING[MissingWay(way)]) for way in finding.note.split(","))])


def _link(work: WorkContext, finding: Finding) -> str:
    assert finding.day is not None
    assert finding.result is not None
    text = say(
        _("${address}, zuletzt am ${day}: ${outcome}"),
        address=finding.address,
        day=day_text(finding.day),
        outcome=outcome_text(finding.result.result),
    )
    location = finding.result.result.location if finding.kind is FindingType.LINK_MOVED else ""
    new = say(_("neue Adresse: ${address}"), address=location) if location else ""
    titles = names_text(finding.names)
    others = say(_("steht auch in: ${names}"), names=titles) if titles else ""
    return "; ".join(filter(None, (text, new, others)))


def _overdue(work: WorkContext, finding: Finding) -> str:
    payload = payload_of(finding.node, AuthorityPayload)
    overdue = overdue_sources(payload, work.day, work.settings.contact_months)
    return "; ".join(piece_text(source) for _since, source in overdue)


def _proposed(work: WorkContext, finding: Finding) -> str:
    payload = payload_of(finding.node, AuthorityPayload)
    return "; ".join(map(piece_text, payload.contact_proposals))


def _failing_website(work: WorkContext, finding: Finding) -> str:
    trial = payload_of(finding.node, AuthorityPayload).website_trial
    assert trial is not None
    return trial_text(trial)


def _broken(work: WorkContext, finding: Finding) -> str:
    return say(_("lässt sich nicht lesen: ${reason}"), reason=finding.note)


_DETAILS = {
    FindingType.BROKEN: _broken,
    FindingType.OVERLAP: _competing,
    FindingType.EXCUSE_OVER: _excused,
    FindingType.GAP: _missing,
    FindingType.NO_RULES: _missing,
    FindingType.UNREADABLE: _unreadable,
    FindingType.ENDED: _holder,
    FindingType.UNREACHABLE: _unreachable,
    FindingType.NO_ADDRESS: _lacking,
    FindingType.LINK_FAILS: _link,
    FindingType.UNCONFIRMED: _unconfirmed,
    FindingType.CONTACT_PROPOSED: _proposed,
    FindingType.CONTACT_OVERDUE: _overdue,
    FindingType.WEBSITE_FAILS: _failing_website,
    FindingType.LINK_MOVED: _link,
    FindingType.EXCUSED: _excused,
}
