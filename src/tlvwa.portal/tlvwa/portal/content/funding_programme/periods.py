"""Periods of application and the state of a programme on a day. Plain Python."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum


class ApplicationState(Enum):
    """Whether people can apply: until a day, without an end, later, or no longer."""

    OPEN = "open"
    ONGOING = "ongoing"
    PLANNED = "planned"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class ApplicationPeriod:
    """A period in which people can apply; it includes both days, either of which may be unknown."""

    label: str = ""
    opens: date | None = None
    closes: date | None = None

    def state(self, day: date) -> ApplicationState:
        """Return the state of the period on a day."""
        if self.closes is not None and self.closes < day:
            return ApplicationState.CLOSED
        if self.opens is not None and day < self.opens:
            return ApplicationState.PLANNED
        return ApplicationState.OPEN if self.closes is not None else ApplicationState.ONGOING


@dataclass(frozen=True, slots=True)
class ProgrammeState:
    """The state of a programme on a day.

    ``next`` is the day to show: the end of an open period, the beginning of a planned one, the end
    of a closed one; ``None`` if there is none.
    """

    state: ApplicationState
    next: date | None = None

    @property
    def rank(self) -> tuple[int, int]:
        """The sort key by urgency.

        Open programmes come first, by their end; then ongoing ones; then planned ones, by their
        beginning; then closed ones, the last to close first.
        """
        day = self.next.toordinal() if self.next else 0
        order = list(ApplicationState).index(self.state)
        return order, -day if self.state is ApplicationState.CLOSED else day


def programme_state(periods: Iterable[ApplicationPeriod], day: date) -> ProgrammeState:
    """Return the state of a programme with these periods on a day; ongoing without a period."""
    by_state: dict[ApplicationState, list[ApplicationPeriod]] = {
        state: [] for state in ApplicationState
    }
    for period in periods:
        by_state[period.state(day)].append(period)
    if by_state[ApplicationState.OPEN]:
        return ProgrammeState(
            ApplicationState.OPEN, min(_days(by_state[ApplicationState.OPEN], "closes"))
        )
    if by_state[ApplicationState.ONGOING] or not any(by_state.values()):
        return ProgrammeState(ApplicationState.ONGOING)
    if by_state[ApplicationState.PLANNED]:
        return ProgrammeState(
            ApplicationState.PLANNED, min(_days(by_state[ApplicationState.PLANNED], "opens"))
        )
    return ProgrammeState(
        ApplicationState.CLOSED, max(_days(by_state[ApplicationState.CLOSED], "closes"))
    )


def _days(periods: list[ApplicationPeriod], name: str) -> list[date]:
    """Return the days that the attribute ``name`` of the periods has."""
    return [day for period in periods if (day := getattr(period, name)) is not None]
