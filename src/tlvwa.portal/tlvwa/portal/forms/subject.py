"""The subject of a form: named by UID by the page that links to it, and looked up on the server."""

from collections.abc import Mapping
from dataclasses import dataclass

from collective.easyform.interfaces import IFieldExtender
from plone import api
from zope.schema.interfaces import IField
from ZPublisher.HTTPRequest import HTTPRequest

from tlvwa.portal.common.clock import today
from tlvwa.portal.common.i18n import _
from tlvwa.portal.common.settings import central_name
from tlvwa.portal.readmodels.follower import site_snapshot
from tlvwa.portal.readmodels.journal import site_journal
from tlvwa.portal.readmodels.payloads import AuthorityPayload, Node

LONGEST_ADDRESS = 500
LONGEST_SEARCH = 200
SEARCH, TEXT = "suche", "text"  # a parameter, and the field that begins with it


@dataclass(frozen=True, slots=True)
class FormSubject:
    """A type of subject: its title, its parameter with a UID, and its content type.

    ``fills`` is the field that is prefilled with it. Without one, the server sets two fields of the
    form: the one named like the parameter to the title, and the one with the suffix ``_id`` to the
    UID.
    """

    title: str
    parameter: str
    portal_type: str = ""
    fills: str = ""


ABOUTS = {
    "authority": FormSubject(_("eine Behörde"), "behoerde", "tlvwa.portal.Authority"),
    "service": FormSubject(_("eine Leistung"), "leistung", "tlvwa.portal.Service"),
    "publication": FormSubject(
        _("Publikationen"), "publikation", "tlvwa.portal.Publication", "publikationen"
    ),
    "programme": FormSubject(
        _("ein Förderprogramm"), "programm", "tlvwa.portal.FundingProgramme", "programm"
    ),
    "page": FormSubject(_("eine Seite der Website"), "seite", fills="seite"),
}


@dataclass(frozen=True, slots=True)
class Recipient:
    """The recipient of a message: an e-mail address (empty if the site has none), and a name."""

    email: str
    name: str


def is_set_by_server(schema: Mapping[str, IField], name: str) -> bool:
    """Whether a form has a field that only the server sets."""
    return name in schema and bool(IFieldExtender(schema[name]).serverSide)


def accepted_subjects(
    about: FormSubject | None, schema: Mapping[str, IField]
) -> tuple[FormSubject, ...]:
    """Return the types of subjects that a form accepts.

    A form about a service is about an authority's own data, too, if it has the field for its UID.
    """
    if about is None:
        return ()
    authority = ABOUTS["authority"]
    takes_authority = is_set_by_server(schema, f"{authority.parameter}_id")
    return (about, authority) if about is ABOUTS["service"] and takes_authority else (about,)


def requested_node(about: FormSubject, request: HTTPRequest) -> Node | None:
    """Return the node that the request names if it is public today; else ``None``."""
    uid = request.form.get(about.parameter)
    if not isinstance(uid, str) or not about.portal_type or site_journal() is None:
        return None
    snapshot = site_snapshot()
    node = snapshot.nodes.get(uid)
    is_known = node is not None and node.portal_type == about.portal_type
    return node if is_known and snapshot.is_public(uid, today()) else None


def page_address(about: FormSubject, request: HTTPRequest) -> str:
    """Return the address of a page of this site that the request names; else an empty text."""
    address = request.form.get(about.parameter)
    if not isinstance(address, str) or len(address) > LONGEST_ADDRESS:
        return ""
    site = api.portal.get().absolute_url()
    return address if address == site or address.startswith(site + "/") else ""


def failed_search(request: HTTPRequest) -> str:
    """Return the search that found nothing before the form was opened, limited in length; else empty."""
    words = request.form.get(SEARCH)
    return " ".join(words[:LONGEST_SEARCH].split()) if isinstance(words, str) else ""


def authority_recipient(node: Node | None) -> Recipient | None:
    """Return the public address of an authority; ``None`` if it has none."""
    if node is None or not isinstance(node.payload, AuthorityPayload) or not node.payload.emails:
        return None
    return Recipient(node.payload.emails[0], node.title)


def central_recipient() -> Recipient:
    """Return the site's own address from Plone's mail settings."""
    record = api.portal.get_registry_record
    return Recipient(record("plone.email_from_address", default="") or "", central_name())
