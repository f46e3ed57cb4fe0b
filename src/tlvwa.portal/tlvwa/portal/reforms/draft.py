"""The effect of a reform on the site's areas, from its steps or from a newer edition of the register."""

from dataclasses import dataclass, replace
from datetime import date

from tlvwa.portal.areas.area_changes import AreaChange
from tlvwa.portal.areas.gazetteer import Gazetteer
from tlvwa.portal.areas.importing.editions import parse_edition
from tlvwa.portal.areas.importing.merge import merge
from tlvwa.portal.areas.known_reforms import known_reforms
from tlvwa.portal.areas.model import Area
from tlvwa.portal.areas.reforms.apply import apply_plan, changed_areas
from tlvwa.portal.areas.reforms.plan import ReformPlan
from tlvwa.portal.areas.reforms.register_plans import register_plans
from tlvwa.portal.areas.table import TableData
from tlvwa.portal.common.clock import today
from tlvwa.portal.finder.reform.area_transition import AreaTransition
from tlvwa.portal.finder.reform.proposals import OfficeException, RecordFate
from tlvwa.portal.finder.reform.rehearsal import Rehearsal
from tlvwa.portal.readmodels.snapshot import Snapshot
from tlvwa.portal.reforms.state_builder import rule_state_of


@dataclass(frozen=True)
class ReformDraft:
    """The areas after a reform, the changes, and the plans (one a day) that they amount to."""

    before: TableData
    areas: tuple[Area, ...]
    changes: tuple[AreaChange, ...]
    plans: tuple[ReformPlan, ...]
    day: date

    @property
    def after(self) -> TableData:
        """The table of areas after the reform."""
        return replace(self.before, areas=self.areas)

    @property
    def gazetteer(self) -> Gazetteer:
        """The gazetteer after the reform."""
        return self.after.gazetteer()

    @property
    def ending(self) -> tuple[Area, ...]:
        """The areas that end, by key."""
        open_before = {area.key for area in self.before.areas if area.valid_to is None}
        return tuple(a for a in self.areas if a.valid_to is not None and a.key in open_before)

    @property
    def kept_names(self) -> frozenset[str]:
        """The names of ending areas that a successor has too: the place is called as before."""
        names = {area.key: area.name for area in self.areas}
        return frozenset(
            area.name
            for area in self.ending
            if area.name in {names.get(link.key) for link in area.successors}
        )

    def rehearse(
        self,
        snapshot: Snapshot,
        today: date,
        staying: tuple[OfficeException, ...] = (),
        decided: dict[str, RecordFate] | None = None,
    ) -> Rehearsal:
        """Return the rehearsal over the rules of a snapshot."""
        state = rule_state_of(snapshot)
        transition = AreaTransition(state.gazetteer, self.gazetteer, self.day)
        return Rehearsal(state, transition, today, staying, decided)


def draft_of_plan(data: TableData, plan: ReformPlan) -> ReformDraft:
    """Return the draft of a planned reform. Raises PlanRefused."""
    after = apply_plan(data.areas, plan)
    plans = register_plans(data.areas, after)
    return ReformDraft(data, after, changed_areas(data.areas, after), plans, plan.day)


def draft_of_register(
    data: TableData, content: bytes, name: str, land: str | None, day: date | None = None
) -> ReformDraft:
    """Return the draft of a newer edition of the register, seen on ``day``.

    Without ``day`` it is the day of the last change, or of the edition if nothing changes. Raises
    AreaError.
    """
    edition = parse_edition(content, name, data.areas, today(), land)
    merged = merge(data.areas, edition, known_reforms())
    plans = register_plans(data.areas, merged.areas)
    last = max((plan.day for plan in plans), default=edition.day)
    return ReformDraft(data, merged.areas, merged.changes, plans, day or last)
