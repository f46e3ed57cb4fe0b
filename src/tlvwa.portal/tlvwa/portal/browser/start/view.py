"""The start page: the finder first, then portals, campaigns, news and sections."""

from plone import api
from Products.Five.browser import BrowserView
from zope.interface import implementer

from tlvwa.portal.answers.pages.search_form import SearchForm
from tlvwa.portal.browser.listings.brains import brain_card, day_of
from tlvwa.portal.content.campaign.tiles import campaign_tiles
from tlvwa.portal.content.portal.cards import portal_cards
from tlvwa.portal.interfaces import IPublicPage

MOST_CAMPAIGNS, MOST_NEWS = 6, 3


@implementer(IPublicPage)
class StartView(BrowserView):
    """Shows the contents of its folder without loading them."""

    form = SearchForm()

    @property
    def portals(self):
        """The portals, one for each audience."""
        return portal_cards(self.context, self.request)

    @property
    def campaigns(self):
        """The campaigns of today."""
        return campaign_tiles(self.context, self.request, MOST_CAMPAIGNS)

    @property
    def news(self):
        """The latest news."""
        brains = self._brains(portal_type="News Item", sort_on="effective", sort_order="descending",
                            sort_limit=MOST_NEWS)  # fmt: skip
        return [brain_card(brain) | {"day": day_of(brain)} for brain in brains[:MOST_NEWS]]

    @property
    def sections(self):
        """The other sections: folders and signposts in the navigation."""
        brains = self._brains(
            depth=1,
            portal_type=["Folder", "tlvwa.portal.Signpost"],
            exclude_from_nav=False,
            sort_on="getObjPositionInParent",
        )
        return [brain_card(brain) for brain in brains]

    def _brains(self, depth=-1, **query):
        path = {"query": "/".join(self.context.getPhysicalPath()), "depth": depth}
        return api.portal.get_tool("portal_catalog")(path=path, **query)
