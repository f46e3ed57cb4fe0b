"""Payload of a portal: what the read models hold of it."""

from zope.component import adapter
from zope.interface import implementer

from tlvwa.portal.content.portal.schema import IPortal, Portal
from tlvwa.portal.content.texts import links_in, text
from tlvwa.portal.readmodels.nodes import IPayload
from tlvwa.portal.readmodels.payloads import PortalPayload


@implementer(IPayload)
@adapter(IPortal)
def portal_payload(portal: Portal) -> PortalPayload:
    """Return what the card of a portal on the start page shows."""
    return PortalPayload(
        description=text(portal.description),
        audience=text(portal.audience),
        links=links_in(portal.full_text),
    )
