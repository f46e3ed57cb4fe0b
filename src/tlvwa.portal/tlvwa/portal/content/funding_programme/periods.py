"""Periods of applications and what they mean on a day. Plain Python."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum


class ApplicationState(Enum):
    """Whether one can apply: now, now and without an end, later, no longer."""

    OPEN = "open"
    ONGOING = "ongoing"
    PLANNED = "planned"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class ApplicationPeriod:
    """From when to when one can apply; both days belong to it, and either may be unknown."""

    label: str = ""
    opens: date | None = None
    closes: date | None = None

    def state(self, day: date) -> ApplicationState:
        """What the period means on a day."""
        if self.closes is not None and self.closes < day:
            return ApplicationState.CLOSED
        if self.opens is not None and day < self.opens:
            return ApplicationState.PLANNED
        return ApplicationState.OPEN if self.closes is not None else ApplicationState.ONGOING


@dataclass(frozen=True, slots=True)
class ProgrammeStanding:
    """How a programme stands on a day.

    ``next`` is the day that matters: the end of what is open, the beginning of what is planned, the
    end of what is over; ``None`` where there is none.
    """

    state: ApplicationState
    next: date | None = None

    @property
    def rank(self) -> tuple[int, int]:
        """Sorts by what is urgent: open by its end, ongoing, planned by its beginning, closed last first."""
        day = self.next.toordinal() if self.next else 0
        order = list(ApplicationState).index(self.state)
        return order, -day if self.state is ApplicationState.CLOSED else day


def programme_standing(periods: Iterable[ApplicationPeriod], day: date) -> ProgrammeStanding:
    """How a programme with these periods stands on a day; without a period it is ongoing."""
    by_state: dict[ApplicationState, list[ApplicationPeriod]] = {
        state: [] for state in ApplicationState
    }
    for period in periods:
        by_state[period.state(day)].append(period)
    if by_state[ApplicationState.OPEN]:
        return ProgrammeStanding(
            ApplicationState.OPEN, min(_days(by_state[ApplicationState.OPEN], "closes"))
        )
    if by_state[ApplicationState.ONGOING] or not any(by_state.values()):
        return ProgrammeStanding(ApplicationState.ONGOING)
    if by_state[ApplicationState.PLANNED]:
        return ProgrammeStanding(
            ApplicationState.PLANNED, min(_days(by_state[ApplicationState.PLANNED], "opens"))
        )
    return ProgrammeStanding(
        ApplicationState.CLOSED, max(_days(by_state[ApplicationState.CLOSED], "closes"))
    )


def _days(periods: list[ApplicationPeriod], name: str) -> list[date]:
    """The days of a name that the periods have."""
    return [day for period in periods if (day := getattr(period, name)) is not None]
