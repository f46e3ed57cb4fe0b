"""The survey of who answers where, before a reform and after it without any record carried over."""

from collections.abc import Collection, Iterable
from datetime import date

from tlvwa.portal.finder.decision import SLOT, Decision, Statements, statements_of
from tlvwa.portal.finder.records import Record, Role

from .area_transition import AreaTransition, area_level
from .state import RuleState

NO_STATEMENT: Statements = frozenset()


class CoverageSurvey:
    """Looks up who answers before and after a reform, to judge each record.

    Decisions are cached, because the records of one area need the same ones.
    """

    def __init__(self, state: RuleState, transition: AreaTransition, today: date) -> None:
        self.state, self.transition, self.today = state, transition, today
        self._before, self._after = state.kernel, state.with_gazetteer(transition.after).kernel
        self._decisions: dict[tuple[str, str, bool], Decision] = {}

    def loses_area(self, record: Record, place: str, target: str) -> bool:
        """True if the holder's own area had ``place`` in it and does not have ``target`` in it."""
        area, transition = record.holder_area, self.transition
        return (
            bool(area)
            and transition.was_in_area(area, place)
            and not transition.is_in_area(area, target)
        )

    def is_dissolved(self, record: Record) -> bool:
        """True if the own area of the record's holder ends."""
        return (
            self.transition.before.canonical_key(record.holder_area) in self.transition.ended_areas
        )

    def is_answered(
        self, service: str, reached: Collection[str], record: Record, place: str
    ) -> bool:
        """True if all of ``reached`` have answers from offices on no higher level than ``place``."""
        if NO_STATEMENT in self.statements(service, reached, record.role, after=True):
            return False
        least = area_level(place)
        return all(
            area_level(self._lowest_place(other, service, municipality)) >= least
            for municipality in reached
            for other in self.winners(service, municipality, record.role, after=True)
        )

    def heir_answers(self, service: str, heir: str, record: Record) -> bool:
        """True if own records of the continuing municipality answered there, for all facts.

        Records of offices that lose the municipality by the reform do not count.
        """
        if not heir or NO_STATEMENT in self.statements(service, (heir,), record.role, after=False):
            return False
        return all(
            self._before.has_record_at(other, service, heir, self.today)
            and not self.loses_area(
                other, heir, self.transition.after.successors_on(heir, self.transition.day)[0]
            )
            for other in self.winners(service, heir, record.role, after=False)
        )

    def rivals(
        self, service: str, municipalities: Iterable[str], record: Record, after: bool
    ) -> tuple[str, ...]:
        """The ids of records that answer in some municipalities and say something else, sorted."""
        ids = {
            other.id
            for municipality in municipalities
            for other in self.winners(service, municipality, record.role, after)
            if other.statement != record.statement
        }
        return tuple(sorted(ids))

    def winners(
        self, service: str, municipality: str, role: Role, after: bool
    ) -> tuple[Record, ...]:
        """The service's own records that answer in a municipality, or can, if facts decide."""
        verdict, slot = self._decision(service, municipality, after).verdict, SLOT[role]
        return () if verdict.origin[slot] else verdict.records[slot]

    def statements(
        self, service: str, municipalities: Iterable[str], role: Role, after: bool
    ) -> frozenset[Statements]:
        """All that records can say in some municipalities; derived answers count as none."""
        slot = SLOT[role]
        statements: set[Statements] = set()
        for municipality in municipalities:
            decision = self._decision(service, municipality, after)
            if decision.verdict.origin[slot]:
                statements.add(NO_STATEMENT)
            elif decision.split is None:
                statements.add(statements_of(decision.verdict.records[slot]))
            else:
                statements.update(key[slot] for key in decision.split.outcomes)
        return frozenset(statements)

    def _lowest_place(self, record: Record, service: str, municipality: str) -> str:
        """The lowest level of a municipality that a record is for."""
        for place in self._after.gazetteer.ancestors(municipality):
            if self._after.has_record_at(record, service, place, self.today):
                return place
        return ""

    def _decision(self, service: str, municipality: str, after: bool) -> Decision:
        decision = self._decisions.get((service, municipality, after))
        if decision is None:
            kernel = self._after if after else self._before
            decision = kernel.decide(service, municipality, self.transition.day, self.today)
            self._decisions[service, municipality, after] = decision
        return decision
