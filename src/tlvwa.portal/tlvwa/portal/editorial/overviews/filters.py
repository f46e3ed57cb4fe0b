"""What a table can be filtered by: each reads its parameter and makes a test of it. Plain Python.

A filter has a name (its parameter), a label, a kind (how the form shows it), and maybe a help text. A
parameter that is malformed raises BadRequest, as everywhere.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from tlvwa.portal.answers import parameters
from tlvwa.portal.editorial.overviews.facts import Facts
from tlvwa.portal.editorial.overviews.model import Test, folded, holds
from tlvwa.portal.i18n import _
from tlvwa.portal.projection.payloads import Node

YES, NO = "yes", "no"
ANSWERS = ((YES, _("ja")), (NO, _("nein")))
LONGEST_TIME = 100_000


@dataclass(frozen=True)
class Text:
    """Words that all stand somewhere in the texts of a row."""

    name: str
    label: str
    texts: Callable[[Facts, Node], tuple[str, ...]]
    help: str = ""
    kind: str = "text"

    def read(self, form: dict[str, Any]) -> str:
        """What is sought; empty for nothing."""
        return parameters.text(form, self.name)

    def test(self, facts: Facts, value: str) -> Test:
        """Whether a row has all the words."""
        words = folded(value).split()
        return lambda node: holds(words, *self.texts(facts, node))

    def told(self, facts: Facts, value: str) -> str:
        """The value as people read it."""
        return value


@dataclass(frozen=True)
class Code:
    """One of a list of codes."""

    name: str
    label: str
    options: Callable[[Facts], Iterable[tuple[str, str]]]
    has: Callable[[Facts, Node, str], bool]
    help: str = ""
    kind: str = "code"

    def read(self, form: dict[str, Any]) -> str:
        """The code; empty for all. One that no row has finds nothing."""
        return parameters.text(form, self.name)

    def test(self, facts: Facts, value: str) -> Test:
        """Whether a row has the code."""
        return lambda node: self.has(facts, node, value)

    def told(self, facts: Facts, value: str) -> str:
        """The title of the code."""
        return dict(self.options(facts)).get(value, value)


def flag(name: str, label: str, is_so: Callable[[Facts, Node], bool]) -> Code:
    """Yes, no or both."""
    return Code(
        name,
        label,
        lambda facts: ANSWERS,
        lambda facts, node, value: is_so(facts, node) is (value == YES),
    )


@dataclass(frozen=True)
class Day:
    """A day."""

    name: str
    label: str
    has: Callable[[Facts, Node, date], bool]
    help: str = ""
    kind: str = "day"

    def read(self, form: dict[str, Any]) -> date | None:
        """The day; ``None`` for none."""
        return parameters.day(form, self.name) if parameters.text(form, self.name) else None

    def test(self, facts: Facts, value: date) -> Test:
        """Whether it holds of a row on that day."""
        return lambda node: self.has(facts, node, value)

    def told(self, facts: Facts, value: date) -> str:
        """The day as people write it."""
        return f"{value:%d.%m.%Y}"


@dataclass(frozen=True)
class Days:
    """A number of days."""

    name: str
    label: str
    has: Callable[[Facts, Node, int], bool]
    help: str = ""
    kind: str = "days"

    def read(self, form: dict[str, Any]) -> int | None:
        """The number; ``None`` for none."""
        if not parameters.text(form, self.name):
            return None
        return parameters.whole_number(form, self.name, 0, LONGEST_TIME)

    def test(self, facts: Facts, value: int) -> Test:
        """Whether it holds of a row for that long."""
        return lambda node: self.has(facts, node, value)

    def told(self, facts: Facts, value: int) -> str:
        """The number."""
        return str(value)


@dataclass(frozen=True)
class Chosen:
    """A thing chosen among thousands: ``source`` names where from (see ``content.choosing.sources``)."""

    name: str
    label: str
    source: str
    has: Callable[[Facts, Node, str], bool]
    title: Callable[[Facts, str], str]
    kind: str = "chosen"

    def read(self, form: dict[str, Any]) -> str:
        """The UID or key; empty for none."""
        return parameters.text(form, self.name)

    def test(self, facts: Facts, value: str) -> Test:
        """Whether a row belongs to what is chosen."""
        return lambda node: self.has(facts, node, value)

    def told(self, facts: Facts, value: str) -> str:
        """The title of what is chosen."""
        return self.title(facts, value)
