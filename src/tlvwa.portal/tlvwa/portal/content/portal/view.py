"""The page of a portal: search, what is needed most, situations, what can be done online."""

from functools import cached_property

from Products.Five.browser import BrowserView

from tlvwa.portal.answers.pages.search_form import SearchForm
from tlvwa.portal.answers.queries.service_search import (
    ServiceFilters,
    find_services,
    topic_facet,
)
from tlvwa.portal.answers.texts.localized import service_card
from tlvwa.portal.common.clock import today
from tlvwa.portal.common.i18n import content_language
from tlvwa.portal.common.urls import url_of
from tlvwa.portal.content.campaign.tiles import campaign_tiles
from tlvwa.portal.content.texts import html
from tlvwa.portal.readmodels.follower import site_snapshot


class PortalView(BrowserView):
    """Everything from the read models; only the portal itself is loaded."""

    @cached_property
    def _snapshot(self):
        return site_snapshot()

    @property
    def form(self):
        """The finder's form for the portal's audience."""
        return SearchForm(self.context.audience)

    @property
    def text(self):
        """The portal's text, sanitised."""
        return html(self.context.full_text, self.context)

    @property
    def needed(self):
        """The services that editors put first, as far as they are public."""
        nodes = self._public(self.context.needed_services)
        return [service_card(self._snapshot, node) for node in nodes]

    @property
    def online(self):
        """Online services and forms, as far as they are public: each leads to its own page."""
        return [
            {"title": node.title, "text": node.payload.description,
             "url": url_of(self.request, node), "language": content_language()}
            for node in self._public(self.context.online_services)
        ]  # fmt: skip

    def _public(self, uids):
        snapshot, day = self._snapshot, today()
        return [snapshot.nodes[uid] for uid in uids or () if snapshot.is_public(uid, day)]

    @property
    def situations(self):
        """The topics that have services for the audience, each with their number and its page."""
        documents = find_services(
            self._snapshot, "", ServiceFilters(audience=self.context.audience)
        )
        url = self.context.absolute_url()
        return [
            topic | {"url": f"{url}/thema/{topic['value']}"}
            for topic in topic_facet(documents.documents)
        ]

    @property
    def campaigns(self):
        """The campaigns in the portal."""
        return campaign_tiles(self.context, self.request)
