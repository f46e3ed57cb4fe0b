"""The comparison of public states: which changes there are between two of them."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from tlvwa.portal.changes.public_state import AREA, PublicState
from tlvwa.portal.common.dates import ONE_DAY

PublicStates = Mapping[str, PublicState]  # by UID


class PublicChangeKind(StrEnum):
    """What happens to an object or an area."""

    ANNOUNCED = "announced"  # it begins on a later day
    BEGUN = "begun"
    CHANGED = "changed"
    ENDING = "ending"  # it got a last day
    ENDED = "ended"


class PeriodPosition(StrEnum):
    """Whether a period is ahead of a day, contains it, or is over."""

    AHEAD = "ahead"
    NOW = "now"
    OVER = "over"


class PublicChange(NamedTuple):
    """What happens to an object or an area, and the day on which it takes effect.

    ``fields`` are the names of changed fields. ``state`` is the new state, ``before`` the old one; they
    are the same for what appeared or was removed.
    """

    uid: str
    kind: PublicChangeKind
    effective: date
    fields: tuple[str, ...]
    state: PublicState
    before: PublicState


def public_changes(
    known: PublicStates, present: PublicStates, since: date, day: date
) -> list[PublicChange]:
    """Return the changes from the states ``known`` of the day ``since`` to those ``present`` on ``day``.

    They include what became law, or ended, by the passing of days. A record that was over before it was
    ever public gives no change.
    """
    changes = (
        _change(uid, known.get(uid), present.get(uid), since, day)
        for uid in sorted(known.keys() | present.keys())
    )
    return [change for change in changes if change is not None]


def differences(known: PublicStates, present: PublicStates) -> dict[str, PublicState | None]:
    """Return what turns ``known`` into ``present``: new states by UID, ``None`` for removed ones."""
    removed: dict[str, PublicState | None] = {uid: None for uid in known.keys() - present.keys()}
    return removed | {uid: state for uid, state in present.items() if known.get(uid) != state}


def _change(
    uid: str, old: PublicState | None, new: PublicState | None, since: date, day: date
) -> PublicChange | None:
    if old is not None and new is not None:
        return _between(uid, old, new, since, day)
    if new is not None:
        return _appeared(uid, new, since, day)
    return _removed(uid, old, since, day) if old is not None else None


def _appeared(uid: str, new: PublicState, since: date, day: date) -> PublicChange | None:
    position = _position(new, day)
    if position is PeriodPosition.OVER:
        return None
    first = _first(new)
    if position is PeriodPosition.AHEAD:
        return PublicChange(uid, PublicChangeKind.ANNOUNCED, first or day, (), new, new)
    # What began before ``since`` became public later than it became law: it counts from ``day``.
    effective = first if first is not None and since < first else day
    return PublicChange(uid, PublicChangeKind.BEGUN, effective, (), new, new)


def _removed(uid: str, old: PublicState, since: date, day: date) -> PublicChange | None:
    """Return the change for a removed state; none for areas: leaving a register does not dissolve one."""
    if old.thing == AREA or _position(old, since) is PeriodPosition.OVER:
        return None
    return PublicChange(uid, PublicChangeKind.ENDED, day, (), old, old)


def _between(
    uid: str, old: PublicState, new: PublicState, since: date, day: date
) -> PublicChange | None:
    old_position, new_position = _position(old, since), _position(new, day)
    fields = _fields(old, new)
    if old_position is not new_position:
        return _moved(uid, old, new, new_position, day)
    if not fields or new_position is PeriodPosition.OVER:
        return None
    ends = _ends(new)
    # Nothing but the last day changed: the end is the change, and its day is the effective one.
    if fields == ("valid_to",) and ends is not None:
        return PublicChange(uid, PublicChangeKind.ENDING, ends, fields, new, old)
    starts = _first(new)
    effective = starts if new_position is PeriodPosition.AHEAD and starts is not None else day
    return PublicChange(uid, PublicChangeKind.CHANGED, effective, fields, new, old)


def _moved(
    uid: str, old: PublicState, new: PublicState, position: PeriodPosition, day: date
) -> PublicChange:
    """Return the change for a new position in time, by the passing of days or by new days."""
    if position is PeriodPosition.OVER:
        return PublicChange(uid, PublicChangeKind.ENDED, _ends(new) or day, (), new, old)
    kind = (
        PublicChangeKind.ANNOUNCED if position is PeriodPosition.AHEAD else PublicChangeKind.BEGUN
    )
    return PublicChange(uid, kind, _first(new) or day, (), new, old)


def _fields(old: PublicState, new: PublicState) -> tuple[str, ...]:
    before = dict(old.fields)
    return tuple(name for name, value in new.fields if before.get(name) != value)


def _position(state: PublicState, day: date) -> PeriodPosition:
    first, ends = _first(state), _ends(state)
    if ends is not None and ends <= day:
        return PeriodPosition.OVER
    return PeriodPosition.AHEAD if first is not None and day < first else PeriodPosition.NOW


def _first(state: PublicState) -> date | None:
    text = state.text("valid_from")
    return date.fromisoformat(text) if text else None


def _ends(state: PublicState) -> date | None:
    """Return the first day after the period; ``None`` if it is open."""
    text = state.text("valid_to")
    last = date.fromisoformat(text) if text else None
    return last + ONE_DAY if last is not None and last != date.max else None
