"""Payload of an online service: what the read models hold of it."""

from zope.component import adapter
from zope.interface import implementer

from tlvwa.portal.content.online_service.schema import IOnlineService, OnlineService
from tlvwa.portal.content.texts import links_in, text
from tlvwa.portal.readmodels.nodes import IPayload
from tlvwa.portal.readmodels.payloads import OnlinePayload


@implementer(IPayload)
@adapter(IOnlineService)
def online_service_payload(online: OnlineService) -> OnlinePayload:
    """Return address, provider and description of an online service."""
    return OnlinePayload(
        url=text(online.url),
        provider=text(online.provider),
        description=text(online.description),
        trust_level=text(online.trust_level),
        links=links_in(online.full_text),
    )
