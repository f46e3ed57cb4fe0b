"""The answer of the resolver: identifiers, codes and days, no texts for people (spec:answer).

All of it is immutable. Entry points look up titles and addresses by identifier.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from tlvwa.portal.common.dates import in_period

from .certainty import Assurance
from .criteria import CriterionKind, Fact
from .decision import Decision
from .locations import Location
from .records import Record, Role


class Status(StrEnum):
    """The result of a query."""

    ANSWERED = "answered"
    QUESTION = "question"
    CANDIDATES = "candidates"
    NOT_OFFERED = "not_offered"
    REFERRED = "referred"
    GAP = "gap"


class NamedOffice(NamedTuple):
    """One target with the record that names it; of a refusal, the target may be empty.

    ``on_behalf_of`` is the key of the municipality that the office acts for, if it does (ThürKO
    §§ 47, 51). ``derived`` is true if the record is one of a parent service.
    """

    target: str
    record: Record
    role: Role
    on_behalf_of: str | None = None
    derived: bool = False


class QuestionKind(StrEnum):
    """What a question asks for."""

    SERVICE = "service"
    PLACE = "place"
    CRITERION = "criterion"


class Doubt(StrEnum):
    """Why a reply that was given does not decide its criterion."""

    SIMILAR = "similar"  # the street is like streets that records name
    STREET = "street"  # the street is missing or was not read
    NUMBER = "number"  # the house number is missing, or several numbers have different answers
    LETTER = "letter"  # the name may be filed under several letters


class QuestionOption(NamedTuple):
    """One possible reply.

    ``label`` is the uid of a service, the key of an area, or the value of a criterion as written.
    ``parameters`` are for the next query: ``service``, ``area``, or, for a criterion, one entry of
    the facts. ``places`` are the municipalities that share the answer: each of them may be sent as
    ``area``. ``rest`` is true if the reply contains facts that no record names.
    """

    label: str
    parameters: Mapping[str, str]
    places: tuple[str, ...] = ()
    rest: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """What the resolver needs to know before it can answer.

    For a criterion, ``name`` and ``label`` are those of the criterion and ``input`` is its kind;
    ``doubt`` is set if a reply was given that does not decide. For a place, ``label`` is the service's
    place of reference.
    """

    kind: QuestionKind
    name: str
    label: str
    options: tuple[QuestionOption, ...]
    input: CriterionKind | None = None
    doubt: Doubt | None = None


class FallbackKind(StrEnum):
    """The kinds of a fallback where nobody is responsible (spec:gap)."""

    FEDERAL = "federal"
    SERVICE = "service"
    DISTRICT = "district"
    CENTRAL_NUMBER = "115"


class Fallback(NamedTuple):
    """Where to turn instead: the uid of a federal body, the uid of the service, or a district's key."""

    kind: FallbackKind
    authority: str = ""
    service: str = ""
    area: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer for one service, location and day.

    ``service`` is None if several services share the LeiKa key that was asked for. ``municipalities``
    are those that the place means on ``day``. ``offices`` are responsible; ``refusals`` are records
    by which the service is not offered or referred. ``valid`` are the first and last day of the same
    answer, None if open or not known. ``known`` are the first and last day for which anything is
    known, None if that is not limited; a day outside of them is a gap. ``lost`` are the areas of the place
    that have ended, and nobody knows where they went. ``assurance`` is how sure the
    offices or refusals are, None if there are none. ``facts`` are personal: they are neither shown
    nor logged. ``decision`` is the kernel's decision for the first municipality, for the explanation.
    """

    status: Status
    service: str | None
    location: Location
    day: date
    today: date
    municipalities: tuple[str, ...] = ()
    derived: bool = False
    offices: tuple[NamedOffice, ...] = ()
    refusals: tuple[NamedOffice, ...] = ()
    contact_points: tuple[NamedOffice, ...] = ()
    online_services: tuple[NamedOffice, ...] = ()
    forms: tuple[NamedOffice, ...] = ()
    supervising: tuple[NamedOffice, ...] = ()
    question: Question | None = None
    valid: tuple[date | None, date | None] = (None, None)
    known: tuple[date | None, date | None] = (None, None)
    lost: tuple[str, ...] = ()
    assurance: Assurance | None = None
    fallback: Fallback | None = None
    facts: Mapping[str, Fact] = field(default_factory=dict, repr=False)
    decision: Decision | None = field(default=None, repr=False, compare=False)

    @property
    def is_day_known(self) -> bool:
        """True if anything is known of the day (spec:known-days)."""
        return in_period(self.day, *self.known)

    @property
    def is_place_lost(self) -> bool:
        """True if it depends on where the place went, and nobody knows that (spec:unknown-successor)."""
        is_undecided = self.status is Status.GAP and self.decision is None
        return is_undecided and bool(self.lost) and self.is_day_known
