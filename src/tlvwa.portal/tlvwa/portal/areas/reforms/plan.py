"""A reform that is planned: which areas end on a day, and which take their place.

A plan is a row of steps, each with one area that takes: a merger is one step with several old
areas, a split several steps with the same old one, a move a step from the old key to the new. An
area that goes on and only gives or takes stands among its own old areas, or is known before. See spec:reform.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tlvwa.portal.areas import keys
from tlvwa.portal.areas.model import KEY_LENGTHS, Area, AreaLevel, MalformedKey

ONE_DAY = timedelta(days=1)
_ABOVE = (AreaLevel.KREIS, AreaLevel.VERBAND)


@dataclass(frozen=True, slots=True)
class ReformStep:
    """The ``old`` areas go, wholly or in part, into the area ``key``.

    ``name`` is needed where the area is new; a new Verband or Kreis may begin without old ones.
    """

    old: tuple[str, ...]
    key: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class ReformPlan:
    """Steps that are taken together on ``day`` (the first of the new state), by ``law``."""

    day: date
    steps: tuple[ReformStep, ...]
    law: str = ""
    source: str = ""

    @property
    def eve(self) -> date:
        """The last day of the old state."""
        return self.day - ONE_DAY

    @property
    def giving(self) -> frozenset[str]:
        """The keys of the areas that end, or give a part away and go on."""
        return frozenset(key for step in self.steps for key in step.old)

    @property
    def old(self) -> frozenset[str]:
        """The keys of the areas that end."""
        return self.giving - {step.key for step in self.steps if step.key in step.old}

    def successors(self, key: str) -> tuple[str, ...]:
        """The other areas that one goes into, wholly or in part, sorted."""
        return tuple(sorted({step.key for step in self.steps if key in step.old} - {key}))


def spelled_out(plan: ReformPlan, areas: Mapping[str, Area]) -> ReformPlan:
    """The plan with every municipality named: where a Verband or Kreis goes into another, its
    municipalities go along, each under the new beginning of its key.

    Verbände inside a Kreis go along likewise. What a step names itself stays as it names it.
    """
    named = {key for step in plan.steps for key in step.old}
    steps: list[ReformStep] = []
    for step in plan.steps:
        alike = [key for key in step.old if _kind(key) is _kind(step.key) and key in areas]
        if _kind(step.key) not in _ABOVE or not alike:
            steps.append(step)
            continue
        rest = tuple(key for key in step.old if key not in alike)
        if rest or step.key not in areas:
            steps.append(replace(step, old=rest))
        for above in alike:
            inside = (
                area
                for key, area in areas.items()
                if key.startswith(above) and key not in named and area.exists_on(plan.eve)
            )
            steps += (_along(area, above, step.key) for area in inside if above != step.key)
    return replace(plan, steps=tuple(steps))


def _along(area: Area, above: str, new: str) -> ReformStep:
    """The step of an area that goes along with a level above it."""
    key = new + area.key[len(above) :]
    return ReformStep((area.key,) if area.kind is AreaLevel.GEMEINDE else (), key, area.name)


def plan_problems(plan: ReformPlan, areas: Mapping[str, Area]) -> list[str]:
    """Why a plan that is spelled out cannot be enacted, in German, each naming its step."""
    found = [] if plan.steps else ["Die Reform hat noch keinen Schritt."]
    begun = {step.key for step in plan.steps}
    for number, step in enumerate(plan.steps, start=1):
        reasons = [*_of_old(step, plan, areas), *_of_new(step, plan, areas, begun)]
        found += [f"Schritt {number}: {reason}" for reason in reasons]
    return [*found, *_of_names(plan), *_of_empty(plan, areas)]


def _of_old(step: ReformStep, plan: ReformPlan, areas: Mapping[str, Area]) -> Iterator[str]:
    above = _kind(step.key) in _ABOVE
    for key, count in Counter(step.old).items():
        area = areas.get(key)
        if count > 1:
            yield f"{key} steht zweimal darin"
        if area is None:
            yield f"kein Gebiet hat den Schlüssel {key}"
        elif above or area.kind is not AreaLevel.GEMEINDE:
            yield f"{_called(area)} steht nicht auf derselben Ebene wie {step.key}"
        elif not area.exists_on(plan.eve):
            yield f"{_called(area)} besteht am {plan.eve:%d.%m.%Y} nicht"
        elif area.valid_to is not None:
            yield f"{_called(area)} endet schon am {area.valid_to:%d.%m.%Y}"
        elif area.valid_from == plan.day:
            yield f"{_called(area)} beginnt erst am {plan.day:%d.%m.%Y}"
    elsewhere = any(step.key in other.old for other in plan.steps if other is not step)
    if step.old == (step.key,) and not elsewhere:
        yield f"{step.key} geht nur in sich selbst auf"


def _of_new(
    step: ReformStep, plan: ReformPlan, areas: Mapping[str, Area], begun: set[str]
) -> Iterator[str]:
    known = areas.get(step.key)
    try:
        kind = keys.kind_of(step.key)
    except MalformedKey:
        yield f"{step.key!r} ist kein Gebietsschlüssel (5, 9 oder 12 Ziffern)"
        return
    if kind not in (*_ABOVE, AreaLevel.GEMEINDE):
        yield f"{step.key} ist weder Gemeinde noch Verband noch Kreis"
    elif known is None:
        if not step.name.strip():
            yield f"der Name des neuen Gebiets {step.key} fehlt"
        if kind is AreaLevel.GEMEINDE and not step.old:
            yield f"die neue Gemeinde {step.key} entsteht aus keiner anderen"
        yield from _of_place(step.key, plan, areas, begun)
    elif not known.exists_on(plan.eve) or not known.exists_on(plan.day):
        yield f"der Schlüssel {step.key} war oder ist für {known.name} vergeben"
    elif step.key in plan.old:
        yield f"{_called(known)} nimmt auf und endet zugleich"
    elif not step.old:
        yield f"{_called(known)} besteht schon"


def _of_place(
    key: str, plan: ReformPlan, areas: Mapping[str, Area], begun: set[str]
) -> Iterator[str]:
    """A new key lies in a Land, Kreis and Verband that exist on the day, or begin on it."""
    above = [key[: KEY_LENGTHS[AreaLevel.LAND]]]
    if len(key) > KEY_LENGTHS[AreaLevel.KREIS]:
        above.append(key[: KEY_LENGTHS[AreaLevel.KREIS]])
    verband = key[: KEY_LENGTHS[AreaLevel.VERBAND]]
    if len(key) > len(verband) and keys.same_place(verband) == verband:
        above.append(verband)
    elif len(key) > len(verband) and keys.same_place(verband) != key:
        yield f"{key} passt zu keinem Verband und ist nicht wie eine verbandsfreie Gemeinde gebildet"
    for at in above:
        area = areas.get(at)
        if at not in begun and (area is None or not area.exists_on(plan.day)):
            yield f"{key} liegt in {at}; dieses Gebiet gibt es am {plan.day:%d.%m.%Y} nicht"


def _of_names(plan: ReformPlan) -> Iterator[str]:
    """One area has one name, and one step."""
    for key, count in Counter(step.key for step in plan.steps).items():
        if count > 1:
            yield f"{key} steht in {count} Schritten als neues Gebiet: zusammenfassen oder anders nummerieren"


def _of_empty(plan: ReformPlan, areas: Mapping[str, Area]) -> Iterator[str]:
    """A new Verband or Kreis has members."""
    for number, step in enumerate(plan.steps, start=1):
        if _kind(step.key) not in _ABOVE or step.key in areas:
            continue
        if not any(
            other.key.startswith(step.key) and len(other.key) == KEY_LENGTHS[AreaLevel.GEMEINDE]
            for other in plan.steps
        ):
            yield f"Schritt {number}: in {step.key} liegt am {plan.day:%d.%m.%Y} keine Gemeinde"


def _kind(key: str) -> AreaLevel | None:
    try:
        return keys.kind_of(key)
    except MalformedKey:
        return None


def _called(area: Area) -> str:
    return f"{area.name} ({area.key})"


def areas_by_key(areas: Iterable[Area]) -> dict[str, Area]:
    """The areas by their keys."""
    return {area.key: area for area in areas}
