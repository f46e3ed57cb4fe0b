"""The saved input of forms: rows as easyform stores them.

easyform stores them by action, under a number that is the moment in milliseconds since 1970.
Reading here never creates the storage; easyform's own reading does, which is a write on a read.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from Acquisition import aq_base
from collective.easyform.api import get_schema
from collective.easyform.content import EasyForm
from collective.easyform.interfaces import ILabel
from plone import api
from zope.lifecycleevent.interfaces import IObjectCopiedEvent
from zope.schema import getFieldsInOrder
from zope.schema.interfaces import IField
from ZPublisher.HTTPRequest import HTTPRequest

from tlvwa.portal.common.clock import BERLIN, now
from tlvwa.portal.common.job import Job
from tlvwa.portal.forms.interfaces import RETENTION
from tlvwa.portal.forms.messages import value_text
from tlvwa.portal.forms.submissions import remove_old_submissions

STORAGE = "_inputStorage"
NUMBER, DONE = "id", "done_on"
OWN_NAMES = (NUMBER, DONE)
FORM_TYPE = "EasyForm"
Column = tuple[str, str, IField | None]  # name, title and field; a former field is not known


@dataclass(frozen=True)
class SavedRow:
    """One input: the action that saved it, its number, and the values."""

    action: str
    number: int
    values: dict[str, Any]

    @property
    def moment(self) -> datetime:
        """When it was sent, in Berlin's time."""
        return datetime.fromtimestamp(self.number / 1000, BERLIN)

    @property
    def done(self) -> bool:
        """Whether it is marked as done."""
        return bool(self.values.get(DONE))


def saved_rows(form: EasyForm) -> list[SavedRow]:
    """Return all rows of a form, the newest first."""
    rows = [
        SavedRow(action, number, values)
        for action, stored in _stored(form)
        for number, values in stored.items()
    ]
    return sorted(rows, key=lambda row: (row.number, row.action), reverse=True)


def saved_row(form: EasyForm, action: str, number: int) -> SavedRow | None:
    """Return a row, or ``None``."""
    values = dict(_stored(form)).get(action, {}).get(number)
    return None if values is None else SavedRow(action, number, values)


def remove(form: EasyForm, action: str, number: int) -> None:
    """Delete a row; a missing one is no error."""
    dict(_stored(form)).get(action, {}).pop(number, None)


def mark(form: EasyForm, row: SavedRow, day: str) -> None:
    """Mark a row as done on a day, or (with an empty day) as open."""
    stored = dict(_stored(form))[row.action]
    stored[row.number] = {**row.values, DONE: day}


def columns(form: EasyForm) -> list[Column]:
    """Return the possible columns as ``(name, title, field)``; those without a field come last."""
    current = [
        (name, field.title, field.bind(form))
        for name, field in getFieldsInOrder(get_schema(form))
        if not ILabel.providedBy(field)
    ]
    names = {name for name, _title, _field in current} | set(OWN_NAMES)
    others = dict.fromkeys(
        name for _action, stored in _stored(form) for values in stored.values() for name in values
    )
    return current + [(name, name, None) for name in others if name not in names]


def cells(row: SavedRow, columns: Iterable[Column], request: HTTPRequest) -> list[str]:
    """Return the values of a row as text."""
    return [value_text(row.values.get(name), field, request) for name, _title, field in columns]


def remove_all(form: EasyForm) -> None:
    """Delete all saved input of a form."""
    for _action, stored in _stored(form):
        stored.clear()


def delete_old_input(now: datetime) -> int:
    """Delete rows older than their form allows; return their number.

    The age is counted in days of 24 hours since the input was sent. Part of the running
    transaction.
    """
    remove_old_submissions(api.portal.get(), int(now.timestamp()))
    brains = api.portal.get_tool("portal_catalog").unrestrictedSearchResults(portal_type=FORM_TYPE)
    return sum(_delete_before(brain._unrestrictedGetObject(), now) for brain in brains)


def retention_of(form: EasyForm) -> int:
    """Return for how many days a form stores input; 0: it stores nothing."""
    return getattr(form, "retention_days", RETENTION)


def _delete_before(form: EasyForm, now: datetime) -> int:
    oldest_kept = now - timedelta(days=retention_of(form))
    limit, deleted = int(oldest_kept.timestamp() * 1000), 0
    for _action, stored in _stored(form):
        for number in list(stored.keys(None, limit)):
            del stored[number]
            deleted += 1
    return deleted


def drop_from_copy(copy: EasyForm, event: IObjectCopiedEvent) -> None:
    """Remove saved input from a copy of a form: who copies it may not be allowed to read it."""
    if STORAGE in vars(aq_base(copy)):
        delattr(aq_base(copy), STORAGE)


def _stored(form: EasyForm) -> Iterator[tuple[str, Any]]:
    yield from getattr(aq_base(form), STORAGE, {}).items()


JOB = Job(
    order=20,
    report="{} Eingaben in Formularen gelöscht.",
    run=lambda: delete_old_input(now()),
)
