"""Where the old areas went: which end, who goes where, and who else goes there."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from functools import cached_property

from tlvwa.portal.areas import keys
from tlvwa.portal.areas.gazetteer import Gazetteer
from tlvwa.portal.areas.model import AreaLevel

_FIRST_OF_MUNICIPAL = 9  # digits: a Verband acts for municipalities, and stands beside them
_KREIS = 5


class AreaTransition:
    """From one state of the areas to a later one, looked at from ``day`` on."""

    def __init__(self, before: Gazetteer, after: Gazetteer, day: date) -> None:
        self.before, self.after, self.day = before, after, day

    @cached_property
    def ended(self) -> Mapping[str, date]:
        """Each area that is to end, with its last day."""
        return {
            area.key: area.valid_to
            for area in self.after.areas()
            if area.valid_to is not None
            and self._known.get(area.key, area.valid_to) != area.valid_to
        }

    @cached_property
    def begun(self) -> frozenset[str]:
        """The areas that were not there before."""
        return frozenset(area.key for area in self.after.areas() if area.key not in self._known)

    @cached_property
    def went(self) -> Mapping[str, tuple[str, ...]]:
        """Each municipality of the earlier state -> those that stand for it on the day."""
        return {
            key: self.after.successors_on(key, self.day)
            for key in (area.key for area in self.before.areas(AreaLevel.GEMEINDE))
            if self.before.area(key).exists_on(self.day)
        }

    @cached_property
    def came(self) -> Mapping[str, frozenset[str]]:
        """Each place of the later state -> the earlier municipalities that went into it."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for old, news in self.went.items():
            for new in news:
                for place in self.after.ancestors(new):
                    found[place].add(old)
        return {place: frozenset(old) for place, old in found.items()}

    def parts(self, place: str) -> frozenset[str]:
        """The earlier municipalities under a place."""
        return frozenset(self.before.municipalities(place, self.day))

    def reached(self, place: str, target: str) -> tuple[str, ...]:
        """The later municipalities within ``target`` into which some of ``place`` went, sorted."""
        parts = self.parts(place)
        news = {new for old in parts for new in self.went.get(old, ())}
        return tuple(sorted(new for new in news if target in self.after.ancestors(new)))

    def whole(self, place: str) -> bool:
        """Whether all of a place went into one area."""
        return len(self.after.successors_on(place, self.day)) == 1

    def moved_whole(self, place: str, target: str) -> bool:
        """Whether ``target`` is the same under a new key: new, of one level, and nothing else in it."""
        alike = target in self.begun and len(place) == len(target)
        return alike and self.came.get(target) == self.parts(place)

    def heir(self, target: str) -> str:
        """The earlier municipality that goes on as the new one ``target``, for it keeps its AGS.

        Empty where there is none: then the new one is nobody's continuation.
        """
        if target not in self.begun or self.after.area(target).kind is not AreaLevel.GEMEINDE:
            return ""
        same = [key for key in self.came.get(target, ()) if keys.ags(key) == keys.ags(target)]
        return same[0] if len(same) == 1 else ""

    def was_over(self, area: str, place: str) -> bool:
        """Whether an office of ``area`` had ``place`` in it, or ``place`` was its own area."""
        return self.before.canonical_key(area) in self.before.ancestors(place)

    def is_over(self, area: str, target: str) -> bool:
        """Whether it has ``target`` in it now, or its area has become ``target``."""
        ladder = self.after.ancestors(target)
        return any(
            self.after.canonical_key(at) in ladder
            for at in self.after.successors_on(area, self.day)
        )

    @cached_property
    def _known(self) -> Mapping[str, date | None]:
        return {area.key: area.valid_to for area in self.before.areas()}


def area_level(place: str) -> int:
    """How near an administration stands: 2 municipal (Gemeinde or Verband), 1 Kreis, 0 above."""
    if len(place) >= _FIRST_OF_MUNICIPAL:
        return 2
    return 1 if len(place) >= _KREIS else 0
