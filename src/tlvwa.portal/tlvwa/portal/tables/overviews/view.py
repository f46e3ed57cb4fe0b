"""The page of an overview and its files; on an authority only for what is in it."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property
from typing import Any, NotRequired, TypedDict

from plone.batching import Batch
from Products.Five.browser import BrowserView
from ZPublisher.HTTPRequest import HTTPRequest

from tlvwa.portal.common import request_params
from tlvwa.portal.common.clock import today
from tlvwa.portal.common.export import (
    CSV_TYPE,
    XLSX_TYPE,
    Value,
    csv_file,
    file_response,
    xlsx_file,
)
from tlvwa.portal.common.formatting import short_day_text
from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.common.paging import PageLinks, page_links, requested_page
from tlvwa.portal.common.urls import url_of, with_query
from tlvwa.portal.content.authority.schema import IAuthority
from tlvwa.portal.readmodels.follower import site_snapshot
from tlvwa.portal.readmodels.visibility import filter_for_editors
from tlvwa.portal.tables.overviews.authorities import AUTHORITIES
from tlvwa.portal.tables.overviews.catalog_data import SiteCatalog
from tlvwa.portal.tables.overviews.filters import ChosenFilter, CodeFilter
from tlvwa.portal.tables.overviews.model import TableColumn
from tlvwa.portal.tables.overviews.overview import DOWN, Filter, Overview
from tlvwa.portal.tables.overviews.responsibilities import RESPONSIBILITIES
from tlvwa.portal.tables.overviews.row_context import RowContext
from tlvwa.portal.tables.overviews.services import SERVICES
from tlvwa.portal.widgets.picker.widget import (
    ChooseAreas,
    ChooseAuthorities,
    ChooseServices,
    PickerWidget,
    single_picker,
)

SIZES = (50, 100, 200)
FILES = ("csv", "xlsx")
PICKERS = {"areas": ChooseAreas, "authorities": ChooseAuthorities, "services": ChooseServices}


def site_row_context() -> RowContext:
    """Return the row context of the site as the current user sees it today."""
    return RowContext(site_snapshot(), today(), filter_for_editors, SiteCatalog())


class Cell(TypedDict):
    """How the page shows a value: a text, and the number of further values."""

    text: str
    more: int


class Action(TypedDict):
    """Something to do about a row, at an address or with the link ``address``; ``of`` names the object."""

    title: str
    url: str
    of: str
    address: NotRequired[str]


class ActiveFilter(TypedDict):
    """A filter in effect, its value as text, and the address of the list without it."""

    label: str
    value: str
    without: str


class SummaryLine(TypedDict):
    """A line above the list: how many rows are of a kind, their list, and whether it is what is shown."""

    title: str
    count: int
    url: str
    current: bool


class OverviewView(BrowserView):
    """A page of a table with its filters; with ``file=csv`` or ``file=xlsx`` the whole table."""

    selecting = False
    with_actions = False  # whether each row shows what to do

    @property
    def overview(self) -> Overview[Any, Any]:
        """The table: its rows are nodes, or findings in the work list."""
        return SERVICES

    @property
    def summary(self) -> Sequence[SummaryLine]:
        """Lines above the list."""
        return ()

    @property
    def intro(self) -> str:
        """A sentence before the list."""
        return ""

    @property
    def empty_text(self) -> str:
        """The text of an empty list."""
        return _("Nichts passt zu diesen Filtern.")

    def __call__(self) -> str | bytes:
        """Return the page or the file. Raises BadRequest for a malformed parameter."""
        self.update()
        file = request_params.code(self.request.form, "file", FILES)
        if file:
            return self._file(file)
        self.request.set("disable_plone.leftcolumn", True)
        self.request.set("disable_plone.rightcolumn", True)
        return self.index()

    def update(self) -> None:
        """Read the query and find the rows."""
        form = dict(self.request.form)
        self.row_context = self.make_context()
        self.pickers = {
            filter_.name: _picker(filter_, self.request)
            for filter_ in self.overview.filters
            if isinstance(filter_, ChosenFilter)
        }
        chosen = {name: widget.value[-1] for name, widget in self.pickers.items() if widget.value}
        form = {name: value for name, value in form.items() if name not in self.pickers} | chosen
        self.query = self.overview.read_query(form)
        self.inside = (
            "/".join(self.context.getPhysicalPath()) if IAuthority.providedBy(self.context) else ""
        )
        self.matches = self.overview.matching(self.row_context, self.query, self.inside)
        self.total = len(self.overview.visible(self.row_context, self.inside))
        self.size = int(request_params.code(form, "b_size", list(map(str, SIZES))) or SIZES[0])

    def make_context(self) -> Any:
        """Return the context that the rows are made from."""
        return site_row_context()

    @property
    def title(self) -> str:
        """The heading."""
        if not self.inside:
            return self.overview.title
        return _(
            "${what} von „${title}“",
            mapping={"what": self._translated(self.overview.title), "title": self.context.Title()},
        )

    @property
    def url(self) -> str:
        """The address without parameters."""
        return f"{self.context.absolute_url()}/@@{self.overview.name}"

    def address(self, **changed: object) -> str:
        """Return the address of the same list with changed parameters; empty ones are removed."""
        form = self.request.form
        # As texts, since a filter for 0 days is not an empty one.
        parameters = {name: str(value) for name, value in self.query.values.items()}
        parameters |= {"sort": form.get("sort"), "b_size": form.get("b_size")} | changed
        return with_query(self.url, **parameters)

    @property
    def filters(self) -> Iterator[dict[str, object]]:
        """The filters of the form."""
        for filter_ in self.overview.filters:
            yield {
                "name": filter_.name,
                "label": filter_.label,
                "kind": filter_.kind,
                "help": getattr(filter_, "help", ""),
                "value": self._form_value(filter_),
                "options": list(filter_.options(self.row_context))
                if isinstance(filter_, CodeFilter)
                else (),
                "widget": self.pickers.get(filter_.name),
            }

    @property
    def unclear(self) -> list[dict[str, str]]:
        """Texts typed into pickers that match several objects or none."""
        return [
            {"label": widget.label, "sought": widget.search_text}
            for widget in self.pickers.values()
            if widget.search_text and not widget.value
        ]

    @property
    def active_filters(self) -> list[ActiveFilter]:
        """The filters in effect: label, value as text, and the address without the filter."""
        return [
            {
                "label": filter_.label,
                "value": filter_.value_text(self.row_context, self.query.values[filter_.name]),
                "without": self.address(**{filter_.name: None}),
            }
            for filter_ in self.overview.filters
            if filter_.name in self.query.values
        ]

    @property
    def hidden_fields(self) -> list[tuple[str, str]]:
        """The filters in effect and the container as ``(name, value)``, for hidden fields."""
        values = [(name, str(value)) for name, value in self.query.values.items()]
        return [*values, ("inside", self.inside)] if self.inside else values

    @property
    def headings(self) -> Iterator[dict[str, object]]:
        """The headings of the columns with the addresses that sort by them."""
        for column in self.overview.columns:
            is_current = column.name == self.query.sort
            ascending = is_current and not self.query.descending
            yield {
                "title": column.title,
                "url": self.address(sort=(DOWN if ascending else "") + column.name),
                "sorted": is_current and ("descending" if self.query.descending else "ascending"),
            }

    @cached_property
    def batch(self) -> Batch:
        """The page of rows that the request asks for."""
        return requested_page(self.matches, self.size, self.request.form)

    @property
    def rows(self) -> Iterator[dict[str, object]]:
        """The rows of the page: UID, title, address, actions and cells."""
        for node in self.batch:
            yield {
                "uid": node.uid,
                "title": node.title,
                "url": self.row_url(node),
                "actions": self.actions(node) if self.with_actions else (),
                "cells": [
                    _cell(column.value(self.row_context, node)) for column in self._further_columns
                ],
            }

    def row_url(self, row: Any) -> str:
        """Return the address of a row's object."""
        return f"{url_of(self.request, row)}/view"

    def actions(self, row: Any) -> Sequence[Action]:
        """Return the actions for a row: title and address, or an address to check."""
        return ()

    @property
    def sizes(self) -> list[dict[str, object]]:
        """The possible numbers of rows on a page."""
        return [
            {"size": size, "url": self.address(b_size=size), "current": size == self.size}
            for size in SIZES
        ]

    @property
    def pages(self) -> PageLinks:
        """The addresses of the pages before and after, the number of this page and of all pages."""
        return page_links(self.batch, lambda start: self.address(b_start=start))

    @property
    def _further_columns(self) -> tuple[TableColumn[Any, Any], ...]:
        return self.overview.columns[1:]

    def _form_value(self, filter_: Filter[Any, Any]) -> str:
        """Return a filter's value as the form shows it."""
        value = self.query.values.get(filter_.name, "")
        return value.isoformat() if hasattr(value, "isoformat") else value

    def _translated(self, message: str) -> str:
        return say(message)

    def _file(self, kind: str) -> bytes:
        """Return the whole list as a file."""
        columns = self.overview.columns
        head = [self._translated(column.title) for column in columns] + [
            self._translated(_("Adresse"))
        ]
        rows = [
            [
                *(column.value(self.row_context, node) for column in columns),
                self.row_url(node).removesuffix("/view"),
            ]
            for node in self.matches
        ]
        title = self._translated(self.title)
        if kind == "csv":
            content, media_type = csv_file(head, rows), CSV_TYPE
        else:
            names = (say(_("Angaben")), say(_("Angabe")), say(_("Wert")))
            content, media_type = (
                xlsx_file(title, head, rows, self._description(title), names),
                XLSX_TYPE,
            )
        name = f"{self.overview.name.removesuffix('-uebersicht')}-{self.row_context.day}.{kind}"
        return file_response(self.request.response, content, media_type, name)

    def _description(self, title: str) -> Iterator[tuple[str, Value]]:
        """Yield the description of the file: list, day, number of rows and filters."""
        yield self._translated(_("Übersicht")), title
        yield self._translated(_("Stand")), self.row_context.day
        yield self._translated(_("Zeilen")), len(self.matches)
        yield self._translated(_("von insgesamt")), self.total
        for active in self.active_filters:
            yield self._translated(active["label"]), self._translated(active["value"])


class ServicesView(OverviewView):
    """The overview of services."""

    overview = SERVICES


class AuthoritiesView(OverviewView):
    """The overview of authorities."""

    overview = AUTHORITIES


class ResponsibilitiesView(OverviewView):
    """The overview of responsibilities, which can be changed several at a time."""

    overview = RESPONSIBILITIES
    selecting = True


def _picker(filter_: ChosenFilter[Any, Any], request: HTTPRequest) -> PickerWidget:
    """Return the widget of a filter by a chosen object."""
    return single_picker(PICKERS[filter_.source], request, filter_.name, filter_.label)


def _cell(value: Value) -> Cell:
    """Return how the page shows a value: a text, and the number of further values."""
    text, more = value, 0
    if isinstance(value, tuple):
        text, more = next(iter(value), ""), max(0, len(value) - 1)
    elif isinstance(value, bool):
        text = say(_("ja") if value else _("nein"))
    elif isinstance(value, date):
        text = short_day_text(value)
    return {"text": "" if text is None else str(text), "more": more}
