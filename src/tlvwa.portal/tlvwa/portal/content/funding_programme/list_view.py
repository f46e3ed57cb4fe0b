"""The list of funding programmes of a folder, the most urgent first."""

from plone.base.interfaces import INavigationRoot
from Products.Five.browser import BrowserView

from tlvwa.portal.common.clock import today
from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.common.paging import requested_page
from tlvwa.portal.common.request_params import code
from tlvwa.portal.common.urls import url_of
from tlvwa.portal.content.funding_programme.application_state import STATE_LABELS, ApplicationTexts
from tlvwa.portal.content.funding_programme.periods import ApplicationState
from tlvwa.portal.readmodels.follower import site_snapshot
from tlvwa.portal.readmodels.payloads import FundingPayload
from tlvwa.portal.search.normalize import normalize_word

NAME = "foerderprogramme"
PAGE = 20
CODES = {
    "offen": ApplicationState.OPEN,
    "laufend": ApplicationState.ONGOING,
    "geplant": ApplicationState.PLANNED,
    "beendet": ApplicationState.CLOSED,
}


class FundingListView(BrowserView):
    """The list page with a filter by state."""

    page_size = PAGE

    def update(self):
        """Look up once what the page shows."""
        self.snapshot = site_snapshot()
        self.day = today()
        self.state_code = code(self.request.form, "stand", CODES)
        self.all = sorted(
            self._entries(), key=lambda entry: (entry["rank"], normalize_word(entry["title"]))
        )

    def __call__(self):
        """Return the page. Raises BadRequest."""
        self.update()
        return self.index()

    @property
    def page_title(self):
        """The title of the folder, or the list's own at the root of the site."""
        if INavigationRoot.providedBy(self.context):
            return say(_("Förderprogramme"))
        return self.context.Title()

    @property
    def chosen(self):
        """The programmes in the state asked for."""
        state = CODES.get(self.state_code)
        return [entry for entry in self.all if state in (None, entry["state"])]

    @property
    def batch(self):
        """The page of programmes that the request asks for."""
        return requested_page(self.chosen, PAGE, self.request.form)

    @property
    def filters(self):
        """The states that occur, with title, number of programmes and address."""
        links = [
            {
                "title": say(STATE_LABELS[state]),
                "count": sum(entry["state"] is state for entry in self.all),
                "url": f"{self.base}?stand={name}",
                "current": name == self.state_code,
            }
            for name, state in CODES.items()
        ]
        return [link for link in links if link["count"] or link["current"]]

    @property
    def base(self):
        """The address of the list without parameters."""
        url = self.context.absolute_url()
        get_layout = getattr(self.context, "getLayout", None)
        layout = get_layout() if get_layout is not None else ""
        return url if layout == NAME else f"{url}/@@{NAME}"

    def batch_url(self, start):
        """Return the address of another page of the list."""
        state = f"stand={self.state_code}&" if self.state_code else ""
        return f"{self.base}?{state}b_start={max(0, start)}"

    def _entries(self):
        root = self.snapshot.tree.root
        own = "/".join(self.context.getPhysicalPath())
        inside = (root if INavigationRoot.providedBy(self.context) else own) + "/"
        for node in self.snapshot.nodes.values():
            if (
                isinstance(node.payload, FundingPayload)
                and node.path.startswith(inside)
                and self.snapshot.is_public(node.uid, self.day)
            ):
                yield self._entry(node)

    def _entry(self, node):
        application = ApplicationTexts(node.payload, self.day)
        return {
            "title": node.title,
            "url": url_of(self.request, node),
            "text": node.payload.description,
            "state": application.programme_state.state,
            "rank": application.programme_state.rank,
            "word": application.state,
            "badge": application.badge,
            "when": application.when,
        }
