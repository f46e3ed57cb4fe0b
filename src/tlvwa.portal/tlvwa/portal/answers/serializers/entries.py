"""The shape of answers and of their reasons as JSON-ready values (spec:responsible-shape)."""

from typing import NotRequired, TypedDict

# Names with other characters than those of identifiers, and words of Python, need the form of a call.
Reference = TypedDict("Reference", {"@id": str, "UID": str, "title": str})


class AreaReference(TypedDict):
    """Key, name and kind of an area."""

    key: str
    name: str
    kind: str


class PlaceEntry(AreaReference):
    """The location of an answer: an area or a postal code, with the areas above it."""

    path: list[AreaReference]


class AreaItem(PlaceEntry):
    """An area as an item of a list."""

    label: str
    postal_codes: list[str]
    valid_from: str | None
    valid_to: str | None


class DissolvedEntry(TypedDict):
    """What became of an area that does not exist on the day asked for."""

    area: AreaReference
    now: list[AreaReference]
    since: str | None
    until: int | None
    law: str
    unknown: list[AreaReference]
    text: str


class AddressEntry(TypedDict):
    """A postal address."""

    street: str
    addition: str
    postal_code: str
    town: str


class MunicipalityEntry(AreaReference):
    """The municipality for which an office acts, and a sentence that says so."""

    text: str


class OfficeReference(Reference):
    """An office with nothing but its name and for whom it acts."""

    on_behalf_of: MunicipalityEntry | None
    example: bool


class PhoneEntry(TypedDict):
    """A telephone number, whose it is, and its ``tel:`` address; that is empty if nobody can read it."""

    number: str
    label: str
    url: str


class ContactSourceEntry(TypedDict):
    """Source and day of a piece of contact data; an empty source is the site's own editors."""

    piece: str
    source: str
    as_of: str | None
    url: str
    text: str
    overdue: bool


class SubstituteEntry(Reference):
    """An authority whose contact data serve an office that has none: of a piece, all that it has."""

    piece: str
    phones: list[PhoneEntry]
    emails: list[str]


class OfficeEntry(OfficeReference):
    """An office of an answer."""

    role: str
    address: AddressEntry
    phone: str
    email: str
    phones: list[PhoneEntry]
    opening_hours: dict[str, object] | None
    opening_hours_osm: str
    url: str
    appointment_url: str
    number_115: str
    substitutes: list[SubstituteEntry]
    contact_sources: list[ContactSourceEntry]


class OnlineEntry(Reference):
    """An online service or a form of an answer."""

    description: str
    url: str
    provider: str
    format: str


class RefusalEntry(TypedDict):
    """A record by which a service is not offered or referred; without an office it names nobody."""

    effect: str
    reason: str
    legal_basis: str
    office: OfficeEntry | None


class ServiceEntry(Reference):
    """The service of an answer."""

    description: str
    leika_keys: list[str]


class LocalityEntry(TypedDict):
    """A village or Ortsteil, with the key of its municipality."""

    name: str
    key: str


class QuestionOptionEntry(TypedDict):
    """One possible reply: its parameters are those of the next query.

    Of a place: the municipalities with this answer, their villages that have the postal code asked for,
    and the titles of the offices that would answer.
    """

    label: str
    parameters: dict[str, str]
    places: list[AreaReference]
    localities: list[LocalityEntry]
    offices: list[str]


class QuestionEntry(TypedDict):
    """A question with its possible replies; ``doubt`` says why a reply that was given does not decide."""

    kind: str
    name: str
    label: str
    help: str
    input: str | None
    doubt: str | None
    options: list[QuestionOptionEntry]


class StepEntry(TypedDict):
    """One step of the explanation; days are in ISO 8601."""

    step: int
    outcome: str
    code: str
    reason: str
    role: str | None
    area: AreaReference | None
    authority: Reference | None
    legal_basis: str
    valid_from: str | None
    valid_to: str | None
    confirmed_on: str | None


AnswerParameters = dict[str, str]  # the parameters that lead to an answer again
# The first and the last day of an answer, ``None`` if open or not known; and of what is known at all.
ValidEntry = TypedDict(
    "ValidEntry",
    {
        "from": str | None,
        "to": str | None,
        "known_since": str | None,
        "known_until": str | None,
    },
)
AnnouncementEntry = TypedDict(
    "AnnouncementEntry",
    {
        "from": str | None,
        "until": str | None,
        "status": str,
        "text": str,
        "offices": list[Reference],
    },
)
# Whom to ask where nobody is responsible; which keys there are depends on the kind.
FallbackEntry = TypedDict(
    "FallbackEntry",
    {
        "kind": str,
        "title": str,
        "text": NotRequired[str],
        "@id": NotRequired[str],
        "html": NotRequired[str],
        "area": NotRequired[AreaReference],
        "phone": NotRequired[str],
    },
)


class CertaintyEntry(TypedDict):
    """How sure an answer is: a ``Certainty``, in words, by which check, and how to make sure."""

    level: str
    text: str
    checked_on: str | None
    source: str
    way_to_check: str


class AnswerEntry(TypedDict):
    """A whole answer, with its explanation."""

    status: str
    derived: bool
    certainty: CertaintyEntry | None
    service: ServiceEntry | None
    place: PlaceEntry | None
    date: str
    offices: list[OfficeEntry]
    refusals: list[RefusalEntry]
    contact_points: list[OfficeEntry]
    online_services: list[OnlineEntry]
    forms: list[OnlineEntry]
    question: QuestionEntry | None
    explanation: list[StepEntry]
    valid: ValidEntry
    announcements: list[AnnouncementEntry]
    became: DissolvedEntry | None
    fallback: FallbackEntry | None
    permalink: str
    journal: int


class LadderLevelEntry(AreaReference):
    """An area of the ladder, and whether the rule that decides is one of it."""

    label: str
    decides: bool


class ComparedEntry(TypedDict):
    """The hash that was cited, and whether it is still the same."""

    stand: str
    same: bool


class ReasonEntry(TypedDict):
    """The reason of an answer, to be cited (spec:reason)."""

    status: str
    derived: bool
    certainty: CertaintyEntry | None
    service: ServiceEntry | None
    place: PlaceEntry | None
    date: str
    question: QuestionEntry | None
    valid: ValidEntry
    became: DissolvedEntry | None
    sentence: str
    offices: list[OfficeReference]
    refusals: list[RefusalEntry]
    won: list[StepEntry]
    lost: list[StepEntry]
    areas: list[LadderLevelEntry]
    supervising: list[Reference]
    changes: list[str]
    announcements: list[AnnouncementEntry]
    permalink: str
    finder: str
    hash: str | None
    compared: ComparedEntry | None
    version: str
    journal: int
