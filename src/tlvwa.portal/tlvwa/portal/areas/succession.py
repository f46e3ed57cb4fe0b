"""Succession: follows the links from areas to their successors and predecessors.

Every area is visited once, so following ends on any data, circles included. See spec:succession.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from tlvwa.portal.common.dates import ONE_DAY

from .model import Area, AreaLevel, Successor

Links = Mapping[str, tuple[Successor, ...]]


def predecessors(areas: Mapping[str, Area]) -> dict[str, tuple[Successor, ...]]:
    """Reverse the links: for each key the areas that went into it, sorted by key."""
    links_by_key: dict[str, list[Successor]] = {}
    for key in sorted(areas):
        for link in areas[key].successors:
            links_by_key.setdefault(link.key, []).append(Successor(key, link.certain))
    return {key: tuple(links) for key, links in links_by_key.items()}


def successors_on(areas: Mapping[str, Area], before: Links, key: str, day: date) -> tuple[str, ...]:
    """The areas that exist on ``day`` in place of ``key``, sorted; see ``Gazetteer.successors_on``."""
    area = areas[key]
    if area.exists_on(day):
        return (key,)
    if area.valid_to is not None and area.valid_to < day:
        return _follow(areas, key, day, lambda current: areas[current].successors)
    return _follow(areas, key, day, lambda current: before.get(current, ()))


def _follow(
    areas: Mapping[str, Area], start: str, day: date, links: Callable[[str], Iterable[Successor]]
) -> tuple[str, ...]:
    seen, queue = {start}, [start]
    existing: list[str] = []
    while queue:
        for link in links(queue.pop()):
            if link.key in seen or link.key not in areas:
                continue
            seen.add(link.key)
            (existing if areas[link.key].exists_on(day) else queue).append(link.key)
    return tuple(sorted(existing))


def lost_on(
    areas: Mapping[str, Area], members: Callable[[str], Iterable[str]], key: str, day: date
) -> tuple[str, ...]:
    """The areas between ``key`` and what stands for it on ``day`` of which no successor is known, sorted.

    All of them have ended before the day. A Verband or Kreis that has ended is looked at through its
    ``members``, for one of them may be lost while others have successors.
    """
    seen, queue = {key}, [key]
    lost: list[str] = []
    while queue:
        area = areas[queue.pop()]
        if area.valid_to is None or area.valid_to >= day:
            continue
        below = members(area.key) if area.level is not AreaLevel.GEMEINDE else ()
        further = {*below, *(link.key for link in area.successors if link.key in areas)}
        if not further:
            lost.append(area.key)
        queue += further - seen
        seen |= further
    return tuple(sorted(lost))


def linked_areas(areas: Mapping[str, Area], before: Links, key: str) -> frozenset[str]:
    """``key`` and every area linked to it by succession, in either direction, transitively."""
    seen, queue = {key}, [key]
    while queue:
        current = queue.pop()
        for link in (*areas[current].successors, *before.get(current, ())):
            if link.key in areas and link.key not in seen:
                seen.add(link.key)
                queue.append(link.key)
    return frozenset(seen)


def change_days(areas: Iterable[Area]) -> tuple[date, ...]:
    """The days on which one of ``areas`` begins, and those after its last day, sorted."""
    days = set()
    for area in areas:
        if area.valid_from is not None:
            days.add(area.valid_from)
        if area.valid_to is not None and area.valid_to < date.max:
            days.add(area.valid_to + ONE_DAY)
    return tuple(sorted(days))


def level_successors(
    key: str, areas: Mapping[str, Area], ended: Iterable[Area]
) -> tuple[Successor, ...]:
    """The successors of a Verband or Kreis: the areas of its level that took its members.

    ``ended`` are the areas that ended, with their links. A successor of a member that belongs to no
    area of that level is itself a successor.
    """
    certain: dict[str, bool] = {}
    for member in ended:
        if member.level is AreaLevel.GEMEINDE and member.key.startswith(key):
            for link in member.successors:
                above = link.key[: len(key)]
                target = above if above in areas else link.key
                certain[target] = certain.get(target, True) and link.certain
    return tuple(
        Successor(target, is_certain)
        for target, is_certain in sorted(certain.items())
        if target != key
    )
