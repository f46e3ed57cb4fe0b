"""Infers the successors of vanished municipalities from hectares.

It is used where the table of reforms has no entry. A link is likely, never certain, and it is
inferred only if it is the only one that fits: the hectares of whole municipalities add up to the
growth of one. See spec:inferred-link.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from tlvwa.portal.areas import keys
from tlvwa.portal.areas.model import Area

Link = tuple[str, tuple[str, ...]]

_LEAST_GROWTH = 25.0  # hectares; smaller differences are new measurements
_ROUNDING = 1.0  # hectares are whole numbers in the register
# Vanished municipalities of one district that are looked at together: each one more doubles the
# number of groups.
_LARGEST_GROUP = 14


def likely_successors(
    before: Mapping[str, Area], after: Mapping[str, Area]
) -> dict[str, tuple[str, ...]]:
    """Infer for each vanished municipality those its land went to, from two states by ARS.

    The searches are, in this order: all that vanished from one Verband and became one; several of a
    district that became one in it; one that went anywhere; one that was split in two. A later
    search only sees what the earlier ones left, so a likelier explanation is never replaced.
    """
    old = {keys.ags(key): area for key, area in before.items()}
    new = {keys.ags(key): area for key, area in after.items()}
    vanished = {ags: _size(area) for ags, area in old.items() if ags not in new}
    growth = {
        ags: grown
        for ags, area in new.items()
        if (grown := _size(area) - (_size(old[ags]) if ags in old else 0.0)) >= _LEAST_GROWTH
    }
    links: dict[str, tuple[str, ...]] = dict(_verband_to_one(old, vanished, growth))
    for search in (_several_to_one, _one_to_one, _one_to_two):
        open_sizes = {ags: size for ags, size in vanished.items() if ags not in links}
        taken = {receiver for receivers in links.values() for receiver in receivers}
        free = {ags: size for ags, size in growth.items() if ags not in taken}
        links.update(search(open_sizes, free))
    return {
        old[ags].key: tuple(sorted(new[receiver].key for receiver in receivers))
        for ags, receivers in links.items()
    }


def _verband_to_one(
    old: Mapping[str, Area], vanished: Mapping[str, float], growth: Mapping[str, float]
) -> Iterator[Link]:
    members: defaultdict[str, list[str]] = defaultdict(list)
    for ags in vanished:
        members[old[ags].key[:9]].append(ags)
    for group in members.values():
        size = sum(vanished[ags] for ags in group)
        fitting = [receiver for receiver, grown in growth.items() if _equal(size, grown)]
        if len(fitting) == 1:
            yield from ((ags, (fitting[0],)) for ags in group)


def _several_to_one(vanished: Mapping[str, float], growth: Mapping[str, float]) -> Iterator[Link]:
    for receiver, grown in growth.items():
        near = {ags: size for ags, size in vanished.items() if ags[:5] == receiver[:5]}
        sums = [group for group in _groups(near) if _equal(sum(near[a] for a in group), grown)]
        if len(sums) == 1:
            yield from ((ags, (receiver,)) for ags in sums[0])


def _groups(sizes: Iterable[str]) -> Iterator[tuple[str, ...]]:
    names = list(sizes)
    if len(names) <= _LARGEST_GROUP:
        for count in range(1, len(names) + 1):
            yield from combinations(names, count)


def _one_to_one(vanished: Mapping[str, float], growth: Mapping[str, float]) -> Iterator[Link]:
    for ags, size in vanished.items():
        fitting = [receiver for receiver, grown in growth.items() if _equal(size, grown)]
        if len(fitting) == 1:
            yield ags, (fitting[0],)


def _one_to_two(vanished: Mapping[str, float], growth: Mapping[str, float]) -> Iterator[Link]:
    for ags, size in vanished.items():
        fitting = [
            pair for pair in combinations(growth, 2) if _equal(size, sum(growth[r] for r in pair))
        ]
        if len(fitting) == 1:
            yield ags, fitting[0]


def _equal(first: float, second: float) -> bool:
    return abs(first - second) <= _ROUNDING


def _size(area: Area) -> float:
    return area.hectares or 0.0
