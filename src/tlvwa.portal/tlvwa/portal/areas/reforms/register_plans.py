"""Derives plans of reforms from a newer edition of the register."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from tlvwa.portal.areas.model import Area, AreaLevel
from tlvwa.portal.common.dates import ONE_DAY

from .plan import ReformPlan, ReformStep, areas_by_key


def register_plans(before: Iterable[Area], after: Iterable[Area]) -> tuple[ReformPlan, ...]:
    """The plans of reforms that lead from one state of the areas to a later one, by day.

    Each area of the later state that begins, or into which an ended one goes, is a step. Verbände
    that begin are steps too; those that end need none, for they end with their members.
    """
    old, new = areas_by_key(before), areas_by_key(after)
    ended = [
        area
        for key, area in new.items()
        if area.valid_to is not None and key in old and old[key].valid_to is None
    ]
    into: defaultdict[date, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for area in ended:
        if area.level is AreaLevel.GEMEINDE and area.valid_to is not None:
            for link in area.successors:
                into[area.valid_to + ONE_DAY][link.key].append(area.key)
    for key, area in new.items():
        if key not in old and area.valid_from is not None:
            into[area.valid_from][key] += ()
    return tuple(
        ReformPlan(
            day, tuple(_step(key, sorted(into[day][key]), old, new) for key in sorted(into[day]))
        )
        for day in sorted(into)
    )


def _step(key: str, ended: list[str], old: dict[str, Area], new: dict[str, Area]) -> ReformStep:
    area = new.get(key)
    return ReformStep(tuple(ended), key, area.name if area is not None and key not in old else "")
