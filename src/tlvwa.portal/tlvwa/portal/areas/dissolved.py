"""What became of an area that is asked for on a day on which it is no more, or not yet."""

from dataclasses import dataclass
from datetime import date, timedelta

from .gazetteer import Gazetteer
from .model import Area
from .normalize import name_skeleton
from .reforms import known_reforms

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DissolvedArea:
    """``area`` does not exist on the day asked for; ``now`` are the areas that stand for it then.

    ``since`` is the first day on which it is no more (of one that does not exist yet: on which it
    begins), None where only two register editions tell of it. ``law`` is that of the reform, where
    it is known. ``to_come`` tells that the area does not exist yet.
    """

    area: Area
    now: tuple[Area, ...]
    since: date | None = None
    law: str = ""
    to_come: bool = False


def dissolved_area(gazetteer: Gazetteer, key: str, day: date) -> DissolvedArea | None:
    """What became of the area of a canonical key until ``day``; None if it exists then.

    Raises UnknownArea. See spec:dissolved.
    """
    area = gazetteer.area(key)
    if area.exists_on(day):
        return None
    now = tuple(gazetteer.area(at) for at in gazetteer.successors_on(key, day))
    if area.valid_to is not None and area.valid_to < day:
        since = None if area.to_inferred else area.valid_to + _ONE_DAY
        return DissolvedArea(area, now, since, _law(since, key, "old"))
    since = None if area.from_inferred else area.valid_from
    return DissolvedArea(area, now, since, _law(since, key, "new"), to_come=True)


def dissolved_areas(gazetteer: Gazetteer, name: str, key: str, day: date) -> DissolvedArea | None:
    """What became of the area of a name that was dissolved and for which ``key`` stands on ``day``.

    For somebody who typed the old name and was led to the new area; None if there is none.
    """
    wanted = name_skeleton(name)
    if wanted == name_skeleton(gazetteer.area(key).name):
        return None
    for area in gazetteer.areas():
        ended = area.valid_to is not None and area.valid_to < day
        if (
            ended
            and name_skeleton(area.name) == wanted
            and key in gazetteer.successors_on(area.key, day)
        ):
            return dissolved_area(gazetteer, area.key, day)
    return None


def _law(day: date | None, key: str, side: str) -> str:
    """The law by which an area ended or began on a day; empty where it is not known."""
    for reform in known_reforms.known_reforms():
        if reform.day == day and key in getattr(reform, side):
            return reform.law
    return ""
