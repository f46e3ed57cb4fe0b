"""An overview: object type, columns and filters; and the query to it. Plain Python."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, cast

from tlvwa.portal.common import request_params
from tlvwa.portal.tables.overviews.filters import (
    ChosenFilter,
    CodeFilter,
    DayFilter,
    DaysFilter,
    TextFilter,
)
from tlvwa.portal.tables.overviews.model import ContextT, RowT, TableColumn, sorted_rows
from tlvwa.portal.tables.overviews.row_context import RowContext

DOWN = "-"
Filter = (
    TextFilter[ContextT, RowT]
    | CodeFilter[ContextT, RowT]
    | DayFilter[ContextT, RowT]
    | DaysFilter[ContextT, RowT]
    | ChosenFilter[ContextT, RowT]
)


@dataclass(frozen=True)
class TableQuery:
    """A query to an overview: values by the names of filters, a column, and a direction."""

    values: Mapping[str, Any] = field(default_factory=dict)
    sort: str = "title"
    descending: bool = False


@dataclass(frozen=True)
class Overview(Generic[ContextT, RowT]):
    """The objects of one type as a table: the rows are nodes, the context is a ``RowContext``.

    A subclass with other rows has ``visible`` of its own.
    """

    name: str
    portal_type: str
    title: str
    caption: str
    columns: tuple[TableColumn[ContextT, RowT], ...]
    filters: tuple[Filter[ContextT, RowT], ...]
    first: str = "title"  # the column that sorts where nothing is asked

    def read_query(self, form: Mapping[str, Any]) -> TableQuery:
        """Read the query from the parameters of a request. Raises BadRequest."""
        parameters = dict(form)
        values = {filter_.name: filter_.read(parameters) for filter_ in self.filters}
        names = {name for column in self.columns for name in (column.name, DOWN + column.name)}
        sort = request_params.code(parameters, "sort", names) or self.first
        return TableQuery(
            {name: value for name, value in values.items() if value not in ("", None)},
            sort.removeprefix(DOWN),
            sort.startswith(DOWN),
        )

    def matching(self, context: ContextT, query: TableQuery, inside: str = "") -> list[RowT]:
        """Return the rows that the person sees and that match the query, sorted.

        Only those ``inside`` a path are returned, if one is given.
        """
        return self.filter_rows(context, query, self.visible(context, inside))

    def filter_rows(self, context: ContextT, query: TableQuery, rows: Iterable[RowT]) -> list[RowT]:
        """Return the rows that match the query, sorted."""
        tests = [
            filter_.test(context, query.values[filter_.name])
            for filter_ in self.filters
            if filter_.name in query.values
        ]
        column = next(known for known in self.columns if known.name == query.sort)
        order = column.order or column.value
        return sorted_rows(rows, tests, lambda row: order(context, row), query.descending)

    def visible(self, context: ContextT, inside: str = "") -> list[RowT]:
        """Return all rows that the person sees; only those ``inside`` a path, if one is given."""
        nodes = cast(RowContext, context).nodes(self.portal_type)
        visible = [node for node in nodes if not inside or node.path.startswith(inside + "/")]
        return cast(list[RowT], visible)
