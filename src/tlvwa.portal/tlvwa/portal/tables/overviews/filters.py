"""Filters of tables: each reads its parameter and makes a test of rows. Plain Python.

A filter has a name (its parameter), a label, a kind (its look in the form), and maybe a help text.
A malformed parameter raises BadRequest.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic

from tlvwa.portal.common import request_params
from tlvwa.portal.common.formatting import short_day_text
from tlvwa.portal.common.i18n import _
from tlvwa.portal.tables.overviews.model import ContextT, RowT, Test, matches_all, normalized

YES, NO = "yes", "no"
ANSWERS = ((YES, _("ja")), (NO, _("nein")))
LONGEST_TIME = 100_000


@dataclass(frozen=True)
class TextFilter(Generic[ContextT, RowT]):
    """Rows whose texts contain all words."""

    name: str
    label: str
    texts: Callable[[ContextT, RowT], tuple[str, ...]]
    help: str = ""
    kind: str = "text"

    def read(self, form: dict[str, Any]) -> str:
        """Return the text; empty for no filter."""
        return request_params.text(form, self.name)

    def test(self, context: ContextT, value: str) -> Test[RowT]:
        """Return a test for all words in a row."""
        words = normalized(value).split()
        return lambda row: matches_all(words, *self.texts(context, row))

    def value_text(self, context: ContextT, value: str) -> str:
        """Return the value as text."""
        return value


@dataclass(frozen=True)
class CodeFilter(Generic[ContextT, RowT]):
    """Rows with one of a list of codes."""

    name: str
    label: str
    options: Callable[[ContextT], Iterable[tuple[str, str]]]
    has: Callable[[ContextT, RowT, str], bool]
    help: str = ""
    kind: str = "code"

    def read(self, form: dict[str, Any]) -> str:
        """Return the code; empty for no filter. An unknown code matches no row."""
        return request_params.text(form, self.name)

    def test(self, context: ContextT, value: str) -> Test[RowT]:
        """Return a test for the code in a row."""
        return lambda row: self.has(context, row, value)

    def value_text(self, context: ContextT, value: str) -> str:
        """Return the title of the code."""
        return dict(self.options(context)).get(value, value)


def flag_filter(
    name: str, label: str, is_so: Callable[[ContextT, RowT], bool]
) -> CodeFilter[ContextT, RowT]:
    """Return a filter for yes, no or both."""
    return CodeFilter(
        name,
        label,
        lambda context: ANSWERS,
        lambda context, row, value: is_so(context, row) is (value == YES),
    )


@dataclass(frozen=True)
class DayFilter(Generic[ContextT, RowT]):
    """Rows that fulfil a condition on a day."""

    name: str
    label: str
    has: Callable[[ContextT, RowT, date], bool]
    help: str = ""
    kind: str = "day"

    def read(self, form: dict[str, Any]) -> date | None:
        """Return the day; ``None`` for no filter."""
        return request_params.day(form, self.name) if request_params.text(form, self.name) else None

    def test(self, context: ContextT, value: date) -> Test[RowT]:
        """Return a test for the condition on that day."""
        return lambda row: self.has(context, row, value)

    def value_text(self, context: ContextT, value: date) -> str:
        """Return the day as text."""
        return short_day_text(value)


@dataclass(frozen=True)
class DaysFilter(Generic[ContextT, RowT]):
    """Rows that fulfil a condition for a number of days."""

    name: str
    label: str
    has: Callable[[ContextT, RowT, int], bool]
    help: str = ""
    kind: str = "days"

    def read(self, form: dict[str, Any]) -> int | None:
        """Return the number; ``None`` for no filter."""
        if not request_params.text(form, self.name):
            return None
        return request_params.whole_number(form, self.name, 0, LONGEST_TIME)

    def test(self, context: ContextT, value: int) -> Test[RowT]:
        """Return a test for the condition over that many days."""
        return lambda row: self.has(context, row, value)

    def value_text(self, context: ContextT, value: int) -> str:
        """Return the number as text."""
        return str(value)


@dataclass(frozen=True)
class ChosenFilter(Generic[ContextT, RowT]):
    """Rows that belong to an object chosen from ``source`` (see ``widgets.picker.sources``)."""

    name: str
    label: str
    source: str
    has: Callable[[ContextT, RowT, str], bool]
    title: Callable[[ContextT, str], str]
    kind: str = "chosen"

    def read(self, form: dict[str, Any]) -> str:
        """Return the UID or key; empty for no filter."""
        return request_params.text(form, self.name)

    def test(self, context: ContextT, value: str) -> Test[RowT]:
        """Return a test for rows that belong to the chosen object."""
        return lambda row: self.has(context, row, value)

    def value_text(self, context: ContextT, value: str) -> str:
        """Return the title of the chosen object."""
        return self.title(context, value)
