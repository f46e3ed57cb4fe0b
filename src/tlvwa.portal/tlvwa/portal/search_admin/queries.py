"""„Prüfanfragen“: the query set of the site, and its evaluation."""

from functools import cached_property

from plone import api
from plone.protect import CheckAuthenticator

from tlvwa.portal.common import request_params
from tlvwa.portal.common.clock import today
from tlvwa.portal.common.csv_text import csv_rows
from tlvwa.portal.common.export import csv_file
from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.common.validation_errors import UnclearInput
from tlvwa.portal.readmodels.follower import site_snapshot
from tlvwa.portal.search.csv_tables import RowError
from tlvwa.portal.search.evaluation import (
    HEAD,
    SOMETHING_EXACT,
    evaluate,
    parse_queries,
)
from tlvwa.portal.search_admin.base import QUERIES, SearchPage
from tlvwa.portal.search_admin.benchmark.comparison import names_without_service
from tlvwa.portal.search_admin.formatting import (
    MEASURES,
    SHARES,
    measure_text,
)
from tlvwa.portal.search_admin.present import QUERIES as RECORD
from tlvwa.portal.search_admin.present import query_set
from tlvwa.portal.search_admin.uploaded_table import uploaded_table

REPLACE, RESET = "replace", "reset"
FILE = "csv"


class QueriesPage(SearchPage):
    """Imports, exports and evaluates the query set."""

    name = QUERIES

    def __call__(self):
        """Return the page or the set as a file, or carry out a POST. Raises BadRequest."""
        self.prepare()
        if self.request.method == "POST":
            return self._change()
        if request_params.code(self.request.form, "file", (FILE,)):
            return self._table()
        return self.index()

    @cached_property
    def set(self):
        """The current query set."""
        return query_set()

    @cached_property
    def report(self):
        """The evaluation of the search today."""
        index, day = site_snapshot().service_index, today()
        return evaluate(self.set.queries, lambda query: index.search(query, day))

    @property
    def unknown_names(self):
        """The short names in the set that no public service has."""
        return ", ".join(names_without_service(self.set.queries))

    @cached_property
    def values(self):
        """The measures as plain values."""
        return self.report.as_dict()

    @property
    def measures(self):
        """The rows of the table of all queries: title, value by Leistungsobjekt and by service."""
        total = self.values["total"]
        if total["per_object"]:
            for name, title in MEASURES.items():
                yield (
                    title,
                    [_with_interval(total[level], name) for level in ("per_object", "per_key")],
                )

    @property
    def shares(self):
        """Measures of all queries without a Leistungsobjekt: title and value."""
        total = self.values["total"]
        for name, title in SHARES.items():
            if total[name] is not None:
                yield title, _with_interval(total, name)

    @property
    def kinds(self):
        """The rows of the table by kind: name, number, and the measures by Leistungsobjekt."""
        for kind, kind_values in self.values["by_kind"].items():
            measures = kind_values["per_object"] or {}
            yield {
                "kind": kind or say(_("ohne Angabe")),
                "count": kind_values["queries"],
                "values": [_text_or_dash(name, measures.get(name)) for name in MEASURES],
                "none": _text_or_dash("", kind_values["none_correct"]),
            }

    @property
    def measure_titles(self):
        """The titles of the measures."""
        return list(MEASURES.values())

    @cached_property
    def failing(self):
        """The queries without the right answer in the first place, with its rank."""
        return [
            {"query": outcome.judged.query, "kind": outcome.judged.kind, "rank": _rank(outcome)}
            for outcome in self.report.outcomes
            if not _is_right(outcome)
        ]

    @cached_property
    def batch(self):
        """The page of failing queries that is shown."""
        return self.batch_of(self.failing)

    def page_url(self, start):
        """Return the address of another page of the list."""
        return f"{self.url}?b_start={start}"

    def _change(self):
        """Replace the set, or return to the shipped one."""
        CheckAuthenticator(self.request)
        action = request_params.code(self.request.form, "do", (REPLACE, RESET))
        table = ""
        try:
            if action == REPLACE:
                table = uploaded_table(self.request.form)
                parse_queries(table)
        except (UnclearInput, RowError) as wrong:
            self.error = say(wrong.args[0])
            return self.index()
        if action:
            api.portal.set_registry_record(RECORD, table)
            api.portal.show_message(_("Die Prüfanfragen sind gespeichert."), self.request)
        return self.request.response.redirect(self.url)

    def _table(self):
        rows = [fields for _line, fields in csv_rows(self.set.table)][1:]
        return self.file(csv_file(HEAD, rows), self.name)


def _with_interval(values, name):
    """Return a value and its interval as text."""
    interval = [measure_text(name, value) for value in values["intervals"].get(name, ())]
    return {"value": measure_text(name, values[name]), "interval": " – ".join(interval)}


def _text_or_dash(name, value):
    """Return a value as text; a dash if nothing was measured."""
    return "–" if value is None else measure_text(name, value)


def _is_right(outcome):
    if outcome.judged.gold:
        return outcome.object_rank == 1
    return outcome.match not in SOMETHING_EXACT


def _rank(outcome):
    if not outcome.judged.gold:
        return say(_("etwas Genaues, obwohl es nichts gibt"))
    rank = outcome.object_rank
    return say(_("Platz ${rank}"), rank=rank) if rank else say(_("nicht gefunden"))
