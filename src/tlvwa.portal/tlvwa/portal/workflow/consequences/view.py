"""The consequences as a page of their own, and as a part of the forms that cause them."""

from dataclasses import fields

from plone.app.linkintegrity.browser.info import DeleteConfirmationInfo
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile

from tlvwa.portal.common.i18n import _
from tlvwa.portal.common.urls import url_of
from tlvwa.portal.content.authority.schema import IAuthority
from tlvwa.portal.interfaces import IPortalContent
from tlvwa.portal.ledger.impact.changes import removal_changes
from tlvwa.portal.ledger.impact.view import ImpactFragment
from tlvwa.portal.readmodels.follower import site_snapshot
from tlvwa.portal.readmodels.visibility import container_title, filter_for_editors
from tlvwa.portal.workflow.consequences.model import consequences

MOST = 20
HEADINGS = {
    "ending": _("Zuständigkeiten, die entfallen"),
    "pointing": _(
        "Zuständigkeiten anderer Behörden, die hierher verweisen und dann ins Leere führen"
    ),
    "naming": _("Zuständigkeiten, deren Leistung es dann nicht mehr gibt"),
    "derived": _("Leistungen, die hilfsweise von hier beantwortet werden und dann nicht mehr"),
    "local": _("Diese örtlichen Angaben zu Leistungen entfallen:"),
    "citing": _("Publikationen und Förderprogramme, die darauf verweisen"),
}


class ConsequencesView(BrowserView):
    """Shows what is lost when an object is removed; ``items`` if it is several."""

    fragment = ViewPageTemplateFile("fragment.pt")
    items = ()

    def __call__(self):
        """Return the page."""
        return self.index()

    def part(self, items=()):
        """Return the part of a page; empty if nothing is lost."""
        self.items = items
        return self.fragment() if self.groups else ""

    @property
    def groups(self):
        """What is lost, by kind: a heading, at most ``MOST`` objects, and the number of the others."""
        snapshot = site_snapshot()
        uids = {item.UID() for item in self.items or (self.context,)}
        losses = consequences(snapshot, uids)
        for field in fields(losses):
            nodes = getattr(losses, field.name)
            if nodes:
                yield self._group(HEADINGS[field.name], nodes)

    @property
    def may_hand_over(self):
        """Whether the records can be given to another authority here."""
        return not self.items and IAuthority.providedBy(self.context)

    def _group(self, heading, nodes):
        shown = filter_for_editors(list(nodes))[:MOST]
        return {
            "heading": heading,
            "count": len(nodes),
            "nodes": [
                {
                    "title": node.title,
                    "url": url_of(self.request, node),
                    "where": container_title(node),
                }
                for node in shown
            ],
            "more": len(nodes) - len(shown),
        }


class DeletionInfo(DeleteConfirmationInfo):
    """Shows broken links (Plone) and lost responsibilities before something is deleted."""

    def __call__(self, items=None):
        """Return both parts, for one object or for several chosen in a folder."""
        broken_links = super().__call__(items) or ""
        own_items = [item for item in items or [self.context] if IPortalContent.providedBy(item)]
        if not own_items:
            return broken_links
        snapshot = site_snapshot()
        effects = ImpactFragment(own_items[0], self.request).render_changes(
            removal_changes(snapshot, [o.UID() for o in own_items])
        )
        return (
            broken_links
            + ConsequencesView(own_items[0], self.request).part(own_items if items else ())
            + effects
        )
