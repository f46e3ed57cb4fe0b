"""Display views of folders: contents as cards, and news by date."""

from functools import cached_property

from plone import api
from Products.Five.browser import BrowserView

from tlvwa.portal.browser.listings.brains import brain_card, day_of
from tlvwa.portal.common.paging import page_links, requested_page

PAGE = 20
TEXT_VARIANT = "tlvwa.portal.TextVariant"


class CardsView(BrowserView):
    """The contents of a folder as cards in the editors' order."""

    @property
    def tiles(self):
        """The cards, without text variants and without what is hidden from the navigation."""
        brains = api.portal.get_tool("portal_catalog")(
            path={"query": "/".join(self.context.getPhysicalPath()), "depth": 1},
            exclude_from_nav=False,
            sort_on="getObjPositionInParent",
        )
        return [brain_card(brain) for brain in brains if brain.portal_type != TEXT_VARIANT]


class NewsView(BrowserView):
    """The news in a folder, the latest first, in pages."""

    @cached_property
    def batch(self):
        """The page that the request asks for."""
        brains = api.portal.get_tool("portal_catalog")(
            path="/".join(self.context.getPhysicalPath()),
            portal_type="News Item",
            sort_on="effective",
            sort_order="descending",
        )
        return requested_page(brains, PAGE, self.request.form)

    def card(self, brain):
        """Return the card of a news item."""
        return brain_card(brain) | {"day": day_of(brain)}

    @property
    def pages(self):
        """The links to the pages before and after."""
        url = self.request["ACTUAL_URL"]
        return page_links(self.batch, lambda start: f"{url}?b_start={start}")
