"""The kernel: the one implementation of who is responsible, from municipality to decision.

It decides for one service and one day, builds no texts and knows no postal codes; answers and
ledger both use it (spec:kernel).
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain

from tlvwa.portal.areas.gazetteer import Gazetteer
from tlvwa.portal.areas.model import BUND

from .criteria import Criterion
from .decision import (
    NO_RECORDS,
    SLOT,
    AnswerKey,
    Decision,
    Verdict,
    WinningRecords,
    combine,
    merge_records,
)
from .interval_sets import IntervalSet
from .open_criteria import ConditionedRecord, split_by_criteria
from .records import ROLES, Agreement, ExpectedCoverage, Record, Role
from .rulebook import RuleBook, ServiceRules
from .territory import MunicipalityRun, Territory

NO_FACTS: Mapping[str, IntervalSet] = {}

# The records that can answer, lowest first. A level of the ladder on which records have a criterion
# makes two tiers: those records, then the ones without a criterion, which are for all the rest.
Tiers = list[list[Record]]
Stage = list[tuple[ServiceRules, Tiers]]  # the services of one generation with their tiers
# The generations of a service, and the same services in one row.
Lineage = tuple[tuple[tuple[ServiceRules, ...], ...], tuple[ServiceRules, ...]]


class Kernel:
    """Decides by one rule book over one gazetteer."""

    def __init__(self, rulebook: RuleBook, gazetteer: Gazetteer) -> None:
        self.rulebook = rulebook
        self.gazetteer = gazetteer
        # One tuple, replaced as a whole: a thread never meets a day with the table of another day.
        self._lineages: tuple[date, dict[str, Lineage]] = date.min, {}

    def decide(
        self,
        service: str,
        municipality: str,
        day: date,
        today: date,
        facts: Mapping[str, IntervalSet] = NO_FACTS,
    ) -> Decision:
        """Decide for one municipality by the law of ``day`` as published on ``today``.

        ``service`` is the uid of a service in the book. Raises UnknownArea.
        """
        return self._decide(service, self.gazetteer.ancestors(municipality), day, today, facts)

    def decisions(
        self,
        service: str,
        municipalities: Iterable[str],
        day: date,
        today: date,
        facts: Mapping[str, IntervalSet] = NO_FACTS,
    ) -> dict[str, Decision]:
        """Decide for many municipalities; those with the same records share one decision.

        Callers may group by the identity of the decisions. Errors as ``decide``.
        """
        tables = [rules.records_by_area for rules in self.answering_rules(service, today)]
        shared: dict[tuple[str, ...], Decision] = {}
        by_municipality = {}
        for municipality in municipalities:
            ladder = self.gazetteer.ancestors(municipality)
            places = tuple(place for place in ladder if any(place in table for table in tables))
            decision = shared.get(places)
            if decision is None:
                decision = shared[places] = self._decide(service, places, day, today, facts)
            by_municipality[municipality] = decision
        return by_municipality

    def runs(
        self, service: str, territory: Territory, today: date
    ) -> Iterator[tuple[MunicipalityRun, Decision]]:
        """Decide for a whole territory by the law of its day, run by run.

        The decisions are those of ``decide`` for each municipality; the cost grows with the number
        of records instead of municipalities.
        """
        places = {
            place
            for rules in self.answering_rules(service, today)
            for place in rules.records_by_area
        }
        shared: dict[tuple[str, ...], Decision] = {}
        for run in territory.runs(places):
            decision = shared.get(run.areas)
            if decision is None:
                decision = self._decide(service, run.areas, territory.day, today, NO_FACTS)
                shared[run.areas] = decision
            yield run, decision

    def stages(self, service: str, today: date) -> tuple[tuple[ServiceRules, ...], ...]:
        """The service and all services that can answer for it, by generation, nearest first."""
        return self._lineage(service, today)[0]

    def answering_rules(self, service: str, today: date) -> tuple[ServiceRules, ...]:
        """The service and all services that can answer for it in one row, nearest first."""
        return self._lineage(service, today)[1]

    def criteria(self, service: str, today: date) -> dict[str, Criterion]:
        """The criteria that can matter, by name, in the order in which they are asked.

        Where a parent has a criterion of the same name, the criterion of the nearer service is
        asked.
        """
        by_name: dict[str, Criterion] = {}
        for rules in self.answering_rules(service, today):
            for criterion in rules.service.criteria:
                if criterion.is_askable:
                    by_name.setdefault(criterion.name, criterion)
        return by_name

    def change_days(self, service: str, municipalities: Iterable[str], today: date) -> set[date]:
        """The days on which the law for any of the municipalities may change."""
        places = {level for key in municipalities for level in self.gazetteer.ancestors(key)}
        return {
            day
            for rules in self.answering_rules(service, today)
            for place in places
            for record in rules.records_by_area.get(place, ())
            if record.shown_on(today)
            for day in record.change_days
        }

    def has_record_at(self, record: Record, service: str, place: str, today: date) -> bool:
        """True if a record of the service, or of one that answers for it, is for a place."""
        for rules in self.answering_rules(service, today):
            for other in rules.records_by_area.get(place, ()):
                if other.id == record.id:
                    return True
        return False

    def _lineage(self, service: str, today: date) -> Lineage:
        """The generations of a service, cached for one ``today``, which changes once a day."""
        cached_day, lineages = self._lineages
        if cached_day != today:
            lineages = {}
            self._lineages = today, lineages
        lineage = lineages.get(service)
        if lineage is None:
            stages = tuple(self.rulebook.generations(service, today))
            lineage = lineages[service] = stages, tuple(chain(*stages))
        return lineage

    def _decide(
        self,
        service: str,
        ladder: Sequence[str],
        day: date,
        today: date,
        facts: Mapping[str, IntervalSet],
    ) -> Decision:
        stages = [
            [(rules, records_on_ladder(rules, ladder, day, today)) for rules in generation]
            for generation in self.stages(service, today)
        ]
        # A list and no generator, here and in other functions that run for every decision: for so
        # few items a generator takes longer than it saves.
        if any([_has_criteria(tiers) for stage in stages for _, tiers in stage]):
            return self._split(service, today, stages, facts)
        return Decision(_judge(stages, ()))

    def _split(
        self,
        service: str,
        today: date,
        stages: Sequence[Stage],
        facts: Mapping[str, IntervalSet],
    ) -> Decision:
        criteria = self.criteria(service, today)
        cases: list[Verdict] = []

        def judge(met: Collection[str]) -> AnswerKey:
            cases.append(_judge(stages, met))
            return cases[-1].key

        split = split_by_criteria(criteria, _conditioned(stages, criteria), facts, judge)
        return Decision(combine(cases), split)


def records_on_ladder(rules: ServiceRules, ladder: Sequence[str], day: date, today: date) -> Tiers:
    """The records of one service that can answer on ``ladder``: valid, public, not supervising.

    The Bund answers only for services of federal coverage (spec:federal). What an agreement gives to
    another body is left out, and agreements come first on their level (spec:agreement).
    """
    levels = []
    table = rules.records_by_area
    for place in ladder:
        records = table.get(place)
        if records is None:
            continue
        if place == BUND and rules.service.coverage is not ExpectedCoverage.FEDERAL:
            continue
        active = [
            record
            for record in records
            if not record.supervising and record.valid_on(day) and record.shown_on(today)
        ]
        levels.append(active)
    tiers: Tiers = []
    for level in _by_agreement(levels) if rules.has_agreements else levels:
        conditioned = [record for record in level if record.criterion]
        if not conditioned:
            tiers.append(level)
            continue
        tiers.append(conditioned)
        tiers.append([record for record in level if not record.criterion])
    return tiers


def tasks_given_away(records: Iterable[Record]) -> set[tuple[Role, str]]:
    """Role and holder of the records that agreements replace.

    An agreement with a criterion leaves the rest to its principal, so it replaces nothing.
    """
    return {
        (record.role, record.principal)
        for record in records
        if record.agreement is not Agreement.NONE
        and not record.criterion
        and record.principal != record.holder
    }


def _by_agreement(levels: list[list[Record]]) -> Iterator[list[Record]]:
    """For each level its agreements, then the other records that no agreement replaces."""
    given_away = tasks_given_away(chain(*levels))
    for level in levels:
        yield [record for record in level if record.agreement is not Agreement.NONE]
        yield [
            record
            for record in level
            if record.agreement is Agreement.NONE and (record.role, record.holder) not in given_away
        ]


def deciding_records(tiers: Tiers, met: Collection[str]) -> WinningRecords:
    """For each role the records of the lowest tier that has any (spec:ladder, spec:roles).

    ``met`` are the ids of the records whose criterion the facts meet.
    """
    won = [NO_RECORDS, NO_RECORDS, NO_RECORDS, NO_RECORDS]
    decided = [-1, -1, -1, -1]
    for number, tier in enumerate(tiers):
        for record in tier:
            if record.criterion and record.id not in met:
                continue
            slot = SLOT[record.role]
            if not won[slot]:
                won[slot] = (record,)
                decided[slot] = number
            elif decided[slot] == number:
                won[slot] = (*won[slot], record)
    return tuple(won)


def _has_criteria(tiers: Tiers) -> bool:
    """True if any record has a criterion; the records of one tier all have one, or none has."""
    return any([tier[0].criterion for tier in tiers if tier])


def _judge(stages: Sequence[Stage], met: Collection[str]) -> Verdict:
    if len(stages) == 1:
        ((_, tiers),) = stages[0]
        return Verdict(deciding_records(tiers, met))
    won = [NO_RECORDS] * len(ROLES)
    origin = [0] * len(ROLES)
    for generation, stage in enumerate(stages):
        for _, tiers in stage:
            for slot, records in enumerate(deciding_records(tiers, met)):
                if records and (not won[slot] or origin[slot] == generation):
                    won[slot] = merge_records(won[slot], records)
                    origin[slot] = generation
    return Verdict(tuple(won), tuple(origin))


def _conditioned(
    stages: Sequence[Stage], criteria: Mapping[str, Criterion]
) -> dict[str, list[ConditionedRecord]]:
    """The records with a criterion, by its name.

    Where a parent has a criterion of the same name but of another kind, the question does not fit
    its records: they are left out and never met.
    """
    conditioned: dict[str, list[ConditionedRecord]] = {}
    for rules, tiers in chain(*stages):
        for record in (record for tier in tiers for record in tier if record.criterion):
            effective, own = criteria[record.criterion], rules.service.criterion(record.criterion)
            if own is not None and own.kind is effective.kind:
                entry = ConditionedRecord(record.id, own.region(record.values), record.values)
                conditioned.setdefault(record.criterion, []).append(entry)
    return conditioned
