"""Payload of a campaign: what the read models hold of it."""

from zope.component import adapter
from zope.interface import implementer

from tlvwa.portal.content.campaign.schema import Campaign, ICampaign
from tlvwa.portal.content.texts import links_in, text
from tlvwa.portal.readmodels.nodes import IPayload
from tlvwa.portal.readmodels.payloads import CampaignPayload


@implementer(IPayload)
@adapter(ICampaign)
def campaign_payload(campaign: Campaign) -> CampaignPayload:
    """Return what the tile of a campaign shows."""
    return CampaignPayload(
        description=text(campaign.description),
        service=text(campaign.service),
        link=text(campaign.link),
        has_image=campaign.image is not None,
        image_alt=text(campaign.image_alt),
        links=links_in(campaign.full_text),
    )
