"""„Wonach gesucht wird“: counts of queries, without persons."""

from functools import cached_property
from urllib.parse import urlencode

from plone import api
from plone.protect import CheckAuthenticator

from tlvwa.portal.common import request_params
from tlvwa.portal.common.export import csv_file
from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.common.settings import PREFIX
from tlvwa.portal.search.query_log import SEVERAL
from tlvwa.portal.search_admin.base import COUNTS, SearchPage
from tlvwa.portal.search_admin.usage_log import SWITCH, fold_searches, is_on, site_log

ON, OFF = "on", "off"
NONE, UNOPENED, OFTEN = "none", "unopened", "often"
FILE = "csv"
LISTS = {
    NONE: _("Ohne Treffer"),
    UNOPENED: _("Mit Treffern, aber nichts geöffnet"),
    OFTEN: _("Am häufigsten"),
}


class CountsPage(SearchPage):
    """Three lists of one month or of all, each with ways to try and explain a query."""

    name = COUNTS

    def __call__(self):
        """The page, a file, or what a POST does. Raises BadRequest."""
        self.prepare()
        if self.request.method == "POST":
            return self._switch()
        if request_params.code(self.request.form, "file", (FILE,)):
            return self._table()
        return self.index()

    is_on = property(lambda self: is_on())
    several = SEVERAL
    lists = tuple(LISTS.items())

    @cached_property
    def log(self):
        """The counts of the site; ``None`` where the instance has no folder for them."""
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
        """Which list is shown. Raises BadRequest."""
        return request_params.code(self.request.form, "list", LISTS) or NONE

    @property
    def list_title(self):
        """Its title."""
        return LISTS[self.kind]

    @cached_property
    def counts(self):
        """All that may be told of the month."""
        return self.log.counts(self.month) if self.log else []

    @cached_property
    def found(self):
        """The rows of the list, those that matter most first."""
        if self.kind == NONE:
            found = [each for each in self.counts if each.none]
            return sorted(found, key=lambda each: (-each.none, each.query))
        if self.kind == UNOPENED:
            return [each for each in self.counts if not each.click and each.none < each.searches]
        return self.counts

    @cached_property
    def shown(self):
        """The page of them that is shown."""
        return self.batch(self.found)

    def list_url(self, **changed):
        """The address of the list with some parameters changed."""
        given = {"list": self.kind, "month": self.month} | changed
        return f"{self.url}?{urlencode({name: each for name, each in given.items() if each})}"

    def _switch(self):
        """Switch counting on or off; what there is is deleted at once."""
        CheckAuthenticator(self.request)
        do = request_params.code(self.request.form, "do", (ON, OFF))
        if do:
            api.portal.set_registry_record(PREFIX + SWITCH, do == ON)
        if do == OFF:
            fold_searches()
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
            (each.query, each.searches, each.none, each.some, each.exact, each.click)
            for each in self.found
        ]
        return self.file(csv_file([say(title) for title in titles], rows), self.name)
