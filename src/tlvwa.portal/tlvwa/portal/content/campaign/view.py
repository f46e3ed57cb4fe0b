"""The page of a campaign, for a tile that points nowhere else."""

from Products.Five.browser import BrowserView

from tlvwa.portal.content.campaign.payload import campaign_payload
from tlvwa.portal.content.campaign.tiles import target_url
from tlvwa.portal.content.texts import html
from tlvwa.portal.readmodels.follower import site_snapshot


class CampaignView(BrowserView):
    """Shows picture, text and link."""

    @property
    def text(self):
        """The sanitised text."""
        return html(self.context.full_text, self.context)

    @property
    def target(self):
        """The address that the campaign points to; empty for none."""
        return target_url(site_snapshot(), campaign_payload(self.context))
