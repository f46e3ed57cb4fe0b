"""The one implementation of who is responsible: for a service and a day, municipality -> decision.

The kernel builds no texts and knows no postal codes; answers and the ledger both read it
(spec:kernel).
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain

from tlvwa.portal.areas.gazetteer import Gazetteer
from tlvwa.portal.areas.model import BUND

from .criteria import Criterion
from .decision import NOBODY, SLOT, Decision, Key, Verdict, Won, joined, together
from .interval_sets import IntervalSet
from .open_criteria import ConditionedRecord, split_by_criteria
from .records import ROLES, ExpectedCoverage, Record
from .rulebook import RuleBook, ServiceRules
from .territory import MunicipalityRun, Territory

NO_FACTS: Mapping[str, IntervalSet] = {}

# The records that can answer, lowest first; on each level those with a criterion stand on a rung
# below those without, which are for all the rest.
Rungs = list[list[Record]]
Stage = list[tuple[ServiceRules, Rungs]]  # the services of one generation with what they can answer
Lineage = tuple[tuple[tuple[ServiceRules, ...], ...], tuple[ServiceRules, ...]]


class Kernel:
    """Decides over one snapshot of rules and areas."""

    def __init__(self, rulebook: RuleBook, gazetteer: Gazetteer) -> None:
        self.rulebook = rulebook
        self.gazetteer = gazetteer
        self._lineages: tuple[date, dict[str, Lineage]] = date.min, {}

    def decide(
        self,
        service: str,
        municipality: str,
        day: date,
        today: date,
        facts: Mapping[str, IntervalSet] = NO_FACTS,
    ) -> Decision:
        """The decision for one municipality by the law of ``day`` as published on ``today``.

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
        """As ``decide``, for many; those with the same records share one decision."""
        tables = [rules.by_place for rules in self.chain(service, today)]
        shared: dict[tuple[str, ...], Decision] = {}
        found = {}
        for municipality in municipalities:
            ladder = self.gazetteer.ancestors(municipality)
            known = tuple(at for at in ladder if any(at in table for table in tables))
            decision = shared.get(known)
            if decision is None:
                decision = shared[known] = self._decide(service, known, day, today, facts)
            found[municipality] = decision
        return found

    def runs(
        self, service: str, territory: Territory, today: date
    ) -> Iterator[tuple[MunicipalityRun, Decision]]:
        """The decisions for a whole territory by the law of its day, run by run.

        The same as asking for each of its municipalities, but as cheap as the records are few.
        """
        places = {place for rules in self.chain(service, today) for place in rules.by_place}
        shared: dict[tuple[str, ...], Decision] = {}
        for run in territory.runs(places):
            decision = shared.get(run.standing)
            if decision is None:
                decision = self._decide(service, run.standing, territory.day, today, NO_FACTS)
                shared[run.standing] = decision
            yield run, decision

    def stages(self, service: str, today: date) -> tuple[tuple[ServiceRules, ...], ...]:
        """The service and all that can answer in its place, by generation, nearest first."""
        return self._lineage(service, today)[0]

    def chain(self, service: str, today: date) -> tuple[ServiceRules, ...]:
        """The same in one row."""
        return self._lineage(service, today)[1]

    def criteria(self, service: str, today: date) -> dict[str, Criterion]:
        """The criteria that can matter, by name, in the order in which they are asked.

        Where a parent has a criterion of the same name, the nearer service's is the one asked.
        """
        found: dict[str, Criterion] = {}
        for rules in self.chain(service, today):
            for criterion in rules.service.criteria:
                if criterion.can_be_asked:
                    found.setdefault(criterion.name, criterion)
        return found

    def change_days(self, service: str, municipalities: Iterable[str], today: date) -> set[date]:
        """The days on which the law for any of the municipalities may change."""
        places = {at for key in municipalities for at in self.gazetteer.ancestors(key)}
        return {
            day
            for rules in self.chain(service, today)
            for place in places
            for record in rules.by_place.get(place, ())
            if record.shown_on(today)
            for day in record.change_days
        }

    def stands_on(self, record: Record, service: str, place: str, today: date) -> bool:
        """Whether a record of the service, or of one that answers for it, stands on a place."""
        for rules in self.chain(service, today):
            for other in rules.by_place.get(place, ()):
                if other.id == record.id:
                    return True
        return False

    def _lineage(self, service: str, today: date) -> Lineage:
        """Remembered for one ``today``, for it hardly ever changes."""
        remembered, lineages = self._lineages
        if remembered != today:
            lineages = {}
            self._lineages = today, lineages
        found = lineages.get(service)
        if found is None:
            stages = tuple(self.rulebook.generations(service, today))
            found = lineages[service] = stages, tuple(chain(*stages))
        return found

    def _decide(
        self,
        service: str,
        ladder: Sequence[str],
        day: date,
        today: date,
        facts: Mapping[str, IntervalSet],
    ) -> Decision:
        stages = [
            [(rules, look(rules, ladder, day, today)) for rules in generation]
            for generation in self.stages(service, today)
        ]
        if any([_asks(rungs) for stage in stages for _, rungs in stage]):
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

        def judge(holding: Collection[str]) -> Key:
            cases.append(_judge(stages, holding))
            return cases[-1].key

        found = split_by_criteria(criteria, _conditioned(stages, criteria), facts, judge)
        return Decision(together(cases), found)


def look(rules: ServiceRules, ladder: Sequence[str], day: date, today: date) -> Rungs:
    """The records of one service that can answer on ``ladder``: valid, shown, not supervising.

    The Bund answers only services of federal coverage (spec:federal).
    """
    rungs = []
    table = rules.by_place
    for place in ladder:
        records = table.get(place)
        if records is None:
            continue
        if place == BUND and rules.service.coverage is not ExpectedCoverage.FEDERAL:
            continue
        live = [
            record
            for record in records
            if not record.supervising and record.valid_on(day) and record.shown_on(today)
        ]
        conditioned = [record for record in live if record.criterion]
        if not conditioned:
            rungs.append(live)
            continue
        rungs.append(conditioned)
        rungs.append([record for record in live if not record.criterion])
    return rungs


def walk(rungs: Rungs, holding: Collection[str]) -> Won:
    """For each role the records of the lowest rung that has any (spec:ladder, spec:roles).

    ``holding`` are the ids of the records whose criterion the facts meet.
    """
    won = [NOBODY, NOBODY, NOBODY, NOBODY]
    decided = [-1, -1, -1, -1]
    for number, rung in enumerate(rungs):
        for record in rung:
            if record.criterion and record.id not in holding:
                continue
            slot = SLOT[record.role]
            if not won[slot]:
                won[slot] = (record,)
                decided[slot] = number
            elif decided[slot] == number:
                won[slot] = (*won[slot], record)
    return tuple(won)


def _asks(rungs: Rungs) -> bool:
    """Whether any record has a criterion."""
    return any([rung[0].criterion for rung in rungs if rung])


def _judge(stages: Sequence[Stage], holding: Collection[str]) -> Verdict:
    if len(stages) == 1:
        ((_, rungs),) = stages[0]
        return Verdict(walk(rungs, holding))
    won = [NOBODY] * len(ROLES)
    origin = [0] * len(ROLES)
    for generation, stage in enumerate(stages):
        for _, rungs in stage:
            for slot, records in enumerate(walk(rungs, holding)):
                if records and (not won[slot] or origin[slot] == generation):
                    won[slot] = joined(won[slot], records)
                    origin[slot] = generation
    return Verdict(tuple(won), tuple(origin))


def _conditioned(
    stages: Sequence[Stage], criteria: Mapping[str, Criterion]
) -> dict[str, list[ConditionedRecord]]:
    """The records with a criterion, by its name.

    A parent's criterion of the same name but another kind is not what is asked: none of its values
    is ever met.
    """
    found: dict[str, list[ConditionedRecord]] = {}
    for rules, rungs in chain(*stages):
        for record in (record for rung in rungs for record in rung if record.criterion):
            asked, own = criteria[record.criterion], rules.service.criterion(record.criterion)
            if own is not None and own.kind is asked.kind:
                one = ConditionedRecord(record.id, own.region(record.values), record.values)
                found.setdefault(record.criterion, []).append(one)
    return found
