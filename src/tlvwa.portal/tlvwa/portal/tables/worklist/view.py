"""The page of the work list, and the button that checks a link again."""

from plone import api
from plone.protect import CheckAuthenticator
from Products.Five.browser import BrowserView

from tlvwa.portal.common import request_params
from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.common.urls import url_of
from tlvwa.portal.linkcheck.labels import outcome_text
from tlvwa.portal.linkcheck.site import check_one, is_checking
from tlvwa.portal.tables.overviews.view import Action, OverviewView, SummaryLine
from tlvwa.portal.tables.worklist.actions import actions
from tlvwa.portal.tables.worklist.finding import Finding, WorkContext
from tlvwa.portal.tables.worklist.finding_types import KINDS, LINK_TYPES
from tlvwa.portal.tables.worklist.list import KIND, WorkList, list_for, work_context

MANAGE = "tlvwa.portal: Manage Settings"


class WorkListView(OverviewView):
    """The work list as a page or a file, the worst findings first."""

    with_actions = True

    @property
    def overview(self) -> WorkList:
        """The list with the filters that suit this person."""
        return list_for(self.row_context)

    def make_context(self) -> WorkContext:
        """Return the work context of the person."""
        self.may_check = is_checking() and api.user.has_permission(MANAGE, obj=self.context)
        return work_context()

    def update(self) -> None:
        """Look up once what the page shows."""
        self.row_context = self.make_context()
        super().update()

    @property
    def empty_text(self) -> str:
        """The text of an empty list."""
        if self.total:
            return _("Nichts passt zu diesen Filtern.")
        return _("Nichts zu tun: Alles ist vollständig, eindeutig und bestätigt.")

    @property
    def intro(self) -> str:
        """What to do about findings of the type that is shown."""
        kind = self.query.values.get(KIND)
        return KINDS[kind].todo if kind in KINDS else ""

    @property
    def summary(self) -> list[SummaryLine]:
        """The number of findings of each type."""
        counts = self.overview.counts(self.row_context, self.query)
        return [
            {
                "title": words.title,
                "count": counts[kind],
                "url": self.address(kind=str(kind)),
                "current": self.query.values.get(KIND) == kind,
            }
            for kind, words in KINDS.items()
            if counts[kind]
        ]

    def row_url(self, row: Finding) -> str:
        """Return the address of the node of a finding."""
        return f"{url_of(self.request, row.node)}/view"

    def actions(self, row: Finding) -> list[Action]:
        """Return the actions for a finding; a link can be checked again."""
        site = api.portal.get().absolute_url()
        links: list[Action] = [
            {**action, "address": ""}
            for action in actions(
                self.row_context, row, site, lambda node: url_of(self.request, node)
            )
        ]
        if self.may_check and row.kind in LINK_TYPES:
            links.append(
                {
                    "title": _("Jetzt prüfen"),
                    "url": "",
                    "of": row.address,
                    "address": row.address,
                }
            )
        return links


class CheckLinkView(BrowserView):
    """Checks one link of the work list now and redirects back to the list."""

    def __call__(self) -> str:
        """Check the link on a POST, and redirect. Raises Forbidden without an authenticator."""
        back = f"{self.context.absolute_url()}/@@arbeitsliste"
        if self.request.method == "POST":
            CheckAuthenticator(self.request)
            address = request_params.text(self.request.form, "address")
            result = check_one(address)
            message = (
                say(
                    _("${address}: ${outcome}"),
                    address=address,
                    outcome=outcome_text(result.result),
                )
                if result is not None
                else say(_("Dieser Link kann gerade nicht geprüft werden."))
            )
            api.portal.show_message(message, self.request)
        return self.request.response.redirect(back)
