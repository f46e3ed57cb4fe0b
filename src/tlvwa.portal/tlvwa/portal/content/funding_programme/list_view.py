"""The list of funding programmes of a folder: what is open and until when, first."""

from plone.base.interfaces import INavigationRoot
from plone.batching import Batch
from Products.Five.browser import BrowserView

from tlvwa.portal.common.clock import today
from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.common.request_params import LARGEST_START, code, whole_number
from tlvwa.portal.common.urls import url_of
from tlvwa.portal.content.funding_programme.application_state import WORDS, ApplicationTexts
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
    """The page."""

    page_size = PAGE

    def update(self):
        """Look up once what the page shows."""
        self.snapshot = site_snapshot()
        self.day = today()
        self.asked = code(self.request.form, "stand", CODES)
        self.all = sorted(
            self._entries(), key=lambda entry: (entry["rank"], normalize_word(entry["title"]))
        )

    def __call__(self):
        """The page. Raises BadRequest."""
        self.update()
        return self.index()

    @property
    def page_title(self):
        """What the list is called: the folder's title, or its own at the root of the site."""
        if INavigationRoot.providedBy(self.context):
            return say(_("Förderprogramme"))
        return self.context.Title()

    @property
    def chosen(self):
        """The programmes of the state asked for."""
        asked = CODES.get(self.asked)
        return [entry for entry in self.all if asked in (None, entry["state"])]

    @property
    def batch(self):
        """The programmes of the page asked for."""
        start = whole_number(self.request.form, "b_start", 0, LARGEST_START)
        return Batch(self.chosen, PAGE, start)

    @property
    def filters(self):
        """The states that occur: title, number of programmes, address."""
        found = [
            {
                "title": say(WORDS[state]),
                "count": sum(entry["state"] is state for entry in self.all),
                "url": f"{self.base}?stand={name}",
                "current": name == self.asked,
            }
            for name, state in CODES.items()
        ]
        return [each for each in found if each["count"] or each["current"]]

    @property
    def base(self):
        """The address of the list without parameters."""
        url = self.context.absolute_url()
        get_layout = getattr(self.context, "getLayout", None)
        shown = get_layout() if get_layout is not None else ""
        return url if shown == NAME else f"{url}/@@{NAME}"

    def batch_url(self, start):
        """The address of another page of the list."""
        state = f"stand={self.asked}&" if self.asked else ""
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
        applying = ApplicationTexts(node.payload, self.day)
        return {
            "title": node.title,
            "url": url_of(self.request, node),
            "text": node.payload.description,
            "state": applying.standing.state,
            "rank": applying.standing.rank,
            "word": applying.state,
            "badge": applying.badge,
            "when": applying.when,
        }
