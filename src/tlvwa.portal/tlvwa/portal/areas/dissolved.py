"""Dissolved areas: what became of an area that no longer exists, or does not exist yet, on a day."""

from dataclasses import dataclass
from datetime import date

from tlvwa.portal.common.dates import ONE_DAY

from .gazetteer import Gazetteer
from .known_reforms import known_reforms
from .model import Area, AreaError
from .normalize import normalize_without_umlauts


@dataclass(frozen=True, slots=True)
class DissolvedArea:
    """An area that does not exist on a day, with its successors or predecessors ``now``.

    ``since`` is the first day after its end (for an area that does not exist yet, its first day),
    None where the day is only inferred between two register editions. ``law`` is the law of the
    reform, where it is known. ``begins_later`` is true if the area does not exist yet. ``until`` is the
    last year of which the key is known by the crosswalk of former municipalities; None for any other.
    ``lost`` are the areas of which nobody knows where their territory went (spec:unknown-successor): the
    area itself, or others that took it, or parts. ``missing_in`` is the first edition of the register that
    lacks the area, ``last_seen`` the last one that lists it, if the day asked for is between the two.
    """

    area: Area
    successors: tuple[Area, ...]
    since: date | None = None
    law: str = ""
    begins_later: bool = False
    until: int | None = None
    lost: tuple[Area, ...] = ()
    missing_in: date | None = None
    last_seen: date | None = None


def dissolved_area(gazetteer: Gazetteer, key: str, day: date) -> DissolvedArea | None:
    """What became of the area ``key`` by ``day``; None if the area exists then.

    Raises UnknownArea. See spec:dissolved.
    """
    area = gazetteer.area_of_any_time(key)
    is_former = key in gazetteer.former
    if area.exists_on(day) and not is_former:
        return None
    now = tuple(gazetteer.area(successor) for successor in gazetteer.successors_on(key, day))
    lost = tuple(map(gazetteer.area, gazetteer.lost_on(key, day)))
    if is_former:
        last_year = area.valid_to.year if area.valid_to else None
        return DissolvedArea(area, now, until=last_year, lost=lost)
    if area.valid_to is not None and area.valid_to < day:
        since = None if area.to_inferred else area.valid_to + ONE_DAY
        missing_in = gazetteer.first_edition_without(key)
        is_between = missing_in is not None and day < missing_in
        return DissolvedArea(
            area,
            now,
            since,
            _law(since, key, "old"),
            lost=lost,
            missing_in=missing_in,
            last_seen=area.seen[-1] if is_between else None,
        )
    since = None if area.from_inferred else area.valid_from
    return DissolvedArea(area, now, since, _law(since, key, "new"), begins_later=True)


def dissolved_area_by_key(gazetteer: Gazetteer, text: str, day: date) -> DissolvedArea | None:
    """What became by ``day`` of the area whose key somebody wrote in any form; None for any other text."""
    try:
        area = gazetteer.parse_of_any_time(text)
    except AreaError:
        return None
    return dissolved_area(gazetteer, area.key, day)


def dissolved_area_by_name(
    gazetteer: Gazetteer, name: str, key: str, day: date
) -> DissolvedArea | None:
    """What became of the dissolved area with a name, if ``key`` is one of its successors on ``day``.

    For people who typed the old name and were led to the new area; of a lost area, to itself. None if
    there is no such area.
    """
    skeleton = normalize_without_umlauts(name)
    if skeleton == normalize_without_umlauts(gazetteer.area(key).name):
        return dissolved_area(gazetteer, key, day)
    for area in gazetteer.areas():
        ended = area.valid_to is not None and area.valid_to < day
        if (
            ended
            and normalize_without_umlauts(area.name) == skeleton
            and key in gazetteer.successors_on(area.key, day)
        ):
            return dissolved_area(gazetteer, area.key, day)
    for former in gazetteer.former_by_name.get(skeleton, ()):
        if key in gazetteer.successors_on(former, day):
            return dissolved_area(gazetteer, former, day)
    return None


def _law(day: date | None, key: str, side: str) -> str:
    """The law by which an area ended or began on a day; empty where it is not known."""
    for reform in known_reforms():
        if reform.day == day and key in getattr(reform, side):
            return reform.law
    return ""
