"""The list of funding programmes of a folder, the most urgent first."""

from functools import cached_property

from tlvwa.portal.common.clock import today
from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.common.paging import page_links, requested_page
from tlvwa.portal.common.request_params import code
from tlvwa.portal.common.urls import url_of, with_query
from tlvwa.portal.content.folder_list import FolderListView, listed_path
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


class FundingListView(FolderListView):
    """The list page with a filter by state."""

    view_name = NAME
    title = _("Förderprogramme")

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
    def chosen(self):
        """The programmes in the state asked for."""
        state = CODES.get(self.state_code)
        return [entry for entry in self.all if state in (None, entry["state"])]

    @cached_property
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
    def pages(self):
        """The links to the pages before and after."""
        return page_links(
            self.batch, lambda start: with_query(self.base, stand=self.state_code, b_start=start)
        )

    def _entries(self):
        inside = listed_path(self.snapshot, self.context) + "/"
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
