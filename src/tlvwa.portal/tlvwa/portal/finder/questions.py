"""The questions of an answer: for the service, for the place, for the fact of a criterion."""

from collections.abc import Collection, Mapping, Sequence

from . import addresses
from .answer import Doubt, Question, QuestionKind, QuestionOption
from .criteria import CriterionKind
from .decision import Decision
from .interval_sets import IntervalSet
from .open_criteria import Axis
from .similar_streets import Likeness


def service_question(leika_key: str, uids: Sequence[str]) -> Question:
    """Ask which of the services that share a LeiKa key is meant."""
    options = tuple(QuestionOption(uid, {"service": uid}) for uid in uids)
    return Question(QuestionKind.SERVICE, "service", leika_key, options)


def criterion_question(axis: Axis, fact: IntervalSet | None) -> Question:
    """Ask for the fact of a criterion; ``fact`` is one that was given and does not decide."""
    criterion = axis.criterion
    options = tuple(
        QuestionOption(reply.text, {criterion.name: reply.fact}, rest=reply.rest)
        for reply in axis.replies()
    )
    return Question(
        QuestionKind.CRITERION,
        criterion.name,
        criterion.label,
        options,
        criterion.kind,
        None if fact is None else _doubt(axis, fact),
    )


def _doubt(axis: Axis, fact: IntervalSet) -> Doubt | None:
    """Why a fact does not decide; a choice always does."""
    match axis.criterion.kind:
        case CriterionKind.INITIAL:
            return Doubt.LETTER
        case CriterionKind.ADDRESS:
            names = addresses.spellings_of(axis.texts)
            likenesses = [one.likeness for one in addresses.comparisons(fact, names)]
            if Likeness.UNREAD in likenesses:
                return Doubt.STREET
            return Doubt.SIMILAR if Likeness.SIMILAR in likenesses else Doubt.NUMBER
        case CriterionKind.CHOICE:
            return None


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
