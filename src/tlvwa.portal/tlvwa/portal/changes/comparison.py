"""From what was known to what is now: the changes that people are told of."""

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from tlvwa.portal.changes.essence import AREA, Essence

_ONE_DAY = timedelta(days=1)
Known = Mapping[str, Essence]


class Kind(StrEnum):
    """What happens to a thing."""

    ANNOUNCED = "announced"  # it begins on a day to come
    BEGUN = "begun"
    CHANGED = "changed"
    ENDING = "ending"  # it has got a last day
    ENDED = "ended"


class Standing(StrEnum):
    """Where a day lies in the period of something."""

    AHEAD = "ahead"
    NOW = "now"
    OVER = "over"


class Change(NamedTuple):
    """One thing, what happens to it, and the day it takes effect.

    ``fields`` name what is another now. ``essence`` is what it is then, ``before`` what it was; of what
    ended they are the same.
    """

    uid: str
    kind: Kind
    effective: date
    fields: tuple[str, ...]
    essence: Essence
    before: Essence


def compare(known: Known, present: Known, since: date, day: date) -> list[Change]:
    """What to tell on ``day`` of what is public then, where ``known`` was public on ``since``.

    Told is also what became law, or ended, by itself in between. Nothing is told of a record that was
    over before anybody could read of it.
    """
    found = (
        _change(uid, known.get(uid), present.get(uid), since, day)
        for uid in sorted(known.keys() | present.keys())
    )
    return [change for change in found if change is not None]


def differences(known: Known, present: Known) -> dict[str, Essence | None]:
    """What makes ``present`` of ``known``: new essences by UID, ``None`` for what is gone."""
    gone: dict[str, Essence | None] = {uid: None for uid in known.keys() - present.keys()}
    return gone | {uid: each for uid, each in present.items() if known.get(uid) != each}


def _change(
    uid: str, old: Essence | None, new: Essence | None, since: date, day: date
) -> Change | None:
    if old is not None and new is not None:
        return _between(uid, old, new, since, day)
    if new is not None:
        return _came(uid, new, since, day)
    return _went(uid, old, since, day) if old is not None else None


def _came(uid: str, new: Essence, since: date, day: date) -> Change | None:
    standing = _standing(new, day)
    if standing is Standing.OVER:
        return None
    first = _first(new)
    if standing is Standing.AHEAD:
        return Change(uid, Kind.ANNOUNCED, first or day, (), new, new)
    effective = first if first is not None and since < first else day
    return Change(uid, Kind.BEGUN, effective, (), new, new)


def _went(uid: str, old: Essence, since: date, day: date) -> Change | None:
    """An area that a register no longer lists was not dissolved by that."""
    if old.thing == AREA or _standing(old, since) is Standing.OVER:
        return None
    return Change(uid, Kind.ENDED, day, (), old, old)


def _between(uid: str, old: Essence, new: Essence, since: date, day: date) -> Change | None:
    was, stands = _standing(old, since), _standing(new, day)
    fields = _fields(old, new)
    if was is not stands:
        return _turned(uid, old, new, stands, day)
    if not fields or stands is Standing.OVER:
        return None
    ends = _ends(new)
    if fields == ("valid_to",) and ends is not None:
        return Change(uid, Kind.ENDING, ends, fields, new, old)
    starts = _first(new)
    effective = starts if stands is Standing.AHEAD and starts is not None else day
    return Change(uid, Kind.CHANGED, effective, fields, new, old)


def _turned(uid: str, old: Essence, new: Essence, stands: Standing, day: date) -> Change:
    """What came to stand elsewhere in time: by itself, or as somebody gave it other days."""
    if stands is Standing.OVER:
        return Change(uid, Kind.ENDED, _ends(new) or day, (), new, old)
    kind = Kind.ANNOUNCED if stands is Standing.AHEAD else Kind.BEGUN
    return Change(uid, kind, _first(new) or day, (), new, old)


def _fields(old: Essence, new: Essence) -> tuple[str, ...]:
    before = dict(old.fields)
    return tuple(name for name, value in new.fields if before.get(name) != value)


def _standing(essence: Essence, day: date) -> Standing:
    first, ends = _first(essence), _ends(essence)
    if ends is not None and ends <= day:
        return Standing.OVER
    return Standing.AHEAD if first is not None and day < first else Standing.NOW


def _first(essence: Essence) -> date | None:
    written = essence.text("valid_from")
    return date.fromisoformat(written) if written else None


def _ends(essence: Essence) -> date | None:
    """The first day on which it is no longer; both days of a period belong to it."""
    written = essence.text("valid_to")
    last = date.fromisoformat(written) if written else None
    return last + _ONE_DAY if last is not None and last != date.max else None
