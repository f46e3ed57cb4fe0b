"""One overview: which objects, which columns, which filters; and what somebody asks of it. Plain Python."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tlvwa.portal.common import request_params
from tlvwa.portal.readmodels.payloads import Node
from tlvwa.portal.tables.overviews.filters import (
    ChosenFilter,
    CodeFilter,
    DayFilter,
    DaysFilter,
    TextFilter,
)
from tlvwa.portal.tables.overviews.model import TableColumn, sorted_rows
from tlvwa.portal.tables.overviews.row_context import RowContext

DOWN = "-"
Filter = TextFilter | CodeFilter | DayFilter | DaysFilter | ChosenFilter


@dataclass(frozen=True)
class TableQuery:
    """What is asked of an overview: values by the names of filters, a column, a direction."""

    values: Mapping[str, Any] = field(default_factory=dict)
    sort: str = "title"
    descending: bool = False


@dataclass(frozen=True)
class Overview:
    """The objects of one type as a table."""

    name: str
    portal_type: str
    title: str
    caption: str
    columns: tuple[TableColumn, ...]
    filters: tuple[Filter, ...]
    first: str = "title"  # the column that sorts where nothing is asked

    def asked(self, form: Mapping[str, Any]) -> TableQuery:
        """What the parameters of a request ask. Raises BadRequest."""
        given = dict(form)
        values = {each.name: each.read(given) for each in self.filters}
        names = {name for column in self.columns for name in (column.name, DOWN + column.name)}
        sort = request_params.code(given, "sort", names) or self.first
        return TableQuery(
            {name: value for name, value in values.items() if value not in ("", None)},
            sort.removeprefix(DOWN),
            sort.startswith(DOWN),
        )

    def found(self, facts: RowContext, asked: TableQuery, inside: str = "") -> list[Node]:
        """The nodes that the person sees and asks for, in order; only those ``inside`` a path, if given."""
        return self.fitting(facts, asked, self.seen(facts, inside))

    def fitting(self, facts: Any, asked: TableQuery, rows: Iterable[Any]) -> list[Any]:
        """Those of some rows that somebody asks for, in order."""
        tests = [
            each.test(facts, asked.values[each.name])
            for each in self.filters
            if each.name in asked.values
        ]
        column = next(each for each in self.columns if each.name == asked.sort)
        order = column.order or column.value
        return sorted_rows(rows, tests, lambda row: order(facts, row), asked.descending)

    def seen(self, facts: RowContext, inside: str = "") -> list[Node]:
        """All nodes that the person sees; only those ``inside`` a path, if given."""
        nodes = facts.nodes(self.portal_type)
        return [each for each in nodes if not inside or each.path.startswith(inside + "/")]
