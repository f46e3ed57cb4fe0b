"""Merging an edition of the register into the areas that are known.

What an area's days are follows from the editions that list it (``Area.seen``) and from the table
of reforms, so the order in which editions arrive does not matter and the same one twice changes
nothing. See spec:register-import.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tlvwa.portal.areas import keys, succession
from tlvwa.portal.areas.model import Area, AreaLevel, Successor
from tlvwa.portal.areas.reforms.known_reforms import KnownReform

from .area_changes import AreaChange, area_changes
from .inference import likely_successors
from .register import Edition

_ONE_DAY = timedelta(days=1)
_Areas = dict[str, Area]


@dataclass(frozen=True, slots=True)
class RegisterMerge:
    """The areas known after an import, and what it changed."""

    areas: tuple[Area, ...]
    changes: tuple[AreaChange, ...]


def merge(
    known: Iterable[Area], edition: Edition, reforms: Sequence[KnownReform] = ()
) -> RegisterMerge:
    """Merge ``edition`` into the ``known`` areas.

    An area that newer editions lack is closed and kept, one that older editions lack is opened: on
    the day a reform tells, else on the last edition that lists it and on the day after the last
    that does not, marked as inferred. Areas of other Länder stay as they are. See spec:validity.
    """
    before = {area.key: area for area in known}
    after = dict(before)
    for area in edition.areas:
        after[area.key] = _sighted(before.get(area.key), area)
    for land in sorted(edition.laender):
        within = {key: area for key, area in after.items() if key[:2] == land and area.seen}
        after.update(_dated(_linked(within, before, edition, reforms), reforms))
    changes = tuple(area_changes(before, after))
    return RegisterMerge(tuple(after[key] for key in sorted(after)), changes)


def _sighted(old: Area | None, new: Area) -> Area:
    """The area with the newer one's facts and the days and links of the one that was known."""
    if old is None:
        return new
    newer, older = (new, old) if not old.seen or new.seen >= old.seen[-1:] else (old, new)
    former = {*old.former_names, older.name, *newer.former_names} - {newer.name}
    return replace(
        newer,
        valid_from=old.valid_from,
        valid_to=old.valid_to,
        from_inferred=old.from_inferred,
        to_inferred=old.to_inferred,
        successors=old.successors,
        former_names=tuple(sorted(former)),
        centre=newer.centre or older.centre,
        seen=tuple(sorted({*old.seen, *new.seen})),
    )


def _dated(areas: _Areas, reforms: Sequence[KnownReform]) -> _Areas:
    editions = sorted({day for area in areas.values() for day in area.seen})
    ends = {key: reform.day for reform in reforms for key in reform.old}
    starts = {key: reform.day for reform in reforms for key in reform.new}
    low = {
        key: _closed(_opened(area, editions, starts), editions, ends)
        for key, area in areas.items()
        if area.kind is AreaLevel.GEMEINDE
    }
    return {key: low.get(key) or _hull(area, editions, low) for key, area in areas.items()}


def _opened(area: Area, editions: list[date], starts: Mapping[str, date]) -> Area:
    earlier = [day for day in editions if day < area.seen[0]]
    if not earlier or _is_certain(area.valid_from, area.from_inferred):
        return area
    first = starts.get(area.key)
    if first is not None and earlier[-1] < first <= area.seen[0]:
        return replace(area, valid_from=first, from_inferred=False)
    return replace(area, valid_from=earlier[-1] + _ONE_DAY, from_inferred=True)


def _closed(area: Area, editions: list[date], ends: Mapping[str, date]) -> Area:
    if _is_certain(area.valid_to, area.to_inferred):
        return area
    later = [day for day in editions if day > area.seen[-1]]
    if not later:
        return replace(area, valid_to=None, to_inferred=False)
    end = ends.get(area.key)
    if end is not None and area.seen[-1] < end <= later[0]:
        return replace(area, valid_to=end - _ONE_DAY, to_inferred=False)
    return replace(area, valid_to=area.seen[-1], to_inferred=True)


def _is_certain(day: date | None, inferred: bool) -> bool:
    return day is not None and not inferred


def _hull(area: Area, editions: list[date], municipalities: _Areas) -> Area:
    """A level above the municipality, opened with its first member and closed with its last."""
    members = [member for key, member in municipalities.items() if key.startswith(area.key)]
    if area.seen[0] > editions[0] and members:
        first = min(members, key=lambda member: member.valid_from or date.min)
        area = replace(area, valid_from=first.valid_from, from_inferred=first.from_inferred)
    if area.seen[-1] < editions[-1] and members:
        last = max(members, key=lambda member: member.valid_to or date.max)
        area = replace(area, valid_to=last.valid_to, to_inferred=last.to_inferred)
    return area


def _linked(
    areas: _Areas, before: Mapping[str, Area], edition: Edition, reforms: Sequence[KnownReform]
) -> _Areas:
    """The areas with the links of those that have ended."""
    newest = max(day for area in areas.values() for day in area.seen)
    gone = {key: area for key, area in areas.items() if area.seen[-1] < newest}
    low = {key: area for key, area in gone.items() if area.kind is AreaLevel.GEMEINDE}
    links: dict[str, tuple[Successor, ...]] = {
        key: area.successors for key, area in low.items() if area.successors
    }
    for key, successors in _found(areas, before, edition).items():
        links.setdefault(key, tuple(Successor(at, certain=False) for at in successors))
    links.update(_moved(areas, low))
    links.update(_by_reform(areas, reforms))
    linked = {key: replace(area, successors=links.get(key, ())) for key, area in low.items()}
    for key in gone.keys() - low.keys():
        linked[key] = replace(
            gone[key], successors=succession.of_level(key, areas, linked.values())
        )
    return {**areas, **linked}


def _by_reform(areas: _Areas, reforms: Sequence[KnownReform]) -> dict[str, tuple[Successor, ...]]:
    links: defaultdict[str, set[str]] = defaultdict(set)
    for reform in reforms:
        for key in reform.old:
            if key in areas and all(new in areas for new in reform.new):
                links[key].update(reform.new)
    return {key: tuple(Successor(at) for at in sorted(new)) for key, new in links.items()}


def _moved(areas: _Areas, gone: _Areas) -> dict[str, tuple[Successor, ...]]:
    """A municipality that keeps its AGS has moved to another Verband; that is certain."""
    by_ags: defaultdict[str, list[Area]] = defaultdict(list)
    for key, area in areas.items():
        if area.kind is AreaLevel.GEMEINDE:
            by_ags[keys.ags(key)].append(area)
    links: dict[str, tuple[Successor, ...]] = {}
    for key, area in gone.items():
        later = [at for at in by_ags[keys.ags(key)] if at.seen[0] > area.seen[-1]]
        if later:
            links[key] = (Successor(min(later, key=lambda at: at.seen[0]).key),)
    return links


def _found(
    areas: _Areas, before: Mapping[str, Area], edition: Edition
) -> dict[str, tuple[str, ...]]:
    """Likely successors between the imported edition and its neighbours in time."""
    days = sorted({day for area in areas.values() for day in area.seen})
    at = days.index(edition.day)
    imported = {area.key: area for area in edition.areas if area.key in areas}
    found: dict[str, tuple[str, ...]] = {}
    for day in days[max(at - 1, 0) : at]:
        found.update(likely_successors(_state(before, areas, day), _low(imported)))
    for day in days[at + 1 : at + 2]:
        found.update(likely_successors(_low(imported), _state(before, areas, day)))
    return found


def _state(before: Mapping[str, Area], areas: _Areas, day: date) -> _Areas:
    return _low({key: at for key, at in before.items() if key in areas and day in at.seen})


def _low(areas: _Areas) -> _Areas:
    return {key: area for key, area in areas.items() if area.kind is AreaLevel.GEMEINDE}
