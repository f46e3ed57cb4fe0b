"""The page of a topic in a portal: its services in pages, without loading objects."""

from Products.Five.browser import BrowserView
from zExceptions import NotFound
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse

from tlvwa.portal.answers.queries.service_search import ServiceFilters, find_services
from tlvwa.portal.answers.texts.localized import service_card
from tlvwa.portal.common.paging import page_links, requested_page
from tlvwa.portal.common.settings import site_topics
from tlvwa.portal.common.urls import with_query
from tlvwa.portal.readmodels.follower import site_snapshot

PAGE = 20


@implementer(IPublishTraverse)
class TopicView(BrowserView):
    """``…/thema/<topic>``; ``?online=1`` limits it to services that can be done online."""

    topic = ""

    def publishTraverse(self, request, name):
        """Take the topic from the last step of the address. Raises NotFound for a further step."""
        if self.topic:
            raise NotFound(name)
        self.topic = name
        return self

    def __call__(self):
        """Return the page. Raises NotFound for a topic that the site does not have."""
        self.page_title = dict(site_topics()).get(self.topic)
        if self.page_title is None:
            raise NotFound(self.topic)
        self.online = self.request.form.get("online") == "1"
        self.snapshot = site_snapshot()
        filters = ServiceFilters(
            audience=self.context.audience, topic=self.topic, online=True if self.online else None
        )
        documents = find_services(self.snapshot, "", filters).documents
        self.batch = requested_page(documents, PAGE, self.request.form)
        return self.index()

    @property
    def services(self):
        """The services of the page."""
        nodes = (self.snapshot.nodes[document.uid] for document in self.batch)
        return [service_card(self.snapshot, node) for node in nodes]

    def url(self, **parameters):
        """Return the address of another state of the list."""
        return with_query(f"{self.context.absolute_url()}/thema/{self.topic}", **parameters)

    @property
    def pages(self):
        """The links to the pages before and after."""
        online = "1" if self.online else ""
        return page_links(self.batch, lambda start: self.url(online=online, b_start=start))
