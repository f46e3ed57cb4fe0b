"""What a reform does to the site's areas: from its steps, or from a newer edition of the register."""

from dataclasses import dataclass, replace
from datetime import date

from tlvwa.portal.areas.gazetteer import Gazetteer
from tlvwa.portal.areas.importing.area_changes import AreaChange
from tlvwa.portal.areas.importing.merge import merge
from tlvwa.portal.areas.importing.register import parse_register
from tlvwa.portal.areas.model import Area
from tlvwa.portal.areas.reforms.apply import apply_plan, changed_areas
from tlvwa.portal.areas.reforms.known_reforms import known_reforms
from tlvwa.portal.areas.reforms.plan import ReformPlan
from tlvwa.portal.areas.reforms.register_plans import plans_of_register
from tlvwa.portal.areas.table import TableData
from tlvwa.portal.finder.reform.area_transition import AreaTransition
from tlvwa.portal.finder.reform.proposals import OfficeException, RecordFate
from tlvwa.portal.finder.reform.rehearsal import Rehearsal
from tlvwa.portal.readmodels.snapshot import Snapshot
from tlvwa.portal.reforms.state_builder import rule_state_of


@dataclass(frozen=True)
class ReformDraft:
    """The areas after a reform, what changes, and the plans (one a day) that this amounts to."""

    before: TableData
    areas: tuple[Area, ...]
    changes: tuple[AreaChange, ...]
    plans: tuple[ReformPlan, ...]
    day: date

    @property
    def after(self) -> TableData:
        """What the gazetteer holds after it."""
        return replace(self.before, areas=self.areas)

    @property
    def gazetteer(self) -> Gazetteer:
        """The same as look-up tables."""
        return self.after.gazetteer()

    @property
    def ending(self) -> tuple[Area, ...]:
        """The areas that end, by key."""
        open_before = {area.key for area in self.before.areas if area.valid_to is None}
        return tuple(a for a in self.areas if a.valid_to is not None and a.key in open_before)

    @property
    def staying_names(self) -> frozenset[str]:
        """The names of areas that end and of one that takes them: the place is called as before."""
        names = {area.key: area.name for area in self.areas}
        return frozenset(
            area.name
            for area in self.ending
            if area.name in {names.get(link.key) for link in area.successors}
        )

    def rehearsed(
        self,
        snapshot: Snapshot,
        today: date,
        staying: tuple[OfficeException, ...] = (),
        decided: dict[str, RecordFate] | None = None,
    ) -> Rehearsal:
        """The rehearsal over the rules of a snapshot."""
        world = rule_state_of(snapshot)
        passage = AreaTransition(world.gazetteer, self.gazetteer, self.day)
        return Rehearsal(world, passage, today, staying, decided)


def draft_of_plan(data: TableData, plan: ReformPlan) -> ReformDraft:
    """The draft of a planned reform. Raises PlanRefused."""
    after = apply_plan(data.areas, plan)
    made = plans_of_register(data.areas, after)
    return ReformDraft(data, after, changed_areas(data.areas, after), made, plan.day)


def draft_of_register(
    data: TableData, content: bytes, name: str, land: str | None, day: date | None = None
) -> ReformDraft:
    """The draft of a newer edition of the register, looked at on ``day``.

    Without a day it is that of its last change, or of the edition where nothing changes. Raises
    RegisterError.
    """
    edition = parse_register(content, name, land)
    merged = merge(data.areas, edition, known_reforms())
    made = plans_of_register(data.areas, merged.areas)
    last = max((plan.day for plan in made), default=edition.day)
    return ReformDraft(data, merged.areas, merged.changes, made, day or last)
