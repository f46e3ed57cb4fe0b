"""Payload of an authority: what the read models hold of it."""

import logging

from zope.component import adapter
from zope.interface import implementer

from tlvwa.portal.content.authority.contact_pieces import read_source
from tlvwa.portal.content.authority.contact_store import open_proposals, website_trial
from tlvwa.portal.content.authority.hours import stored_hours
from tlvwa.portal.content.authority.schema import Authority, IAuthority
from tlvwa.portal.content.texts import links_in, text, texts
from tlvwa.portal.openinghours import HoursError
from tlvwa.portal.readmodels.nodes import IPayload
from tlvwa.portal.readmodels.payloads import Address, AuthorityPayload

logger = logging.getLogger(__name__)

MUNICIPAL_EDITOR = "Kommunalredaktion"


@implementer(IPayload)
@adapter(IAuthority)
def authority_payload(authority: Authority) -> AuthorityPayload:
    """Return what answers and lists show of an authority."""
    return AuthorityPayload(
        kind=text(authority.kind),
        area=text(authority.area),
        supervising=bool(authority.supervising),
        description=text(authority.description),
        notice=text(authority.notice),
        address=Address(
            street=text(authority.street),
            addition=text(authority.address_addition),
            postal_code=text(authority.postal_code),
            town=text(authority.town),
        ),
        phones=tuple(
            (text(row["number"]), text(row.get("label")))
            for row in authority.phones or ()
            if row.get("number")
        ),
        emails=texts(authority.emails),
        website=text(authority.website),
        contact_sources=tuple(map(read_source, authority.contact_sources or ())),
        number_115=text(authority.number_115),
        appointment_url=text(authority.appointment_url),
        contact_proposals=tuple(offer.row for offer in open_proposals(authority)),
        website_trial=website_trial(authority),
        hours=_hours(authority),
        hours_note=text(authority.hours_note),
        corpus_christi=text(authority.corpus_christi),
        accessibility=text(authority.accessibility),
        public_transport=text(authority.public_transport),
        point=_point(authority),
        synonyms=texts(authority.synonyms),
        editors=_editors(authority),
        further_areas=texts(authority.further_areas),
        members=texts(authority.members),
        links=links_in(authority.full_text),
    )


def _editors(authority):
    """Return the principals with the local role of a municipal editor on this very authority."""
    local_roles = authority.get_local_roles()
    return tuple(sorted(principal for principal, roles in local_roles if MUNICIPAL_EDITOR in roles))


def _hours(authority):
    """Return the opening hours; ``None`` if there are none or their rows contradict each other."""
    # An exception would stop the whole object from being read, not only its hours.
    try:
        return stored_hours(authority)
    except HoursError as error:
        logger.warning("Opening hours of %s left out: %s", authority.absolute_url_path(), error)
        return None


def _point(authority):
    if authority.latitude is None or authority.longitude is None:
        return None
    return authority.latitude, authority.longitude
