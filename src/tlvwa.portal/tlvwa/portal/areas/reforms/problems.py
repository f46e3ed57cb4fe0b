"""The reasons why a plan cannot be applied or withdrawn, as codes; ``reforms.messages`` has their words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tlvwa.portal.areas.model import AreaError


class PlanProblemCode(StrEnum):
    """Why a plan cannot be applied (to ``LEVEL_WITHOUT_MUNICIPALITY``) or withdrawn (the others)."""

    NO_STEP = "no_step"
    LISTED_TWICE = "listed_twice"
    UNKNOWN_KEY = "unknown_key"
    OTHER_LEVEL = "other_level"
    MISSING_ON_EVE = "missing_on_eve"
    ENDS_ALREADY = "ends_already"
    BEGINS_ON_DAY = "begins_on_day"
    ONLY_INTO_ITSELF = "only_into_itself"
    MALFORMED_KEY = "malformed_key"
    WRONG_LEVEL = "wrong_level"
    NAME_MISSING = "name_missing"
    WITHOUT_ORIGIN = "without_origin"
    KEY_TAKEN = "key_taken"
    RECEIVES_AND_ENDS = "receives_and_ends"
    EXISTS_ALREADY = "exists_already"
    FITS_NO_VERBAND = "fits_no_verband"
    AREA_ABOVE_MISSING = "area_above_missing"
    SEVERAL_STEPS = "several_steps"
    LEVEL_WITHOUT_MUNICIPALITY = "level_without_municipality"

    AREAS_DIFFER = "areas_differ"
    CHANGED_SINCE = "changed_since"
    CEDES_SINCE = "cedes_since"
    AREA_GONE = "area_gone"
    IN_LATER_REGISTER = "in_later_register"


@dataclass(frozen=True, slots=True)
class PlanProblem:
    """One reason. ``step`` is the number of the step, from 1; 0 for the plan as a whole.

    ``key`` and ``name`` are those of the area, ``others`` the keys of further areas, ``day`` the day
    and ``count`` the number that the reason is about.
    """

    code: PlanProblemCode
    key: str = ""
    name: str = ""
    others: tuple[str, ...] = ()
    day: date | None = None
    count: int = 0
    step: int = 0

    def __str__(self) -> str:
        """The reason for a log: code and key."""
        return f"{self.code.value} {self.key}".rstrip()


class PlanRefused(AreaError, ValueError):
    """A plan cannot be applied or withdrawn, for the ``problems``."""

    def __init__(self, problems: Iterable[PlanProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(map(str, self.problems)))
