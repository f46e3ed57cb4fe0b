"""How sure the office of a decision is, and since when it is known (spec:certainty, spec:known-days)."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from .records import Certainty, Record

_LEAST_SURE_LAST = {level: position for position, level in enumerate(Certainty)}


class Assurance(NamedTuple):
    """How sure an answer is, and the record that decides it.

    ``level`` is lower than that of the record where the record is one of a parent service.
    """

    level: Certainty
    record: Record


def assurance(records: Iterable[Record], *, derived: bool = False) -> Assurance | None:
    """How sure the records that decide together are; None if there are none.

    Of several records that say the same, the surest counts; of several statements, the least sure.
    A derived office is never confirmed.
    """
    surest: dict[object, Record] = {}
    for record in records:
        other = surest.get(record.statement)
        if other is None or _position(record) < _position(other):
            surest[record.statement] = record
    if not surest:
        return None
    record = max(surest.values(), key=_position)
    level = record.certainty
    if derived and level is Certainty.CONFIRMED:
        level = Certainty.UNCONFIRMED
    return Assurance(level, record)


def least_sure(assurances: Iterable[Assurance | None]) -> Assurance | None:
    """The least sure of several; None if there are none."""
    known = [one for one in assurances if one is not None]
    return max(known, key=lambda one: _LEAST_SURE_LAST[one.level], default=None)


def first_known_day(records: Iterable[Record]) -> date | None:
    """The first day for which all that the records say is known; None if that is not limited.

    Of several records that say the same, the one that is known for longest counts.
    """
    earliest: dict[object, date] = {}
    for record in records:
        day = date.min if record.valid_from is not None else record.known_since or date.min
        earliest[record.statement] = min(day, earliest.get(record.statement, date.max))
    last = max(earliest.values(), default=date.min)
    return None if last == date.min else last


def _position(record: Record) -> int:
    return _LEAST_SURE_LAST[record.certainty]
