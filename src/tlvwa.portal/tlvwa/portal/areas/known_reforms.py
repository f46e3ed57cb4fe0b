"""The table of reforms: changes whose day and law are known for certain (spec:reforms-table)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

from tlvwa.portal.areas import keys
from tlvwa.portal.areas.model import AreaError, MalformedKey


class ReformError(AreaError, ValueError):
    """A line of a table of reforms cannot be read; the message has its number and the reason."""


@dataclass(frozen=True, slots=True)
class KnownReform:
    """A reform: on ``day`` the ``old`` areas ended and went into the ``new`` ones, by ``law``.

    A new area may have existed before and grown. ``source`` is the publication.
    """

    day: date
    law: str
    source: str
    old: tuple[str, ...]
    new: tuple[str, ...]


@cache
def known_reforms() -> tuple[KnownReform, ...]:
    """The reforms that come with the package."""
    table = resources.files("tlvwa.portal.areas").joinpath("data", "reforms.tsv")
    return tuple(parse_reforms(table.read_text("utf-8").splitlines(), table.name))


def parse_reforms(lines: Iterable[str], file: str) -> Iterator[KnownReform]:
    """Read a table of reforms: day, law, source, old keys, new keys, separated by tabs.

    Lines that begin with ``#`` and empty ones are skipped. Raises ReformError.
    """
    for number, line in enumerate(lines, start=1):
        if line.strip() and not line.startswith("#"):
            try:
                yield _reform(line)
            except (ValueError, MalformedKey) as error:
                raise ReformError(f"{file}, line {number}: {error}") from None


def _reform(line: str) -> KnownReform:
    day, law, source, old, new = line.split("\t")
    reform = KnownReform(
        date.fromisoformat(day), law, source, tuple(old.split()), tuple(new.split())
    )
    for key in reform.old + reform.new:
        keys.kind_of(key)
    return reform
