"""Successors of areas that operators name: laid over what the register says (spec:unknown-successor)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from tlvwa.portal.areas import keys, succession
from tlvwa.portal.areas.corrections import Correction, CorrectionKind
from tlvwa.portal.areas.model import Area, AreaLevel, Successor


def with_named_successors(
    areas: Iterable[Area], corrections: Sequence[Correction]
) -> tuple[Area, ...]:
    """Return the areas with the successors that corrections name for municipalities that have ended.

    As all corrections they win over every source. A Verband or Kreis that has ended leads to where its
    members went.
    """
    by_key = {area.key: area for area in areas}
    named: dict[str, set[str]] = {}
    for row in corrections:
        if row.kind is CorrectionKind.SUCCESSOR and _is_applicable(by_key, row):
            named.setdefault(row.text, set()).add(row.municipality)
    for key, successors in named.items():
        links = tuple(Successor(successor) for successor in sorted(successors))
        by_key[key] = replace(by_key[key], successors=links)
    for level in sorted({level for key in named for level in keys.parent_keys(key)}):
        if level in by_key and by_key[level].valid_to is not None:
            by_key[level] = _following_members(by_key[level], by_key)
    return tuple(by_key[key] for key in sorted(by_key))


def _is_applicable(areas: Mapping[str, Area], row: Correction) -> bool:
    """True if the area has ended (a later edition may list it again), and the successor is known."""
    area = areas.get(row.text)
    return area is not None and area.valid_to is not None and row.municipality in areas


def _following_members(area: Area, areas: Mapping[str, Area]) -> Area:
    ended = [
        member
        for key, member in areas.items()
        if key.startswith(area.key) and member.level is AreaLevel.GEMEINDE and member.successors
    ]
    links = succession.level_successors(area.key, areas, ended)
    return replace(area, successors=links or area.successors)
