"""What the pages of the ledger share: their frame, their parameters, and the ways between them."""

from functools import cached_property
from urllib.parse import urlencode

from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zExceptions import NotFound

from tlvwa.portal.answers.ledger.asked import Asked, Unknown, site_ledger
from tlvwa.portal.content.settings import setting
from tlvwa.portal.content.wording import day_text
from tlvwa.portal.editorial.ledger.wording import whole
from tlvwa.portal.i18n import _, say
from tlvwa.portal.projection.clock import today
from tlvwa.portal.projection.reader import site_models

HEAT, AREA, PLACE, TREND = (
    *("zustaendigkeitsnachweis", "zustaendigkeitsnachweis-gebiet"),
    *("zustaendigkeitsnachweis-ort", "zustaendigkeitsnachweis-verlauf"),
)
TITLE = _("Nachweis der Zuständigkeiten")


class LedgerPage(BrowserView):
    """A page of the ledger of one day."""

    frame = ViewPageTemplateFile("frame.pt")
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
        return site_models()

    def read(self, form):
        """What is asked for. Raises BadRequest, and NotFound for what does not exist."""
        try:
            return Asked.of(self.models, form)
        except Unknown as error:
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

    def drill_url(self, service, area, size):
        """Where a service in an area is told in more detail."""
        name = PLACE if size == 1 else AREA
        return self.url_of_page(name, service=service, area=area)
