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
from .kernel import Kernel
from .records import ROLES, ExpectedCoverage, Record, RecordEffect, Role
from .rulebook import ServiceRules


class StepOutcome(StrEnum):
    """What became of a record, or of the question."""

    WON = "won"
    LOST = "lost"
    ASKED = "asked"
    FALLBACK = "fallback"


class StepReason(StrEnum):
    """Why a step came out as it did."""

    LOWEST_LEVEL = "lowest_level"  # won: nothing below has a record that applies
    CRITERION_MET = "criterion_met"  # won: the facts are among its values
    ANY_FACTS = "any_facts"  # won: for some facts this record, for others one that says the same
    REST = "rest"  # won: no other record of its level is for these facts
    CRITERION_OPEN = "criterion_open"  # asked: may win, depending on facts
    SERVICE = "service"  # asked: which service is meant
    PLACE = "place"  # asked: which municipality is meant
    NOT_VALID = "not_valid"  # lost: not law on the day
    SUPERVISING = "supervising"  # lost: supervises those who are responsible
    FEDERAL = "federal"  # lost or fallback: the Bund does not answer this service
    CRITERION_EXCLUDED = "criterion_excluded"  # lost: for other facts
    DISPLACED = "displaced"  # lost: another record of its level is for these facts
    HIGHER_LEVEL = "higher_level"  # lost: a lower level has decided
    NOBODY = "nobody"  # fallback: no record answers


class ExplanationStep(NamedTuple):
    """One line of the explanation.

    ``service`` is the service whose record it is: of a derived answer a parent's. ``authority`` is
    the authority that is responsible or referred to; where none is named, the record's holder.
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
    """The explanation of an answer; ``facts`` are the answer's, as the kernel takes them."""
    question = answer.question
    if answer.service is None:
        return (ExplanationStep(1, StepOutcome.ASKED, StepReason.SERVICE, answer.place.code),)
    if question is not None and question.kind is QuestionKind.PLACE:
        step = ExplanationStep(
            1, StepOutcome.ASKED, StepReason.PLACE, answer.place.code, answer.service
        )
        return (step,)
    found: list[ExplanationStep] = []
    if answer.municipalities and answer.decision is not None:
        found += _Walk(kernel, answer, answer.service, answer.decision, facts).steps()
    way_on = answer.fallback
    if way_on is not None and way_on.kind is not FallbackKind.FEDERAL:
        found.append(
            ExplanationStep(
                len(found) + 1,
                StepOutcome.FALLBACK,
                StepReason.NOBODY,
                way_on.area,
                answer.service,
            )
        )
    return tuple(found)


class _Walk:
    """The way up the ladder of one municipality, told record by record."""

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
        found: list[ExplanationStep] = []
        public = {id(rules): self._public(rules) for stage in self._stages for rules in stage}
        spoken = set(chain(*public.values()))
        for slot, role in enumerate(ROLES):
            if role not in spoken:
                continue
            won = self._verdict.won[slot]
            told = self._verdict.origin[slot] + 1 if won else len(self._stages)
            winners = {record.id for record in won}
            for rules in chain(*self._stages[:told]):
                self._tell(rules, public[id(rules)].get(role, ()), winners, found)
        return found

    def _public(self, rules: ServiceRules) -> dict[Role, list[tuple[str, list[Record]]]]:
        """For each role the levels of the ladder with the records that are shown."""
        found: dict[Role, list[tuple[str, list[Record]]]] = {}
        for place in self._ladder:
            level: dict[Role, list[Record]] = {}
            for record in rules.by_place.get(place, ()):
                if record.shown_on(self._answer.today):
                    level.setdefault(record.role, []).append(record)
            for role, records in level.items():
                found.setdefault(role, []).append((place, records))
        return found

    def _tell(
        self,
        rules: ServiceRules,
        levels: Iterable[tuple[str, Sequence[Record]]],
        winners: Collection[str],
        found: list[ExplanationStep],
    ) -> None:
        uid, left = rules.service.uid, set(winners)  # on two levels, a record wins on the lower one
        for place, records in levels:
            winning = left.intersection([record.id for record in records])
            left -= winning
            for record in records:
                outcome, reason = self._fate(rules, place, record, records, winning)
                step = len(found) + 1, outcome, reason, place, uid, record.role, record
                found.append(ExplanationStep(*step, authority_of(record)))

    def _fate(
        self,
        rules: ServiceRules,
        place: str,
        record: Record,
        level: Sequence[Record],
        winning: Collection[str],
    ) -> tuple[StepOutcome, StepReason]:
        """What became of a record, beside the others of its role and level."""
        if not record.valid_on(self._answer.day):
            return StepOutcome.LOST, StepReason.NOT_VALID
        if record.supervising:
            return StepOutcome.LOST, StepReason.SUPERVISING
        if place == BUND and rules.service.coverage is not ExpectedCoverage.FEDERAL:
            return self._federal(record)
        state = self._state(rules, record)
        if state is False:
            return StepOutcome.LOST, StepReason.CRITERION_EXCLUDED
        if record.id in winning:
            return self._won(record, state, level)
        if winning and not record.criterion:
            return StepOutcome.LOST, StepReason.DISPLACED
        return StepOutcome.LOST, StepReason.HIGHER_LEVEL

    def _federal(self, record: Record) -> tuple[StepOutcome, StepReason]:
        way_on = self._answer.fallback
        used = way_on is not None and way_on.authority and record.target == way_on.authority
        return StepOutcome.FALLBACK if used else StepOutcome.LOST, StepReason.FEDERAL

    def _won(
        self, record: Record, state: bool | None, level: Sequence[Record]
    ) -> tuple[StepOutcome, StepReason]:
        if record.role in self._open:
            return StepOutcome.ASKED, StepReason.CRITERION_OPEN
        if record.criterion:
            return StepOutcome.WON, StepReason.CRITERION_MET if state else StepReason.ANY_FACTS
        rest = any(other.criterion and other.valid_on(self._answer.day) for other in level)
        return StepOutcome.WON, StepReason.REST if rest else StepReason.LOWEST_LEVEL

    def _state(self, rules: ServiceRules, record: Record) -> bool | None:
        """Whether the known facts meet the record's criterion; None if they do not tell."""
        fact = self._facts.get(record.criterion)
        criterion = rules.service.criterion(record.criterion) if fact is not None else None
        if criterion is None or fact is None:
            return None
        return criterion.state(record.values, fact)


def authority_of(record: Record) -> str:
    """The authority a record speaks of: its target, if that is one, else its holder."""
    named = record.role in (Role.RESPONSIBLE, Role.CONTACT_POINT)
    refused = record.effect is RecordEffect.NOT_OFFERED
    return record.target if named and not refused and record.target else record.holder
