"""The base of the pages of the ledger: frame, parameters, and links between the pages."""

from functools import cached_property

from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zExceptions import NotFound

from tlvwa.portal.common.clock import today
from tlvwa.portal.common.formatting import day_text
from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.common.paging import page_links, requested_page
from tlvwa.portal.common.settings import setting
from tlvwa.portal.common.urls import with_query
from tlvwa.portal.ledger.pages.formatting import count_text
from tlvwa.portal.ledger.query import LedgerQuery, UnknownParameter, site_ledger
from tlvwa.portal.readmodels.follower import site_snapshot

HEAT, AREA, PLACE, TREND = (
    *("zustaendigkeitsnachweis", "zustaendigkeitsnachweis-gebiet"),
    *("zustaendigkeitsnachweis-ort", "zustaendigkeitsnachweis-verlauf"),
)
SIZE = 50  # lines on one page
TITLE = _("Nachweis der Zuständigkeiten")


class LedgerPage(BrowserView):
    """A page of the ledger of one day."""

    frame = ViewPageTemplateFile("frame.pt")
    count_text = staticmethod(count_text)
    name = HEAT

    def prepare(self):
        """Switch the portlet columns off and forbid caching."""
        self.request.response.setHeader("Cache-Control", "private, no-store")
        self.request.set("disable_plone.leftcolumn", True)
        self.request.set("disable_plone.rightcolumn", True)

    @cached_property
    def snapshot(self):
        """The snapshot of the site."""
        return site_snapshot()

    def read(self, form):
        """Read the query of a form. Raises BadRequest, and NotFound for what does not exist."""
        try:
            return LedgerQuery.from_form(self.snapshot, form)
        except UnknownParameter as error:
            raise NotFound(str(error)) from None

    @cached_property
    def query(self):
        """The query of the request."""
        return self.read(self.request.form)

    @cached_property
    def ledger(self):
        """The ledger of the day."""
        return site_ledger(self.snapshot, self.query.day)

    @property
    def day_text(self):
        """The day of the law, as a text."""
        return say(_("Stand: ${day}"), day=day_text(self.query.day))

    @cached_property
    def land(self):
        """The key of the site's Land."""
        return setting("land")

    def area_name(self, key):
        """Return the name of an area."""
        return self.snapshot.gazetteer.area(key).name

    def url_of_page(self, name=HEAT, **parameters):
        """Return the address of a page of the ledger for the same day; empty parameters are left out."""
        day = self.query.day
        if day != today() and name != TREND:
            parameters["date"] = parameters.get("date") or day.isoformat()
        return with_query(f"{self.context.absolute_url()}/@@{name}", **parameters)

    def batch_of(self, rows):
        """Return the rows of the current page. Raises BadRequest."""
        return requested_page(rows, SIZE, self.request.form)

    @property
    def pages(self):
        """The links to the pages before and after."""
        return page_links(self.batch, self.page_url)

    def drill_url(self, service, area, size):
        """Return the address of the details of a service in an area of ``size`` municipalities."""
        name = PLACE if size == 1 else AREA
        return self.url_of_page(name, service=service, area=area)
