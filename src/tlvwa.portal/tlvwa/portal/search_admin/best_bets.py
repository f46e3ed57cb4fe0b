"""„Empfehlungen“: the services that come first for a query, whatever the ranking."""

from functools import cached_property

from zope import schema

from tlvwa.portal.common import request_params
from tlvwa.portal.common.i18n import _
from tlvwa.portal.common.urls import with_query
from tlvwa.portal.search.normalize import normalize_word
from tlvwa.portal.search_admin.base import BETS
from tlvwa.portal.search_admin.proposal_page import ProposalPage
from tlvwa.portal.search_admin.proposals import PIN
from tlvwa.portal.widgets.picker.nodes import ServiceSource
from tlvwa.portal.widgets.picker.widget import ChooseServices

CHOSEN = "services"


class BetsPage(ProposalPage):
    """Lists, sets and removes best bets."""

    name = BETS

    def __call__(self):
        """Return the page; services chosen in the form are put in the order they shall have."""
        self.widget = _picker(self.request)
        if self.request.form.get("step") == PIN and CHOSEN in self.request.form:
            self.request.form["uids"] = " ".join(self.widget.value)
        return super().__call__()

    def page(self):
        """Return the page; the form holds the best bet to change."""
        if not self.widget.value and f"{CHOSEN}-empty-marker" not in self.request.form:
            self.widget.value = self._current_services
        return self.index()

    @property
    def query(self):
        """The query in the form."""
        return request_params.text(self.request.form, "query")

    @property
    def _current_services(self):
        """The services that the query has now."""
        wanted = normalize_word(self.query)
        return next(
            (uids for query, uids in self.present.bets if normalize_word(query) == wanted), ()
        )

    @cached_property
    def rows(self):
        """All best bets, by query."""
        source = ServiceSource()
        return [
            {
                "query": query,
                "services": [source.option(uid).title for uid in uids],
                "change": with_query(self.url, query=query) + "#empfehlung",
            }
            for query, uids in sorted(self.present.bets, key=lambda bet: normalize_word(bet[0]))
        ]

    @property
    def order(self):
        """The chosen services that can move up: UID and title."""
        return [(option.value, option.title) for option in self.widget.chosen[1:]]


def _picker(request):
    """Return the picker of services; the service of ``up`` has moved up by one."""
    field = schema.List(__name__=CHOSEN, title=_("Leistungen"), required=False)
    widget = ChooseServices(field, request)
    widget.name = widget.id = CHOSEN
    widget.update()
    values = list(widget.value or ())
    up = request.form.get("up")
    position = values.index(up) if up in values else 0
    if position:
        values[position - 1 : position + 1] = values[position], values[position - 1]
    widget.value = tuple(values)
    return widget
