"""Words of questions and of their options."""

from collections.abc import Iterable
from functools import reduce

from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.finder.answer import Question, QuestionKind

PLACE_QUESTIONS = {
    "home": _("In welcher Gemeinde wohnen Sie?"),
    "establishment": _("In welcher Gemeinde liegt der Betrieb?"),
    "plot": _("In welcher Gemeinde liegt das Grundstück?"),
    "event": _("Um welchen Ort geht es?"),
}
WHERE = _("Wo?")
IN_WHICH = _("In welcher Gemeinde?")
WHICH_SERVICE = _("Welche Leistung meinen Sie?")
WHICH_PLACE = _("Welcher dieser Orte ist es?")
EITHER = _("${one} oder ${other}")
AND_MORE = _("${first} und ${more} weitere")
ANYTHING_ELSE = _("etwas anderes")
NONE_OF_THEM = _("keine davon")


def question_label(question: Question) -> str:
    """Return the words of a question; those of a criterion are its editors'."""
    match question.kind:
        case QuestionKind.SERVICE:
            return say(WHICH_SERVICE)
        case QuestionKind.PLACE:
            return say(PLACE_QUESTIONS.get(question.label, IN_WHICH))
    return question.label


def place_label(reference: str) -> str:
    """Return how the place is called for a service; ``reference`` is its place of reference, or empty."""
    return say(PLACE_QUESTIONS.get(reference, WHERE))


def places_label(first: str, more: int) -> str:
    """Return the words for a place and ``more`` others that have the same answer."""
    return say(AND_MORE, first=first, more=more) if more else first


def either_label(labels: Iterable[str]) -> str:
    """Return one label for replies that have the same answer."""
    return reduce(lambda one, other: say(EITHER, one=one, other=other), labels)


def label_of_range(text: str) -> str:
    """Return a range of initials as people write it: A–K."""
    return text.replace("-", "\N{EN DASH}")
