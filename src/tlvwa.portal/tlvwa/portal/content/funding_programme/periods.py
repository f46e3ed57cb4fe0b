"""Periods of applications and what they mean on a day. Plain Python."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum


class State(Enum):
    """Whether one can apply: now, now and without an end, later, no longer."""

    OPEN = "open"
    ONGOING = "ongoing"
    PLANNED = "planned"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Period:
    """From when to when one can apply; both days belong to it, and either may be unknown."""

    label: str = ""
    opens: date | None = None
    closes: date | None = None

    def state(self, day: date) -> State:
        """What the period means on a day."""
        if self.closes is not None and self.closes < day:
            return State.CLOSED
        if self.opens is not None and day < self.opens:
            return State.PLANNED
        return State.OPEN if self.closes is not None else State.ONGOING


@dataclass(frozen=True, slots=True)
class Standing:
    """How a programme stands on a day.

    ``next`` is the day that matters: the end of what is open, the beginning of what is planned, the
    end of what is over; ``None`` where there is none.
    """

    state: State
    next: date | None = None

    @property
    def rank(self) -> tuple[int, int]:
        """Sorts by what is urgent: open by its end, ongoing, planned by its beginning, closed last first."""
        day = self.next.toordinal() if self.next else 0
        order = list(State).index(self.state)
        return order, -day if self.state is State.CLOSED else day


def standing(periods: Iterable[Period], day: date) -> Standing:
    """How a programme with these periods stands on a day; without a period it is ongoing."""
    by_state: dict[State, list[Period]] = {state: [] for state in State}
    for period in periods:
        by_state[period.state(day)].append(period)
    if by_state[State.OPEN]:
        return Standing(State.OPEN, min(_days(by_state[State.OPEN], "closes")))
    if by_state[State.ONGOING] or not any(by_state.values()):
        return Standing(State.ONGOING)
    if by_state[State.PLANNED]:
        return Standing(State.PLANNED, min(_days(by_state[State.PLANNED], "opens")))
    return Standing(State.CLOSED, max(_days(by_state[State.CLOSED], "closes")))


def _days(periods: list[Period], name: str) -> list[date]:
    """The days of a name that the periods have."""
    return [day for period in periods if (day := getattr(period, name)) is not None]
