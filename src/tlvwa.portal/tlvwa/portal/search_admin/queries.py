"""„Prüfanfragen“: the query set of the site, and what the search makes of it."""

import csv
import io
from functools import cached_property

from plone import api
from plone.protect import CheckAuthenticator

from tlvwa.portal.common import request_params
from tlvwa.portal.common.clock import today
from tlvwa.portal.common.export import csv_file
from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.readmodels.follower import site_snapshot
from tlvwa.portal.search.evaluation import (
    HEAD,
    SOMETHING_EXACT,
    QueryError,
    evaluate,
    parse_queries,
)
from tlvwa.portal.search_admin.base import QUERIES, SearchPage
from tlvwa.portal.search_admin.errors import Unclear
from tlvwa.portal.search_admin.formatting import (
    MEASURES,
    NONE_CORRECT,
    WITHOUT_RESULTS,
    measured,
)
from tlvwa.portal.search_admin.present import QUERIES as RECORD
from tlvwa.portal.search_admin.present import query_set
from tlvwa.portal.search_admin.uploaded_table import sent_table

REPLACE, RESET = "replace", "reset"
FILE = "csv"


class QueriesPage(SearchPage):
    """Takes and gives the query set, and evaluates it."""

    name = QUERIES

    def __call__(self):
        """The page, the set as a file, or what a POST does. Raises BadRequest."""
        self.prepare()
        if self.request.method == "POST":
            return self._change()
        if request_params.code(self.request.form, "file", (FILE,)):
            return self._table()
        return self.index()

    @cached_property
    def set(self):
        """The query set as it is."""
        return query_set()

    @cached_property
    def report(self):
        """What the search makes of it today."""
        index, day = site_snapshot().index, today()
        return evaluate(self.set.queries, lambda query: index.search(query, day))

    @cached_property
    def told(self):
        """The measures, as the console tells them."""
        return self.report.told()

    @property
    def measures(self):
        """The rows of the table of all queries: title, then by Leistungsobjekt and by service."""
        total = self.told["total"]
        if total["per_object"]:
            for name, title in MEASURES.items():
                yield title, [_told(total[each], name) for each in ("per_object", "per_key")]

    @property
    def shares(self):
        """Measures of all queries that know no Leistungsobjekt: title and value."""
        total = self.told["total"]
        for name, title in (("none_correct", NONE_CORRECT), ("without_results", WITHOUT_RESULTS)):
            if total[name] is not None:
                yield title, _told(total, name)

    @property
    def kinds(self):
        """The rows of the table by kind: name, number, and the measures by Leistungsobjekt."""
        for kind, told in self.told["by_kind"].items():
            found = told["per_object"] or {}
            yield {
                "kind": kind or say(_("ohne Angabe")),
                "count": told["queries"],
                "values": [_written(name, found.get(name)) for name in MEASURES],
                "none": _written("", told["none_correct"]),
            }

    @property
    def measure_titles(self):
        """The measures in words."""
        return list(MEASURES.values())

    @cached_property
    def failing(self):
        """The queries without the right answer in the first place, each with where it is."""
        return [
            {"query": each.judged.query, "kind": each.judged.kind, "rank": _rank(each)}
            for each in self.report.outcomes
            if not _is_right(each)
        ]

    @cached_property
    def shown(self):
        """The page of them that is shown."""
        return self.batch(self.failing)

    def list_url(self, start):
        """The address of another page of the list."""
        return f"{self.url}?b_start={start}"

    def _change(self):
        """Replace the set, or go back to the one that is shipped."""
        CheckAuthenticator(self.request)
        do = request_params.code(self.request.form, "do", (REPLACE, RESET))
        table = ""
        try:
            if do == REPLACE:
                table = sent_table(self.request.form)
                parse_queries(table)
        except (Unclear, QueryError) as wrong:
            self.error = wrong.args[0]
            return self.index()
        if do:
            api.portal.set_registry_record(RECORD, table)
            api.portal.show_message(_("Die Prüfanfragen sind gespeichert."), self.request)
        return self.request.response.redirect(self.url)

    def _table(self):
        rows = [row for row in csv.reader(io.StringIO(self.set.table, newline="")) if row][1:]
        return self.file(csv_file(HEAD, rows), self.name)


def _told(told, name):
    """A value and its interval, as people write them."""
    interval = [measured(name, value) for value in told["intervals"].get(name, ())]
    return {"value": measured(name, told[name]), "interval": " – ".join(interval)}


def _written(name, value):
    """A value as people write it; a dash where nothing was measured."""
    return "–" if value is None else measured(name, value)


def _is_right(outcome):
    if outcome.judged.gold:
        return outcome.object_rank == 1
    return outcome.match not in SOMETHING_EXACT


def _rank(outcome):
    if not outcome.judged.gold:
        return say(_("etwas Genaues, obwohl es nichts gibt"))
    rank = outcome.object_rank
    return say(_("Platz ${rank}"), rank=rank) if rank else say(_("nicht gefunden"))
