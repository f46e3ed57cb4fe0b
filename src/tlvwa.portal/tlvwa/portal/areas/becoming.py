"""What became of an area that is asked for on a day on which it is no more, or not yet."""

from dataclasses import dataclass
from datetime import date, timedelta

from . import reforms
from .gazetteer import Gazetteer
from .model import Area
from .names import skeleton

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Became:
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


def became(gazetteer: Gazetteer, key: str, day: date) -> Became | None:
    """What became of the area of a canonical key until ``day``; None if it exists then.

    Raises UnknownArea.
    """
    area = gazetteer.area(key)
    if area.exists_on(day):
        return None
    now = tuple(gazetteer.area(at) for at in gazetteer.on(key, day))
    if area.valid_to is not None and area.valid_to < day:
        since = None if area.to_inferred else area.valid_to + _ONE_DAY
        return Became(area, now, since, _law(since, key, "old"))
    since = None if area.from_inferred else area.valid_from
    return Became(area, now, since, _law(since, key, "new"), to_come=True)


def former(gazetteer: Gazetteer, name: str, key: str, day: date) -> Became | None:
    """What became of the area of a name that was dissolved and for which ``key`` stands on ``day``.

    For somebody who typed the old name and was led to the new area; None if there is none.
    """
    wanted = skeleton(name)
    if wanted == skeleton(gazetteer.area(key).name):
        return None
    for area in gazetteer.areas():
        ended = area.valid_to is not None and area.valid_to < day
        if ended and skeleton(area.name) == wanted and key in gazetteer.on(area.key, day):
            return became(gazetteer, area.key, day)
    return None


def _law(day: date | None, key: str, side: str) -> str:
    """The law by which an area ended or began on a day; empty where it is not known."""
    for reform in reforms.known_reforms():
        if reform.day == day and key in getattr(reform, side):
            return reform.law
    return ""
