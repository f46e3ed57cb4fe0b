"""The transition from the old areas to the new ones: which end, which begin, which follow which."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from functools import cached_property

from tlvwa.portal.areas import keys
from tlvwa.portal.areas.gazetteer import Gazetteer
from tlvwa.portal.areas.model import AreaLevel

# Digits of the shortest key of each level: a Verband acts for its municipalities, so both are one
# level.
_MUNICIPAL_DIGITS = 9
_KREIS_DIGITS = 5


class AreaTransition:
    """The step from one state of the areas to a later one, from ``day`` on."""

    def __init__(self, before: Gazetteer, after: Gazetteer, day: date) -> None:
        self.before, self.after, self.day = before, after, day

    @cached_property
    def ended_areas(self) -> Mapping[str, date]:
        """The areas that end by the transition, with their last days."""
        return {
            area.key: area.valid_to
            for area in self.after.areas()
            if area.valid_to is not None
            and self._known_ends.get(area.key, area.valid_to) != area.valid_to
        }

    @cached_property
    def new_areas(self) -> frozenset[str]:
        """The areas that begin by the transition."""
        return frozenset(
            area.key for area in self.after.areas() if area.key not in self._known_ends
        )

    @cached_property
    def successors(self) -> Mapping[str, tuple[str, ...]]:
        """The municipalities of the earlier state, each with its successors on the day."""
        return {
            key: self.after.successors_on(key, self.day)
            for key in (area.key for area in self.before.areas(AreaLevel.GEMEINDE))
            if self.before.area(key).exists_on(self.day)
        }

    @cached_property
    def origins(self) -> Mapping[str, frozenset[str]]:
        """The places of the later state, each with the earlier municipalities that went into it."""
        origins: defaultdict[str, set[str]] = defaultdict(set)
        for old, successors in self.successors.items():
            for new in successors:
                for place in self.after.ancestors(new):
                    origins[place].add(old)
        return {place: frozenset(old) for place, old in origins.items()}

    def municipalities_of(self, place: str) -> frozenset[str]:
        """The earlier municipalities in a place."""
        return frozenset(self.before.municipalities(place, self.day))

    def reached_municipalities(self, place: str, target: str) -> tuple[str, ...]:
        """The later municipalities in ``target`` into which parts of ``place`` went, sorted."""
        parts = self.municipalities_of(place)
        successors = {new for old in parts for new in self.successors.get(old, ())}
        return tuple(sorted(new for new in successors if target in self.after.ancestors(new)))

    def has_one_successor(self, place: str) -> bool:
        """True if all of a place went into one area."""
        return len(self.after.successors_on(place, self.day)) == 1

    def is_renumbered(self, place: str, target: str) -> bool:
        """True if ``target`` is the same area under a new key.

        It is new, on the same level, and nothing but ``place`` went into it.
        """
        same_level = target in self.new_areas and len(place) == len(target)
        return same_level and self.origins.get(target) == self.municipalities_of(place)

    def continuing_municipality(self, target: str) -> str:
        """The earlier municipality that continues as the new one ``target``, because its AGS stays.

        Empty if there is none: then the new municipality continues none of the old ones.
        """
        if target not in self.new_areas or self.after.area(target).level is not AreaLevel.GEMEINDE:
            return ""
        candidates = [
            key for key in self.origins.get(target, ()) if keys.ags(key) == keys.ags(target)
        ]
        return candidates[0] if len(candidates) == 1 else ""

    def was_in_area(self, area: str, place: str) -> bool:
        """True if ``place`` was in ``area``, or was the area itself."""
        return self.before.canonical_key(area) in self.before.ancestors(place)

    def is_in_area(self, area: str, target: str) -> bool:
        """True if ``target`` is in what ``area`` has become, or is that area itself."""
        ladder = self.after.ancestors(target)
        return any(
            self.after.canonical_key(successor) in ladder
            for successor in self.after.successors_on(area, self.day)
        )

    @cached_property
    def _known_ends(self) -> Mapping[str, date | None]:
        return {area.key: area.valid_to for area in self.before.areas()}


def area_level(place: str) -> int:
    """The level of an administration: 2 for Gemeinde or Verband, 1 for a Kreis, 0 above."""
    if len(place) >= _MUNICIPAL_DIGITS:
        return 2
    return 1 if len(place) >= _KREIS_DIGITS else 0
