"""The start page of editors: overviews with open work, and their own authorities."""

from collections.abc import Iterator
from functools import cached_property
from urllib.parse import urlencode

from plone import api
from Products.Five.browser import BrowserView

from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.common.settings import setting
from tlvwa.portal.common.urls import url_of
from tlvwa.portal.content.authority.own_authorities import own_authorities
from tlvwa.portal.finder.ledger import PROBLEMS
from tlvwa.portal.forms.own_feedback import OwnFeedbackQueue
from tlvwa.portal.ledger.pages.base import HEAT
from tlvwa.portal.ledger.pages.formatting import state_counts_text
from tlvwa.portal.ledger.query import site_ledger
from tlvwa.portal.readmodels.payloads import Node
from tlvwa.portal.search_admin.base import pages_of
from tlvwa.portal.tables.confirmation.pending import CONFIRMATION
from tlvwa.portal.tables.doubts.view import NAME as DOUBTS
from tlvwa.portal.tables.overviews.authorities import AUTHORITIES
from tlvwa.portal.tables.overviews.overview import Overview
from tlvwa.portal.tables.overviews.responsibilities import RESPONSIBILITIES
from tlvwa.portal.tables.overviews.row_context import AUTHORITY, RowContext
from tlvwa.portal.tables.overviews.services import SERVICES
from tlvwa.portal.tables.overviews.view import site_row_context
from tlvwa.portal.tables.worklist.list import WORK_LIST, work_context

REHEARSE = "tlvwa.portal: Rehearse Reform"
MANAGE = "tlvwa.portal: Manage Settings"
READ_FEEDBACK = "collective.easyform: Download Saved Input"


OpenWork = tuple[str, dict[str, str]]  # a label, and the filters that show it


class StartView(BrowserView):
    """Shows the overviews with numbers, each a link to the list that it counts."""

    @cached_property
    def row_context(self) -> RowContext:
        """The row context of the site."""
        return site_row_context()

    @property
    def to_do(self) -> dict[str, object]:
        """The address of the work list and the number of its findings."""
        url = f"{self.context.absolute_url()}/@@{WORK_LIST.name}"
        return {"url": url, "count": len(WORK_LIST.visible(work_context()))}

    @property
    def overviews(self) -> Iterator[dict[str, object]]:
        """The overviews with title, address, number of all rows, and open work."""
        for overview, waiting in self._open_work():
            yield {
                "title": overview.title,
                "url": self._url(overview),
                "count": len(overview.visible(self.row_context)),
                "waiting": [self._line(overview, label, asks) for label, asks in waiting],
            }

    @property
    def feedback_url(self) -> str:
        """The address of the feedback for those who may read saved input; else empty."""
        site = api.portal.get()
        may = api.user.has_permission(READ_FEEDBACK, obj=site)
        return f"{site.absolute_url()}/@@rueckmeldungen" if may else ""

    @property
    def own_feedback_url(self) -> str:
        """The address of the feedback on the user's own authorities; empty without a form for it."""
        url = f"{api.portal.get().absolute_url()}/@@{OwnFeedbackQueue.name}"
        return url if setting("form_feedback") else ""

    @property
    def reforms_url(self) -> str:
        """The address of the reforms for those who may rehearse them; else empty."""
        site = api.portal.get()
        may = api.user.has_permission(REHEARSE, obj=site)
        return f"{site.absolute_url()}/@@gebietsreformen" if may else ""

    @property
    def confirmation_url(self) -> str:
        """The address of the page that confirms records."""
        return f"{self.context.absolute_url()}/@@{CONFIRMATION}"

    @property
    def doubts_url(self) -> str:
        """The address of what is doubtful about places and postal codes."""
        return f"{self.context.absolute_url()}/@@{DOUBTS}"

    @property
    def contacts_url(self) -> str:
        """The address of the page that reads contact data in, for those who may; else empty."""
        site = api.portal.get()
        may = api.user.has_permission(MANAGE, obj=site)
        return f"{site.absolute_url()}/@@behoerden-kontakte" if may else ""

    @property
    def search_pages(self) -> list[dict[str, str]]:
        """Title and address of the pages about the search."""
        return pages_of(api.portal.get())

    @property
    def proof(self) -> dict[str, str]:
        """The gaps and overlaps of today in the whole Land, with the address of the heat map."""
        counts = site_ledger(self.row_context.snapshot, self.row_context.day).totals
        text = state_counts_text(counts, PROBLEMS) or say(_("keine Überschneidung und keine Lücke"))
        return {"url": f"{self.context.absolute_url()}/@@{HEAT}", "text": text}

    @property
    def own(self) -> list[dict[str, object]]:
        """The authorities that the user edits as a municipal editor, by title."""
        return [
            {
                "title": node.title,
                "url": f"{url_of(self.request, node)}/view",
                "records": f"{url_of(self.request, node)}/@@{RESPONSIBILITIES.name}",
                "count": len(RESPONSIBILITIES.visible(self.row_context, node.path)),
            }
            for node in own_authorities(self.row_context.nodes(AUTHORITY))
        ]

    def _open_work(self) -> Iterator[tuple[Overview[RowContext, Node], list[OpenWork]]]:
        """Yield the overviews with their possible open work: labels and filter parameters."""
        days = setting("confirm_within_days", 365)
        states: list[OpenWork] = [
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

    def _line(
        self, overview: Overview[RowContext, Node], label: str, parameters: dict[str, str]
    ) -> dict[str, object]:
        matches = overview.matching(self.row_context, overview.read_query(parameters))
        url = f"{self._url(overview)}?{urlencode(parameters)}"
        return {"label": label, "count": len(matches), "url": url}

    def _url(self, overview: Overview[RowContext, Node]) -> str:
        return f"{self.context.absolute_url()}/@@{overview.name}"
