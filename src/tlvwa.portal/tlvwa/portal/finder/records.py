"""Services and the records of who is responsible for them, as plain values (spec:record).

Identifiers are plain text (uids of content, keys of areas), days are ``date``. Days of law
(``valid_*``) are inclusive at both ends; days of publication (``shown_*``) are the first day on
which something is public and the first on which it no longer is. ``None`` means open. See
spec:days.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tlvwa.portal.common.dates import ONE_DAY, in_window

from .criteria import Criterion


class Role(StrEnum):
    """What the target of a record is for the citizen (XZuFi roles 01 and 03, the others our own)."""

    RESPONSIBLE = "01"
    CONTACT_POINT = "03"
    ONLINE_SERVICE = "online_service"
    FORM = "form"


ROLES = tuple(Role)


class RecordEffect(StrEnum):
    """Whether the target is responsible, nobody offers the service, or another office does.

    See spec:refusal.
    """

    RULE = "rule"
    NOT_OFFERED = "not_offered"
    REFERRED = "referred"


# The kernel reads ``Record.says`` for every record of a decision; a look-up of an enum's member on
# its class is slow.
_NOT_OFFERED = RecordEffect.NOT_OFFERED


class Sphere(StrEnum):
    """Whose task it is (ThürKO §§ 2, 3): the municipality's own, or one transferred to it."""

    OWN = "own"
    TRANSFERRED = "transferred"
    NONE = "none"


class Agreement(StrEnum):
    """How an agreement between bodies gives a task to another one (ThürKGG; spec:agreement).

    It is delegated: the task itself moves; or mandated: the other body acts on behalf of the first.
    """

    NONE = "none"
    DELEGATING = "delegating"
    MANDATING = "mandating"


class Certainty(StrEnum):
    """How sure a record, or an answer, is; the surest first (spec:certainty)."""

    CONFIRMED = "confirmed"
    UNCONFIRMED = "unconfirmed"
    EXCEPTIONS_POSSIBLE = "exceptions_possible"


class ExpectedCoverage(StrEnum):
    """Where a service is expected to have an answer."""

    LAND = "land"
    FEDERAL = "federal"
    AREAS = "areas"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Record:
    """One responsibility: this target, in a period, under this criterion, by this law.

    ``target`` is the uid of an authority, online service or form; for a referral the authority
    referred to, which may be empty. ``holder`` is the uid of the authority in which the
    responsibility lies, ``holder_area`` the key of that authority's own area. ``criterion`` names a
    criterion of the service and ``values`` those the record is for; without a criterion, the record
    is for all the rest. A ``supervising`` record appears in the explanation, but never answers. An
    overlap with other records is tolerated until ``overlap_until`` (inclusive), for
    ``overlap_reason``.

    Of an ``agreement``, ``principal`` is the uid of the authority whose task it is, and
    ``principal_area`` the key of that authority's own area. ``known_since`` is the first day for
    which the record is known to be law, where the day on which it became law is not known. It was
    checked on ``confirmed_on`` against the source ``checked_against`` of the day ``source_date``.
    ``exceptions_possible`` says that not all exceptions from it are known; ``known_exceptions``
    tells those that are.
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
    checked_against: str = ""
    source_date: date | None = None
    exceptions_possible: bool = False
    known_exceptions: str = ""
    known_since: date | None = None
    agreement: Agreement = Agreement.NONE
    principal: str = ""
    principal_area: str = ""
    overlap_reason: str = ""
    overlap_until: date | None = None
    shown_from: date | None = None
    shown_to: date | None = None

    def valid_on(self, day: date) -> bool:
        """True if the record is law on ``day``."""
        # Written out, as in ``shown_on``: the kernel asks each record, and one more call costs it 8 %.
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )

    def shown_on(self, today: date) -> bool:
        """True if the record is public on ``today``."""
        return (self.shown_from is None or self.shown_from <= today) and (
            self.shown_to is None or today < self.shown_to
        )

    def is_overlap_tolerated_on(self, day: date) -> bool:
        """True if an overlap with other records is tolerated on ``day``."""
        return bool(self.overlap_reason and self.overlap_until and day <= self.overlap_until)

    @property
    def certainty(self) -> Certainty:
        """How sure the record is (spec:certainty)."""
        if self.exceptions_possible:
            return Certainty.EXCEPTIONS_POSSIBLE
        is_checked = self.confirmed_on is not None and bool(self.checked_against)
        return Certainty.CONFIRMED if is_checked else Certainty.UNCONFIRMED

    @property
    def change_days(self) -> tuple[date, ...]:
        """The first day on which the record is known to be law, and the first on which it is not."""
        start, last = self.valid_from or self.known_since, self.valid_to
        days = () if start is None else (start,)
        return days if last is None or last == date.max else (*days, last + ONE_DAY)

    @property
    def statement(self) -> tuple[RecordEffect, str]:
        """The record's statement, effect and target; equal for two records that say the same."""
        return self.effect, "" if self.effect is _NOT_OFFERED else self.target


@dataclass(frozen=True, slots=True)
class ServiceDefinition:
    """A service (Leistung) as the finder needs it.

    Of ``criteria`` that split equally well, the first is asked first. ``parent`` is the uid of a
    service that answers in place of this one, before the LeiKa hierarchy does. ``has_fallback`` is
    true if the service has a text for people to whom no office can be named. See spec:service.
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
        """True if the service is public on ``today``."""
        return in_window(today, self.shown_from, self.shown_to)

    def criterion(self, name: str) -> Criterion | None:
        """The criterion of that name, or None if the service does not define it."""
        return next((defined for defined in self.criteria if defined.name == name), None)
