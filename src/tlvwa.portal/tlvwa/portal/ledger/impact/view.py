"""The impact as a part of other pages: of workflow transitions, deletions and bulk changes."""

from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile

from tlvwa.portal.ledger.impact.effects import LedgerImpact
from tlvwa.portal.readmodels.follower import site_snapshot


class ImpactFragment(BrowserView):
    """The part of a page that shows the impact of changes; empty if they touch no record."""

    fragment = ViewPageTemplateFile("fragment.pt")

    def render_changes(self, changes):
        """Return the part of the page for changes of nodes by UID."""
        self.effects = LedgerImpact(site_snapshot(), changes)
        return self.fragment() if self.effects.touches else ""
