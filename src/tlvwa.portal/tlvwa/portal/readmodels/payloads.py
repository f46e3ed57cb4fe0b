"""What the read models keep of an object, in plain values: enough to answer and to list."""

from dataclasses import dataclass, field
from datetime import date

from tlvwa.portal.finder.records import Record, ServiceDefinition
from tlvwa.portal.openinghours import OpeningHours


@dataclass(frozen=True, slots=True)
class Address:
    """A German postal address; empty where it is not known."""

    street: str = ""
    addition: str = ""
    postal_code: str = ""
    town: str = ""


@dataclass(frozen=True, slots=True)
class CriterionText:
    """The words of a criterion: help with the question, and a label for each option."""

    help: str = ""
    options: tuple[tuple[str, str], ...] = ()

    def label(self, value: str) -> str:
        """What people read for a value; the value itself where it has no label."""
        return dict(self.options).get(value, value)


@dataclass(frozen=True, slots=True)
class ServicePayload:
    """A service: its definition for the finder, and what lists and search show of it.

    ``laws`` are the provisions it rests on, ``words`` what its text modules say, without markup,
    ``links`` the addresses elsewhere that they and the provisions name (so in other payloads, too);
    ``facts`` is a digest of costs, deadlines and durations, which tells whether they changed.
    ``reviewed`` and ``imported`` tell an import what it may write; see ``exchange.leika_import``.
    """

    definition: ServiceDefinition
    description: str = ""
    leika_name: str = ""
    synonyms: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    leika_type: str = ""
    laws: tuple[str, ...] = ()
    words: str = field(default="", repr=False)
    facts: str = ""
    fallback: str = ""
    criterion_texts: tuple[tuple[str, CriterionText], ...] = ()
    reviewed: bool = True
    imported: tuple[tuple[str, str], ...] = ()
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AuthorityPayload:
    """An authority: what an answer and a list show of it.

    ``further_areas`` are those it also acts for; ``editors`` the ids of the users and groups that have
    the role Kommunalredaktion on it.
    """

    kind: str = ""
    area: str = ""
    supervising: bool = False
    description: str = ""
    notice: str = ""
    address: Address = Address()
    phones: tuple[tuple[str, str], ...] = ()  # number, label
    emails: tuple[str, ...] = ()
    website: str = ""
    hours: OpeningHours | None = None
    hours_note: str = ""
    accessibility: str = ""
    public_transport: str = ""
    point: tuple[float, float] | None = None
    synonyms: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    further_areas: tuple[str, ...] = ()
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ResponsibilityPayload:
    """A responsibility: its record (without holder and publication), the services and the areas."""

    record: Record
    services: tuple[str, ...]
    areas: tuple[str, ...]
    example: bool = False


@dataclass(frozen=True, slots=True)
class SpecialisationPayload:
    """A specialisation: for which service, where, when, and which modules it adds to or replaces."""

    service: str
    areas: tuple[str, ...]
    modules: tuple[str, ...] = ()
    replaces: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    example: bool = False
    links: tuple[str, ...] = ()

    def valid_on(self, day: date) -> bool:
        """Whether it is law on a day; both its days belong to it."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )


@dataclass(frozen=True, slots=True)
class OnlinePayload:
    """An online service or a form: where it is, and by whom."""

    url: str = ""
    provider: str = ""
    description: str = ""
    trust_level: str = ""
    file_format: str = ""
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FilePayload:
    """A file of a publication; ``address`` is relative to it, ``size`` in bytes, 0 pages: not known."""

    address: str
    format: str
    size: int
    pages: int = 0
    title: str = ""
    media_type: str = ""


@dataclass(frozen=True, slots=True)
class PublicationPayload:
    """A publication: what lists, feeds and catalogues show of it, and what facets count.

    ``publisher``, ``replaces`` and ``services`` are UIDs; ``modified`` is a moment in ISO 8601.
    ``withdrawn`` marks one that is still published but no longer in force.
    """

    kind: str = ""
    subtitle: str = ""
    description: str = ""
    number: str = ""
    series: str = ""
    issued: date | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    publisher: str = ""
    authors: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    language: str = ""
    isbn: str = ""
    issn: str = ""
    replaces: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    files: tuple[FilePayload, ...] = ()
    cover: tuple[int, int] | None = None  # width and height in pixels
    accessible: bool = False
    orderable: bool = False
    withdrawn: bool = False
    withdrawn_on: date | None = None
    notice: str = ""
    modified: str = ""
    links: tuple[str, ...] = ()

    @property
    def named(self) -> frozenset[str]:
        """The UIDs of what it names."""
        return frozenset(filter(None, (self.publisher, *self.replaces, *self.services)))


@dataclass(frozen=True, slots=True)
class FundingPayload:
    """A funding programme: what its list shows; periods as ``(label, opens, closes)``."""

    description: str = ""
    periods: tuple[tuple[str, date | None, date | None], ...] = ()
    rate: float | None = None  # percent
    ceiling: int | None = None  # euros
    directive: str = ""
    publications: tuple[str, ...] = ()
    team: str = ""
    notice: str = ""
    application_target: str = ""
    links: tuple[str, ...] = ()

    @property
    def named(self) -> frozenset[str]:
        """The UIDs of what it names."""
        named = (self.directive, self.team, self.application_target, *self.publications)
        return frozenset(filter(None, named))


@dataclass(frozen=True, slots=True)
class VariantPayload:
    """A text variant: the language (its tag) in which it tells what the object around it tells."""

    language: str
    description: str = ""
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PagePayload:
    """A page, a news item, an event or a form: what the search finds of it, without markup."""

    description: str = ""
    words: str = field(default="", repr=False)
    language: str = ""
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CampaignPayload:
    """A campaign: what its tile shows, and where it leads: a service's UID, an address, or its own page."""

    description: str = ""
    service: str = ""
    link: str = ""
    has_image: bool = False
    image_alt: str = ""
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PortalPayload:
    """A portal: what its card shows, and for whom it is."""

    description: str = ""
    audience: str = ""
    links: tuple[str, ...] = ()


Payload = (
    ServicePayload
    | AuthorityPayload
    | ResponsibilityPayload
    | SpecialisationPayload
    | OnlinePayload
    | PublicationPayload
    | FundingPayload
    | VariantPayload
    | CampaignPayload
    | PortalPayload
    | PagePayload
)


@dataclass(frozen=True, slots=True)
class Node:
    """One content object: where it is, who may see it, and its payload if it is one of ours.

    ``public`` says whether anonymous visitors have the permission to view it; ``effective`` and
    ``expires`` are days in Europe/Berlin (shown from the first, no longer on the second).
    """

    uid: str
    path: str
    portal_type: str
    title: str
    public: bool
    effective: date | None = None
    expires: date | None = None
    payload: Payload | None = field(default=None)

    @property
    def parent_path(self) -> str:
        """The path of the container."""
        return self.path.rpartition("/")[0]
