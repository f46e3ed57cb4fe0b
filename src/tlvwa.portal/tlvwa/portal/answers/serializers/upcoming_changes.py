"""What will change, and what changed lately: the answers of other days, told in one sentence each."""

from tlvwa.portal.common.clock import today
from tlvwa.portal.common.formatting import day_text, list_text
from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.common.settings import setting
from tlvwa.portal.finder.answer import QuestionKind, Status
from tlvwa.portal.finder.timeline import add_months, same_office, timeline

MONTHS_AHEAD, MONTHS_BACK = 6, 3
# When it is so, at the beginning of a sentence and within one: of what comes, and of what is gone.
FROM = (_("Ab ${day}"), _("ab dem ${day}"))
UNTIL = (_("Bis ${day}"), _("bis zum ${day}"))
# What is so then: of days that are not over, and of days that are.
SENTENCES = {
    Status.ANSWERED: (
        _("${when} ist zuständig: ${offices}."),
        _("${when} war zuständig: ${offices}."),
    ),
    Status.CANDIDATES: (
        _("${when} kommen mehrere Stellen in Betracht: ${offices}."),
        _("${when} kamen mehrere Stellen in Betracht: ${offices}."),
    ),
    Status.NOT_OFFERED: (
        _("${when} wird diese Leistung hier nicht angeboten."),
        _("${when} wurde diese Leistung hier nicht angeboten."),
    ),
    Status.REFERRED: (
        _("${when} ist dafür eine andere Stelle da: ${offices}."),
        _("${when} war dafür eine andere Stelle da: ${offices}."),
    ),
    Status.GAP: (
        _("Für die Zeit ${span} ist noch niemand eingetragen."),
        _("Für die Zeit ${span} ist niemand eingetragen."),
    ),
    QuestionKind.PLACE: (
        _("Wer ${span} zuständig ist, hängt dann von der Gemeinde ab."),
        _("Wer ${span} zuständig war, hing von der Gemeinde ab."),
    ),
    QuestionKind.CRITERION: (
        _("Wer ${span} zuständig ist, hängt dann von einer weiteren Angabe ab: ${question}"),
        _("Wer ${span} zuständig war, hing von einer weiteren Angabe ab: ${question}"),
    ),
}
NO_LONGER = _("${when} wird diese Leistung hier nicht mehr angeboten.")
REFERRED_SOMEWHERE = (
    _("${when} ist dafür eine andere Stelle da."),
    _("${when} war dafür eine andere Stelle da."),
)
BESIDE = (
    _("${when} ändern sich Ansprechpunkt, Onlinedienste oder Formulare."),
    _("${when} waren Ansprechpunkt, Onlinedienste oder Formulare andere."),
)
OFFERED = (Status.ANSWERED, Status.CANDIDATES)


def announcements(presenter, answer):
    """What is told of other days beside an answer, in the order of time.

    As far as the site's settings look ahead and back from the day asked for. Of each: its days
    (``None`` open), its status, one sentence, and the offices responsible or referred to.
    """
    found = timeline(presenter.models.resolver, answer, *horizon(answer.day))
    told = [_told(presenter, each, nearer) for each, nearer in _with_nearer(found.gone, answer)]
    told.reverse()
    return told + [
        _told(presenter, each, nearer) for each, nearer in _with_nearer(found.coming, answer)
    ]


def horizon(day):
    """The first and the last day of which something is told on ``day``, by the site's settings."""
    back = setting("announce_months_back", MONTHS_BACK)
    return add_months(day, -back), add_months(day, setting("announce_months_ahead", MONTHS_AHEAD))


def _with_nearer(others, answer):
    """Each answer with the one beside it on the side of the day asked for."""
    return zip(others, (answer, *others), strict=False)


def _told(presenter, answer, nearer):
    first, last = answer.valid
    offices = [
        presenter.models.nodes[outcome.target]
        for outcome in (*answer.offices, *answer.refusals)
        if outcome.target in presenter.models.nodes
    ]
    return {
        "from": first.isoformat() if first else None,
        "until": last.isoformat() if last else None,
        "status": answer.status.value,
        "text": _text(answer, nearer, [node.title for node in offices]),
        "offices": [presenter.reference(node) for node in offices],
    }


def _text(answer, nearer, offices):
    message = _message(answer, nearer, offices)
    parts = _days(answer, nearer)
    if "${offices}" in message:
        parts["offices"] = list_text(offices)
    if "${question}" in message:
        parts["question"] = answer.question.label
    return say(message, **parts)


def _message(answer, nearer, offices):
    over = answer.valid[1] is not None and answer.valid[1] < today()
    if same_office(answer, nearer):
        return BESIDE[over]
    if answer.question is not None:
        return SENTENCES[answer.question.kind][over]
    comes = answer.day > nearer.day
    if answer.status is Status.NOT_OFFERED and comes and not over and nearer.status in OFFERED:
        return NO_LONGER
    if answer.status is Status.REFERRED and not offices:
        return REFERRED_SOMEWHERE[over]
    return SENTENCES[answer.status][over]


def _days(answer, nearer):
    """The slots that tell when: from its first day what comes, until its last what is gone."""
    comes = answer.day > nearer.day
    day = day_text(answer.valid[0] if comes else answer.valid[1])
    when, span = (say(message, day=day) for message in (FROM if comes else UNTIL))
    return {"when": when, "span": span}
