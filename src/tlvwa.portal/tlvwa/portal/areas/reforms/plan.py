"""The plan of a reform: which areas end on a day, and which take their place.

A plan has steps, each with one receiving area: a merger is one step with several old areas, a split
several steps with the same old area, a move a step from the old key to the new one. An area that
cedes a part and continues is among its own old areas; one that only receives is known before. See
spec:reform.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from tlvwa.portal.areas import keys
from tlvwa.portal.areas.model import KEY_LENGTHS, Area, AreaLevel, MalformedKey
from tlvwa.portal.common.dates import ONE_DAY

from .problems import PlanProblem
from .problems import PlanProblemCode as Code

_ABOVE = (AreaLevel.KREIS, AreaLevel.VERBAND)


@dataclass(frozen=True, slots=True)
class ReformStep:
    """A step: the ``old`` areas go, wholly or in part, into the area ``key``.

    A new area needs a ``name``; a new Verband or Kreis may begin without old areas.
    """

    old: tuple[str, ...]
    key: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class ReformPlan:
    """Steps that take effect together on ``day`` (the first of the new state), by ``law``."""

    day: date
    steps: tuple[ReformStep, ...]
    law: str = ""
    source: str = ""

    @property
    def eve(self) -> date:
        """The last day of the old state."""
        return self.day - ONE_DAY

    @property
    def ceding(self) -> frozenset[str]:
        """The keys of the areas that end, or cede a part and continue."""
        return frozenset(key for step in self.steps for key in step.old)

    @property
    def old(self) -> frozenset[str]:
        """The keys of the areas that end."""
        return self.ceding - {step.key for step in self.steps if step.key in step.old}

    def successors(self, key: str) -> tuple[str, ...]:
        """The other areas into which an area goes, wholly or in part, sorted."""
        return tuple(sorted({step.key for step in self.steps if key in step.old} - {key}))


def with_all_municipalities(plan: ReformPlan, areas: Mapping[str, Area]) -> ReformPlan:
    """Return the plan with a step for every municipality.

    Where a Verband or Kreis goes into another, its municipalities, and the Verbände in a Kreis, go
    along: each gets a step to its key with the new beginning. Areas with steps of their own keep
    those.
    """
    old_keys = {key for step in plan.steps for key in step.old}
    steps: list[ReformStep] = []
    for step in plan.steps:
        same_level = [key for key in step.old if _level(key) is _level(step.key) and key in areas]
        if _level(step.key) not in _ABOVE or not same_level:
            steps.append(step)
            continue
        others = tuple(key for key in step.old if key not in same_level)
        if others or step.key not in areas:
            steps.append(replace(step, old=others))
        for above in same_level:
            members = (
                area
                for key, area in areas.items()
                if key.startswith(above) and key not in old_keys and area.exists_on(plan.eve)
            )
            steps += (_member_step(area, above, step.key) for area in members if above != step.key)
    return replace(plan, steps=tuple(steps))


def _member_step(area: Area, above: str, new: str) -> ReformStep:
    """The step of an area that goes along with its Verband or Kreis ``above``."""
    key = new + area.key[len(above) :]
    return ReformStep((area.key,) if area.level is AreaLevel.GEMEINDE else (), key, area.name)


def plan_problems(plan: ReformPlan, areas: Mapping[str, Area]) -> list[PlanProblem]:
    """Return the reasons why a plan cannot be applied, in the order of its steps.

    The plan must have a step for every municipality; see ``with_all_municipalities``.
    """
    problems = [] if plan.steps else [PlanProblem(Code.NO_STEP)]
    begun = {step.key for step in plan.steps}
    for number, step in enumerate(plan.steps, start=1):
        of_step = (
            *_old_area_problems(step, plan, areas),
            *_new_area_problems(step, plan, areas, begun),
        )
        problems += [replace(problem, step=number) for problem in of_step]
    return [*problems, *_duplicate_problems(plan), *_empty_level_problems(plan, areas)]


def _old_area_problems(
    step: ReformStep, plan: ReformPlan, areas: Mapping[str, Area]
) -> Iterator[PlanProblem]:
    above = _level(step.key) in _ABOVE
    for key, count in Counter(step.old).items():
        area = areas.get(key)
        if count > 1:
            yield PlanProblem(Code.LISTED_TWICE, key)
        if area is None:
            yield PlanProblem(Code.UNKNOWN_KEY, key)
        elif above or area.level is not AreaLevel.GEMEINDE:
            yield PlanProblem(Code.OTHER_LEVEL, key, area.name, (step.key,))
        elif not area.exists_on(plan.eve):
            yield PlanProblem(Code.MISSING_ON_EVE, key, area.name, day=plan.eve)
        elif area.valid_to is not None:
            yield PlanProblem(Code.ENDS_ALREADY, key, area.name, day=area.valid_to)
        elif area.valid_from == plan.day:
            yield PlanProblem(Code.BEGINS_ON_DAY, key, area.name, day=plan.day)
    elsewhere = any(step.key in other.old for other in plan.steps if other is not step)
    if step.old == (step.key,) and not elsewhere:
        yield PlanProblem(Code.ONLY_INTO_ITSELF, step.key)


def _new_area_problems(
    step: ReformStep, plan: ReformPlan, areas: Mapping[str, Area], begun: set[str]
) -> Iterator[PlanProblem]:
    level = _level(step.key)
    area = areas.get(step.key)
    if level is None:
        yield PlanProblem(Code.MALFORMED_KEY, step.key)
    elif level not in (*_ABOVE, AreaLevel.GEMEINDE):
        yield PlanProblem(Code.WRONG_LEVEL, step.key)
    elif area is None:
        yield from _begun_area_problems(step, level, plan, areas, begun)
    else:
        yield from _receiving_area_problems(step, area, plan)


def _begun_area_problems(
    step: ReformStep,
    level: AreaLevel,
    plan: ReformPlan,
    areas: Mapping[str, Area],
    begun: set[str],
) -> Iterator[PlanProblem]:
    """Check an area that begins with the reform."""
    if not step.name.strip():
        yield PlanProblem(Code.NAME_MISSING, step.key)
    if level is AreaLevel.GEMEINDE and not step.old:
        yield PlanProblem(Code.WITHOUT_ORIGIN, step.key)
    yield from _place_problems(step.key, plan, areas, begun)


def _receiving_area_problems(
    step: ReformStep, area: Area, plan: ReformPlan
) -> Iterator[PlanProblem]:
    """Check an area that is there before the reform."""
    if not area.exists_on(plan.eve) or not area.exists_on(plan.day):
        yield PlanProblem(Code.KEY_TAKEN, step.key, area.name)
    elif step.key in plan.old:
        yield PlanProblem(Code.RECEIVES_AND_ENDS, step.key, area.name)
    elif not step.old:
        yield PlanProblem(Code.EXISTS_ALREADY, step.key, area.name)


def _place_problems(
    key: str, plan: ReformPlan, areas: Mapping[str, Area], begun: set[str]
) -> Iterator[PlanProblem]:
    """Check that a new key lies in a Land, Kreis and Verband that exist on the day."""
    above = [key[: KEY_LENGTHS[AreaLevel.LAND]]]
    if len(key) > KEY_LENGTHS[AreaLevel.KREIS]:
        above.append(key[: KEY_LENGTHS[AreaLevel.KREIS]])
    verband = key[: KEY_LENGTHS[AreaLevel.VERBAND]]
    if len(key) > len(verband) and keys.same_place(verband) == verband:
        above.append(verband)
    elif len(key) > len(verband) and keys.same_place(verband) != key:
        yield PlanProblem(Code.FITS_NO_VERBAND, key)
    for level in above:
        area = areas.get(level)
        if level not in begun and (area is None or not area.exists_on(plan.day)):
            yield PlanProblem(Code.AREA_ABOVE_MISSING, key, others=(level,), day=plan.day)


def _duplicate_problems(plan: ReformPlan) -> Iterator[PlanProblem]:
    """Check that each receiving area has one step."""
    for key, count in Counter(step.key for step in plan.steps).items():
        if count > 1:
            yield PlanProblem(Code.SEVERAL_STEPS, key, count=count)


def _empty_level_problems(plan: ReformPlan, areas: Mapping[str, Area]) -> Iterator[PlanProblem]:
    """Check that each new Verband or Kreis has members."""
    for number, step in enumerate(plan.steps, start=1):
        if _level(step.key) not in _ABOVE or step.key in areas:
            continue
        if not any(
            other.key.startswith(step.key) and len(other.key) == KEY_LENGTHS[AreaLevel.GEMEINDE]
            for other in plan.steps
        ):
            yield PlanProblem(Code.LEVEL_WITHOUT_MUNICIPALITY, step.key, day=plan.day, step=number)


def _level(key: str) -> AreaLevel | None:
    try:
        return keys.kind_of(key)
    except MalformedKey:
        return None


def areas_by_key(areas: Iterable[Area]) -> dict[str, Area]:
    """Index areas by their keys."""
    return {area.key: area for area in areas}
