"""Questions of answers, with their options, as JSON-ready values."""

from typing import TYPE_CHECKING

from tlvwa.portal.answers.serializers.entries import QuestionEntry, QuestionOptionEntry
from tlvwa.portal.answers.serializers.place_options import place_options
from tlvwa.portal.answers.texts.dissolved import lost_of_code_text
from tlvwa.portal.answers.texts.house_numbers import label_of_houses
from tlvwa.portal.answers.texts.localized import localize
from tlvwa.portal.answers.texts.questions import (
    ANYTHING_ELSE,
    NONE_OF_THEM,
    either_label,
    label_of_range,
    question_label,
)
from tlvwa.portal.common.clock import today
from tlvwa.portal.common.i18n import say
from tlvwa.portal.finder.answer import Answer, Doubt, Question, QuestionKind, QuestionOption
from tlvwa.portal.finder.criteria import CriterionKind
from tlvwa.portal.readmodels.payloads import CriterionText, ServicePayload, payload_of
from tlvwa.portal.readmodels.snapshot import Snapshot

if TYPE_CHECKING:
    from tlvwa.portal.answers.serializers.answer import AnswerSerializer


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
        "label": question_label(question),
        "help": _help(serializer, answer),
        "input": question.input.value if question.input else None,
        "doubt": question.doubt.value if question.doubt else None,
        "options": options,
    }


def criterion_label(snapshot: Snapshot, service: str, name: str) -> str:
    """Return the label of a criterion of a service, or of a parent that answers for it."""
    return snapshot.resolver.kernel.criteria(service, today())[name].label


def _help(serializer: "AnswerSerializer", answer: Answer) -> str:
    assert answer.question is not None
    if answer.question.kind is QuestionKind.PLACE:
        return lost_of_code_text(serializer.snapshot.gazetteer, answer)
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
    return _option_entry(_title(serializer, option), option)


def _title(serializer: "AnswerSerializer", option: QuestionOption) -> str:
    """Return the title of the service that an option stands for."""
    node = serializer.snapshot.nodes[option.label]
    return localize(serializer.snapshot, node).title


def _criterion_option(
    serializer: "AnswerSerializer", answer: Answer, option: QuestionOption
) -> QuestionOptionEntry:
    assert answer.question is not None
    match answer.question.input:
        case CriterionKind.CHOICE:
            texts = _texts(serializer, answer)
            label = either_label(texts.label(value.strip()) for value in option.label.split(";"))
        case CriterionKind.ADDRESS if option.rest:
            label = say(NONE_OF_THEM)
        case CriterionKind.ADDRESS:
            label = label_of_houses(option.label)
        case _ if option.rest:
            label = say(ANYTHING_ELSE)
        case _ if answer.question.doubt is Doubt.LETTER:
            label = _label_of_letter(answer.question, option)
        case _:
            label = label_of_range(option.label)
    return _option_entry(label, option)


def _label_of_letter(question: Question, option: QuestionOption) -> str:
    """Return the beginning of a name by which it differs from the other options; a range as it is."""
    texts = [other.label for other in question.options]
    if not all(text.isalpha() for text in texts):
        return label_of_range(option.label)
    for length in range(1, len(option.label)):
        beginnings = [text[:length] for text in texts]
        if len(set(beginnings)) == len(beginnings):
            return option.label[:length]
    return option.label


def _option_entry(label: str, option: QuestionOption) -> QuestionOptionEntry:
    """Return an option that stands for no places."""
    return {
        "label": label,
        "parameters": dict(option.parameters),
        "places": [],
        "localities": [],
        "offices": [],
    }
