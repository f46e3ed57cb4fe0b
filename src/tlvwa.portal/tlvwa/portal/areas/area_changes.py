"""The changes of areas by an import of the register or by a reform."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tlvwa.portal.areas import keys
from tlvwa.portal.areas.model import Area, AreaLevel, Successor


class AreaChangeKind(StrEnum):
    """What happened to an area."""

    ADDED = "added"
    OPENED = "opened"
    CLOSED = "closed"
    RENAMED = "renamed"
    MOVED = "moved"
    LINKED = "linked"


@dataclass(frozen=True, slots=True)
class AreaChange:
    """One change to one area.

    ``day`` is its first or last day, ``inferred`` true if only the register gives that day.
    ``other`` is the key of the other area or the former name; ``certain`` belongs to a link.
    """

    kind: AreaChangeKind
    key: str
    name: str
    day: date | None = None
    inferred: bool = False
    other: str = ""
    certain: bool = True


def area_changes(before: Mapping[str, Area], after: Mapping[str, Area]) -> Iterator[AreaChange]:
    """Compare two states of the known areas; the changes are sorted by key."""
    for key in sorted(after):
        area, old = after[key], before.get(key)
        if old is None:
            yield AreaChange(AreaChangeKind.ADDED, key, area.name)
        elif old.name != area.name:
            yield AreaChange(AreaChangeKind.RENAMED, key, area.name, other=old.name)
        if area.valid_from and (old is None or area.valid_from != old.valid_from):
            yield AreaChange(
                AreaChangeKind.OPENED, key, area.name, area.valid_from, area.from_inferred
            )
        if area.valid_to and (old is None or area.valid_to != old.valid_to):
            yield AreaChange(AreaChangeKind.CLOSED, key, area.name, area.valid_to, area.to_inferred)
        links = area.successors
        yield from (
            _link(area, link) for link in links if old is None or link not in old.successors
        )


def _link(area: Area, link: Successor) -> AreaChange:
    if area.level is AreaLevel.GEMEINDE and keys.ags(area.key) == keys.ags(link.key):
        return AreaChange(AreaChangeKind.MOVED, area.key, area.name, other=link.key)
    return AreaChange(
        AreaChangeKind.LINKED, area.key, area.name, other=link.key, certain=link.certain
    )
