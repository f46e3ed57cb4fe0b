"""From what was known to what is now: the changes that people are told of."""

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from tlvwa.portal.changes.public_state import AREA, PublicState

_ONE_DAY = timedelta(days=1)
Known = Mapping[str, PublicState]


class PublicChangeKind(StrEnum):
    """What happens to a thing."""

    ANNOUNCED = "announced"  # it begins on a day to come
    BEGUN = "begun"
    CHANGED = "changed"
    ENDING = "ending"  # it has got a last day
    ENDED = "ended"


class PeriodPosition(StrEnum):
    """Where a day lies in the period of something."""

    AHEAD = "ahead"
    NOW = "now"
    OVER = "over"


class PublicChange(NamedTuple):
    """One thing, what happens to it, and the day it takes effect.

    ``fields`` name what is another now. ``essence`` is what it is then, ``before`` what it was; of what
    ended they are the same.
    """

    uid: str
    kind: PublicChangeKind
    effective: date
    fields: tuple[str, ...]
    essence: PublicState
    before: PublicState


def public_changes(known: Known, present: Known, since: date, day: date) -> list[PublicChange]:
    """What to tell on ``day`` of what is public then, where ``known`` was public on ``since``.

    Told is also what became law, or ended, by itself in between. Nothing is told of a record that was
    over before anybody could read of it.
    """
    found = (
        _change(uid, known.get(uid), present.get(uid), since, day)
        for uid in sorted(known.keys() | present.keys())
    )
    return [change for change in found if change is not None]


def differences(known: Known, present: Known) -> dict[str, PublicState | None]:
    """What makes ``present`` of ``known``: new essences by UID, ``None`` for what is gone."""
    gone: dict[str, PublicState | None] = {uid: None for uid in known.keys() - present.keys()}
    return gone | {uid: each for uid, each in present.items() if known.get(uid) != each}


def _change(
    uid: str, old: PublicState | None, new: PublicState | None, since: date, day: date
) -> PublicChange | None:
    if old is not None and new is not None:
        return _between(uid, old, new, since, day)
    if new is not None:
        return _came(uid, new, since, day)
    return _went(uid, old, since, day) if old is not None else None


def _came(uid: str, new: PublicState, since: date, day: date) -> PublicChange | None:
    standing = _standing(new, day)
    if standing is PeriodPosition.OVER:
        return None
    first = _first(new)
    if standing is PeriodPosition.AHEAD:
        return PublicChange(uid, PublicChangeKind.ANNOUNCED, first or day, (), new, new)
    effective = first if first is not None and since < first else day
    return PublicChange(uid, PublicChangeKind.BEGUN, effective, (), new, new)


def _went(uid: str, old: PublicState, since: date, day: date) -> PublicChange | None:
    """An area that a register no longer lists was not dissolved by that."""
    if old.thing == AREA or _standing(old, since) is PeriodPosition.OVER:
        return None
    return PublicChange(uid, PublicChangeKind.ENDED, day, (), old, old)


def _between(
    uid: str, old: PublicState, new: PublicState, since: date, day: date
) -> PublicChange | None:
    was, stands = _standing(old, since), _standing(new, day)
    fields = _fields(old, new)
    if was is not stands:
        return _turned(uid, old, new, stands, day)
    if not fields or stands is PeriodPosition.OVER:
        return None
    ends = _ends(new)
    if fields == ("valid_to",) and ends is not None:
        return PublicChange(uid, PublicChangeKind.ENDING, ends, fields, new, old)
    starts = _first(new)
    effective = starts if stands is PeriodPosition.AHEAD and starts is not None else day
    return PublicChange(uid, PublicChangeKind.CHANGED, effective, fields, new, old)


def _turned(
    uid: str, old: PublicState, new: PublicState, stands: PeriodPosition, day: date
) -> PublicChange:
    """What came to stand elsewhere in time: by itself, or as somebody gave it other days."""
    if stands is PeriodPosition.OVER:
        return PublicChange(uid, PublicChangeKind.ENDED, _ends(new) or day, (), new, old)
    kind = PublicChangeKind.ANNOUNCED if stands is PeriodPosition.AHEAD else PublicChangeKind.BEGUN
    return PublicChange(uid, kind, _first(new) or day, (), new, old)


def _fields(old: PublicState, new: PublicState) -> tuple[str, ...]:
    before = dict(old.fields)
    return tuple(name for name, value in new.fields if before.get(name) != value)


def _standing(essence: PublicState, day: date) -> PeriodPosition:
    first, ends = _first(essence), _ends(essence)
    if ends is not None and ends <= day:
        return PeriodPosition.OVER
    return PeriodPosition.AHEAD if first is not None and day < first else PeriodPosition.NOW


def _first(essence: PublicState) -> date | None:
    written = essence.text("valid_from")
    return date.fromisoformat(written) if written else None


def _ends(essence: PublicState) -> date | None:
    """The first day on which it is no longer; both days of a period belong to it."""
    written = essence.text("valid_to")
    last = date.fromisoformat(written) if written else None
    return last + _ONE_DAY if last is not None and last != date.max else None
