"""Applies a planned reform to the areas, and withdraws it."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from tlvwa.portal.areas import keys, succession
from tlvwa.portal.areas.area_changes import AreaChange, area_changes
from tlvwa.portal.areas.model import Area, AreaLevel, Successor

from .plan import ReformPlan, ReformStep, areas_by_key, plan_problems, with_all_municipalities
from .problems import PlanProblem, PlanRefused
from .problems import PlanProblemCode as Code

_LEVELS = (AreaLevel.VERBAND, AreaLevel.KREIS)


def apply_plan(areas: Iterable[Area], plan: ReformPlan) -> tuple[Area, ...]:
    """Return the areas after the reform, sorted by key.

    Old areas end on the eve of its day, with links to those they went into; new ones begin on the
    day. A Verband or Kreis ends with its last member, with links to where its members went.
    ``seen`` is not changed, for it belongs to editions of the register. Raises PlanRefused.
    """
    known = areas_by_key(areas)
    plan = with_all_municipalities(plan, known)
    problems = plan_problems(plan, known)
    if problems:
        raise PlanRefused(problems)
    after = dict(known)
    for key in plan.ceding:
        after[key] = _ended_or_linked(known[key], plan)
    for step in plan.steps:
        if step.key not in known:
            after[step.key] = _new_area(step, plan, known)
    after.update((area.key, area) for area in _levels_without_members(plan, after))
    return tuple(after[key] for key in sorted(after))


def withdraw_plan(areas: Iterable[Area], plan: ReformPlan) -> tuple[Area, ...]:
    """Return the areas as they were before the plan was applied.

    Raises PlanRefused if they have changed since: an area of the plan is in a register, has ended
    or got other areas, or applying the plan again would not give the present areas.
    """
    known = areas_by_key(areas)
    plan = with_all_municipalities(
        plan, {key: area for key, area in known.items() if not _is_made_by(plan, area)}
    )
    before = _areas_before(known, plan)
    added = {step.key for step in plan.steps if _is_made_by(plan, known.get(step.key))}
    for key in added:
        before.pop(key, None)
    problems = list(_later_changes(plan, known, added))
    if not problems and apply_plan(before.values(), plan) != tuple(
        known[key] for key in sorted(known)
    ):
        problems = [PlanProblem(Code.AREAS_DIFFER)]
    if problems:
        raise PlanRefused(problems)
    return tuple(before[key] for key in sorted(before))


def changed_areas(before: Iterable[Area], after: Iterable[Area]) -> tuple[AreaChange, ...]:
    """The changes of areas by a reform, by key."""
    return tuple(area_changes(areas_by_key(before), areas_by_key(after)))


def _ended_or_linked(area: Area, plan: ReformPlan) -> Area:
    """An old area with its links, and with its last day if it does not continue."""
    present = {link.key for link in area.successors}
    links = (
        Successor(successor) for successor in plan.successors(area.key) if successor not in present
    )
    end = plan.eve if area.key in plan.old else area.valid_to
    return replace(area, valid_to=end, successors=(*area.successors, *links))


def _new_area(step: ReformStep, plan: ReformPlan, known: dict[str, Area]) -> Area:
    """The new area of a step.

    Population, hectares, seat and centre come from the old areas if these go into it as a whole.
    """
    area = Area(step.key, step.name.strip(), keys.kind_of(step.key), valid_from=plan.day)
    parts = [known[key] for key in step.old]
    if not parts or any(len(plan.successors(key)) > 1 for key in step.old):
        return area
    main = max(parts, key=lambda part: (part.population or 0, part.key))
    people = [part.population for part in parts]
    land = [part.hectares for part in parts]
    return replace(
        area,
        official_name=main.official_name if main.name == area.name else "",
        text_mark=main.text_mark if len(parts) == 1 else "",
        postal_code=main.postal_code,
        seat=main.seat,
        population=None if None in people else sum(filter(None, people)),
        hectares=None if None in land else sum(filter(None, land)),
        centre=main.centre,
    )


def _levels_without_members(plan: ReformPlan, after: dict[str, Area]) -> Iterator[Area]:
    """The Verbände and Kreise that lose their last member, with last day and links."""
    ended = [after[key] for key in sorted(plan.old)]
    with_members = {
        level
        for area in after.values()
        if area.level is AreaLevel.GEMEINDE and area.exists_on(plan.day)
        for level in keys.parent_keys(area.key)
    }
    above = {level for area in ended for level in keys.parent_keys(area.key)}
    for key in sorted(above - with_members):
        area = after.get(key)
        if area is not None and area.level in _LEVELS and area.valid_to is None:
            links = succession.level_successors(key, after, ended)
            yield replace(area, valid_to=plan.eve, to_inferred=False, successors=links)


def _is_made_by(plan: ReformPlan, area: Area | None) -> bool:
    """True if the plan made the area: it begins on the day, and no register lists it."""
    return area is not None and area.valid_from == plan.day and not area.seen


def _areas_before(known: dict[str, Area], plan: ReformPlan) -> dict[str, Area]:
    """The areas without the last days and links of the plan."""
    levels = {level for key in plan.old for level in keys.parent_keys(key)}
    before = dict(known)
    for key in (plan.ceding | levels) & known.keys():
        area, links = known[key], plan.successors(key)
        if key in levels and area.valid_to == plan.eve:
            before[key] = replace(area, valid_to=None, successors=())
        elif key in plan.ceding:
            other_links = tuple(link for link in area.successors if link.key not in links)
            end = None if key in plan.old and area.valid_to == plan.eve else area.valid_to
            before[key] = replace(area, valid_to=end, successors=other_links)
    return before


def _later_changes(
    plan: ReformPlan, known: dict[str, Area], added: set[str]
) -> Iterator[PlanProblem]:
    """Find what else has happened to the areas of the plan since it was applied."""
    for key in sorted(added):
        area = known[key]
        if area.valid_to is not None or area.successors:
            yield PlanProblem(Code.CHANGED_SINCE, key, area.name)
    for key, area in sorted(known.items()):
        if key not in plan.ceding and area.level is AreaLevel.GEMEINDE:
            into = added.intersection(link.key for link in area.successors)
            if into:
                yield PlanProblem(Code.CEDES_SINCE, key, area.name, tuple(sorted(into)))
    for key in sorted({step.key for step in plan.steps} - known.keys()):
        yield PlanProblem(Code.AREA_GONE, key)
    for key in sorted(plan.old):
        seen = known[key].seen if key in known else ()
        if seen and seen[-1] >= plan.day:
            yield PlanProblem(Code.IN_LATER_REGISTER, key, day=seen[-1])
