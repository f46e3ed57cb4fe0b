"""What a form is about: given by the page that leads to it, looked up on the server, by UID."""

from dataclasses import dataclass

from plone import api

from tlvwa.portal.common.clock import today
from tlvwa.portal.common.i18n import _
from tlvwa.portal.readmodels.follower import site_snapshot
from tlvwa.portal.readmodels.journal import site_journal
from tlvwa.portal.readmodels.payloads import AuthorityPayload, Node

LONGEST_ADDRESS = 500
LONGEST_SEARCH = 200
SEARCH, TEXT = "suche", "text"  # a parameter, and the field that begins with it


@dataclass(frozen=True, slots=True)
class FormSubject:
    """A kind of thing: its title, the parameter that names one by UID, and its content type.

    ``fills`` is the field that begins with it; without one, it goes into the fields that the form sets
    on the server: its title into one named like the parameter, its UID into the one with ``_id`` behind.
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
    """Who receives a message: an e-mail address (empty where the site has none), and a name."""

    email: str
    name: str


def named(about: FormSubject, request) -> Node | None:
    """What the request names, if the public may see it today; ``None`` for anything else."""
    uid = request.form.get(about.parameter)
    if not isinstance(uid, str) or not about.portal_type or site_journal() is None:
        return None
    snapshot = site_snapshot()
    node = snapshot.nodes.get(uid)
    known = node is not None and node.portal_type == about.portal_type
    return node if known and snapshot.is_public(uid, today()) else None


def page_address(about: FormSubject, request) -> str:
    """The address of a page of this site that the request names; else nothing."""
    address = request.form.get(about.parameter)
    if not isinstance(address, str) or len(address) > LONGEST_ADDRESS:
        return ""
    site = api.portal.get().absolute_url()
    return address if address == site or address.startswith(site + "/") else ""


def searched(request) -> str:
    """What somebody sought in vain before the form was opened, in bounds; nothing for anything else."""
    words = request.form.get(SEARCH)
    return " ".join(words[:LONGEST_SEARCH].split()) if isinstance(words, str) else ""


def authority_recipient(node: Node | None) -> Recipient | None:
    """The public address of an authority; ``None`` where it has none."""
    payload = node.payload if node is not None else None
    if not isinstance(payload, AuthorityPayload) or not payload.emails:
        return None
    return Recipient(payload.emails[0], node.title)


def central_recipient() -> Recipient:
    """The site's own address, from Plone's mail settings."""
    record = api.portal.get_registry_record
    name = record("plone.email_from_name", default="") or api.portal.get().Title()
    return Recipient(record("plone.email_from_address", default="") or "", name)
