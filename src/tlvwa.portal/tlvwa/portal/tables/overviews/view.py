"""The page of an overview, and its files; on the site, or on an authority for what lies in it."""

from functools import cached_property
from urllib.parse import urlencode

from plone.batching import Batch
from Products.Five.browser import BrowserView

from tlvwa.portal.common import request_params
from tlvwa.portal.common.clock import today
from tlvwa.portal.common.export import CSV_TYPE, XLSX_TYPE, csv_file, xlsx_file
from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.common.urls import url_of
from tlvwa.portal.content.authority.schema import IAuthority
from tlvwa.portal.readmodels.follower import site_snapshot
from tlvwa.portal.readmodels.visibility import of_those_for_editors
from tlvwa.portal.tables.overviews.authorities import AUTHORITIES
from tlvwa.portal.tables.overviews.catalog_data import SiteCatalog
from tlvwa.portal.tables.overviews.overview import DOWN
from tlvwa.portal.tables.overviews.responsibilities import RESPONSIBILITIES
from tlvwa.portal.tables.overviews.row_context import RowContext
from tlvwa.portal.tables.overviews.services import SERVICES
from tlvwa.portal.widgets.picker.widget import (
    ChooseAreas,
    ChooseAuthorities,
    ChooseServices,
    single_picker,
)

SIZES = (50, 100, 200)
FILES = ("csv", "xlsx")
CHOOSING = {"areas": ChooseAreas, "authorities": ChooseAuthorities, "services": ChooseServices}


def site_facts():
    """The facts of the site, as the current user sees it today."""
    return RowContext(site_snapshot(), today(), of_those_for_editors, SiteCatalog())


class OverviewView(BrowserView):
    """One page of a table with its filters, or with ``file=csv`` and ``file=xlsx`` all of it."""

    overview = SERVICES
    selecting = False
    summary = ()  # lines above the list: title, count, address, and whether it is what is shown
    intro = ""  # a sentence before the list
    with_ways = False  # whether each row says what to do
    nothing = _("Nichts passt zu diesen Filtern.")

    def __call__(self):
        """The page or the file. Raises BadRequest for a malformed parameter."""
        self.update()
        file = request_params.code(self.request.form, "file", FILES)
        if file:
            return self._file(file)
        self.request.set("disable_plone.leftcolumn", True)
        self.request.set("disable_plone.rightcolumn", True)
        return self.index()

    def update(self):
        """Look up once what is shown."""
        form = dict(self.request.form)
        self.facts = self.site_facts()
        self.choosers = {
            each.name: _chooser(each, self.request)
            for each in self.overview.filters
            if each.kind == "chosen"
        }
        chosen = {name: widget.value[-1] for name, widget in self.choosers.items() if widget.value}
        form = {name: each for name, each in form.items() if name not in self.choosers} | chosen
        self.asked = self.overview.asked(form)
        self.inside = (
            "/".join(self.context.getPhysicalPath()) if IAuthority.providedBy(self.context) else ""
        )
        self.found = self.overview.found(self.facts, self.asked, self.inside)
        self.total = len(self.overview.seen(self.facts, self.inside))
        self.size = int(request_params.code(form, "b_size", list(map(str, SIZES))) or SIZES[0])

    def site_facts(self):
        """What the list is made from."""
        return site_facts()

    @property
    def title(self):
        """The heading."""
        if not self.inside:
            return self.overview.title
        return _(
            "${what} von „${title}“",
            mapping={"what": self._told(self.overview.title), "title": self.context.Title()},
        )

    @property
    def url(self):
        """The address without parameters."""
        return f"{self.context.absolute_url()}/@@{self.overview.name}"

    def address(self, **changed):
        """The address of the same list with some parameters changed; empty ones are left out."""
        form = self.request.form
        kept = {each.name: self.asked.values.get(each.name) for each in self.overview.filters}
        kept |= {"sort": form.get("sort"), "b_size": form.get("b_size")} | changed
        query = urlencode({name: each for name, each in kept.items() if each not in (None, "")})
        return f"{self.url}?{query}" if query else self.url

    @property
    def filters(self):
        """What the form shows of each filter."""
        for each in self.overview.filters:
            yield {
                "name": each.name,
                "label": each.label,
                "kind": each.kind,
                "help": getattr(each, "help", ""),
                "value": self._written(each),
                "options": list(each.options(self.facts)) if each.kind == "code" else (),
                "widget": self.choosers.get(each.name),
            }

    @property
    def unclear(self):
        """What was typed to choose something by, and means several things or none."""
        return [
            {"label": widget.label, "sought": widget.sought}
            for widget in self.choosers.values()
            if widget.sought and not widget.value
        ]

    @property
    def told(self):
        """The filters that are set: label and value in words, and the address without it."""
        return [
            {
                "label": each.label,
                "value": each.told(self.facts, self.asked.values[each.name]),
                "without": self.address(**{each.name: None}),
            }
            for each in self.overview.filters
            if each.name in self.asked.values
        ]

    @property
    def kept(self):
        """The filters that are set and the order, as ``(name, value)`` for hidden fields."""
        values = [(name, str(value)) for name, value in self.asked.values.items()]
        return [*values, ("inside", self.inside)] if self.inside else values

    @property
    def heads(self):
        """The heads of the columns, each with the address that sorts by it."""
        for column in self.overview.columns:
            is_current = column.name == self.asked.sort
            turned = is_current and not self.asked.descending
            yield {
                "title": column.title,
                "url": self.address(sort=(DOWN if turned else "") + column.name),
                "sorted": is_current and ("descending" if self.asked.descending else "ascending"),
            }

    @cached_property
    def batch(self):
        """The page asked for."""
        form = self.request.form
        start = request_params.whole_number(form, "b_start", 0, request_params.LARGEST_START)
        return Batch(self.found, self.size, start)

    @property
    def rows(self):
        """The rows of the page: UID, title, address and cells."""
        for node in self.batch:
            yield {
                "uid": node.uid,
                "title": node.title,
                "url": self.row_url(node),
                "ways": self.ways(node) if self.with_ways else (),
                "cells": [_cell(column.value(self.facts, node)) for column in self._others],
            }

    def row_url(self, row):
        """Where the title of a row leads."""
        return f"{url_of(self.request, row)}/view"

    def ways(self, row):
        """What to do about a row: title and address, or an address to be asked."""
        return ()

    @property
    def sizes(self):
        """How many rows a page may have."""
        return [
            {"size": size, "url": self.address(b_size=size), "current": size == self.size}
            for size in SIZES
        ]

    @property
    def pages(self):
        """The addresses of the pages before and after, and where this one is among them."""
        batch = self.batch
        return {
            "before": batch.has_previous and self.address(b_start=batch.previous.start - 1),
            "after": batch.has_next and self.address(b_start=batch.next.start - 1),
            "number": batch.pagenumber,
            "count": batch.numpages,
        }

    @property
    def _others(self):
        return self.overview.columns[1:]

    def _written(self, each):
        """A filter's value as the form has it."""
        value = self.asked.values.get(each.name, "")
        return value.isoformat() if hasattr(value, "isoformat") else value

    def _told(self, message):
        return say(message)

    def _file(self, kind):
        """The whole list as a file."""
        columns = self.overview.columns
        head = [self._told(column.title) for column in columns] + [self._told(_("Adresse"))]
        rows = [
            [
                *(column.value(self.facts, node) for column in columns),
                self.row_url(node).removesuffix("/view"),
            ]
            for node in self.found
        ]
        title = self._told(self.title)
        if kind == "csv":
            content, media_type = csv_file(head, rows), CSV_TYPE
        else:
            names = (say(_("Angaben")), say(_("Angabe")), say(_("Wert")))
            content, media_type = xlsx_file(title, head, rows, self._about(title), names), XLSX_TYPE
        name = f"{self.overview.name.removesuffix('-uebersicht')}-{self.facts.day}.{kind}"
        response = self.request.response
        response.setHeader("Content-Type", media_type)
        response.setHeader("Content-Disposition", f'attachment; filename="{name}"')
        response.setHeader("Cache-Control", "private, no-store")
        response.setHeader("X-Content-Type-Options", "nosniff")
        return content

    def _about(self, title):
        """What the file is: which list, of which day, filtered by what."""
        yield self._told(_("Übersicht")), title
        yield self._told(_("Stand")), self.facts.day
        yield self._told(_("Zeilen")), len(self.found)
        yield self._told(_("von insgesamt")), self.total
        for each in self.told:
            yield self._told(each["label"]), self._told(each["value"])


class ServicesView(OverviewView):
    """Services."""

    overview = SERVICES


class AuthoritiesView(OverviewView):
    """Authorities."""

    overview = AUTHORITIES


class ResponsibilitiesView(OverviewView):
    """Responsibilities, to be changed several at a time."""

    overview = RESPONSIBILITIES
    selecting = True


def _chooser(each, request):
    """The widget of a filter that is chosen among thousands."""
    return single_picker(CHOOSING[each.source], request, each.name, each.label)


def _cell(value):
    """What the page shows of a value: a text, and what more there is of several."""
    text, more = value, 0
    if isinstance(value, tuple):
        text, more = next(iter(value), ""), max(0, len(value) - 1)
    elif isinstance(value, bool):
        text = say(_("ja") if value else _("nein"))
    elif hasattr(value, "strftime"):
        text = f"{value:%d.%m.%Y}"
    return {"text": "" if text is None else str(text), "more": more}
