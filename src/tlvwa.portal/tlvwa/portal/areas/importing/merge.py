"""Merges an edition of the register into the known areas.

The days of an area follow from the editions that list it (``Area.seen``) and from the table of
reforms, so the order of imports does not matter, and importing an edition twice changes nothing.
See spec:register-import.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tlvwa.portal.areas import keys, succession
from tlvwa.portal.areas.area_changes import AreaChange, area_changes
from tlvwa.portal.areas.known_reforms import KnownReform
from tlvwa.portal.areas.model import Area, AreaLevel, Successor
from tlvwa.portal.common.dates import ONE_DAY

from .inference import likely_successors
from .register import Edition

_Areas = dict[str, Area]
# The levels whose official names are in extracts of the register.
_OFFICIAL_IN_EXTRACTS = (AreaLevel.KREIS, AreaLevel.GEMEINDE)


@dataclass(frozen=True, slots=True)
class RegisterMerge:
    """The areas after an import, and what it changed."""

    areas: tuple[Area, ...]
    changes: tuple[AreaChange, ...]


def merge(
    known: Iterable[Area], edition: Edition, reforms: Sequence[KnownReform] = ()
) -> RegisterMerge:
    """Merge ``edition`` into the ``known`` areas.

    An area that newer editions lack ends, one that older editions lack begins, on the day of a
    known reform. Without one it ends on the last edition that lists it, or begins on the day after
    the last edition that lacks it; that day is marked as inferred. Areas of other Länder stay as
    they are. See spec:validity.
    """
    before = {area.key: area for area in known}
    after = dict(before)
    for area in edition.areas:
        after[area.key] = _updated(before.get(area.key), area)
    for land in sorted(edition.laender):
        within = {key: area for key, area in after.items() if key[:2] == land and area.seen}
        linked = _with_links(_with_facts_from_before(within), before, edition, reforms)
        after.update(_with_days(linked, reforms))
    changes = tuple(area_changes(before, after))
    return RegisterMerge(tuple(after[key] for key in sorted(after)), changes)


def _updated(old: Area | None, new: Area) -> Area:
    """The area with the facts of the newer edition and the days and links of the known area.

    An extract has the newer name at most; all other facts are those of the newest full edition.
    """
    if old is None:
        return new
    newer, older = (new, old) if _edition_rank(new) >= _edition_rank(old) else (old, new)
    is_newest = new.full_editions and new.full_editions[-1:] >= old.full_editions[-1:]
    full = new if is_newest else old
    official = newer if newer.level in _OFFICIAL_IN_EXTRACTS else full
    name = _name(newer, full)
    former = {*old.former_names, older.name, *newer.former_names} - {name, _short(name, full)}
    seen = tuple(sorted({*old.seen, *new.seen}))
    known_fully = {*old.full_editions, *new.full_editions}
    return replace(
        full,
        name=name,
        official_name=official.official_name or full.official_name,
        valid_from=old.valid_from,
        valid_to=old.valid_to,
        from_inferred=old.from_inferred,
        to_inferred=old.to_inferred,
        successors=old.successors,
        former_names=tuple(sorted(former)),
        centre=full.centre or newer.centre or older.centre,
        seen=seen,
        extracts=tuple(day for day in seen if day not in known_fully),
    )


def _name(newer: Area, full: Area) -> str:
    """The newer name; an extract has those of Verbände in short: Geratal for Geratal/Plaue."""
    return full.name if _short(full.name, full) == newer.name else newer.name


def _short(name: str, area: Area) -> str:
    return name.split("/")[0] if area.level is AreaLevel.VERBAND else name


def _edition_rank(area: Area) -> tuple[date, bool]:
    """The last edition with the area; of two of one day the full one counts more."""
    last = max(area.seen, default=date.min)
    return last, last not in area.extracts


def _with_facts_from_before(areas: _Areas) -> _Areas:
    """The areas; a municipality that only extracts list has the facts it had under its former key."""
    by_ags: defaultdict[str, list[Area]] = defaultdict(list)
    for key, area in areas.items():
        if area.level is AreaLevel.GEMEINDE and area.full_editions:
            by_ags[keys.ags(key)].append(area)
    carried = dict(areas)
    for key, area in areas.items():
        same = by_ags.get(keys.ags(key), ()) if area.level is AreaLevel.GEMEINDE else ()
        if same and not area.full_editions:
            before = max(same, key=lambda other: other.full_editions[-1])
            carried[key] = replace(
                area,
                text_mark=before.text_mark,
                postal_code=before.postal_code,
                population=before.population,
                hectares=before.hectares,
                centre=area.centre or before.centre,
            )
    return carried


def _with_days(areas: _Areas, reforms: Sequence[KnownReform]) -> _Areas:
    editions = sorted({day for area in areas.values() for day in area.seen})
    ends = {key: reform.day for reform in reforms for key in reform.old}
    starts = {key: reform.day for reform in reforms for key in reform.new}
    municipalities = {
        key: _with_last_day(_with_first_day(area, editions, starts), editions, ends)
        for key, area in areas.items()
        if area.level is AreaLevel.GEMEINDE
    }
    return {
        key: municipalities.get(key) or _with_days_of_members(area, editions, municipalities)
        for key, area in areas.items()
    }


def _with_first_day(area: Area, editions: list[date], starts: Mapping[str, date]) -> Area:
    earlier = [day for day in editions if day < area.seen[0]]
    if _is_certain(area.valid_from, area.from_inferred):
        return area
    if not earlier:
        return replace(area, valid_from=None, from_inferred=False)
    first = starts.get(area.key)
    if first is not None and earlier[-1] < first <= area.seen[0]:
        return replace(area, valid_from=first, from_inferred=False)
    return replace(area, valid_from=earlier[-1] + ONE_DAY, from_inferred=True)


def _with_last_day(area: Area, editions: list[date], ends: Mapping[str, date]) -> Area:
    if _is_certain(area.valid_to, area.to_inferred):
        return area
    later = [day for day in editions if day > area.seen[-1]]
    if not later:
        return replace(area, valid_to=None, to_inferred=False)
    end = ends.get(area.key)
    if end is not None and area.seen[-1] < end <= later[0]:
        return replace(area, valid_to=end - ONE_DAY, to_inferred=False)
    return replace(area, valid_to=area.seen[-1], to_inferred=True)


def _is_certain(day: date | None, inferred: bool) -> bool:
    return day is not None and not inferred


def _with_days_of_members(area: Area, editions: list[date], municipalities: _Areas) -> Area:
    """A Verband or Kreis with the first day of its first member and the last day of its last."""
    members = [member for key, member in municipalities.items() if key.startswith(area.key)]
    # What was inferred of other editions is inferred anew.
    if area.from_inferred:
        area = replace(area, valid_from=None, from_inferred=False)
    if area.to_inferred:
        area = replace(area, valid_to=None, to_inferred=False)
    if area.seen[0] > editions[0] and members:
        first = min(members, key=lambda member: member.valid_from or date.min)
        area = replace(area, valid_from=first.valid_from, from_inferred=first.from_inferred)
    if area.seen[-1] < editions[-1] and members:
        last = max(members, key=lambda member: member.valid_to or date.max)
        area = replace(area, valid_to=last.valid_to, to_inferred=last.to_inferred)
    return area


def _with_links(
    areas: _Areas, before: Mapping[str, Area], edition: Edition, reforms: Sequence[KnownReform]
) -> _Areas:
    """The areas with the links of those that have ended.

    Links of the table of reforms count most, then those by AGS, then links that are known already,
    then inferred ones.
    """
    gone = _vanished(areas)
    municipalities = {key: area for key, area in gone.items() if area.level is AreaLevel.GEMEINDE}
    links: dict[str, tuple[Successor, ...]] = {
        key: area.successors for key, area in municipalities.items() if area.successors
    }
    for key, successors in _inferred_links(areas, before, edition).items():
        links.setdefault(
            key, tuple(Successor(successor, certain=False) for successor in successors)
        )
    links.update(_move_links(areas, municipalities))
    links.update(_reform_links(areas, reforms))
    linked = {
        key: replace(area, successors=links.get(key, ())) for key, area in municipalities.items()
    }
    for key in gone.keys() - municipalities.keys():
        linked[key] = replace(
            gone[key], successors=succession.level_successors(key, areas, linked.values())
        )
    present = {key: _without_guesses(area) for key, area in areas.items() if key not in gone}
    return {**present, **linked}


def _without_guesses(area: Area) -> Area:
    """An area of the last edition without links that only its absence from another one gave it.

    What a reform of the site has planned stays: the end of an area, or a part that it gives away.
    """
    if not area.successors or _is_certain(area.valid_to, area.to_inferred):
        return area
    if area.level is not AreaLevel.GEMEINDE:
        return replace(area, successors=())
    own = keys.ags(area.key)
    parts = (link for link in area.successors if link.certain and keys.ags(link.key) != own)
    return replace(area, successors=tuple(parts))


def _vanished(areas: _Areas) -> _Areas:
    """The areas that the last edition lacks; extracts lack Regierungsbezirke and say nothing of them."""
    newest = max(day for area in areas.values() for day in area.seen)
    full = [day for area in areas.values() for day in area.full_editions]
    newest_full = max(full, default=date.min)
    return {
        key: area
        for key, area in areas.items()
        if area.seen[-1] < (newest_full if area.level is AreaLevel.REGIERUNGSBEZIRK else newest)
    }


def _reform_links(
    areas: _Areas, reforms: Sequence[KnownReform]
) -> dict[str, tuple[Successor, ...]]:
    links: defaultdict[str, set[str]] = defaultdict(set)
    for reform in reforms:
        for key in reform.old:
            if key in areas and all(new in areas for new in reform.new):
                links[key].update(reform.new)
    return {
        key: tuple(Successor(successor) for successor in sorted(new)) for key, new in links.items()
    }


def _move_links(areas: _Areas, gone: _Areas) -> dict[str, tuple[Successor, ...]]:
    """The links of municipalities that moved to another Verband: the AGS stays, so they are certain."""
    by_ags: defaultdict[str, list[Area]] = defaultdict(list)
    for key, area in areas.items():
        if area.level is AreaLevel.GEMEINDE:
            by_ags[keys.ags(key)].append(area)
    links: dict[str, tuple[Successor, ...]] = {}
    for key, area in gone.items():
        later = [
            candidate for candidate in by_ags[keys.ags(key)] if candidate.seen[0] > area.seen[-1]
        ]
        if later:
            links[key] = (Successor(min(later, key=lambda candidate: candidate.seen[0]).key),)
    return links


def _inferred_links(
    areas: _Areas, before: Mapping[str, Area], edition: Edition
) -> dict[str, tuple[str, ...]]:
    """The inferred links between the imported edition and its neighbours in time.

    An extract has no hectares, so it is nobody's neighbour.
    """
    if edition.is_extract:
        return {}
    days = sorted({day for area in areas.values() for day in area.full_editions})
    position = days.index(edition.day)
    imported = {area.key: area for area in edition.areas if area.key in areas}
    links: dict[str, tuple[str, ...]] = {}
    for day in days[max(position - 1, 0) : position]:
        links.update(
            likely_successors(_municipalities_of(before, areas, day), _municipalities(imported))
        )
    for day in days[position + 1 : position + 2]:
        links.update(
            likely_successors(_municipalities(imported), _municipalities_of(before, areas, day))
        )
    return links


def _municipalities_of(before: Mapping[str, Area], areas: _Areas, day: date) -> _Areas:
    return _municipalities(
        {key: area for key, area in before.items() if key in areas and day in area.seen}
    )


def _municipalities(areas: _Areas) -> _Areas:
    return {key: area for key, area in areas.items() if area.level is AreaLevel.GEMEINDE}
