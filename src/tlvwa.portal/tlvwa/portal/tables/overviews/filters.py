"""What a table can be filtered by: each reads its parameter and makes a test of it. Plain Python.

A filter has a name (its parameter), a label, a kind (how the form shows it), and maybe a help text. A
parameter that is malformed raises BadRequest, as everywhere.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from tlvwa.portal.common import request_params
from tlvwa.portal.common.i18n import _
from tlvwa.portal.readmodels.payloads import Node
from tlvwa.portal.tables.overviews.model import Test, folded, matches_all
from tlvwa.portal.tables.overviews.row_context import RowContext

YES, NO = "yes", "no"
ANSWERS = ((YES, _("ja")), (NO, _("nein")))
LONGEST_TIME = 100_000


@dataclass(frozen=True)
class TextFilter:
    """Words that all stand somewhere in the texts of a row."""

    name: str
    label: str
    texts: Callable[[RowContext, Node], tuple[str, ...]]
    help: str = ""
    kind: str = "text"

    def read(self, form: dict[str, Any]) -> str:
        """What is sought; empty for nothing."""
        return request_params.text(form, self.name)

    def test(self, facts: RowContext, value: str) -> Test:
        """Whether a row has all the words."""
        words = folded(value).split()
        return lambda node: matches_all(words, *self.texts(facts, node))

    def told(self, facts: RowContext, value: str) -> str:
        """The value as people read it."""
        return value


@dataclass(frozen=True)
class CodeFilter:
    """One of a list of codes."""

    name: str
    label: str
    options: Callable[[RowContext], Iterable[tuple[str, str]]]
    has: Callable[[RowContext, Node, str], bool]
    help: str = ""
    kind: str = "code"

    def read(self, form: dict[str, Any]) -> str:
        """The code; empty for all. One that no row has finds nothing."""
        return request_params.text(form, self.name)

    def test(self, facts: RowContext, value: str) -> Test:
        """Whether a row has the code."""
        return lambda node: self.has(facts, node, value)

    def told(self, facts: RowContext, value: str) -> str:
        """The title of the code."""
        return dict(self.options(facts)).get(value, value)


def flag_filter(name: str, label: str, is_so: Callable[[RowContext, Node], bool]) -> CodeFilter:
    """Yes, no or both."""
    return CodeFilter(
        name,
        label,
        lambda facts: ANSWERS,
        lambda facts, node, value: is_so(facts, node) is (value == YES),
    )


@dataclass(frozen=True)
class DayFilter:
    """A day."""

    name: str
    label: str
    has: Callable[[RowContext, Node, date], bool]
    help: str = ""
    kind: str = "day"

    def read(self, form: dict[str, Any]) -> date | None:
        """The day; ``None`` for none."""
        return request_params.day(form, self.name) if request_params.text(form, self.name) else None

    def test(self, facts: RowContext, value: date) -> Test:
        """Whether it holds of a row on that day."""
        return lambda node: self.has(facts, node, value)

    def told(self, facts: RowContext, value: date) -> str:
        """The day as people write it."""
        return f"{value:%d.%m.%Y}"


@dataclass(frozen=True)
class DaysFilter:
    """A number of days."""

    name: str
    label: str
    has: Callable[[RowContext, Node, int], bool]
    help: str = ""
    kind: str = "days"

    def read(self, form: dict[str, Any]) -> int | None:
        """The number; ``None`` for none."""
        if not request_params.text(form, self.name):
            return None
        return request_params.whole_number(form, self.name, 0, LONGEST_TIME)

    def test(self, facts: RowContext, value: int) -> Test:
        """Whether it holds of a row for that long."""
        return lambda node: self.has(facts, node, value)

    def told(self, facts: RowContext, value: int) -> str:
        """The number."""
        return str(value)


@dataclass(frozen=True)
class ChosenFilter:
    """A thing chosen among thousands: ``source`` names where from (see ``content.choosing.sources``)."""

    name: str
    label: str
    source: str
    has: Callable[[RowContext, Node, str], bool]
    title: Callable[[RowContext, str], str]
    kind: str = "chosen"

    def read(self, form: dict[str, Any]) -> str:
        """The UID or key; empty for none."""
        return request_params.text(form, self.name)

    def test(self, facts: RowContext, value: str) -> Test:
        """Whether a row belongs to what is chosen."""
        return lambda node: self.has(facts, node, value)

    def told(self, facts: RowContext, value: str) -> str:
        """The title of what is chosen."""
        return self.title(facts, value)
