"""The effects as a part of pages that cause them: a step of the workflow, a deletion, bulk changes."""

from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile

from tlvwa.portal.ledger.impact.effects import LedgerImpact
from tlvwa.portal.readmodels.follower import site_snapshot


class ImpactFragment(BrowserView):
    """What changes of nodes would do to the answers; nothing where they touch no record."""

    fragment = ViewPageTemplateFile("fragment.pt")

    def of(self, changes):
        """The part of a page, for changes by UID."""
        self.effects = LedgerImpact(site_snapshot(), changes)
        return self.fragment() if self.effects.touches else ""
