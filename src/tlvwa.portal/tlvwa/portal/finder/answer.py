"""What the resolver answers: identifiers only, no texts for people (spec:answer).

All of it is immutable. What a face shows beside it (titles, addresses) it looks up by identifier.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from .criteria import CriterionKind, Fact
from .decision import Decision
from .locations import Location
from .records import Record, Role


class Status(StrEnum):
    """How the question was answered."""

    ANSWERED = "answered"
    QUESTION = "question"
    CANDIDATES = "candidates"
    NOT_OFFERED = "not_offered"
    REFERRED = "referred"
    GAP = "gap"


class NamedOffice(NamedTuple):
    """One target with the record that names it; of a refusal the target may be empty.

    ``on_behalf_of`` is the key of the municipality the office acts for, if it does (ThürKO §§ 47,
    51). ``derived`` tells that the record is one of a parent service.
    """

    target: str
    record: Record
    role: Role
    on_behalf_of: str | None = None
    derived: bool = False


class QuestionKind(StrEnum):
    """What is asked for."""

    SERVICE = "service"
    PLACE = "place"
    CRITERION = "criterion"


class QuestionOption(NamedTuple):
    """One possible reply.

    ``label`` is the uid of a service, the key of an area, or the value of a criterion as written.
    ``parameters`` are to be sent with the next question: ``service``, ``area``, or, of a criterion,
    one entry for the facts. ``places`` are the municipalities that share the answer: each of them
    may be sent as ``area``. ``rest`` marks what no record names.
    """

    label: str
    parameters: Mapping[str, str]
    places: tuple[str, ...] = ()
    rest: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """What has to be known to go on.

    Of a criterion ``name`` and ``label`` are the service's and ``input`` its kind; of a place
    ``label`` is the service's place of reference.
    """

    kind: QuestionKind
    name: str
    label: str
    options: tuple[QuestionOption, ...]
    input: CriterionKind | None = None


class FallbackKind(StrEnum):
    """The way on where nobody is responsible."""

    FEDERAL = "federal"
    SERVICE = "service"
    DISTRICT = "district"
    CENTRAL_NUMBER = "115"


class Fallback(NamedTuple):
    """A way on: the federal body's uid, the service's uid or the district's key."""

    kind: FallbackKind
    authority: str = ""
    service: str = ""
    area: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer for one service, place and day.

    ``service`` is None while a shared LeiKa key waits for a choice. ``municipalities`` are those
    the place means on ``day``. ``offices`` are responsible; ``refusals`` say that it is not offered
    or to whom it is referred. ``valid`` are the first and last day of the same answer, None if
    open. ``facts`` are personal: they are neither shown nor logged. ``decision`` is what the kernel
    decided for the first municipality, kept for the explanation.
    """

    status: Status
    service: str | None
    place: Location
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
    fallback: Fallback | None = None
    facts: Mapping[str, Fact] = field(default_factory=dict, repr=False)
    decision: Decision | None = field(default=None, repr=False, compare=False)
