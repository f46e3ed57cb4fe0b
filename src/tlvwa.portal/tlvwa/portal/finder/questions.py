"""The questions of an answer: for the service, for the place, for the fact of a criterion."""

from collections.abc import Collection, Mapping, Sequence

from .answer import Question, QuestionKind, QuestionOption
from .decision import Decision
from .open_criteria import Axis


def service_question(leika_key: str, uids: Sequence[str]) -> Question:
    """Ask which of the services that share a LeiKa key is meant."""
    options = tuple(QuestionOption(uid, {"service": uid}) for uid in uids)
    return Question(QuestionKind.SERVICE, "service", leika_key, options)


def criterion_question(axis: Axis) -> Question:
    """Ask for the fact of a criterion."""
    criterion = axis.criterion
    options = tuple(
        QuestionOption(choice.text, {criterion.name: choice.text}, rest=choice.rest)
        for choice in axis.replies()
    )
    return Question(
        QuestionKind.CRITERION, criterion.name, criterion.label, options, criterion.kind
    )


def place_question(
    place_of_reference: str, groups: Collection[Sequence[str]], known: Collection[str]
) -> Question:
    """Ask which municipality is meant: one option for each answer, the known municipalities first.

    See spec:place-question.
    """

    def rank(municipality: str) -> tuple[bool, str]:
        return municipality not in known, municipality

    in_order = sorted((sorted(group, key=rank) for group in groups), key=lambda g: rank(g[0]))
    options = tuple(
        QuestionOption(group[0], {"area": group[0]}, tuple(group)) for group in in_order
    )
    return Question(QuestionKind.PLACE, "area", place_of_reference, options)


def answer_groups(decisions: Mapping[str, Decision]) -> list[list[str]]:
    """The municipalities in groups that lead to the same answers."""
    return [list(decisions)] if len(decisions) == 1 else list(by_answer(decisions).values())


def by_answer(decisions: Mapping[str, Decision]) -> dict[object, list[str]]:
    """The municipalities by the answers they lead to (see ``Decision.answer``, spec:same-answer)."""
    # ``Decision.answer`` costs more than a look-up, and most municipalities share one decision.
    by_decision: dict[int, list[str]] = {}
    for municipality, decision in decisions.items():
        by_decision.setdefault(id(decision), []).append(municipality)
    groups: dict[object, list[str]] = {}
    for municipalities in by_decision.values():
        answer = decisions[municipalities[0]].answer
        groups.setdefault(answer, []).extend(municipalities)
    return groups
