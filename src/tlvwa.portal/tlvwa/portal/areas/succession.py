"""What became of an area, and what it was before: walks along the links of succession.

Every walk visits an area once, so it ends on any data, circles included. See spec:succession.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta

from .model import Area, AreaLevel, Successor

Links = Mapping[str, tuple[Successor, ...]]
_ONE_DAY = timedelta(days=1)


def predecessors(areas: Mapping[str, Area]) -> dict[str, tuple[Successor, ...]]:
    """The links turned round: key -> the areas that went into it, sorted by key."""
    found: dict[str, list[Successor]] = {}
    for key in sorted(areas):
        for link in areas[key].successors:
            found.setdefault(link.key, []).append(Successor(key, link.certain))
    return {key: tuple(links) for key, links in found.items()}


def standing_for(areas: Mapping[str, Area], before: Links, key: str, day: date) -> tuple[str, ...]:
    """The areas that stand for ``key`` on ``day``, sorted; see ``Gazetteer.successors_on``."""
    area = areas[key]
    if area.exists_on(day):
        return (key,)
    if area.valid_to is not None and area.valid_to < day:
        return _walk(areas, key, day, lambda at: areas[at].successors)
    return _walk(areas, key, day, lambda at: before.get(at, ()))


def _walk(
    areas: Mapping[str, Area], start: str, day: date, links: Callable[[str], Iterable[Successor]]
) -> tuple[str, ...]:
    seen, ahead = {start}, [start]
    found: list[str] = []
    while ahead:
        for link in links(ahead.pop()):
            if link.key in seen or link.key not in areas:
                continue
            seen.add(link.key)
            (found if areas[link.key].exists_on(day) else ahead).append(link.key)
    return tuple(sorted(found))


def linked(areas: Mapping[str, Area], before: Links, key: str) -> frozenset[str]:
    """``key`` and every area linked with it by succession, in either direction, transitively."""
    seen, ahead = {key}, [key]
    while ahead:
        at = ahead.pop()
        for link in (*areas[at].successors, *before.get(at, ())):
            if link.key in areas and link.key not in seen:
                seen.add(link.key)
                ahead.append(link.key)
    return frozenset(seen)


def change_days(areas: Iterable[Area]) -> tuple[date, ...]:
    """The first days of a new state among ``areas``, sorted: openings, and days after an end."""
    days = set()
    for area in areas:
        if area.valid_from is not None:
            days.add(area.valid_from)
        if area.valid_to is not None and area.valid_to < date.max:
            days.add(area.valid_to + _ONE_DAY)
    return tuple(sorted(days))


def of_level(key: str, areas: Mapping[str, Area], ended: Iterable[Area]) -> tuple[Successor, ...]:
    """Where a level above the municipality went: the areas of that level that took its members.

    ``ended`` are areas with their links; a member that belongs to no such level then stands for
    itself.
    """
    certain: dict[str, bool] = {}
    for member in ended:
        if member.kind is AreaLevel.GEMEINDE and member.key.startswith(key):
            for link in member.successors:
                above = link.key[: len(key)]
                at = above if above in areas else link.key
                certain[at] = certain.get(at, True) and link.certain
    return tuple(Successor(at, sure) for at, sure in sorted(certain.items()) if at != key)
