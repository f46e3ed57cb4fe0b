"""The page of an online service."""

from Products.Five.browser import BrowserView

from tlvwa.portal.common.vocabularies import TRUST_LEVELS, label
from tlvwa.portal.content.texts import html


class OnlineServiceView(BrowserView):
    """Shows address, provider and trust level."""

    @property
    def text(self):
        """The sanitised description."""
        return html(self.context.full_text)

    @property
    def trust_level(self):
        """The label of the trust level; empty if there is none."""
        return label(TRUST_LEVELS, self.context.trust_level) if self.context.trust_level else ""
