"""The list of publications of a folder: filters as links, complete without scripts."""

from urllib.parse import urlencode

from AccessControl import getSecurityManager
from plone.base.interfaces import INavigationRoot
from plone.batching import Batch
from Products.Five.browser import BrowserView

from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.common.request_params import LARGEST_START, whole_number
from tlvwa.portal.common.settings import coded_lines
from tlvwa.portal.common.urls import url_of
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
    ON_PAGES,
    TITLES,
    PublicationQuery,
    PublicationResult,
)

NAME = "publikationen"
PAGE = 20
AT_ONCE = 8  # values of a facet that are shown before they are folded away
FEEDS = (("atom", "Atom", "application/atom+xml"), ("rss", "RSS", "application/rss+xml"))


class PublicationsBase(BrowserView):
    """What the list and its feeds share: what is asked for, and where."""

    names = ON_PAGES

    def update(self):
        """Look up once what is asked for."""
        self.asked = PublicationQuery.of(self.request.form, self.names)
        self.found = PublicationResult(self.context, self.asked)
        self.kinds = dict(coded_lines("publication_kinds"))

    def entry(self, row):
        """A row made readable."""
        node = self.found.node(row)
        return PublicationEntry(node, url_of(self.request, node), self.kinds)

    @property
    def page_title(self):
        """What the list is called: the folder's title, or its own at the root of the site."""
        if INavigationRoot.providedBy(self.context):
            return say(_("Publikationen"))
        return self.context.Title()

    @property
    def base(self):
        """The address of the list without parameters."""
        url = self.context.absolute_url()
        get_layout = getattr(self.context, "getLayout", None)
        shown = get_layout() if get_layout is not None else ""
        return url if shown == NAME else f"{url}/@@{NAME}"

    def url(self, asked, **more):
        """The address of another state of the list."""
        given = asked.parameters(self.names) | {
            name: value for name, value in more.items() if value
        }
        return f"{self.base}?{urlencode(given)}" if given else self.base

    def feed_url(self, name):
        """The address of the feed of this list, with its filters."""
        given = self.asked.parameters(self.names)
        query = f"?{urlencode(given)}" if given else ""
        return f"{self.context.absolute_url()}/@@{NAME}.{name}{query}"


class PublicationsView(PublicationsBase):
    """The page."""

    page_size = PAGE

    def __call__(self):
        """The page. Raises BadRequest."""
        self.update()
        return self.index()

    @property
    def batch(self):
        """The rows of the page asked for; of the last one where there are no more."""
        start = whole_number(self.request.form, "b_start", 0, LARGEST_START)
        last = max(0, self.total - 1) // PAGE * PAGE
        return Batch(self.found.rows, PAGE, min(start, last))

    @property
    def total(self):
        """How many publications fit."""
        return len(self.found.rows)

    @property
    def facets(self):
        """The facets that have something to choose: title, the values, and how to be rid of the filter."""
        return [facet for name in FACETS if (facet := self._facet(name))["options"]]

    @property
    def chosen(self):
        """What filters the list, each with the address of the list without it."""
        usual = {STATE: CURRENT}
        found = [
            {
                "title": say(TITLES[name]),
                "value": self.found.title_of(name, value),
                "url": self.url(self.asked.with_value(name, usual.get(name, ""))),
            }
            for name, value in self.asked.filters.items()
            if value and value != usual.get(name)
        ]
        if self.asked.words:
            words = {"title": say(_("Suchwort")), "value": self.asked.words}
            found.insert(
                0,
                words
                | {"url": self.url(PublicationQuery("", self.asked.filters, self.asked.sort))},
            )
        return found

    @property
    def hidden(self):
        """The parameters that the search form carries along."""
        given = self.asked.parameters(self.names)
        return [(name, value) for name, value in given.items() if name != "q"]

    @property
    def sorts(self):
        """The orders: title, address, whether it is this one."""
        orders = ((NEWEST, _("Neueste zuerst")), (TITLE, _("Nach Titel")))
        return [
            {
                "title": say(title),
                "url": self.url(PublicationQuery(self.asked.words, self.asked.filters, name)),
                "current": name == self.asked.sort,
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
        """The address of the bulk upload, for who may use it here; else empty."""
        may = getSecurityManager().checkPermission("tlvwa.portal: Add Publication", self.context)
        return f"{self.context.absolute_url()}/@@publikationen-hochladen" if may else ""

    def batch_url(self, start):
        """The address of another page of the list."""
        return self.url(self.asked, b_start=max(0, start))

    def _facet(self, name):
        current = self.asked.filters.get(name, "")
        values = [
            {
                "title": title,
                "count": count,
                "url": self.url(self.asked.with_value(name, value)),
                "current": value == current,
            }
            for value, title, count in self.found.facets[name]
        ]
        if len(values) == 1 and values[0]["count"] == self.total and current in ("", CURRENT):
            values = []  # nothing to choose
        folds = name in (SUBJECT, PUBLISHER)
        shown = AT_ONCE if folds else len(values)
        return {
            "id": self.names.facets[name],
            "title": say(TITLES[name]),
            "options": values[:shown],
            "more": values[shown:],
        }
