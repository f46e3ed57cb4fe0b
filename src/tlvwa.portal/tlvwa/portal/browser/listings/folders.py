"""Display views of folders: everything in it as cards, and news by date."""

from plone import api
from plone.batching import Batch
from Products.Five.browser import BrowserView

from tlvwa.portal.browser.listings.brains import brain_card, day_of
from tlvwa.portal.common.request_params import LARGEST_START, whole_number

PAGE = 20
TEXT_VARIANT = "tlvwa.portal.TextVariant"


class CardsView(BrowserView):
    """What lies in a folder, as cards in the editors' order."""

    @property
    def tiles(self):
        """The cards; the folder's own text variants, and what is kept out of the navigation, are left out."""
        found = api.portal.get_tool("portal_catalog")(
            path={"query": "/".join(self.context.getPhysicalPath()), "depth": 1},
            exclude_from_nav=False,
            sort_on="getObjPositionInParent",
        )
        return [brain_card(brain) for brain in found if brain.portal_type != TEXT_VARIANT]


class NewsView(BrowserView):
    """The news in a folder, latest first, paged."""

    page_size = PAGE

    @property
    def batch(self):
        """The page asked for."""
        found = api.portal.get_tool("portal_catalog")(
            path="/".join(self.context.getPhysicalPath()),
            portal_type="News Item",
            sort_on="effective",
            sort_order="descending",
        )
        return Batch(found, PAGE, whole_number(self.request.form, "b_start", 0, LARGEST_START))

    def card(self, brain):
        """One piece of news."""
        return brain_card(brain) | {"day": day_of(brain)}

    def url(self, start):
        """The address of another page."""
        return f"{self.request['ACTUAL_URL']}?b_start={start}"
