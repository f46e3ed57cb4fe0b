"""The list of publications of a folder, with filters as links; complete without scripts."""

from functools import cached_property

from AccessControl import getSecurityManager

from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.common.paging import page_links, requested_page
from tlvwa.portal.common.settings import coded_lines
from tlvwa.portal.common.urls import url_of, with_query
from tlvwa.portal.content.folder_list import FolderListView
from tlvwa.portal.content.publication.entry import PublicationEntry
from tlvwa.portal.content.publication.listing.facets import (
    CURRENT,
    FACETS,
    NEWEST,
    PUBLISHER,
    STATE,
    SUBJECT,
    TITLE,
)
from tlvwa.portal.content.publication.listing.query import (
    PAGE_PARAMETERS,
    TITLES,
    PublicationQuery,
    PublicationResult,
)

NAME = "publikationen"
PAGE = 20
UNFOLDED = 8  # values of a facet that are shown before they are folded away
FEEDS = (("atom", "Atom", "application/atom+xml"), ("rss", "RSS", "application/rss+xml"))


class PublicationsBase(FolderListView):
    """Base of the list and its feeds: the query and its result."""

    view_name = NAME
    title = _("Publikationen")
    names = PAGE_PARAMETERS

    def update(self):
        """Read the query and find the publications."""
        self.query = PublicationQuery.of(self.request.form, self.names)
        self.result = PublicationResult(self.context, self.query)
        self.kinds = dict(coded_lines("publication_kinds"))

    def entry(self, row):
        """Return the display values of a row."""
        node = self.result.node(row)
        return PublicationEntry(node, url_of(self.request, node), self.kinds)

    def url(self, query, **further):
        """Return the address of another state of the list."""
        return with_query(self.base, **query.parameters(self.names), **further)

    def feed_url(self, name):
        """Return the address of a feed of this list with its filters."""
        feed = f"{self.context.absolute_url()}/@@{NAME}.{name}"
        return with_query(feed, **self.query.parameters(self.names))


class PublicationsView(PublicationsBase):
    """The list page."""

    def __call__(self):
        """Return the page. Raises BadRequest."""
        self.update()
        return self.index()

    @cached_property
    def batch(self):
        """The page of rows that the request asks for, or the last one if there are fewer."""
        return requested_page(self.result.rows, PAGE, self.request.form)

    @property
    def total(self):
        """How many publications match."""
        return len(self.result.rows)

    @property
    def facets(self):
        """The facets that have something to choose, each with title and values."""
        return [facet for name in FACETS if (facet := self._facet(name))["options"]]

    @property
    def chosen(self):
        """The filters in effect, each with the address of the list without it."""
        defaults = {STATE: CURRENT}
        filters = [
            {
                "title": say(TITLES[name]),
                "value": self.result.title_of(name, value),
                "url": self.url(self.query.with_value(name, defaults.get(name, ""))),
            }
            for name, value in self.query.filters.items()
            if value and value != defaults.get(name)
        ]
        if self.query.words:
            words = {"title": say(_("Suchwort")), "value": self.query.words}
            filters.insert(
                0,
                words
                | {"url": self.url(PublicationQuery("", self.query.filters, self.query.sort))},
            )
        return filters

    @property
    def hidden(self):
        """The parameters that the search form sends along."""
        parameters = self.query.parameters(self.names)
        return [(name, value) for name, value in parameters.items() if name != "q"]

    @property
    def sorts(self):
        """The orders with title and address, and whether it is the current one."""
        orders = ((NEWEST, _("Neueste zuerst")), (TITLE, _("Nach Titel")))
        return [
            {
                "title": say(title),
                "url": self.url(PublicationQuery(self.query.words, self.query.filters, name)),
                "current": name == self.query.sort,
            }
            for name, title in orders
        ]

    @property
    def feeds(self):
        """The feeds of this list with its filters."""
        return [
            {"title": title, "url": self.feed_url(name), "type": media_type}
            for name, title, media_type in FEEDS
        ]

    @property
    def catalogue_url(self):
        """The address of the DCAT-AP.de catalogue of the folder."""
        return f"{self.context.absolute_url()}/@@dcat.jsonld"

    @property
    def upload_url(self):
        """The address of the bulk upload if the user may use it here; else empty."""
        may = getSecurityManager().checkPermission("tlvwa.portal: Add Publication", self.context)
        return f"{self.context.absolute_url()}/@@publikationen-hochladen" if may else ""

    @property
    def pages(self):
        """The links to the pages before and after."""
        return page_links(self.batch, lambda start: self.url(self.query, b_start=start))

    def _facet(self, name):
        current = self.query.filters.get(name, "")
        values = [
            {
                "title": title,
                "count": count,
                "url": self.url(self.query.with_value(name, value)),
                "current": value == current,
            }
            for value, title, count in self.result.facets[name]
        ]
        if len(values) == 1 and values[0]["count"] == self.total and current in ("", CURRENT):
            values = []  # nothing to choose
        folds = name in (SUBJECT, PUBLISHER)
        shown = UNFOLDED if folds else len(values)
        return {
            "id": self.names.facets[name],
            "title": say(TITLES[name]),
            "options": values[:shown],
            "more": values[shown:],
        }
