"""Nodes and payloads: what the read models keep of an object, in plain values.

They hold what answers and lists need, so that neither loads an object.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from tlvwa.portal.common.dates import in_period
from tlvwa.portal.finder.records import Record, ServiceDefinition
from tlvwa.portal.openinghours import OpeningHours


@dataclass(frozen=True, slots=True)
class Address:
    """A German postal address; unknown parts are empty."""

    street: str = ""
    addition: str = ""
    postal_code: str = ""
    town: str = ""


@dataclass(frozen=True, slots=True)
class ContactSource:
    """Where a piece of contact data comes from, and as of which day; both may be unknown.

    ``piece`` is a code of ``CONTACT_PIECES``. An empty ``source`` is the site's own editors.
    """

    piece: str
    source: str = ""
    as_of: date | None = None
    url: str = ""


@dataclass(frozen=True, slots=True)
class WebsiteTrial:
    """A web address made of a host's name, which the link check tries before it is used.

    ``failing_since`` is the first day on which it could not be reached, ``tried`` the last.
    """

    address: str
    source: ContactSource
    tried: date | None = None
    failing_since: date | None = None


@dataclass(frozen=True, slots=True)
class CriterionText:
    """The texts of a criterion: help with the question, and ``(value, label)`` for each option.

    ``words`` are the search words of an option as ``(value, words)``: who searches with one of them has
    given this reply already.
    """

    help: str = ""
    options: tuple[tuple[str, str], ...] = ()
    words: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def label(self, value: str) -> str:
        """Return the label of a value, or the value itself if it has none."""
        return dict(self.options).get(value, value)

    def phrases(self, value: str) -> tuple[str, ...]:
        """Return what somebody may say for a value: its label and its search words."""
        return (self.label(value), *dict(self.words).get(value, ()))


@dataclass(frozen=True, slots=True)
class ServicePayload:
    """A service: its definition for the finder, and what lists and search show of it.

    ``laws`` are its legal bases, ``words`` the text of its text modules without markup, ``links`` the
    external addresses in both (``links`` of other payloads likewise). ``facts`` is a digest of costs,
    deadlines and durations, by which a change of them is noticed. ``reviewed`` and ``imported`` decide
    what an import may write; see ``exchange.leika_import``.
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

    ``further_areas`` are the other areas it acts for; ``members`` the areas that make up a
    Zweckverband; ``editors`` the ids of the users and groups that
    have the role Kommunalredaktion on it. ``contact_proposals`` are source and day of the pieces that a
    newer source proposes to them.
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
    contact_sources: tuple[ContactSource, ...] = ()
    number_115: str = ""  # yes, no; empty where nobody has said whether it takes part
    appointment_url: str = ""
    contact_proposals: tuple[ContactSource, ...] = ()
    website_trial: WebsiteTrial | None = None
    hours: OpeningHours | None = None
    hours_note: str = ""
    corpus_christi: str = ""  # whether it is a public holiday at the seat, if the authority says so
    accessibility: str = ""
    public_transport: str = ""
    point: tuple[float, float] | None = None
    synonyms: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    further_areas: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    links: tuple[str, ...] = ()

    @property
    def contact_pieces(self) -> tuple[str, ...]:
        """The pieces of contact data (``CONTACT_PIECES``) that the authority has a value for."""
        address = self.address
        values = {
            "address": address.street or address.addition or address.postal_code or address.town,
            "phones": self.phones,
            "emails": self.emails,
            "website": self.website,
            "opening_hours": self.hours is not None,
        }
        return tuple(piece for piece, value in values.items() if value)

    def contact_source(self, piece: str) -> ContactSource | None:
        """Return what is known of the source of a piece; ``None`` for nothing."""
        return next((source for source in self.contact_sources if source.piece == piece), None)


@dataclass(frozen=True, slots=True)
class ResponsibilityPayload:
    """A responsibility: its record (without holder and days of publication), services and areas.

    ``area_status`` stands in the place of areas: all municipalities that have the status.
    """

    record: Record
    services: tuple[str, ...]
    areas: tuple[str, ...]
    example: bool = False
    area_status: str = ""


@dataclass(frozen=True, slots=True)
class SpecialisationPayload:
    """A specialisation: its service, areas, period, and the modules that it adds to or replaces."""

    service: str
    areas: tuple[str, ...]
    modules: tuple[str, ...] = ()
    replaces: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    example: bool = False
    links: tuple[str, ...] = ()

    def valid_on(self, day: date) -> bool:
        """Whether the specialisation is law on ``day``; both days of its period belong to it."""
        return in_period(day, self.valid_from, self.valid_to)


@dataclass(frozen=True, slots=True)
class OnlinePayload:
    """An online service or a form: its address, provider and description."""

    url: str = ""
    provider: str = ""
    description: str = ""
    trust_level: str = ""
    file_format: str = ""
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FilePayload:
    """A file of a publication: ``address`` relative to it, ``size`` in bytes, 0 ``pages`` if unknown."""

    address: str
    format: str
    size: int
    pages: int = 0
    title: str = ""
    media_type: str = ""


@dataclass(frozen=True, slots=True)
class PublicationPayload:
    """A publication: what lists, feeds and catalogues show of it, and what facets count.

    ``publisher``, ``replaces`` and ``services`` are UIDs; ``modified`` is a time in ISO 8601.
    ``withdrawn`` marks a publication that is still public but no longer in force, ``unread`` one with a
    file that was too costly to read and may be tried again.
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
    unread: bool = False
    notice: str = ""
    modified: str = ""
    links: tuple[str, ...] = ()

    @property
    def referenced_uids(self) -> frozenset[str]:
        """The UIDs of the objects that it names."""
        return frozenset(filter(None, (self.publisher, *self.replaces, *self.services)))


@dataclass(frozen=True, slots=True)
class FundingPayload:
    """A funding programme: what its list shows; periods are ``(label, opens, closes)``."""

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
    def referenced_uids(self) -> frozenset[str]:
        """The UIDs of the objects that it names."""
        named = (self.directive, self.team, self.application_target, *self.publications)
        return frozenset(filter(None, named))


@dataclass(frozen=True, slots=True)
class VariantPayload:
    """A text variant of the object that contains it; ``language`` is a language tag."""

    language: str
    description: str = ""
    links: tuple[str, ...] = ()
    synonyms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PagePayload:
    """A page, news item, event or form: the texts that the search finds, without markup."""

    description: str = ""
    words: str = field(default="", repr=False)
    language: str = ""
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CampaignPayload:
    """A campaign: what its tile shows, and its target: a service (UID), a link, or its own page."""

    description: str = ""
    service: str = ""
    link: str = ""
    has_image: bool = False
    image_alt: str = ""
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PortalPayload:
    """A portal: what its card shows, and its audience."""

    description: str = ""
    audience: str = ""
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UnreadablePayload:
    """An object that could not be read; it is in no model but named for editors, with the ``reason``."""

    reason: str


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
    | UnreadablePayload
)


@dataclass(frozen=True, slots=True)
class Node:
    """One content object: its place in the site, who may see it, and the payload of its type.

    ``public`` is whether anonymous visitors have the permission to view it. ``effective`` and
    ``expires`` are days in Europe/Berlin: it is shown from the first, and no longer on the second.
    Content of other types has no payload.
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


PayloadT = TypeVar("PayloadT", bound=Payload)


def payload_of(node: Node, kind: type[PayloadT]) -> PayloadT:
    """Return the payload of a node whose type is known. Raises TypeError for another type."""
    if not isinstance(node.payload, kind):
        raise TypeError(f"{node.path} is no {kind.__name__}")
    return node.payload
