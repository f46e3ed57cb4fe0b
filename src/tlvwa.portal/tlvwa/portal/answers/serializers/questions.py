"""Questions of answers, with their options, as JSON-ready values."""

from functools import reduce
from typing import TYPE_CHECKING

from tlvwa.portal.answers.serializers.entries import QuestionEntry, QuestionOptionEntry
from tlvwa.portal.answers.serializers.place_options import place_options
from tlvwa.portal.answers.texts import messages
from tlvwa.portal.answers.texts.localized import localize
from tlvwa.portal.common.clock import today
from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.finder.answer import Answer, Question, QuestionKind, QuestionOption
from tlvwa.portal.finder.criteria import CriterionKind
from tlvwa.portal.readmodels.payloads import CriterionText, ServicePayload, payload_of
from tlvwa.portal.readmodels.snapshot import Snapshot

if TYPE_CHECKING:
    from tlvwa.portal.answers.serializers.answer import AnswerSerializer

IN_WHICH = _("In welcher Gemeinde?")
EITHER = _("${one} oder ${other}")


def question_entry(serializer: "AnswerSerializer", answer: Answer) -> QuestionEntry | None:
    """Return the question of an answer with its options; ``None`` if it has none."""
    question = answer.question
    if question is None:
        return None
    choices = list(question.options)
    match question.kind:
        case QuestionKind.SERVICE:
            choices.sort(key=lambda choice: (_title(serializer, choice).casefold(), choice.label))
            options = [_service_option(serializer, choice) for choice in choices]
        case QuestionKind.PLACE:
            options = place_options(serializer, answer, choices)
        case QuestionKind.CRITERION:
            options = [_criterion_option(serializer, answer, choice) for choice in choices]
    return {
        "kind": question.kind.value,
        "name": question.name,
        "label": _label(question),
        "help": _help(serializer, answer),
        "input": question.input.value if question.input else None,
        "options": options,
    }


def _label(question: Question) -> str:
    match question.kind:
        case QuestionKind.SERVICE:
            return say(_("Welche Leistung meinen Sie?"))
        case QuestionKind.PLACE:
            return say(messages.PLACE_QUESTIONS.get(question.label, IN_WHICH))
    return question.label


def criterion_label(snapshot: Snapshot, service: str, name: str) -> str:
    """Return the label of a criterion of a service, or of a parent that answers for it."""
    return snapshot.resolver.kernel.criteria(service, today())[name].label


def _help(serializer: "AnswerSerializer", answer: Answer) -> str:
    assert answer.question is not None
    if answer.question.kind is not QuestionKind.CRITERION:
        return ""
    return _texts(serializer, answer).help


def _texts(serializer: "AnswerSerializer", answer: Answer) -> CriterionText:
    # The service is None only in the question which service is meant.
    assert answer.service is not None
    assert answer.question is not None
    service = payload_of(serializer.snapshot.nodes[answer.service], ServicePayload)
    return dict(service.criterion_texts)[answer.question.name]


def _service_option(serializer: "AnswerSerializer", option: QuestionOption) -> QuestionOptionEntry:
    title = _title(serializer, option)
    return {
        "label": title,
        "parameters": dict(option.parameters),
        "places": [],
        "localities": [],
        "offices": [],
    }


def _title(serializer: "AnswerSerializer", option: QuestionOption) -> str:
    """Return the title of the service that an option stands for."""
    node = serializer.snapshot.nodes[option.label]
    return localize(serializer.snapshot, node).title


def _criterion_option(
    serializer: "AnswerSerializer", answer: Answer, option: QuestionOption
) -> QuestionOptionEntry:
    assert answer.question is not None
    if option.rest and answer.question.input is not CriterionKind.CHOICE:
        label = say(_("etwas anderes"))
    elif answer.question.input is CriterionKind.CHOICE:
        texts = _texts(serializer, answer)
        labels = (texts.label(value.strip()) for value in option.label.split(";"))
        label = reduce(lambda one, other: say(EITHER, one=one, other=other), labels)
    else:
        label = messages.label_of_range(option.label)
    return {
        "label": label,
        "parameters": dict(option.parameters),
        "places": [],
        "localities": [],
        "offices": [],
    }


def _option_entry(label: str, option: QuestionOption) -> QuestionOptionEntry:
    """Return an option that stands for no places."""
    return {
        "label": label,
        "parameters": dict(option.parameters),
        "places": [],
        "localities": [],
        "offices": [],
    }
