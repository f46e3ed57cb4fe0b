"""Announcements: the answers before and after the valid interval, as JSON-ready values."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from tlvwa.portal.answers.serializers.entries import AnnouncementEntry
from tlvwa.portal.answers.texts.announcements import announcement_text
from tlvwa.portal.common.dates import add_months, iso_day
from tlvwa.portal.common.settings import setting
from tlvwa.portal.finder.answer import Answer
from tlvwa.portal.finder.timeline import timeline

if TYPE_CHECKING:
    from tlvwa.portal.answers.serializers.answer import AnswerSerializer

MONTHS_AHEAD, MONTHS_BACK = 6, 3


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
        "from": iso_day(first),
        "until": iso_day(last),
        "status": answer.status.value,
        "text": announcement_text(answer, nearer, [node.title for node in offices]),
        "offices": [serializer.reference(node) for node in offices],
    }
