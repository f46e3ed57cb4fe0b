"""Sentences on the answers of other days: from when on, or until when, somebody else is responsible."""

from collections.abc import Sequence

from tlvwa.portal.common.clock import today
from tlvwa.portal.common.formatting import day_text, list_text
from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.finder.answer import Answer, QuestionKind, Status
from tlvwa.portal.finder.timeline import same_office

# The days of an answer, at the beginning of a sentence and within one: of a later, of an earlier answer.
FROM = (_("Ab ${day}"), _("ab dem ${day}"))
UNTIL = (_("Bis ${day}"), _("bis zum ${day}"))
# What the answer is: for days that are not over, and for days that are.
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
UNKNOWN_SUCCESSOR = (
    _("Wer ${span} zuständig ist, ist noch nicht bekannt."),
    _("Wer ${span} zuständig war, ist nicht bekannt."),
)
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


def announcement_text(answer: Answer, nearer: Answer, offices: Sequence[str]) -> str:
    """Return one sentence on the answer of other days.

    ``nearer`` is the answer beside it on the side of the day asked for; ``offices`` are the names of its
    offices, or of those that it refers to.
    """
    message = _message(answer, nearer, offices)
    parts = _days(answer, nearer)
    if "${offices}" in message:
        parts["offices"] = list_text(offices)
    if "${question}" in message and answer.question is not None:
        parts["question"] = answer.question.label
    return say(message, **parts)


def _message(answer: Answer, nearer: Answer, offices: Sequence[str]) -> str:
    is_over = answer.valid[1] is not None and answer.valid[1] < today()
    if same_office(answer, nearer):
        return BESIDE[is_over]
    if answer.is_place_lost:
        return UNKNOWN_SUCCESSOR[is_over]
    if answer.question is not None:
        return SENTENCES[answer.question.kind][is_over]
    is_later = answer.day > nearer.day
    if (
        answer.status is Status.NOT_OFFERED
        and is_later
        and not is_over
        and nearer.status in OFFERED
    ):
        return NO_LONGER
    if answer.status is Status.REFERRED and not offices:
        return REFERRED_SOMEWHERE[is_over]
    return SENTENCES[answer.status][is_over]


def _days(answer: Answer, nearer: Answer) -> dict[str, str]:
    """Return the slots for the days: since the first of a later answer, until the last of an earlier."""
    is_later = answer.day > nearer.day
    end = answer.valid[0] if is_later else answer.valid[1]
    assert end is not None  # the side of an answer that faces its neighbour is not open
    day = day_text(end)
    when, span = (say(message, day=day) for message in (FROM if is_later else UNTIL))
    return {"when": when, "span": span}
