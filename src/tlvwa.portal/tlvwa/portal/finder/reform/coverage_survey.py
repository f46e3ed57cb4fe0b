"""Who answers where, before and after a reform without any record carried over."""

from collections.abc import Collection, Iterable
from datetime import date

from tlvwa.portal.finder.decision import SLOT, Decision, Said, said
from tlvwa.portal.finder.records import Record, Role

from .area_transition import AreaTransition, area_level
from .state import RuleState

SILENT: Said = frozenset()


class CoverageSurvey:
    """Remembers every decision, for the records of one area ask for the same ones."""

    def __init__(self, world: RuleState, passage: AreaTransition, today: date) -> None:
        self.world, self.passage, self.today = world, passage, today
        self._was, self._bare = world.kernel, world.over(passage.after).kernel
        self._decisions: dict[tuple[str, str, bool], Decision] = {}

    def leaves(self, record: Record, place: str, target: str) -> bool:
        """Whether an office that had ``place`` in its own area has not got ``target`` in it."""
        area, passage = record.holder_area, self.passage
        return bool(area) and passage.was_over(area, place) and not passage.is_over(area, target)

    def is_dissolved(self, record: Record) -> bool:
        """Whether the own area of the office that keeps the record ends."""
        return self.passage.before.canonical_key(record.holder_area) in self.passage.ended

    def answered(self, service: str, reached: Collection[str], record: Record, place: str) -> bool:
        """Whether everybody in ``reached`` is answered, by nobody higher than the old record was."""
        if SILENT in self.cases(service, reached, record.role, after=True):
            return False
        least = area_level(place)
        return all(
            area_level(self._stands(other, service, at)) >= least
            for at in reached
            for other in self.won(service, at, record.role, after=True)
        )

    def goes_on(self, service: str, heir: str, record: Record) -> bool:
        """Whether an own record of the municipality that goes on answers everybody in it."""
        if not heir or SILENT in self.cases(service, (heir,), record.role, after=False):
            return False
        return all(
            self._was.stands_on(other, service, heir, self.today)
            and not self.leaves(
                other, heir, self.passage.after.successors_on(heir, self.passage.day)[0]
            )
            for other in self.won(service, heir, record.role, after=False)
        )

    def rivals(
        self, service: str, places: Iterable[str], record: Record, after: bool
    ) -> tuple[str, ...]:
        """The records that answer in some municipalities and say otherwise, sorted."""
        found = {
            other.id
            for at in places
            for other in self.won(service, at, record.role, after)
            if other.says != record.says
        }
        return tuple(sorted(found))

    def won(self, service: str, at: str, role: Role, after: bool) -> tuple[Record, ...]:
        """The service's own records that answer in a municipality, or can if facts decide."""
        verdict, slot = self._decision(service, at, after).verdict, SLOT[role]
        return () if verdict.origin[slot] else verdict.won[slot]

    def cases(
        self, service: str, places: Iterable[str], role: Role, after: bool
    ) -> frozenset[Said]:
        """All that can be said in some municipalities; a mere hint is silence."""
        slot = SLOT[role]
        found: set[Said] = set()
        for at in places:
            decision = self._decision(service, at, after)
            if decision.verdict.origin[slot]:
                found.add(SILENT)
            elif decision.split is None:
                found.add(said(decision.verdict.won[slot]))
            else:
                found.update(key[slot] for key in decision.split.outcomes)
        return frozenset(found)

    def _stands(self, record: Record, service: str, municipality: str) -> str:
        """The lowest place over a municipality on which a record stands."""
        for place in self._bare.gazetteer.ancestors(municipality):
            if self._bare.stands_on(record, service, place, self.today):
                return place
        return ""

    def _decision(self, service: str, at: str, after: bool) -> Decision:
        known = self._decisions.get((service, at, after))
        if known is None:
            kernel = self._bare if after else self._was
            known = kernel.decide(service, at, self.passage.day, self.today)
            self._decisions[service, at, after] = known
        return known
