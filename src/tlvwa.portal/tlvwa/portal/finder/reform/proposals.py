"""The proposals of a reform: the fate of every record in an area that ends, with the reason.

Nothing is guessed. A record is carried over to the successor of its area only where no other office
answers there, and ends only where the office or the administration that took the area answers
already; everything else needs a decision. See spec:carry-over.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from tlvwa.portal.common.dates import ONE_DAY
from tlvwa.portal.finder.decision import statements_of
from tlvwa.portal.finder.records import Record, Role

from .area_transition import AreaTransition
from .coverage_survey import NO_STATEMENT, CoverageSurvey
from .state import AssignedRecord, RuleState


class RecordFate(StrEnum):
    """The fate of a record in an area that takes the place of another one."""

    CARRY = "carry"
    END = "end"
    LEAVE = "leave"  # never proposed, only decided by an editor: nothing is written
    DECIDE = "decide"


class ProposalReason(StrEnum):
    """The reason for a proposal."""

    MOVED = "moved"  # the same place under a new key
    ALIKE = "alike"  # all parts had the same office
    SAME = "same"  # the same office answers there already
    RECEIVER = "receiver"  # the administration that took the area answers
    EXCEPTION = "exception"  # it stays with the old office until a day
    NOWHERE = "nowhere"  # nobody knows where the area went
    SPLIT = "split"  # the area went into several
    LEFT = "left"  # the area leaves the office's own territory
    OTHER = "other"  # another office answers there, and this one goes on
    MEET = "meet"  # several offices meet in one new area
    PART = "part"  # only a part of the new area had an office
    CRITERION = "criterion"  # the record is for certain cases only
    SUPERVISING = "supervising"  # the record names a supervising authority
    INDISTINCT = "indistinct"  # a part cannot be told apart without an address


@dataclass(frozen=True, slots=True)
class ReformProposal:
    """The proposed fate of ``record`` for some services, where ``area`` goes into ``successor``.

    ``day`` is the first day of the new state, ``until`` the last day of an exception. ``rivals``
    are the records of other offices that answer, or answered, in the successor.
    """

    record: str
    area: str
    successor: str
    services: tuple[str, ...]
    fate: RecordFate
    reason: ProposalReason
    day: date
    until: date | None = None
    rivals: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The name of the proposal in a form and among the stored decisions."""
        until = f".{self.until:%Y%m%d}" if self.until else ""
        return f"{self.record}.{self.area}.{self.successor}.{self.reason}{until}"


class OfficeException(NamedTuple):
    """In some old areas, the office of some services stays the same until a day (inclusive)."""

    services: tuple[str, ...]
    areas: tuple[str, ...]
    until: date


class _Judgement(NamedTuple):
    fate: RecordFate
    why: ProposalReason
    rivals: tuple[str, ...] = ()


def proposals(
    state: RuleState,
    transition: AreaTransition,
    today: date,
    exceptions: Iterable[OfficeException] = (),
) -> tuple[ReformProposal, ...]:
    """All proposals, by record, area and successor, those of exceptions last.

    Records that end by themselves before their area does are left out.
    """
    survey = CoverageSurvey(state, transition, today)
    special = tuple(_of_exceptions(survey, exceptions))
    excepted = {
        (proposal.record, proposal.area, service)
        for proposal in special
        for service in proposal.services
    }
    return (*_without_duplicates(_without_exceptions(_of_ended_areas(survey), excepted)), *special)


def open_decisions(
    proposals: Iterable[ReformProposal], decisions: Mapping[str, RecordFate]
) -> tuple[ReformProposal, ...]:
    """The proposals that still need a decision."""
    return tuple(
        proposal
        for proposal in proposals
        if proposal.fate is RecordFate.DECIDE and proposal.id not in decisions
    )


def _without_exceptions(
    proposals: Iterable[ReformProposal], excepted: Collection[tuple[str, str, str]]
) -> Iterator[ReformProposal]:
    """The proposals without the services for which there is an exception."""
    for proposal in proposals:
        services = tuple(
            service
            for service in proposal.services
            if (proposal.record, proposal.area, service) not in excepted
        )
        if services:
            yield (
                proposal if services == proposal.services else replace(proposal, services=services)
            )


def _without_duplicates(proposals: Iterable[ReformProposal]) -> Iterator[ReformProposal]:
    """Of several records that would be carried into one area alike, keep the first and end the others."""
    carried: dict[tuple[str, str], str] = {}
    for proposal in proposals:
        if proposal.reason is ProposalReason.ALIKE:
            first = {
                carried.setdefault((service, proposal.successor), proposal.record)
                for service in proposal.services
            }
            if proposal.record not in first:
                yield replace(proposal, fate=RecordFate.END, reason=ProposalReason.SAME)
                continue
        yield proposal


def _of_ended_areas(survey: CoverageSurvey) -> Iterator[ReformProposal]:
    """The proposals for the records in areas that end."""
    transition = survey.transition
    for uid in sorted(survey.state.assigned_records):
        assigned = survey.state.assigned_records[uid]
        places = {transition.before.canonical_key(key) for key in assigned.areas}
        for place in sorted(places & transition.ended_areas.keys()):
            last = transition.ended_areas[place]
            if assigned.record.valid_to is None or assigned.record.valid_to > last:
                yield from _of_place(survey, assigned, place, last + ONE_DAY)


def _of_place(
    survey: CoverageSurvey, assigned: AssignedRecord, place: str, day: date
) -> Iterator[ReformProposal]:
    record, targets = (
        assigned.record,
        survey.transition.after.successors_on(place, survey.transition.day),
    )
    for target in targets or ("",):
        judgements: defaultdict[_Judgement, list[str]] = defaultdict(list)
        for service in assigned.services:
            judgements[_judge(survey, record, place, target, service)].append(service)
        for (fate, why, rivals), services in judgements.items():
            yield ReformProposal(
                record.id, place, target, tuple(services), fate, why, day, None, rivals
            )


def _judge(
    survey: CoverageSurvey, record: Record, place: str, target: str, service: str
) -> _Judgement:
    """Judge what becomes of a record for one service, where ``place`` goes into ``target``.

    The order of the checks matters: each one relies on the earlier ones not applying.

    1. Nobody knows where the area went: decide.
    2. Every part of the area that went into ``target`` has the same office already: end.
    3. ``target`` is the same area under a new key, or continues it with its AGS, and the office
       does not lose it: carry over. If the area went into several, this holds only for an office
       that is not dissolved itself.
    4. The record supervises or has a criterion: decide.
    5. Others answer in ``target``: those of the municipality that continues as ``target``, or, in
       every part, offices on no higher level than ``place``. Then the record ends if its office
       loses the area or is dissolved; else two offices claim it: decide.
    6. Nobody as near answers, and the office loses the area, or the area was split: decide.
    7. Else the area was merged with others: see ``_judge_merged``.
    """
    if not target:
        return _Judgement(RecordFate.DECIDE, ProposalReason.NOWHERE)
    transition, one_successor = survey.transition, survey.transition.has_one_successor(place)
    reached = transition.reached_municipalities(place, target)
    answers_now = survey.statements(service, reached, record.role, after=True)
    if answers_now == {frozenset({record.statement})} and not record.criterion:
        return _Judgement(RecordFate.END, ProposalReason.SAME)
    loses, dissolved = survey.loses_area(record, place, target), survey.is_dissolved(record)
    heir = transition.continuing_municipality(target)
    same = transition.is_renumbered(place, target) or (place == heir and not record.criterion)
    if same and not loses and (one_successor or not dissolved):
        return _Judgement(RecordFate.CARRY, ProposalReason.MOVED)
    heir_answers = place != heir and survey.heir_answers(service, heir, record)
    rivals = survey.rivals(
        service, (heir,) if heir_answers else reached, record, after=not heir_answers
    )
    if record.supervising or record.criterion:
        why = ProposalReason.SUPERVISING if record.supervising else ProposalReason.CRITERION
        return _Judgement(RecordFate.DECIDE, why, rivals)
    if heir_answers or survey.is_answered(service, reached, record, place):
        if loses or dissolved:
            return _Judgement(RecordFate.END, ProposalReason.RECEIVER, rivals)
        return _Judgement(RecordFate.DECIDE, ProposalReason.OTHER, rivals)
    if loses or not one_successor:
        return _Judgement(
            RecordFate.DECIDE, ProposalReason.LEFT if loses else ProposalReason.SPLIT, rivals
        )
    return _judge_merged(survey, record, target, service)


def _judge_merged(survey: CoverageSurvey, record: Record, target: str, service: str) -> _Judgement:
    """Judge a record whose area was merged with others, where no office as near answers.

    It is carried over if all parts of the new area had the same office.
    """
    parts = sorted(survey.transition.origins.get(target, ()))
    answers_before = survey.statements(service, parts, record.role, after=False)
    if answers_before == {frozenset({record.statement})}:
        return _Judgement(RecordFate.CARRY, ProposalReason.ALIKE)
    rivals = survey.rivals(service, parts, record, after=False)
    return _Judgement(
        RecordFate.DECIDE,
        ProposalReason.PART if NO_STATEMENT in answers_before else ProposalReason.MEET,
        rivals,
    )


def _of_exceptions(
    survey: CoverageSurvey, exceptions: Iterable[OfficeException]
) -> Iterator[ReformProposal]:
    """The proposals by which services stay with the old office until a day."""
    for exception in exceptions:
        olds = {old for key in exception.areas for old in survey.transition.municipalities_of(key)}
        for service in exception.services:
            for old in sorted(olds):
                yield from _of_exception(survey, service, old, exception.until)


def _of_exception(
    survey: CoverageSurvey, service: str, old: str, until: date
) -> Iterator[ReformProposal]:
    transition = survey.transition
    winners = survey.winners(service, old, Role.RESPONSIBLE, after=False)
    day = transition.ended_areas.get(old, transition.day - ONE_DAY) + ONE_DAY
    for new in transition.successors.get(old, ()):
        answers_now = survey.statements(service, (new,), Role.RESPONSIBLE, after=True)
        if not winners or answers_now == {statements_of(winners)} or until < day:
            continue
        alone = transition.origins[new] == {old} and (new == old or new in transition.new_areas)
        fate, why = (
            (RecordFate.CARRY, ProposalReason.EXCEPTION)
            if alone
            else (RecordFate.DECIDE, ProposalReason.INDISTINCT)
        )
        for record in winners:
            rivals = survey.rivals(service, (new,), record, after=True)
            yield ReformProposal(record.id, old, new, (service,), fate, why, day, until, rivals)
