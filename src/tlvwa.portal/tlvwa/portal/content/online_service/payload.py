"""What the read models keep of an online service."""

from zope.component import adapter
from zope.interface import implementer

from tlvwa.portal.content.online_service.schema import IOnlineService
from tlvwa.portal.content.texts import links_in, text
from tlvwa.portal.readmodels.nodes import IPayload
from tlvwa.portal.readmodels.payloads import OnlinePayload


@implementer(IPayload)
@adapter(IOnlineService)
def online_service_payload(online):
    """Where it is, and by whom."""
    return OnlinePayload(
        url=text(online.url),
        provider=text(online.provider),
        description=text(online.description),
        trust_level=text(online.trust_level),
        links=links_in(online.full_text),
    )
