"""What responsibility is made of: services and the records that speak of them (spec:record).

Identifiers are plain text (uids of content, keys of areas), days are ``date``. Days of law
(``valid_*``) are inclusive at both ends; moments of publication (``shown_*``) are the first day on
which something shows and the first on which it no longer does. ``None`` means open. See spec:days.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from .criteria import Criterion

_ONE_DAY = timedelta(days=1)


class Role(StrEnum):
    """What the target of a record is to the citizen (XZuFi roles 01 and 03; ours for the rest)."""

    RESPONSIBLE = "01"
    CONTACT_POINT = "03"
    ONLINE_SERVICE = "online_service"
    FORM = "form"


ROLES = tuple(Role)


class RecordEffect(StrEnum):
    """What a record says: this one is responsible, nobody offers it, or somebody else does (spec:refusal)."""

    RULE = "rule"
    NOT_OFFERED = "not_offered"
    REFERRED = "referred"


_NOT_OFFERED = RecordEffect.NOT_OFFERED  # a member looked up on its class is slow


class Sphere(StrEnum):
    """Whose task it is (ThürKO §§ 2, 3): the municipality's own, or one transferred to it."""

    OWN = "own"
    TRANSFERRED = "transferred"
    NONE = "none"


class ExpectedCoverage(StrEnum):
    """Where a service is expected to have an answer."""

    LAND = "land"
    FEDERAL = "federal"
    AREAS = "areas"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Record:
    """One responsibility: here this target, from day to day, under this criterion, by this law.

    ``target`` is the uid of an authority, online service or form; for a referral the authority
    referred to, and may be empty. ``holder`` is the uid of the authority that keeps the record,
    ``holder_area`` the key of that authority's own area. ``criterion`` names a criterion of the
    service and ``values`` those the record is for; without, it is for all the rest. A
    ``supervising`` record is explained, but never answers. An overlap with others is tolerated until
    ``overlap_until`` (inclusive), for ``overlap_reason``.
    """

    id: str
    role: Role
    effect: RecordEffect
    target: str
    holder: str
    holder_area: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    criterion: str = ""
    values: tuple[str, ...] = ()
    sphere: Sphere = Sphere.NONE
    supervising: bool = False
    legal_basis: str = ""
    reason: str = ""
    confirmed_on: date | None = None
    overlap_reason: str = ""
    overlap_until: date | None = None
    shown_from: date | None = None
    shown_to: date | None = None

    def valid_on(self, day: date) -> bool:
        """Whether the record is law on ``day``."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )

    def shown_on(self, today: date) -> bool:
        """Whether the record is public on ``today``."""
        return (self.shown_from is None or self.shown_from <= today) and (
            self.shown_to is None or today < self.shown_to
        )

    def excused_on(self, day: date) -> bool:
        """Whether an overlap with others is tolerated on ``day``."""
        return bool(self.overlap_reason and self.overlap_until and day <= self.overlap_until)

    @property
    def change_days(self) -> tuple[date, ...]:
        """The first day on which the record is law, and the first on which it no longer is."""
        start, last = self.valid_from, self.valid_to
        days = () if start is None else (start,)
        return days if last is None or last == date.max else (*days, last + _ONE_DAY)

    @property
    def says(self) -> tuple[RecordEffect, str]:
        """What two records have in common that say the same: the effect and whom it names."""
        return self.effect, "" if self.effect is _NOT_OFFERED else self.target


@dataclass(frozen=True, slots=True)
class ServiceDefinition:
    """What the finder needs to know of a service (Leistung).

    ``criteria`` stand in the order in which they are asked when they split equally well; ``parent``
    is the uid of a service that answers in its place, before the LeiKa hierarchy. ``has_fallback``
    tells that the service has a text for those to whom no office can be named. See spec:service.
    """

    uid: str
    leika_keys: tuple[str, ...] = ()
    coverage: ExpectedCoverage = ExpectedCoverage.NONE
    coverage_areas: tuple[str, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    parent: str = ""
    place_of_reference: str = ""
    has_fallback: bool = False
    shown_from: date | None = None
    shown_to: date | None = None

    def shown_on(self, today: date) -> bool:
        """Whether the service is public on ``today``."""
        return (self.shown_from is None or self.shown_from <= today) and (
            self.shown_to is None or today < self.shown_to
        )

    def criterion(self, name: str) -> Criterion | None:
        """The criterion of that name, if the service defines it."""
        return next((known for known in self.criteria if known.name == name), None)
