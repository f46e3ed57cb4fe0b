"""For every record on an area that ends: what can be carried over by itself, and what is to decide.

Nothing is guessed. A record goes on for the area that took its place only where nobody else would
be met there, and ends only where the same administration's successor answers already; all else is
a decision, with the reason why. See spec:carry-over.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from tlvwa.portal.finder.decision import said
from tlvwa.portal.finder.records import Record, Role

from .area_transition import AreaTransition
from .coverage_survey import SILENT, CoverageSurvey
from .state import AssignedRecord, RuleState

_ONE_DAY = timedelta(days=1)


class RecordFate(StrEnum):
    """What becomes of a record in one area that takes the place of another."""

    CARRY = "carry"
    END = "end"
    LEAVE = "leave"  # only ever decided: nothing is written
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
    """What is to become of ``record`` for some services, where ``area`` goes into ``successor``.

    ``day`` is the first of the new state; ``until`` the last day of an exception. ``rivals`` are
    the records that answer, or answered, in the successor too.
    """

    record: str
    area: str
    successor: str
    services: tuple[str, ...]
    fate: RecordFate
    why: ProposalReason
    day: date
    until: date | None = None
    rivals: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """Names the proposal in a form, and among the decisions that are kept."""
        until = f".{self.until:%Y%m%d}" if self.until else ""
        return f"{self.record}.{self.area}.{self.successor}.{self.why}{until}"


class OfficeException(NamedTuple):
    """For some services, in some old areas, the office stays as it was until a day (inclusive)."""

    services: tuple[str, ...]
    areas: tuple[str, ...]
    until: date


class _Judged(NamedTuple):
    fate: RecordFate
    why: ProposalReason
    rivals: tuple[str, ...] = ()


def proposals(
    world: RuleState, passage: AreaTransition, today: date, staying: Iterable[OfficeException] = ()
) -> tuple[ReformProposal, ...]:
    """All proposals, by record, area and successor; exceptions come last.

    A record that has ended by the day of the reform is passed over.
    """
    survey = CoverageSurvey(world, passage, today)
    special = tuple(_of_exceptions(survey, staying))
    kept = {(each.record, each.area, at) for each in special for at in each.services}
    return (*_once(_without(_ordinary(survey), kept)), *special)


def open_decisions(
    found: Iterable[ReformProposal], decided: Mapping[str, RecordFate]
) -> tuple[ReformProposal, ...]:
    """The proposals that still need a decision."""
    return tuple(
        each for each in found if each.fate is RecordFate.DECIDE and each.id not in decided
    )


def _without(
    found: Iterable[ReformProposal], kept: Collection[tuple[str, str, str]]
) -> Iterator[ReformProposal]:
    """The proposals without the services for which an exception speaks."""
    for each in found:
        left = tuple(at for at in each.services if (each.record, each.area, at) not in kept)
        if left:
            yield each if left == each.services else replace(each, services=left)


def _once(found: Iterable[ReformProposal]) -> Iterator[ReformProposal]:
    """Of several that would carry the same into one area the first goes on, the others end."""
    going: dict[tuple[str, str], str] = {}
    for each in found:
        if each.why is ProposalReason.ALIKE:
            first = {going.setdefault((at, each.successor), each.record) for at in each.services}
            if each.record not in first:
                yield replace(each, fate=RecordFate.END, why=ProposalReason.SAME)
                continue
        yield each


def _ordinary(survey: CoverageSurvey) -> Iterator[ReformProposal]:
    """The proposals for the records on areas that end."""
    passage = survey.passage
    for uid in sorted(survey.world.holdings):
        holding = survey.world.holdings[uid]
        places = {passage.before.canonical_key(key) for key in holding.areas}
        for place in sorted(places & passage.ended.keys()):
            last = passage.ended[place]
            if holding.record.valid_to is None or holding.record.valid_to > last:
                yield from _of_place(survey, holding, place, last + _ONE_DAY)


def _of_place(
    survey: CoverageSurvey, holding: AssignedRecord, place: str, day: date
) -> Iterator[ReformProposal]:
    record, targets = holding.record, survey.passage.after.successors_on(place, survey.passage.day)
    for target in targets or ("",):
        judged: defaultdict[_Judged, list[str]] = defaultdict(list)
        for service in holding.services:
            judged[_judge(survey, record, place, target, service)].append(service)
        for (fate, why, rivals), services in judged.items():
            yield ReformProposal(
                record.id, place, target, tuple(services), fate, why, day, None, rivals
            )


def _judge(
    survey: CoverageSurvey, record: Record, place: str, target: str, service: str
) -> _Judged:
    if not target:
        return _Judged(RecordFate.DECIDE, ProposalReason.NOWHERE)
    passage, alone = survey.passage, survey.passage.whole(place)
    reached = passage.reached(place, target)
    here = survey.cases(service, reached, record.role, after=True)
    if here == {frozenset({record.says})} and not record.criterion:
        return _Judged(RecordFate.END, ProposalReason.SAME)
    leaves, dissolved = survey.leaves(record, place, target), survey.is_dissolved(record)
    heir = passage.heir(target)
    same = passage.moved_whole(place, target) or (place == heir and not record.criterion)
    if same and not leaves and (alone or not dissolved):
        return _Judged(RecordFate.CARRY, ProposalReason.MOVED)
    goes_on = place != heir and survey.goes_on(service, heir, record)
    rivals = survey.rivals(service, (heir,) if goes_on else reached, record, after=not goes_on)
    if record.supervising or record.criterion:
        why = ProposalReason.SUPERVISING if record.supervising else ProposalReason.CRITERION
        return _Judged(RecordFate.DECIDE, why, rivals)
    if goes_on or survey.answered(service, reached, record, place):
        if leaves or dissolved:
            return _Judged(RecordFate.END, ProposalReason.RECEIVER, rivals)
        return _Judged(RecordFate.DECIDE, ProposalReason.OTHER, rivals)
    if leaves or not alone:
        return _Judged(
            RecordFate.DECIDE, ProposalReason.LEFT if leaves else ProposalReason.SPLIT, rivals
        )
    return _merged(survey, record, target, service)


def _merged(survey: CoverageSurvey, record: Record, target: str, service: str) -> _Judged:
    """Of a record whose area was put together with others, where nobody as near answers."""
    parts = sorted(survey.passage.came.get(target, ()))
    before = survey.cases(service, parts, record.role, after=False)
    if before == {frozenset({record.says})}:
        return _Judged(RecordFate.CARRY, ProposalReason.ALIKE)
    met = survey.rivals(service, parts, record, after=False)
    return _Judged(
        RecordFate.DECIDE, ProposalReason.PART if SILENT in before else ProposalReason.MEET, met
    )


def _of_exceptions(
    survey: CoverageSurvey, staying: Iterable[OfficeException]
) -> Iterator[ReformProposal]:
    """The proposals for what stays with the old office until a day."""
    for each in staying:
        olds = {old for key in each.areas for old in survey.passage.parts(key)}
        for service in each.services:
            for old in sorted(olds):
                yield from _exception(survey, service, old, each.until)


def _exception(
    survey: CoverageSurvey, service: str, old: str, until: date
) -> Iterator[ReformProposal]:
    passage = survey.passage
    winners = survey.won(service, old, Role.RESPONSIBLE, after=False)
    day = passage.ended.get(old, passage.day - _ONE_DAY) + _ONE_DAY
    for new in passage.went.get(old, ()):
        here = survey.cases(service, (new,), Role.RESPONSIBLE, after=True)
        if not winners or here == {said(winners)} or until < day:
            continue
        alone = passage.came[new] == {old} and (new == old or new in passage.begun)
        fate, why = (
            (RecordFate.CARRY, ProposalReason.EXCEPTION)
            if alone
            else (RecordFate.DECIDE, ProposalReason.INDISTINCT)
        )
        for record in winners:
            rivals = survey.rivals(service, (new,), record, after=True)
            yield ReformProposal(record.id, old, new, (service,), fate, why, day, until, rivals)
