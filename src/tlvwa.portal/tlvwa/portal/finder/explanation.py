"""Why an answer is as it is: each record on the way, whether it won or lost, and for what reason.

Made only when it is shown, from the answer alone. Records that are not public are not mentioned.
See spec:explanation.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from enum import StrEnum
from itertools import chain
from typing import NamedTuple

from tlvwa.portal.areas.model import BUND

from .answer import Answer, FallbackKind, QuestionKind
from .decision import Decision
from .interval_sets import IntervalSet
from .kernel import Kernel, tasks_given_away
from .records import ROLES, Agreement, ExpectedCoverage, Record, RecordEffect, Role
from .rulebook import ServiceRules


class StepOutcome(StrEnum):
    """The outcome of a record, or of a question."""

    WON = "won"
    LOST = "lost"
    ASKED = "asked"
    FALLBACK = "fallback"


class StepReason(StrEnum):
    """The reason of a step's outcome."""

    LOWEST_LEVEL = "lowest_level"  # won: nothing below has a record that applies
    AGREEMENT = "agreement"  # won: an agreement gives it the task
    CRITERION_MET = "criterion_met"  # won: the facts are among its values
    ANY_FACTS = "any_facts"  # won: for some facts this record, for others one that says the same
    REST = "rest"  # won: no other record of its level is for these facts
    CRITERION_OPEN = "criterion_open"  # asked: may win, depending on facts
    SERVICE = "service"  # asked: which service is meant
    PLACE = "place"  # asked: which municipality is meant
    GIVEN_AWAY = "given_away"  # lost: an agreement gives its task to another body
    NOT_VALID = "not_valid"  # lost: not law on the day
    SUPERVISING = "supervising"  # lost: supervises those who are responsible
    FEDERAL = "federal"  # lost or fallback: the Bund does not answer this service
    CRITERION_EXCLUDED = "criterion_excluded"  # lost: for other facts
    DISPLACED = "displaced"  # lost: another record of its level is for these facts
    HIGHER_LEVEL = "higher_level"  # lost: a lower level has decided
    NO_RECORDS = "nobody"  # fallback: no record answers
    UNKNOWN_DAY = "unknown_day"  # fallback: nothing is known of the day
    UNKNOWN_SUCCESSOR = "unknown_successor"  # fallback: nobody knows where the place went


class ExplanationStep(NamedTuple):
    """One line of the explanation.

    ``service`` is the service whose record it is: a parent, if the answer is derived. ``authority``
    is the authority that is responsible or referred to; where none is named, the record's holder.
    """

    number: int
    outcome: StepOutcome
    reason: StepReason
    area: str
    service: str = ""
    role: Role | None = None
    record: Record | None = None
    authority: str = ""


def explanation_steps(
    kernel: Kernel, answer: Answer, facts: Mapping[str, IntervalSet]
) -> tuple[ExplanationStep, ...]:
    """Explain an answer; ``facts`` are those of the answer, as the kernel reads them."""
    question = answer.question
    if answer.service is None:
        return (ExplanationStep(1, StepOutcome.ASKED, StepReason.SERVICE, answer.location.code),)
    if question is not None and question.kind is QuestionKind.PLACE:
        step = ExplanationStep(
            1, StepOutcome.ASKED, StepReason.PLACE, answer.location.code, answer.service
        )
        return (step,)
    steps: list[ExplanationStep] = []
    if answer.municipalities and answer.decision is not None:
        steps += _LadderSteps(kernel, answer, answer.service, answer.decision, facts).steps()
    fallback = answer.fallback
    if fallback is not None and fallback.kind is not FallbackKind.FEDERAL:
        steps.append(
            ExplanationStep(
                len(steps) + 1,
                StepOutcome.FALLBACK,
                _reason_of_fallback(answer),
                fallback.area,
                answer.service,
            )
        )
    return tuple(steps)


def _reason_of_fallback(answer: Answer) -> StepReason:
    if not answer.is_day_known:
        return StepReason.UNKNOWN_DAY
    return StepReason.UNKNOWN_SUCCESSOR if answer.is_place_lost else StepReason.NO_RECORDS


class _LadderSteps:
    """The steps up the ladder of one municipality, record by record."""

    def __init__(
        self,
        kernel: Kernel,
        answer: Answer,
        service: str,
        decision: Decision,
        facts: Mapping[str, IntervalSet],
    ) -> None:
        self._answer, self._facts = answer, facts
        self._ladder = kernel.gazetteer.ancestors(answer.municipalities[0])
        self._stages = kernel.stages(service, answer.today)
        self._verdict = decision.verdict
        self._open = () if decision.split is None else tuple(filter(decision.depends, ROLES))

    def steps(self) -> list[ExplanationStep]:
        """The steps for all roles that have public records."""
        result: list[ExplanationStep] = []
        public = {id(rules): self._public(rules) for stage in self._stages for rules in stage}
        self._given_away = {
            id(rules): self._tasks_given_away(rules) for stage in self._stages for rules in stage
        }
        roles = set(chain(*public.values()))
        for slot, role in enumerate(ROLES):
            if role not in roles:
                continue
            won = self._verdict.records[slot]
            generations = self._verdict.origin[slot] + 1 if won else len(self._stages)
            winners = {record.id for record in won}
            for rules in chain(*self._stages[:generations]):
                self._add_steps(rules, public[id(rules)].get(role, ()), winners, result)
        return result

    def _public(self, rules: ServiceRules) -> dict[Role, list[tuple[str, list[Record]]]]:
        """For each role the levels of the ladder with the records that are public."""
        levels: dict[Role, list[tuple[str, list[Record]]]] = {}
        for place in self._ladder:
            level: dict[Role, list[Record]] = {}
            for record in rules.records_by_area.get(place, ()):
                if record.shown_on(self._answer.today):
                    level.setdefault(record.role, []).append(record)
            for role, records in level.items():
                levels.setdefault(role, []).append((place, records))
        return levels

    def _tasks_given_away(self, rules: ServiceRules) -> set[tuple[Role, str]]:
        """Role and holder of the records that agreements on the ladder replace on the day."""
        if not rules.has_agreements:
            return set()
        is_federal = rules.service.coverage is ExpectedCoverage.FEDERAL
        return tasks_given_away(
            record
            for place in self._ladder
            if place != BUND or is_federal
            for record in rules.records_by_area.get(place, ())
            if self._can_answer(record)
        )

    def _can_answer(self, record: Record) -> bool:
        answer = self._answer
        return (
            not record.supervising and record.valid_on(answer.day) and record.shown_on(answer.today)
        )

    def _add_steps(
        self,
        rules: ServiceRules,
        levels: Iterable[tuple[str, Sequence[Record]]],
        winners: Collection[str],
        steps: list[ExplanationStep],
    ) -> None:
        uid, open_winners = (
            rules.service.uid,
            set(winners),
        )  # a record on two levels wins on the lower
        for place, records in levels:
            winning = open_winners.intersection([record.id for record in records])
            open_winners -= winning
            for record in records:
                outcome, reason = self._outcome(rules, place, record, records, winning)
                step = len(steps) + 1, outcome, reason, place, uid, record.role, record
                steps.append(ExplanationStep(*step, authority_of(record)))

    def _outcome(
        self,
        rules: ServiceRules,
        place: str,
        record: Record,
        level: Sequence[Record],
        winning: Collection[str],
    ) -> tuple[StepOutcome, StepReason]:
        """The outcome and reason of a record, beside the others of its role and level.

        Of several reasons why a record lost, the first in the order of these checks is given.
        """
        if not record.valid_on(self._answer.day):
            return StepOutcome.LOST, StepReason.NOT_VALID
        if record.supervising:
            return StepOutcome.LOST, StepReason.SUPERVISING
        if place == BUND and rules.service.coverage is not ExpectedCoverage.FEDERAL:
            return self._federal_outcome(record)
        is_agreement = record.agreement is not Agreement.NONE
        if not is_agreement and (record.role, record.holder) in self._given_away[id(rules)]:
            return StepOutcome.LOST, StepReason.GIVEN_AWAY
        state = self._is_met(rules, record)
        if state is False:
            return StepOutcome.LOST, StepReason.CRITERION_EXCLUDED
        if record.id in winning:
            return self._winning_outcome(record, state, level)
        if winning and not is_agreement and self._has_agreement(level, winning):
            return StepOutcome.LOST, StepReason.GIVEN_AWAY
        if winning and not record.criterion:
            return StepOutcome.LOST, StepReason.DISPLACED
        return StepOutcome.LOST, StepReason.HIGHER_LEVEL

    @staticmethod
    def _has_agreement(level: Sequence[Record], winning: Collection[str]) -> bool:
        return any(
            record.id in winning and record.agreement is not Agreement.NONE for record in level
        )

    def _federal_outcome(self, record: Record) -> tuple[StepOutcome, StepReason]:
        fallback = self._answer.fallback
        is_fallback = (
            fallback is not None and fallback.authority and record.target == fallback.authority
        )
        return StepOutcome.FALLBACK if is_fallback else StepOutcome.LOST, StepReason.FEDERAL

    def _winning_outcome(
        self, record: Record, state: bool | None, level: Sequence[Record]
    ) -> tuple[StepOutcome, StepReason]:
        if record.role in self._open:
            return StepOutcome.ASKED, StepReason.CRITERION_OPEN
        if record.criterion:
            return StepOutcome.WON, StepReason.CRITERION_MET if state else StepReason.ANY_FACTS
        if record.agreement is not Agreement.NONE:
            return StepOutcome.WON, StepReason.AGREEMENT
        rest = any(other.criterion and other.valid_on(self._answer.day) for other in level)
        return StepOutcome.WON, StepReason.REST if rest else StepReason.LOWEST_LEVEL

    def _is_met(self, rules: ServiceRules, record: Record) -> bool | None:
        """True if the known facts meet the record's criterion; None if they do not decide it."""
        fact = self._facts.get(record.criterion)
        criterion = rules.service.criterion(record.criterion) if fact is not None else None
        if criterion is None or fact is None:
            return None
        return criterion.is_met(record.values, criterion.known(fact, self._values(record)))

    def _values(self, record: Record) -> list[str]:
        """The values of all records that the fact of a record's criterion is compared with."""
        return [
            value
            for stage in self._stages
            for other_rules in stage
            for place in self._ladder
            for other in other_rules.records_by_area.get(place, ())
            if other.criterion == record.criterion
            for value in other.values
        ]


def authority_of(record: Record) -> str:
    """The authority of a record: its target, if that is an authority, else its holder."""
    names_authority = record.role in (Role.RESPONSIBLE, Role.CONTACT_POINT)
    is_not_offered = record.effect is RecordEffect.NOT_OFFERED
    return (
        record.target if names_authority and not is_not_offered and record.target else record.holder
    )
