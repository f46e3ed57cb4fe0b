"""The table of statuses that some municipalities have by law (spec:municipal-status)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

from tlvwa.portal.areas import keys
from tlvwa.portal.areas.model import AreaError, AreaLevel

LARGE_DISTRICT_TOWN = "large_district_town"  # Große kreisangehörige Stadt, § 6 Abs. 4 ThürKO
_INFERRED = "~"


class StatusError(AreaError, ValueError):
    """A line of a table of statuses cannot be read; the message has its number and the reason."""


@dataclass(frozen=True, slots=True)
class StatusPeriod:
    """A municipality has a status from ``valid_from`` to ``valid_to``, both inclusive, ``None`` is open.

    ``known_on`` is set where the first day is not known: a day on which it had the status.
    """

    key: str
    status: str
    valid_from: date | None
    valid_to: date | None
    source: str
    known_on: date | None = None


@cache
def known_statuses() -> tuple[StatusPeriod, ...]:
    """The statuses that come with the package."""
    table = resources.files("tlvwa.portal.areas").joinpath("data", "statuses.tsv")
    return tuple(parse_statuses(table.read_text("utf-8").splitlines(), table.name))


def periods_of(status: str) -> tuple[StatusPeriod, ...]:
    """The periods in which municipalities have a status; none for an unknown one."""
    return tuple(period for period in known_statuses() if period.status == status)


def municipalities_of(status: str) -> tuple[str, ...]:
    """The keys of the municipalities that ever have a status, each once."""
    return tuple(dict.fromkeys(period.key for period in periods_of(status)))


def parse_statuses(lines: Iterable[str], file: str) -> Iterator[StatusPeriod]:
    """Read a table of statuses: key, status, first day, last day, source, separated by tabs.

    Lines that begin with ``#`` and empty ones are skipped. Raises StatusError.
    """
    seen: set[tuple[str, str]] = set()
    for number, line in enumerate(lines, start=1):
        if line.strip() and not line.startswith("#"):
            try:
                period = _period(line)
            except (ValueError, AreaError) as error:
                raise StatusError(f"{file}, line {number}: {error}") from None
            if (period.key, period.status) in seen:
                raise StatusError(f"{file}, line {number}: {period.key} has this status twice")
            seen.add((period.key, period.status))
            yield period


def _period(line: str) -> StatusPeriod:
    key, status, first, last, source = line.split("\t")
    if keys.kind_of(key) is not AreaLevel.GEMEINDE or not status or not source:
        raise ValueError("a municipality, a status and a source are expected")
    known = first.startswith(_INFERRED)
    day = date.fromisoformat(first.removeprefix(_INFERRED)) if first else None
    end = date.fromisoformat(last) if last else None
    if day and end and end < day:
        raise ValueError("the last day is before the first")
    return StatusPeriod(key, status, None if known else day, end, source, day if known else None)
