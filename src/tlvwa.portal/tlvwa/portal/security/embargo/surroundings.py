"""What is told of an object's surroundings: containers, neighbours, and what it refers to."""

from plone.restapi.interfaces import ISerializeToJsonSummary
from plone.restapi.serializer.summary import DefaultJSONSummarySerializer
from Products.CMFCore.interfaces import IContentish
from Products.CMFPlone.browser.navigation import PhysicalNavigationBreadcrumbs
from zope.component import adapter
from zope.interface import implementer

from tlvwa.portal.interfaces import IPortalLayer
from tlvwa.portal.security.embargo.public_now import is_reachable


@adapter(IContentish, IPortalLayer)
@implementer(ISerializeToJsonSummary)
class ReachableSummary(DefaultJSONSummarySerializer):
    """The summary in JSON of an object that Plone found without the catalog."""

    def __call__(self) -> dict[str, object]:
        """Return the summary; an empty one for what the visitor may not reach."""
        return super().__call__() if is_reachable(self.context) else {}


class ReachableBreadcrumbs(PhysicalNavigationBreadcrumbs):
    """The way to a page, without containers that the visitor may not reach."""

    def breadcrumbs(self) -> tuple[dict[str, object], ...]:
        """Return a crumb for each step, with ``Title`` and ``absolute_url``."""
        crumbs = super().breadcrumbs()
        return crumbs if is_reachable(self.context) else crumbs[:-1]
