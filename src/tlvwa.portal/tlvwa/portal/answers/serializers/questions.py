"""Questions in answers: what is asked, why, and what can be replied."""

from functools import reduce

from tlvwa.portal.answers.serializers.places import area_reference
from tlvwa.portal.answers.texts import messages
from tlvwa.portal.answers.texts.localized import localize
from tlvwa.portal.common.clock import today
from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.finder.answer import QuestionKind
from tlvwa.portal.finder.criteria import CriterionKind

IN_WHICH = _("In welcher Gemeinde?")
EITHER = _("${one} oder ${other}")


def question_entry(presenter, answer):
    """The question of an answer with its options; ``None`` where nothing is asked."""
    question = answer.question
    if question is None:
        return None
    option = {
        QuestionKind.SERVICE: _service_option,
        QuestionKind.PLACE: _place_option,
        QuestionKind.CRITERION: _criterion_option,
    }[question.kind]
    options = [option(presenter, answer, each) for each in question.options]
    if question.kind is QuestionKind.SERVICE:
        options.sort(key=lambda entry: (entry["label"].casefold(), entry["parameters"]["service"]))
    return {
        "kind": question.kind.value,
        "name": question.name,
        "label": _label(question),
        "help": _help(presenter, answer),
        "input": question.input.value if question.input else None,
        "options": options,
    }


def _label(question):
    match question.kind:
        case QuestionKind.SERVICE:
            return say(_("Welche Leistung meinen Sie?"))
        case QuestionKind.PLACE:
            return say(messages.PLACE_QUESTIONS.get(question.label, IN_WHICH))
    return question.label


def criterion_label(models, service, name):
    """The words in which a service, or one that answers for it, asks for a criterion."""
    return models.resolver.kernel.criteria(service, today())[name].label


def _help(presenter, answer):
    if answer.question.kind is not QuestionKind.CRITERION:
        return ""
    return _texts(presenter, answer).help


def _texts(presenter, answer):
    service = presenter.models.nodes[answer.service]
    return dict(service.payload.criterion_texts)[answer.question.name]


def _service_option(presenter, answer, option):
    node = presenter.models.nodes[option.label]
    title = localize(presenter.models, node).title
    return {"label": title, "parameters": dict(option.parameters), "places": []}


def _place_option(presenter, answer, option):
    gazetteer = presenter.models.gazetteer
    areas = [gazetteer.area(key) for key in option.places]
    first, more = areas[0].name, len(areas) - 1
    return {
        "label": say(_("${first} und ${more} weitere"), first=first, more=more) if more else first,
        "parameters": dict(option.parameters),
        "places": [area_reference(area) for area in areas],
    }


def _criterion_option(presenter, answer, option):
    if option.rest and answer.question.input is not CriterionKind.CHOICE:
        label = say(_("etwas anderes"))
    elif answer.question.input is CriterionKind.CHOICE:
        texts = _texts(presenter, answer)
        labels = (texts.label(value.strip()) for value in option.label.split(";"))
        label = reduce(lambda one, other: say(EITHER, one=one, other=other), labels)
    else:
        label = messages.label_of_range(option.label)
    return {"label": label, "parameters": dict(option.parameters), "places": []}
