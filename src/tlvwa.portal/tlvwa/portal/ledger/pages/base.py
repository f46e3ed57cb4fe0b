"""What the pages of the ledger share: their frame, their parameters, and the ways between them."""

from functools import cached_property
from urllib.parse import urlencode

from plone.batching import Batch
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zExceptions import NotFound

from tlvwa.portal.common import request_params
from tlvwa.portal.common.clock import today
from tlvwa.portal.common.formatting import day_text
from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.common.settings import setting
from tlvwa.portal.ledger.pages.formatting import whole
from tlvwa.portal.ledger.query import LedgerQuery, UnknownParameter, site_ledger
from tlvwa.portal.readmodels.follower import site_snapshot

HEAT, AREA, PLACE, TREND = (
    *("zustaendigkeitsnachweis", "zustaendigkeitsnachweis-gebiet"),
    *("zustaendigkeitsnachweis-ort", "zustaendigkeitsnachweis-verlauf"),
)
SIZE = 50
TITLE = _("Nachweis der Zuständigkeiten")


class LedgerPage(BrowserView):
    """A page of the ledger of one day."""

    frame = ViewPageTemplateFile("frame.pt")
    paging = ViewPageTemplateFile("pages.pt")
    whole = staticmethod(whole)
    name = HEAT

    def prepare(self):
        """No columns beside, and nothing is kept by caches."""
        self.request.response.setHeader("Cache-Control", "private, no-store")
        self.request.set("disable_plone.leftcolumn", True)
        self.request.set("disable_plone.rightcolumn", True)

    @cached_property
    def models(self):
        """The read models."""
        return site_snapshot()

    def read(self, form):
        """What is asked for. Raises BadRequest, and NotFound for what does not exist."""
        try:
            return LedgerQuery.of(self.models, form)
        except UnknownParameter as error:
            raise NotFound(str(error)) from None

    @cached_property
    def asked(self):
        """What the address asks for."""
        return self.read(self.request.form)

    @cached_property
    def ledger(self):
        """The ledger of the day."""
        return site_ledger(self.models, self.asked.day)

    @property
    def day_text(self):
        """The day whose law it is, in words."""
        return say(_("Stand: ${day}"), day=day_text(self.asked.day))

    @cached_property
    def land(self):
        """The key of the site's Land."""
        return setting("land")

    def area_name(self, key):
        """The name of an area."""
        return self.models.gazetteer.area(key).name

    def url_of_page(self, name=HEAT, **parameters):
        """The address of a page of the ledger, for the same day; empty parameters are left out."""
        day = self.asked.day
        given = {key: value for key, value in parameters.items() if value}
        if day != today() and name != TREND:
            given.setdefault("date", day.isoformat())
        query = f"?{urlencode(given)}" if given else ""
        return f"{self.context.absolute_url()}/@@{name}{query}"

    def batch_of(self, rows):
        """The rows of the page asked for. Raises BadRequest."""
        start = request_params.whole_number(
            self.request.form, "b_start", 0, request_params.LARGEST_START
        )
        return Batch(rows, SIZE, start)

    @property
    def pages(self):
        """The addresses of the pages before and after, and where this one is among them."""
        batch = self.batch
        return {
            "before": batch.has_previous and self.page_url(batch.previous.start - 1),
            "after": batch.has_next and self.page_url(batch.next.start - 1),
            "number": batch.pagenumber,
            "count": batch.numpages,
        }

    def drill_url(self, service, area, size):
        """Where a service in an area is told in more detail."""
        name = PLACE if size == 1 else AREA
        return self.url_of_page(name, service=service, area=area)
