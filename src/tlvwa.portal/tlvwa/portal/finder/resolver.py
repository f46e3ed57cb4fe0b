"""The resolver: who is responsible for this service, here, on this day (spec:answer)."""

from collections.abc import Collection, Mapping
from datetime import date
from types import MappingProxyType

from tlvwa.portal.areas.gazetteer import Gazetteer
from tlvwa.portal.common.dates import in_period

from . import explanation, leika, questions
from .answer import Answer, NamedOffice, Question, Status
from .certainty import least_sure
from .criteria import Fact
from .decision import NO_DECISION, Decision
from .errors import UnknownFact, UnknownService
from .explanation import ExplanationStep
from .interval_sets import IntervalSet
from .kernel import NO_FACTS as NO_REGIONS
from .kernel import Kernel
from .locations import Location, PlaceResolver
from .outcomes import OutcomeBuilder, answer_status
from .questions import answer_groups, by_answer
from .records import ROLES, RecordEffect
from .rulebook import RuleBook
from .validity import Interval, validity_interval

NO_FACTS: Mapping[str, Fact] = MappingProxyType({})
_LOST = "lost"  # what is compared where the answer depends on where the place went


class Resolver:
    """Answers by one rule book over one gazetteer; threads may share it."""

    def __init__(self, gazetteer: Gazetteer, rulebook: RuleBook) -> None:
        self.kernel = Kernel(rulebook, gazetteer)
        self.place_resolver = PlaceResolver(gazetteer)

    def answer(
        self,
        service: str,
        place: Location | str,
        day: date,
        today: date,
        facts: Mapping[str, Fact] = NO_FACTS,
        known_until: date | None = None,
    ) -> Answer:
        """Answer by the law of ``day`` as it is published on ``today``.

        ``service`` is a uid or a LeiKa key, ``place`` a location or the canonical key of an area.
        ``facts`` are by the name of the criterion. ``known_until`` is the last day about which
        anything is said, None for no such day (spec:known-days). Raises UnknownService, UnknownFact and
        CriterionError; UnknownArea and, for a postal code, MalformedKey.
        """
        where = Location.area(place) if isinstance(place, str) else place
        uids = self._services(service, today)
        municipalities = self.place_resolver.municipalities(where, day)
        if len(uids) > 1:
            question = questions.service_question(service, uids)
            return Answer(
                Status.QUESTION, None, where, day, today, municipalities, question=question
            )
        known = self.place_resolver.known_since(where), known_until
        return _Resolution(self, uids[0], where, day, today, facts, known).answer(municipalities)

    def explain(self, answer: Answer) -> tuple[ExplanationStep, ...]:
        """Explain an answer: the records that won and lost, role by role, lowest level first.

        Where several municipalities share the answer, the explanation is for the first of them.
        Records that are not public are not mentioned.
        """
        facts = {}
        if answer.service is not None and answer.facts:
            facts = self.read_facts(answer.service, answer.today, answer.facts)
        return explanation.explanation_steps(self.kernel, answer, facts)

    def read_facts(
        self, service: str, today: date, facts: Mapping[str, Fact]
    ) -> dict[str, IntervalSet]:
        """Read facts into sets for the kernel (spec:facts). Raises UnknownFact and CriterionError."""
        criteria = self.kernel.criteria(service, today)
        unknown = sorted(set(facts) - set(criteria))
        if unknown:
            names = ", ".join(repr(name[:40]) for name in unknown)
            raise UnknownFact(f"the service asks for no {names}")
        return {name: criteria[name].fact(fact) for name, fact in facts.items()}

    def _services(self, service: str, today: date) -> tuple[str, ...]:
        rules = self.kernel.rulebook.services.get(service)
        if rules is not None and rules.service.shown_on(today):
            return (service,)
        uids = (
            self.kernel.rulebook.services_with_key(service, today) if leika.is_key(service) else ()
        )
        if not uids:
            raise UnknownService(f"no service {service[:80]!r}")
        return uids


class _Resolution:
    """The resolution of one query for one service."""

    def __init__(
        self,
        resolver: Resolver,
        service: str,
        place: Location,
        day: date,
        today: date,
        facts: Mapping[str, Fact],
        known: Interval,
    ) -> None:
        self._known = known
        self._kernel, self._place_resolver = resolver.kernel, resolver.place_resolver
        self._service, self._place, self._day, self._today = service, place, day, today
        self._facts = facts
        self._regions = resolver.read_facts(service, today, facts) if facts else NO_REGIONS

    def answer(self, municipalities: tuple[str, ...]) -> Answer:
        """Answer for the municipalities that the place means on the day."""
        if not in_period(self._day, *self._known):
            return self._unknown_answer(municipalities, self._known)
        decisions = self._decisions(municipalities, self._day)
        valid = self._valid_interval(municipalities, decisions)
        groups = answer_groups(decisions)
        if len(groups) > 1 and self._is_lost(self._day):
            return self._unknown_answer(municipalities, self._known, valid)
        if len(groups) > 1:
            reference = self._kernel.rulebook.services[self._service].service.place_of_reference
            known = self._place_resolver.known(self._place, self._day)
            question = questions.place_question(reference, groups, known)
            return self._question_answer(municipalities, question, valid)
        first = next(iter(decisions.values()), NO_DECISION)
        if first.split is not None:
            axis = first.split.best_axis()
            fact = self._regions.get(axis.criterion.name)
            question = questions.criterion_question(axis, fact)
            return self._question_answer(municipalities, question, valid, first)
        return self._final_answer(municipalities, decisions, valid)

    def _decisions(self, municipalities: tuple[str, ...], day: date) -> dict[str, Decision]:
        if len(municipalities) == 1:
            (municipality,) = municipalities
            decision = self._kernel.decide(
                self._service, municipality, day, self._today, self._regions
            )
            return {municipality: decision}
        return self._kernel.decisions(
            self._service, municipalities, day, self._today, self._regions
        )

    def _valid_interval(
        self, municipalities: tuple[str, ...], decisions: Mapping[str, Decision]
    ) -> Interval:
        answer: list[object] = []  # computed only if there is a day to compare with

        def same(day: date) -> bool:
            if not answer:
                answer.append(self._comparable_answer(decisions, self._day))
            there = self._place_resolver.municipalities(self._place, day)
            return self._comparable_answer(self._decisions(there, day), day) == answer[0]

        def changes(day: date) -> set[date]:
            there = municipalities
            if day != self._day:
                there = self._place_resolver.municipalities(self._place, day)
            days = self._place_resolver.change_days(self._place, day)
            return days | self._kernel.change_days(self._service, there, self._today)

        return validity_interval(self._day, same, changes)

    def _question_answer(
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
            valid=_within(valid, self._known),
            known=self._known,
            lost=self._lost,
            facts=self._facts,
            decision=decision,
        )

    def _is_lost(self, day: date) -> bool:
        return self._place_resolver.is_lost(self._place, day)

    @property
    def _lost(self) -> tuple[str, ...]:
        return self._place_resolver.lost(self._place, self._day)

    def _comparable_answer(self, decisions: Mapping[str, Decision], day: date) -> object:
        """A value that is equal for two days exactly if the answer is the same on both."""
        groups = by_answer(decisions)
        if len(groups) > 1 and self._is_lost(day):
            return _LOST
        derived = any([decision.verdict.derived for decision in decisions.values()])
        if len(groups) == 1:
            return next(iter(groups)), derived
        return frozenset(
            (answer, frozenset(municipalities)) for answer, municipalities in groups.items()
        ), derived

    def _unknown_answer(
        self,
        municipalities: tuple[str, ...],
        known: Interval,
        valid: Interval = (None, None),
    ) -> Answer:
        """The answer where nothing is known of the day, or where the place went: a gap that tells so."""
        builder = OutcomeBuilder(self._kernel, self._service, self._day, self._today)
        return Answer(
            Status.GAP,
            self._service,
            self._place,
            self._day,
            self._today,
            municipalities,
            valid=_within(valid, known),
            known=known,
            lost=self._lost,
            fallback=builder.fallback(municipalities),
            facts=self._facts,
        )

    def _final_answer(
        self,
        municipalities: tuple[str, ...],
        decisions: Mapping[str, Decision],
        valid: Interval,
    ) -> Answer:
        known = self._known_days(decisions)
        if not in_period(self._day, *known):
            return self._unknown_answer(municipalities, known)
        builder = OutcomeBuilder(self._kernel, self._service, self._day, self._today)
        first = next(iter(decisions.values()), NO_DECISION)
        status = answer_status(first)
        offices_by_role = [builder.named_offices(decisions, role) for role in ROLES]
        offices, contact_points, online_services, forms = map(_only_rules, offices_by_role)
        return Answer(
            status=status,
            service=self._service,
            location=self._place,
            day=self._day,
            today=self._today,
            municipalities=municipalities,
            derived=any([office.derived for office in offices_by_role[0]]),
            offices=offices,
            refusals=tuple([office for office in offices_by_role[0] if office not in offices]),
            contact_points=contact_points,
            online_services=online_services,
            forms=forms,
            supervising=builder.supervising(municipalities),
            valid=_within(valid, known),
            known=known,
            lost=self._lost,
            assurance=least_sure(decision.assurance for decision in _distinct(decisions)),
            fallback=builder.fallback(municipalities) if status is Status.GAP else None,
            facts=self._facts,
            decision=first,
        )

    def _known_days(self, decisions: Mapping[str, Decision]) -> Interval:
        """The first and last day for which the office is known in all municipalities."""
        first_day, last_day = self._known
        days = {decision.known_since for decision in _distinct(decisions)}
        starts = [day for day in (first_day, *days) if day is not None]
        return max(starts, default=None), last_day


def _distinct(decisions: Mapping[str, Decision]) -> Collection[Decision]:
    """Each decision once: many municipalities share one."""
    return {id(decision): decision for decision in decisions.values()}.values()


def _within(valid: Interval, known: Interval) -> Interval:
    """The ends of a valid interval that are known: where knowledge ends nothing changes."""
    first_day, last_day = valid
    known_first, known_last = known
    if first_day is not None and known_first is not None and first_day <= known_first:
        first_day = None
    if last_day is not None and known_last is not None and last_day >= known_last:
        last_day = None
    return first_day, last_day


def _only_rules(outcomes: tuple[NamedOffice, ...]) -> tuple[NamedOffice, ...]:
    return (
        tuple([office for office in outcomes if office.record.effect is RecordEffect.RULE])
        if outcomes
        else ()
    )
