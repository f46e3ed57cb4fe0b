"""``@@zustaendigkeitsnachweis``: services × areas as a table, worst first, and the cells as a file."""

from functools import cached_property
from urllib.parse import urlencode

from tlvwa.portal.common import request_params
from tlvwa.portal.common.clock import today
from tlvwa.portal.common.export import file_response
from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.common.settings import site_topics
from tlvwa.portal.common.urls import url_of
from tlvwa.portal.content.authority.own_authorities import nearest_area, own_authorities
from tlvwa.portal.finder.ledger import PROBLEMS
from tlvwa.portal.ledger.cells import LedgerSelection
from tlvwa.portal.ledger.counts import site_counts
from tlvwa.portal.ledger.export import FORMATS, MOST_ROWS, TooManyRows, ledger_file
from tlvwa.portal.ledger.items import LedgerItemSerializer
from tlvwa.portal.ledger.pages.base import AREA, TITLE, TREND, LedgerPage
from tlvwa.portal.ledger.pages.formatting import (
    breadth,
    cell_text,
    count_text,
    reach_sentence,
    reach_text,
    reach_tone,
    state_tone,
    tone,
    totals,
)
from tlvwa.portal.ledger.pages.heat_table import columns, count_states, runs_by_service
from tlvwa.portal.ledger.pages.municipality_groups import WORST_FIRST
from tlvwa.portal.ledger.query import LedgerOrder
from tlvwa.portal.ledger.state_labels import EXPLANATIONS, STATES
from tlvwa.portal.ledger.trend import differences
from tlvwa.portal.readmodels.payloads import AuthorityPayload
from tlvwa.portal.widgets.picker.widget import ChooseAreas, ChooseAuthorities, single_picker

CHOOSING = {
    "area": (ChooseAreas, _("Gebiet, mit allem darin")),
    "authority": (ChooseAuthorities, _("Behörde, mit ihren Teilen")),
}


class HeatPage(LedgerPage):
    """The table of services and areas; for a municipal editor it begins with the own area."""

    title = TITLE
    error = ""

    def __call__(self):
        """Render the page, or a file with all selected cells. Raises BadRequest and NotFound."""
        self.prepare()
        kind = request_params.code(self.request.form, "file", FORMATS)
        if kind:
            try:
                return self._file(kind)
            except TooManyRows:
                self.error = say(
                    _(
                        "Eine Datei fasst höchstens ${count} Zeilen. Bitte grenzen Sie die Auswahl ein."
                    ),
                    count=count_text(MOST_ROWS),
                )
        return self.index()

    @cached_property
    def choosers(self):
        """The pickers for areas and authorities, by parameter."""
        return {
            name: single_picker(choose, self.request, name, label)
            for name, (choose, label) in CHOOSING.items()
        }

    @cached_property
    def query(self):
        """The query of the request; without the parameter ``area`` that of the user's own area."""
        form = {
            name: value for name, value in self.request.form.items() if name not in self.choosers
        }
        form |= {
            name: chooser.value[-1] for name, chooser in self.choosers.items() if chooser.value
        }
        # The picker sends the marker when nothing is chosen in it: then all areas are meant.
        without_area = (
            "area" not in self.request.form and "area-empty-marker" not in self.request.form
        )
        if without_area and self.own_areas:
            form["area"] = self.own_areas[0]["key"]
        return self.read(form)

    @cached_property
    def own_areas(self):
        """The areas of the authorities that the user edits, with key and name, by title of the authority."""
        nodes = [
            node
            for node in self.snapshot.nodes.values()
            if isinstance(node.payload, AuthorityPayload)
        ]
        keys = (nearest_area(self.snapshot.tree, node) for node in own_authorities(nodes))
        areas = (self.snapshot.gazetteer.parse(key) for key in dict.fromkeys(filter(None, keys)))
        return [{"key": area.key, "name": area.name} for area in areas]

    @property
    def own_links(self):
        """The user's own areas with the addresses of their tables."""
        return [
            area
            | {"url": self.address(area=area["key"]), "current": self.query.area == area["key"]}
            for area in self.own_areas
        ]

    @property
    def unclear_choices(self):
        """The pickers whose typed text means several objects or none: label and text."""
        return [
            {"label": widget.label, "sought": widget.search_text}
            for widget in self.choosers.values()
            if widget.search_text and not widget.value
        ]

    @cached_property
    def selection(self):
        """The cells that the query selects."""
        return LedgerSelection(self.snapshot, self.ledger, self.query)

    @property
    def totals(self):
        """Sentences on all states and on reachable offices, whatever states are chosen."""
        reach = reach_sentence(self.selection.reach)
        return [*totals(self.selection.counts), *([reach] if reach else [])]

    @property
    def breadth(self):
        """The number of services and municipalities, as a text."""
        municipalities = sum(column.span.size for column in self.columns)
        return breadth(len(self.selection.services), municipalities)

    @property
    def differences(self):
        """What changed since yesterday and last week; empty for other queries than today's of an area."""
        query, store = self.query, site_counts()
        is_narrow = query.services or query.words or query.topic or query.authority
        if is_narrow or store is None or query.day != today():
            return []
        return differences(store, self.area, self.selection.counts, today())

    @cached_property
    def area(self):
        """The key of the area that is shown."""
        return self.query.area or self.land

    @property
    def area_title(self):
        """The name of the area that is shown."""
        return self.area_name(self.area)

    @cached_property
    def columns(self):
        """The areas of the table."""
        return columns(self.ledger.territory, self.area)

    @property
    def heads(self):
        """The heads of the columns, each with the address of the table of its area."""
        for column in self.columns:
            has_table = column.span.size > 1 and column.key != self.area
            yield {
                "name": column.name,
                "size": column.span.size,
                "url": self.address(area=column.key) if has_table else "",
            }

    @cached_property
    def entries(self):
        """The selected runs by service; services without any of the chosen states are left out."""
        return runs_by_service(self.selection.cells.runs)

    @cached_property
    def batch(self):
        """The services of the current page."""
        return self.batch_of(list(self.entries))

    @property
    def is_by_reach(self):
        """Whether the services with most answers without a reachable office come first."""
        return self.query.order is LedgerOrder.REACHABLE

    @property
    def order_url(self):
        """The address of the table in the other order."""
        return self.address(order="" if self.is_by_reach else LedgerOrder.REACHABLE)

    def page_url(self, start):
        """Return the address of another page of services."""
        return self.address(b_start=start)

    @property
    def rows(self):
        """The services of the current page, with a cell for each area."""
        for uid in self.batch:
            counts = count_states(self.entries[uid], self.columns)
            reach = self.selection.reach_by_service[uid]
            yield {
                "reach": {"text": reach_text(reach), "tone": reach_tone(reach)},
                "title": self.snapshot.nodes[uid].title,
                "url": self.url_of_page(AREA, service=uid, area=self.area),
                "cells": [self._cell(uid, column, counts[column.key]) for column in self.columns],
            }

    def _cell(self, uid, column, counts):
        return {
            "text": cell_text(counts),
            "tone": tone(counts),
            "url": self.drill_url(uid, column.key, column.span.size) if counts else "",
        }

    def address(self, **changed):
        """Return the address of the table with some parameters changed; it always has an area."""
        query = self.query
        current = {
            "q": request_params.text(self.request.form, "q"),
            "service": request_params.text(self.request.form, "service"),
            "topic": query.topic,
            "authority": query.authority,
            "state": self.state,
            "date": query.day.isoformat() if query.day != today() else "",
            "order": LedgerOrder.REACHABLE if self.is_by_reach else "",
        } | changed
        parameters = {name: value for name, value in current.items() if value}
        parameters["area"] = changed.get("area", query.area)
        return f"{self.context.absolute_url()}/@@{self.name}?{urlencode(parameters)}"

    @property
    def all_url(self):
        """The address of the table of the whole Land."""
        return self.address(area="")

    @property
    def none_url(self):
        """The address without any filter."""
        return f"{self.context.absolute_url()}/@@{self.name}?area="

    @property
    def trend_url(self):
        """The address of the trend of the area."""
        return self.url_of_page(TREND, area=self.area)

    @cached_property
    def state(self):
        """The chosen states as a parameter of the address; empty for all."""
        chosen = self.query.states
        return ",".join(chosen) if len(chosen) < len(STATES) else ""

    @property
    def states(self):
        """The options for states: value and title."""
        problems = ",".join(PROBLEMS)
        yield {"value": problems, "title": say(_("Überschneidung oder Lücke"))}
        for state in WORST_FIRST:
            yield {"value": state.value, "title": say(STATES[state])}

    @property
    def legend(self):
        """Every state with its tone, title and meaning."""
        for state in WORST_FIRST:
            yield {
                "tone": state_tone(state),
                "title": say(STATES[state]),
                "text": say(EXPLANATIONS[state]),
            }

    @property
    def topics(self):
        """The topics: id and title."""
        return site_topics()

    def _file(self, kind):
        """Return all selected cells as CSV or XLSX. Raises TooManyRows."""
        serializer = LedgerItemSerializer(
            self.snapshot, self.ledger, lambda node: url_of(self.request, node)
        )
        media_type, name, content = ledger_file(kind, self.selection, serializer)
        return file_response(self.request.response, content, media_type, name)
