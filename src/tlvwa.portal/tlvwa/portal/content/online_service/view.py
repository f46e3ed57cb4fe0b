"""The page of an online service."""

from Products.Five.browser import BrowserView

from tlvwa.portal.common.vocabularies import TRUST_LEVELS, label
from tlvwa.portal.content.texts import html


class OnlineServiceView(BrowserView):
    """Where it is, by whom, and how one has to identify oneself."""

    @property
    def text(self):
        """The description, sanitised."""
        return html(self.context.full_text)

    @property
    def trust_level(self):
        """The trust level, in words; empty where none is kept."""
        return label(TRUST_LEVELS, self.context.trust_level) if self.context.trust_level else ""
