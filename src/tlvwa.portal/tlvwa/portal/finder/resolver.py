"""The resolver: who is responsible for this service, here, on this day (spec:answer)."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from tlvwa.portal.areas.gazetteer import Gazetteer

from . import explanation, leika, questions
from .answer import Answer, NamedOffice, Question, Status
from .criteria import Fact
from .decision import NOTHING, Decision
from .errors import UnknownFact, UnknownService
from .explanation import ExplanationStep
from .interval_sets import IntervalSet
from .kernel import NO_FACTS as NO_REGIONS
from .kernel import Kernel
from .locations import Location, PlaceResolver
from .outcomes import OutcomeBuilder, answer_status
from .questions import by_answer, grouped
from .records import ROLES, RecordEffect
from .rulebook import RuleBook
from .validity import Interval, validity_interval

NO_FACTS: Mapping[str, Fact] = MappingProxyType({})


class Resolver:
    """Answers over one snapshot of areas and rules; immutable, to be shared between threads."""

    def __init__(self, gazetteer: Gazetteer, rulebook: RuleBook) -> None:
        self.kernel = Kernel(rulebook, gazetteer)
        self.ground = PlaceResolver(gazetteer)

    def answer(
        self,
        service: str,
        place: Location | str,
        day: date,
        today: date,
        facts: Mapping[str, Fact] = NO_FACTS,
    ) -> Answer:
        """The answer by the law of ``day`` as it is published on ``today``.

        ``service`` is a uid or a LeiKa key, ``place`` a Place or the canonical key of an area.
        ``facts`` are by the name of the criterion. Raises UnknownService, UnknownFact and
        CriterionError; of the gazetteer UnknownArea and, for a postal code, MalformedKey.
        """
        where = Location.area(place) if isinstance(place, str) else place
        uids = self._services(service, today)
        municipalities = self.ground.municipalities(where, day)
        if len(uids) > 1:
            question = questions.of_service(service, uids)
            return Answer(
                Status.QUESTION, None, where, day, today, municipalities, question=question
            )
        return _Resolution(self, uids[0], where, day, today, facts).answer(municipalities)

    def explain(self, answer: Answer) -> tuple[ExplanationStep, ...]:
        """Why: the records that won and those that lost, lowest level first, role by role.

        Where several municipalities share the answer, it is explained for the first. Records that
        are not public are not mentioned.
        """
        facts = {}
        if answer.service is not None and answer.facts:
            facts = self.read_facts(answer.service, answer.today, answer.facts)
        return explanation.explanation_steps(self.kernel, answer, facts)

    def read_facts(
        self, service: str, today: date, facts: Mapping[str, Fact]
    ) -> dict[str, IntervalSet]:
        """The facts as the kernel takes them (spec:facts). Raises UnknownFact and CriterionError."""
        criteria = self.kernel.criteria(service, today)
        unknown = sorted(set(facts) - set(criteria))
        if unknown:
            names = ", ".join(repr(name[:40]) for name in unknown)
            raise UnknownFact(f"the service asks for no {names}")
        return {name: criteria[name].fact(given) for name, given in facts.items()}

    def _services(self, service: str, today: date) -> tuple[str, ...]:
        known = self.kernel.rulebook.services.get(service)
        if known is not None and known.service.shown_on(today):
            return (service,)
        uids = self.kernel.rulebook.sharing(service, today) if leika.is_key(service) else ()
        if not uids:
            raise UnknownService(f"no service {service[:80]!r}")
        return uids


class _Resolution:
    """One question put to the resolver, while it is being answered."""

    def __init__(
        self,
        resolver: Resolver,
        service: str,
        place: Location,
        day: date,
        today: date,
        facts: Mapping[str, Fact],
    ) -> None:
        self._kernel, self._ground = resolver.kernel, resolver.ground
        self._service, self._place, self._day, self._today = service, place, day, today
        self._facts = facts
        self._regions = resolver.read_facts(service, today, facts) if facts else NO_REGIONS

    def answer(self, municipalities: tuple[str, ...]) -> Answer:
        """The answer for the municipalities that the place means on the day."""
        decisions = self._decisions(municipalities, self._day)
        valid = self._valid(municipalities, decisions)
        groups = grouped(decisions)
        if len(groups) > 1:
            reference = self._kernel.rulebook.services[self._service].service.place_of_reference
            known = self._ground.known(self._place, self._day)
            question = questions.of_place(reference, groups, known)
            return self._question(municipalities, question, valid)
        first = next(iter(decisions.values()), NOTHING)
        if first.split is not None:
            question = questions.of_criterion(first.split.best())
            return self._question(municipalities, question, valid, first)
        return self._result(municipalities, decisions, valid)

    def _decisions(self, municipalities: tuple[str, ...], day: date) -> dict[str, Decision]:
        if len(municipalities) == 1:
            (at,) = municipalities
            decision = self._kernel.decide(self._service, at, day, self._today, self._regions)
            return {at: decision}
        return self._kernel.decisions(
            self._service, municipalities, day, self._today, self._regions
        )

    def _valid(
        self, municipalities: tuple[str, ...], decisions: Mapping[str, Decision]
    ) -> Interval:
        answer: list[object] = []  # worked out only if there is a day to compare with

        def same(day: date) -> bool:
            if not answer:
                answer.append(_comparable(decisions))
            there = self._ground.municipalities(self._place, day)
            return _comparable(self._decisions(there, day)) == answer[0]

        def changes(day: date) -> set[date]:
            there = municipalities
            if day != self._day:
                there = self._ground.municipalities(self._place, day)
            days = self._ground.change_days(self._place, day)
            return days | self._kernel.change_days(self._service, there, self._today)

        return validity_interval(self._day, same, changes)

    def _question(
        self,
        municipalities: tuple[str, ...],
        question: Question,
        valid: Interval,
        decision: Decision | None = None,
    ) -> Answer:
        return Answer(
            Status.QUESTION,
            self._service,
            self._place,
            self._day,
            self._today,
            municipalities,
            question=question,
            valid=valid,
            facts=self._facts,
            decision=decision,
        )

    def _result(
        self,
        municipalities: tuple[str, ...],
        decisions: Mapping[str, Decision],
        valid: Interval,
    ) -> Answer:
        naming = OutcomeBuilder(self._kernel, self._service, self._day, self._today)
        first = next(iter(decisions.values()), NOTHING)
        found = answer_status(first)
        named = [naming.outcomes(decisions, role) for role in ROLES]
        offices, contact_points, online_services, forms = map(_rules, named)
        return Answer(
            status=found,
            service=self._service,
            place=self._place,
            day=self._day,
            today=self._today,
            municipalities=municipalities,
            derived=any([one.derived for one in named[0]]),
            offices=offices,
            refusals=tuple([one for one in named[0] if one not in offices]),
            contact_points=contact_points,
            online_services=online_services,
            forms=forms,
            supervising=naming.supervising(municipalities),
            valid=valid,
            fallback=naming.fallback(municipalities) if found is Status.GAP else None,
            facts=self._facts,
            decision=first,
        )


def _comparable(decisions: Mapping[str, Decision]) -> object:
    """Equal on two days exactly if the answer is the same on both."""
    groups = by_answer(decisions)
    derived = any([decision.verdict.derived for decision in decisions.values()])
    if len(groups) == 1:
        return next(iter(groups)), derived
    return frozenset((answer, frozenset(at)) for answer, at in groups.items()), derived


def _rules(outcomes: tuple[NamedOffice, ...]) -> tuple[NamedOffice, ...]:
    return (
        tuple([one for one in outcomes if one.record.effect is RecordEffect.RULE])
        if outcomes
        else ()
    )
