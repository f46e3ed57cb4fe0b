"""What was sent and is kept: rows in the form, as easyform stores them.

easyform keeps them by action under a number that is the moment in milliseconds since 1970. Reading here
never makes the storage, as easyform's own reading does.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from Acquisition import aq_base
from collective.easyform.api import get_schema
from collective.easyform.interfaces import ILabel
from plone import api
from zope.schema import getFieldsInOrder

from tlvwa.portal.forms.interfaces import RETENTION
from tlvwa.portal.forms.messages import told
from tlvwa.portal.readmodels.nodes import BERLIN

STORAGE = "_inputStorage"
NUMBER, DONE = "id", "done_on"
OWN = (NUMBER, DONE)
FORM_TYPE = "EasyForm"


@dataclass(frozen=True)
class SavedRow:
    """One time the form was sent: by which action kept, under which number, what."""

    action: str
    number: int
    values: dict[str, Any]

    @property
    def moment(self) -> datetime:
        """When it was sent, in Berlin's time."""
        return datetime.fromtimestamp(self.number / 1000, BERLIN)

    @property
    def done(self) -> bool:
        """Whether somebody marked it as done."""
        return bool(self.values.get(DONE))


def saved_rows(form) -> list[SavedRow]:
    """All rows of a form, the newest first."""
    found = [
        SavedRow(action, number, values)
        for action, stored in _stored(form)
        for number, values in stored.items()
    ]
    return sorted(found, key=lambda row: (row.number, row.action), reverse=True)


def saved_row(form, action: str, number: int) -> SavedRow | None:
    """One row, or ``None``."""
    values = dict(_stored(form)).get(action, {}).get(number)
    return None if values is None else SavedRow(action, number, values)


def remove(form, action: str, number: int) -> None:
    """Delete a row; one that is gone already is no error."""
    dict(_stored(form)).get(action, {}).pop(number, None)


def mark(form, row: SavedRow, day: str) -> None:
    """Mark a row as done on a day, or (without a day) as open."""
    stored = dict(_stored(form))[row.action]
    stored[row.number] = {**row.values, DONE: day}


def columns(form) -> list[tuple[str, str, Any]]:
    """``(name, title, field)`` of what can be in a row; what has no field any more comes last."""
    known = [
        (name, field.title, field.bind(form))
        for name, field in getFieldsInOrder(get_schema(form))
        if not ILabel.providedBy(field)
    ]
    names = {name for name, _title, _field in known} | set(OWN)
    others = dict.fromkeys(
        name for _action, stored in _stored(form) for values in stored.values() for name in values
    )
    return known + [(name, name, None) for name in others if name not in names]


def cells(row: SavedRow, columns, request) -> list[str]:
    """The values of a row in words."""
    return [told(row.values.get(name), field, request) for name, _title, field in columns]


def forget_all(form) -> None:
    """Delete everything a form keeps."""
    for _action, stored in _stored(form):
        stored.clear()


def delete_old_input(now: datetime) -> int:
    """Delete what is older than its form allows; the number of rows. Part of the running transaction.

    Counted are the days since something was sent, to the hour.
    """
    brains = api.portal.get_tool("portal_catalog").unrestrictedSearchResults(portal_type=FORM_TYPE)
    return sum(_delete_before(brain._unrestrictedGetObject(), now) for brain in brains)


def retention_of(form) -> int:
    """For how many days a form keeps what is sent; 0: nothing is kept."""
    return getattr(form, "retention_days", RETENTION)


def _delete_before(form, now: datetime) -> int:
    oldest_kept = now - timedelta(days=retention_of(form))
    limit, deleted = int(oldest_kept.timestamp() * 1000), 0
    for _action, stored in _stored(form):
        for number in list(stored.keys(None, limit)):
            del stored[number]
            deleted += 1
    return deleted


def drop_from_copy(copy, event) -> None:
    """A copy of a form begins empty: who copies it need not be allowed to read what was sent."""
    if STORAGE in vars(aq_base(copy)):
        delattr(aq_base(copy), STORAGE)


def _stored(form) -> Iterator[tuple[str, Any]]:
    yield from getattr(aq_base(form), STORAGE, {}).items()
