"""Announcements: the answers before and after the valid interval, one sentence each."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from tlvwa.portal.answers.serializers.entries import AnnouncementEntry
from tlvwa.portal.common.clock import today
from tlvwa.portal.common.dates import add_months
from tlvwa.portal.common.formatting import day_text, list_text
from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.common.settings import setting
from tlvwa.portal.finder.answer import Answer, QuestionKind, Status
from tlvwa.portal.finder.timeline import same_office, timeline

if TYPE_CHECKING:
    from tlvwa.portal.answers.serializers.answer import AnswerSerializer

MONTHS_AHEAD, MONTHS_BACK = 6, 3
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


def announcements(serializer: "AnswerSerializer", answer: Answer) -> list[AnnouncementEntry]:
    """Return the answers of other days, in the order of time.

    The site's settings limit how far they look ahead and back from the day of the answer. Of each:
    its days (``None`` if open), its status, one sentence, and its offices or those it refers to.
    """
    answers = timeline(serializer.snapshot.resolver, answer, *horizon(answer.day))
    past = [
        _announcement(serializer, other, nearer)
        for other, nearer in _with_nearer(answers.earlier, answer)
    ]
    past.reverse()  # the timeline begins with the nearest
    return past + [
        _announcement(serializer, other, nearer)
        for other, nearer in _with_nearer(answers.later, answer)
    ]


def horizon(day: date) -> tuple[date, date]:
    """Return the first and the last day for which changes are announced on ``day``, by the settings."""
    back = setting("announce_months_back", MONTHS_BACK)
    return add_months(day, -back), add_months(day, setting("announce_months_ahead", MONTHS_AHEAD))


def _with_nearer(others: Sequence[Answer], answer: Answer) -> Iterator[tuple[Answer, Answer]]:
    """Return each answer with its neighbour on the side of ``answer``."""
    return zip(others, (answer, *others), strict=False)


def _announcement(
    serializer: "AnswerSerializer", answer: Answer, nearer: Answer
) -> AnnouncementEntry:
    first, last = answer.valid
    offices = [
        serializer.snapshot.nodes[office.target]
        for office in (*answer.offices, *answer.refusals)
        if office.target in serializer.snapshot.nodes
    ]
    return {
        "from": first.isoformat() if first else None,
        "until": last.isoformat() if last else None,
        "status": answer.status.value,
        "text": _text(answer, nearer, [node.title for node in offices]),
        "offices": [serializer.reference(node) for node in offices],
    }


def _text(answer: Answer, nearer: Answer, offices: Sequence[str]) -> str:
    message = _message(answer, nearer, offices)
    parts = _days(answer, nearer)
    if "${offices}" in message:
        parts["offices"] = list_text(offices)
    if "${question}" in message and answer.question is not None:
        parts["question"] = answer.question.label
    return say(message, **parts)


def _message(answer: Answer, nearer: Answer, offices: Sequence[str]) -> str:
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


def _days(answer: Answer, nearer: Answer) -> dict[str, str]:
    """Return the slots for the days: since the first of a later answer, until the last of an earlier."""
    comes = answer.day > nearer.day
    end = answer.valid[0] if comes else answer.valid[1]
    assert end is not None  # the side of an answer that faces its neighbour is not open
    day = day_text(end)
    when, span = (say(message, day=day) for message in (FROM if comes else UNTIL))
    return {"when": when, "span": span}
