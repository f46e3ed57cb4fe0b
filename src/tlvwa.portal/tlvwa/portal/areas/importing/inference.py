"""Where the land of vanished municipalities went, worked out from their areas.

Used where no table of reforms tells it. A link found here is likely, never certain, and is found
only if it is the only one: hectares of whole municipalities that add up to the growth of one.
See spec:inferred-link.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from tlvwa.portal.areas import keys
from tlvwa.portal.areas.model import Area

Link = tuple[str, tuple[str, ...]]

_LEAST_GROWTH = 25.0  # hectares; smaller differences are new measurements
_ROUNDING = 1.0  # hectares are whole numbers in the register
_MOST_TOGETHER = 14  # vanished municipalities of one district looked at together


def likely_successors(
    before: Mapping[str, Area], after: Mapping[str, Area]
) -> dict[str, tuple[str, ...]]:
    """Vanished municipality -> the municipalities its land went to, from two states by ARS.

    Looked for are, in this order: all that vanished from one Verband and became one, several of a
    district that became one in it, one that went anywhere, and one that was split in two.
    """
    old = {keys.ags(key): area for key, area in before.items()}
    new = {keys.ags(key): area for key, area in after.items()}
    vanished = {ags: _size(area) for ags, area in old.items() if ags not in new}
    growth = {
        ags: grown
        for ags, area in new.items()
        if (grown := _size(area) - (_size(old[ags]) if ags in old else 0.0)) >= _LEAST_GROWTH
    }
    found: dict[str, tuple[str, ...]] = dict(_of_one_verband(old, vanished, growth))
    for search in (_together, _alone, _split):
        left = {ags: size for ags, size in vanished.items() if ags not in found}
        taken = {receiver for receivers in found.values() for receiver in receivers}
        free = {ags: size for ags, size in growth.items() if ags not in taken}
        found.update(search(left, free))
    return {
        old[ags].key: tuple(sorted(new[receiver].key for receiver in receivers))
        for ags, receivers in found.items()
    }


def _of_one_verband(
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


def _together(vanished: Mapping[str, float], growth: Mapping[str, float]) -> Iterator[Link]:
    for receiver, grown in growth.items():
        near = {ags: size for ags, size in vanished.items() if ags[:5] == receiver[:5]}
        sums = [group for group in _groups(near) if _equal(sum(near[a] for a in group), grown)]
        if len(sums) == 1:
            yield from ((ags, (receiver,)) for ags in sums[0])


def _groups(sizes: Iterable[str]) -> Iterator[tuple[str, ...]]:
    names = list(sizes)
    if len(names) <= _MOST_TOGETHER:
        for count in range(1, len(names) + 1):
            yield from combinations(names, count)


def _alone(vanished: Mapping[str, float], growth: Mapping[str, float]) -> Iterator[Link]:
    for ags, size in vanished.items():
        fitting = [receiver for receiver, grown in growth.items() if _equal(size, grown)]
        if len(fitting) == 1:
            yield ags, (fitting[0],)


def _split(vanished: Mapping[str, float], growth: Mapping[str, float]) -> Iterator[Link]:
    for ags, size in vanished.items():
        fitting = [
            pair for pair in combinations(growth, 2) if _equal(size, sum(growth[r] for r in pair))
        ]
        if len(fitting) == 1:
            yield ags, fitting[0]


def _equal(one: float, other: float) -> bool:
    return abs(one - other) <= _ROUNDING


def _size(area: Area) -> float:
    return area.hectares or 0.0
