"""``@@zustaendigkeitsnachweis``: services × areas as a table, the worst first; what is found as a file."""

from functools import cached_property
from urllib.parse import urlencode

from tlvwa.portal.common import request_params
from tlvwa.portal.common.clock import today
from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.common.settings import site_topics
from tlvwa.portal.common.urls import url_of
from tlvwa.portal.content.authority.own_authorities import area_around, own_authorities
from tlvwa.portal.finder.ledger import PROBLEMS
from tlvwa.portal.ledger.cells import LedgerSelection
from tlvwa.portal.ledger.counts import site_counts
from tlvwa.portal.ledger.export import FORMATS, MOST_ROWS, TooManyRows, ledger_file
from tlvwa.portal.ledger.items import LedgerItemSerializer
from tlvwa.portal.ledger.pages.base import AREA, TITLE, TREND, LedgerPage
from tlvwa.portal.ledger.pages.formatting import (
    breadth,
    cell_text,
    state_tone,
    tone,
    totals,
    whole,
)
from tlvwa.portal.ledger.pages.heat_table import by_service, columns, counted
from tlvwa.portal.ledger.pages.municipality_groups import WORST_FIRST
from tlvwa.portal.ledger.state_labels import EXPLAINED, STATES
from tlvwa.portal.ledger.trend import differences
from tlvwa.portal.readmodels.payloads import AuthorityPayload
from tlvwa.portal.widgets.picker.widget import ChooseAreas, ChooseAuthorities, single_picker

CHOOSING = {
    "area": (ChooseAreas, _("Gebiet, mit allem darin")),
    "authority": (ChooseAuthorities, _("Behörde, mit ihren Teilen")),
}


class HeatPage(LedgerPage):
    """Fifty services a page; a municipal editor begins with the own area."""

    title = TITLE
    error = ""

    def __call__(self):
        """The page, or a file of all that is found. Raises BadRequest and NotFound."""
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
                    count=whole(MOST_ROWS),
                )
        return self.index()

    @cached_property
    def choosers(self):
        """The widgets of what is chosen among thousands, by parameter."""
        return {
            name: single_picker(choose, self.request, name, label)
            for name, (choose, label) in CHOOSING.items()
        }

    @cached_property
    def asked(self):
        """What the address asks for; without a word on the area, the user's own."""
        form = {
            name: value for name, value in self.request.form.items() if name not in self.choosers
        }
        form |= {name: each.value[-1] for name, each in self.choosers.items() if each.value}
        silent = "area" not in self.request.form and "area-empty-marker" not in self.request.form
        if silent and self.own:
            form["area"] = self.own[0]["key"]
        return self.read(form)

    @cached_property
    def own(self):
        """The areas of the authorities that the user edits: key and name, by the authorities' titles."""
        nodes = [
            node
            for node in self.models.nodes.values()
            if isinstance(node.payload, AuthorityPayload)
        ]
        keys = (area_around(self.models.tree, node) for node in own_authorities(nodes))
        found = (self.models.gazetteer.parse(key) for key in dict.fromkeys(filter(None, keys)))
        return [{"key": area.key, "name": area.name} for area in found]

    @property
    def own_links(self):
        """The user's own areas, with the addresses of their tables."""
        return [
            each
            | {"url": self.address(area=each["key"]), "current": self.asked.area == each["key"]}
            for each in self.own
        ]

    @property
    def unclear(self):
        """What was typed to choose something by, and means several things or none."""
        return [
            {"label": widget.label, "sought": widget.sought}
            for widget in self.choosers.values()
            if widget.sought and not widget.value
        ]

    @cached_property
    def found(self):
        """The part of the ledger that is asked for."""
        return LedgerSelection(self.models, self.ledger, self.asked)

    @property
    def totals(self):
        """All that is found in some sentences, whatever states are chosen."""
        return list(totals(self.found.counts))

    @property
    def breadth(self):
        """How many services and municipalities they are about."""
        municipalities = sum(column.span.size for column in self.columns)
        return breadth(len(self.found.services), municipalities)

    @property
    def differences(self):
        """What changed since yesterday and last week; nothing where something else is asked for."""
        asked, store = self.asked, site_counts()
        narrow = asked.services or asked.words or asked.topic or asked.authority
        if narrow or store is None or asked.day != today():
            return []
        return differences(store, self.area, self.found.counts, today())

    @cached_property
    def area(self):
        """The area that is shown."""
        return self.asked.area or self.land

    @property
    def area_title(self):
        """Its name."""
        return self.area_name(self.area)

    @cached_property
    def columns(self):
        """The areas of the table."""
        return columns(self.ledger.territory, self.area)

    @property
    def heads(self):
        """The areas of the table, each with the address of its own."""
        for column in self.columns:
            deeper = column.span.size > 1 and column.key != self.area
            yield {
                "name": column.name,
                "size": column.span.size,
                "url": self.address(area=column.key) if deeper else "",
            }

    @cached_property
    def entries(self):
        """What is found, by service; those without any of the states chosen are left out."""
        return by_service(self.found.cells.entries)

    @cached_property
    def batch(self):
        """The services of the page asked for."""
        return self.batch_of(list(self.entries))

    def page_url(self, start):
        """The address of another page of services."""
        return self.address(b_start=start)

    @property
    def rows(self):
        """The services of the page, with a cell for each area."""
        for uid in self.batch:
            counts = counted(self.entries[uid], self.columns)
            yield {
                "title": self.models.nodes[uid].title,
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
        """The address of the table with some parameters changed; an area is always named."""
        asked = self.asked
        kept = {
            "q": request_params.text(self.request.form, "q"),
            "service": request_params.text(self.request.form, "service"),
            "topic": asked.topic,
            "authority": asked.authority,
            "state": self.state,
            "date": asked.day.isoformat() if asked.day != today() else "",
        } | changed
        given = {name: value for name, value in kept.items() if value}
        given["area"] = changed.get("area", asked.area)
        return f"{self.context.absolute_url()}/@@{self.name}?{urlencode(given)}"

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
        """How it went in the area that is shown."""
        return self.url_of_page(TREND, area=self.area)

    @cached_property
    def state(self):
        """The states chosen, as the address has them; empty for all."""
        chosen = self.asked.states
        return ",".join(chosen) if len(chosen) < len(STATES) else ""

    @property
    def states(self):
        """What can be chosen of states: value and words."""
        problems = ",".join(PROBLEMS)
        yield {"value": problems, "title": say(_("Überschneidung oder Lücke"))}
        for state in WORST_FIRST:
            yield {"value": state.value, "title": say(STATES[state])}

    @property
    def explained(self):
        """Every state with its colour, its word and what it means."""
        for state in WORST_FIRST:
            yield {
                "tone": state_tone(state),
                "title": say(STATES[state]),
                "text": say(EXPLAINED[state]),
            }

    @property
    def topics(self):
        """The topics: id and title."""
        return site_topics()

    def _file(self, kind):
        """All cells that are found, as CSV or XLSX. Raises TooMany."""
        presented = LedgerItemSerializer(
            self.models, self.ledger, lambda node: url_of(self.request, node)
        )
        media_type, name, content = ledger_file(kind, self.found, presented)
        response = self.request.response
        response.setHeader("Content-Type", media_type)
        response.setHeader("Content-Disposition", f'attachment; filename="{name}"')
        response.setHeader("X-Content-Type-Options", "nosniff")
        return content
