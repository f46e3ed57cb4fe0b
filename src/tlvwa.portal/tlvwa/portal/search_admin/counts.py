"""„Wonach gesucht wird“: counts of queries, without persons."""

from functools import cached_property

from plone import api
from plone.protect import CheckAuthenticator

from tlvwa.portal.common import request_params
from tlvwa.portal.common.export import csv_file
from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.common.settings import PREFIX
from tlvwa.portal.common.urls import with_query
from tlvwa.portal.search.query_log import SEVERAL
from tlvwa.portal.search_admin.base import COUNTS, SearchPage
from tlvwa.portal.search_admin.usage_log import SWITCH, is_counting, site_log, update_counts

ON, OFF = "on", "off"
NO_HITS, UNOPENED, OFTEN = "none", "unopened", "often"
FILE = "csv"
LISTS = {
    NO_HITS: _("Ohne Treffer"),
    UNOPENED: _("Mit Treffern, aber nichts geöffnet"),
    OFTEN: _("Am häufigsten"),
}


class CountsPage(SearchPage):
    """Three lists of one month or of all, with links to try and explain a query."""

    name = COUNTS

    def __call__(self):
        """Return the page or a file, or carry out a POST. Raises BadRequest."""
        self.prepare()
        if self.request.method == "POST":
            return self._switch()
        if request_params.code(self.request.form, "file", (FILE,)):
            return self._table()
        return self.index()

    is_on = property(lambda self: is_counting())
    several = SEVERAL
    lists = tuple(LISTS.items())

    @cached_property
    def log(self):
        """The counts of the site; ``None`` if the instance has no folder for them."""
        return site_log()

    @cached_property
    def months(self):
        """The months with counts, newest first."""
        return self.log.months() if self.log else []

    @cached_property
    def month(self):
        """The month asked for; empty for all. Raises BadRequest."""
        return request_params.code(self.request.form, "month", self.months)

    @cached_property
    def kind(self):
        """The code of the list that is shown. Raises BadRequest."""
        return request_params.code(self.request.form, "list", LISTS) or NO_HITS

    @property
    def list_title(self):
        """The title of the list."""
        return LISTS[self.kind]

    @cached_property
    def counts(self):
        """All counts of the month that may be published."""
        return self.log.counts(self.month) if self.log else []

    @cached_property
    def matches(self):
        """The rows of the list, the most important ones first."""
        if self.kind == NO_HITS:
            without_hits = [count for count in self.counts if count.none]
            return sorted(without_hits, key=lambda count: (-count.none, count.query))
        if self.kind == UNOPENED:
            return [
                count for count in self.counts if not count.click and count.none < count.searches
            ]
        return self.counts

    @cached_property
    def batch(self):
        """The page of rows that is shown."""
        return self.batch_of(self.matches)

    def page_url(self, start):
        """Return the address of another page of the list."""
        return self.list_url(b_start=start)

    def list_url(self, **changed):
        """Return the address of the list with changed parameters."""
        return with_query(self.url, **({"list": self.kind, "month": self.month} | changed))

    def _switch(self):
        """Switch counting on or off; when it is switched off, all counts are deleted."""
        CheckAuthenticator(self.request)
        action = request_params.code(self.request.form, "do", (ON, OFF))
        if action:
            api.portal.set_registry_record(PREFIX + SWITCH, action == ON)
        if action == OFF:
            update_counts()
            api.portal.show_message(
                _("Es wird nicht mehr gezählt; die Zahlen sind gelöscht."), self.request
            )
        return self.request.response.redirect(self.url)

    def _table(self):
        titles = (
            _("Anfrage"),
            _("Suchen"),
            _("ohne Treffer"),
            _("ohne genaue Treffer"),
            _("mit genauen Treffern"),
            _("geöffnet"),
        )
        rows = [
            (count.query, count.searches, count.none, count.some, count.exact, count.click)
            for count in self.matches
        ]
        return self.file(csv_file([say(title) for title in titles], rows), self.name)
