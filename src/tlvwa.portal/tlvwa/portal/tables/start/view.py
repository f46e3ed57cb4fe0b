"""Where editors begin: the overviews with what waits to be done, and the authorities that are theirs."""

from functools import cached_property
from urllib.parse import urlencode

from plone import api
from Products.Five.browser import BrowserView

from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.common.settings import setting
from tlvwa.portal.common.urls import url_of
from tlvwa.portal.content.authority.own_authorities import own_authorities
from tlvwa.portal.finder.ledger import PROBLEMS
from tlvwa.portal.ledger.pages.base import HEAT
from tlvwa.portal.ledger.pages.formatting import listed
from tlvwa.portal.ledger.query import site_ledger
from tlvwa.portal.search_admin.base import pages_of
from tlvwa.portal.tables.overviews.authorities import AUTHORITIES
from tlvwa.portal.tables.overviews.responsibilities import RESPONSIBILITIES
from tlvwa.portal.tables.overviews.row_context import AUTHORITY
from tlvwa.portal.tables.overviews.services import SERVICES
from tlvwa.portal.tables.overviews.view import site_facts
from tlvwa.portal.tables.worklist.list import WORK_LIST
from tlvwa.portal.tables.worklist.site import work_context

REHEARSE = "tlvwa.portal: Rehearse Reform"
READ_FEEDBACK = "collective.easyform: Download Saved Input"


class StartView(BrowserView):
    """The overviews with numbers, each a link to the list that it counts."""

    @cached_property
    def facts(self):
        """The facts of the site."""
        return site_facts()

    @property
    def to_do(self):
        """The address of the work list, and how much is on it."""
        url = f"{self.context.absolute_url()}/@@{WORK_LIST.name}"
        return {"url": url, "count": len(WORK_LIST.seen(work_context()))}

    @property
    def overviews(self):
        """The overviews: title, address, number of all, and what waits."""
        for overview, waiting in self._waiting():
            yield {
                "title": overview.title,
                "url": self._url(overview),
                "count": len(overview.seen(self.facts)),
                "waiting": [self._line(overview, label, asks) for label, asks in waiting],
            }

    @property
    def feedback_url(self):
        """Where feedback waits, for those who may read what forms received."""
        site = api.portal.get()
        may = api.user.has_permission(READ_FEEDBACK, obj=site)
        return f"{site.absolute_url()}/@@rueckmeldungen" if may else ""

    @property
    def reforms_url(self):
        """Where reforms of areas are planned, for those who may rehearse them."""
        site = api.portal.get()
        may = api.user.has_permission(REHEARSE, obj=site)
        return f"{site.absolute_url()}/@@gebietsreformen" if may else ""

    @property
    def search_pages(self):
        """The pages about the search: title and address."""
        return pages_of(api.portal.get())

    @property
    def proof(self):
        """Where answers are missing or doubled today, in the whole Land."""
        counts = site_ledger(self.facts.snapshot, self.facts.day).totals
        text = listed(counts, PROBLEMS) or say(_("keine Überschneidung und keine Lücke"))
        return {"url": f"{self.context.absolute_url()}/@@{HEAT}", "text": text}

    @property
    def own(self):
        """The authorities that the user edits as a municipal editor, by title."""
        return [
            {
                "title": node.title,
                "url": f"{url_of(self.request, node)}/view",
                "records": f"{url_of(self.request, node)}/@@{RESPONSIBILITIES.name}",
                "count": len(RESPONSIBILITIES.seen(self.facts, node.path)),
            }
            for node in own_authorities(self.facts.nodes(AUTHORITY))
        ]

    def _waiting(self):
        """The overviews, and what may wait in each: a label and the parameters that find it."""
        days = setting("confirm_within_days", 365)
        states = [
            (_("Entwürfe"), {"state": "draft"}),
            (_("in Prüfung"), {"state": "in_review"}),
            (_("freigegeben, noch nicht veröffentlicht"), {"state": "released"}),
        ]
        yield (
            SERVICES,
            [
                *states,
                (_("von der Redaktion noch nicht geprüft"), {"reviewed": "no"}),
                (_("ohne Zuständigkeiten"), {"records": "no"}),
            ],
        )
        yield RESPONSIBILITIES, [*states, (_("zu bestätigen"), {"unconfirmed": str(days)})]
        yield AUTHORITIES, [*states, (_("ohne Anschrift"), {"address": "no"})]

    def _line(self, overview, label, asks):
        found = overview.found(self.facts, overview.asked(asks))
        url = f"{self._url(overview)}?{urlencode(asks)}"
        return {"label": label, "count": len(found), "url": url}

    def _url(self, overview):
        return f"{self.context.absolute_url()}/@@{overview.name}"
