"""The page of a portal: search form, most needed services, topics and online services."""

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
    """Shows content of the portal from the snapshot; only the portal itself is loaded."""

    @cached_property
    def _snapshot(self):
        return site_snapshot()

    @property
    def form(self):
        """The finder's form for the audience of the portal."""
        return SearchForm(self.context.audience)

    @property
    def text(self):
        """The sanitised text of the portal."""
        return html(self.context.full_text, self.context)

    @property
    def needed(self):
        """The public ones of the services that editors chose to come first."""
        nodes = self._public(self.context.needed_services)
        return [service_card(self._snapshot, node) for node in nodes]

    @property
    def online(self):
        """The public ones of the chosen online services and forms; each links to its own page."""
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
        """The topics with services for the audience, with their number and address."""
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
        """The tiles of the campaigns in the portal."""
        return campaign_tiles(self.context, self.request)
