"""The base of the pages about the search: frame, links between them, files."""

from plone import api
from Products.CMFPlone.Portal import PloneSite
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile

from tlvwa.portal.common.clock import today
from tlvwa.portal.common.export import CSV_TYPE, file_response
from tlvwa.portal.common.i18n import _
from tlvwa.portal.common.paging import page_links, requested_page
from tlvwa.portal.common.urls import with_query
from tlvwa.portal.search_admin.formatting import decimal, percent

MANAGE, USE = "tlvwa.portal: Manage Settings", "tlvwa.portal: Use Overviews"
WORDS, BETS, QUERIES, COUNTS, WHY = (
    *("suche-woerter", "suche-empfehlungen", "suche-pruefen", "suche-anfragen"),
    "suche-erklaeren",
)
PAGES = (
    (WORDS, _("Wörter der Suche"), MANAGE),
    (BETS, _("Empfehlungen"), MANAGE),
    (QUERIES, _("Prüfanfragen"), MANAGE),
    (COUNTS, _("Wonach gesucht wird"), MANAGE),
    (WHY, _("Warum steht diese Seite hier?"), USE),
)
SIZE = 50


def pages_of(site: PloneSite) -> list[dict[str, str]]:
    """Return the pages about the search that the user may open: name, title and address."""
    return [
        {"name": name, "title": title, "url": f"{site.absolute_url()}/@@{name}"}
        for name, title, permission in PAGES
        if api.user.has_permission(permission, obj=site)
    ]


class SearchPage(BrowserView):
    """A page about the search; ``name`` is one of ``PAGES``."""

    frame = ViewPageTemplateFile("frame.pt")
    name = ""
    error = ""
    decimal = staticmethod(decimal)
    percent = staticmethod(percent)

    def prepare(self):
        """Hide the columns and forbid caching."""
        self.request.response.setHeader("Cache-Control", "private, no-store")
        self.request.set("disable_plone.leftcolumn", True)
        self.request.set("disable_plone.rightcolumn", True)

    @property
    def title(self):
        """The heading."""
        return next(title for name, title, _permission in PAGES if name == self.name)

    @property
    def url(self):
        """The address without parameters."""
        return f"{self.context.absolute_url()}/@@{self.name}"

    @property
    def other_pages(self):
        """The other pages about the search."""
        return [page for page in pages_of(self.context) if page["name"] != self.name]

    def why_url(self, query):
        """Return the address that explains a query."""
        return with_query(f"{self.context.absolute_url()}/@@{WHY}", q=query)

    def batch_of(self, rows):
        """Return the page of rows that the request asks for. Raises BadRequest."""
        return requested_page(rows, SIZE, self.request.form)

    @property
    def pages(self):
        """The links to the pages before and after."""
        return page_links(self.batch, self.page_url)

    def file(self, content, name):
        """Return a CSV file for download."""
        return file_response(self.request.response, content, CSV_TYPE, f"{name}-{today()}.csv")
