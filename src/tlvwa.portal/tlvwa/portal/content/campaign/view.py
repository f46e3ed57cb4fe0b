"""The page of a campaign, for a tile that leads nowhere else."""

from Products.Five.browser import BrowserView

from tlvwa.portal.content.texts import html


class CampaignView(BrowserView):
    """Picture, text and link."""

    @property
    def text(self):
        """The text, sanitised."""
        return html(self.context.full_text)
