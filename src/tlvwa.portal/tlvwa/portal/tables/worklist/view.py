"""The page of the work list, and the button that checks one link again."""

from plone import api
from plone.protect import CheckAuthenticator
from Products.Five.browser import BrowserView

from tlvwa.portal.common import request_params
from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.common.urls import url_of
from tlvwa.portal.linkcheck.labels import outcome_text
from tlvwa.portal.linkcheck.site import check_one, is_on
from tlvwa.portal.tables.overviews.view import OverviewView
from tlvwa.portal.tables.worklist.actions import ways
from tlvwa.portal.tables.worklist.finding_types import KINDS, OF_LINKS
from tlvwa.portal.tables.worklist.list import KIND, list_for
from tlvwa.portal.tables.worklist.site import work_context

MANAGE = "tlvwa.portal: Manage Settings"


class WorkListView(OverviewView):
    """What is to be done, the worst first; as a page or a file."""

    with_ways = True

    @property
    def overview(self):
        """The list with the filters that make sense to this person."""
        return list_for(self.facts)

    def site_facts(self):
        """The work of the person."""
        self.may_check = is_on() and api.user.has_permission(MANAGE, obj=self.context)
        return work_context()

    def update(self):
        """Look up once what is shown."""
        self.facts = self.site_facts()
        super().update()

    @property
    def nothing(self):
        """What to say of an empty list."""
        if self.total:
            return _("Nichts passt zu diesen Filtern.")
        return _("Nichts zu tun: Alles ist vollständig, eindeutig und bestätigt.")

    @property
    def intro(self):
        """What to do about the kind that is shown."""
        kind = self.asked.values.get(KIND)
        return KINDS[kind].todo if kind in KINDS else ""

    @property
    def summary(self):
        """How many findings of each kind there are."""
        counts = self.overview.counts(self.facts, self.asked)
        return [
            {
                "title": words.title,
                "count": counts[kind],
                "url": self.address(kind=str(kind)),
                "current": self.asked.values.get(KIND) == kind,
            }
            for kind, words in KINDS.items()
            if counts[kind]
        ]

    def row_url(self, row):
        """What a finding is about."""
        return f"{url_of(self.request, row.node)}/view"

    def ways(self, row):
        """Where it is mended; a link can be asked again."""
        site = api.portal.get().absolute_url()
        found = [
            each | {"address": ""}
            for each in ways(self.facts, row, site, lambda node: url_of(self.request, node))
        ]
        if self.may_check and row.kind in OF_LINKS:
            check = {"title": _("Jetzt prüfen"), "url": "", "of": row.address}
            found.append(check | {"address": row.address})
        return found


class CheckLinkView(BrowserView):
    """Checks one link of the work list now, and leads back to it."""

    def __call__(self):
        """A POST checks; anything else only leads back. Raises Forbidden without an authenticator."""
        back = f"{self.context.absolute_url()}/@@arbeitsliste"
        if self.request.method == "POST":
            CheckAuthenticator(self.request)
            address = request_params.text(self.request.form, "address")
            result = check_one(address)
            told = (
                say(
                    _("${address}: ${outcome}"), address=address, outcome=outcome_text(result.found)
                )
                if result is not None
                else say(_("Dieser Link kann gerade nicht geprüft werden."))
            )
            api.portal.show_message(told, self.request)
        return self.request.response.redirect(back)
