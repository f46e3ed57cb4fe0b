"""Plans what a change does to each of many records, and carries it out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from Acquisition import aq_base, aq_parent
from plone import api
from plone.locking.interfaces import ILockable
from zope.event import notify
from zope.interface import Invalid
from zope.lifecycleevent import Attributes, ObjectModifiedEvent

from tlvwa.portal.common.i18n import _
from tlvwa.portal.common.validation_errors import FieldRefused
from tlvwa.portal.content.responsibility.draft import changed_node
from tlvwa.portal.content.responsibility.schema import IResponsibility, Responsibility
from tlvwa.portal.ledger.impact.overlap_guard import is_public
from tlvwa.portal.ledger.impact.suspension import suspend_checks
from tlvwa.portal.readmodels.payloads import Node
from tlvwa.portal.tables.bulk.change import FieldEdit
from tlvwa.portal.workflow.area_permissions.guard import refuse_areas_outside
from tlvwa.portal.workflow.history.initial_version import save_first_version, set_change_note
from tlvwa.portal.workflow.transition import HIDING, SHOWING

EDIT = "Modify portal content"
LOCKED = _("Wird gerade von jemand anderem bearbeitet.")
NOT_ALLOWED = _("Im Zustand „${state}“ dürfen Sie sie nicht ändern.")
NOT_OPEN = _("Der Schritt ist im Zustand „${state}“ nicht möglich, oder nicht für Sie.")


@dataclass(frozen=True)
class PlannedEdit:
    """A record with the values that are new to it, or with the reason why it is not changed."""

    record: Responsibility
    values: dict[str, Any]
    step: str = ""
    refusal: str = ""

    @property
    def changes(self) -> bool:
        """Whether anything is done to the record."""
        return not self.refusal and bool(self.values or self.step)


def plan_edits(records: Iterable[Responsibility], change: FieldEdit) -> list[PlannedEdit]:
    """Return a planned edit for each record."""
    return [_planned_edit(record, change) for record in records]


def nodes_after(edits: Iterable[PlannedEdit], change: FieldEdit) -> dict[str, Node | None]:
    """Return the nodes of the records after the change as everybody would see them, by UID.

    ``None`` stands for a record that is hidden.
    """
    hides = change.step in HIDING
    return {
        edit.record.UID(): None if hides else changed_node(edit.record, edit.values)
        for edit in edits
        if hides or change.step in SHOWING or is_public(edit.record)
    }


def apply_edits(edits: Iterable[PlannedEdit], change: FieldEdit) -> None:
    """Carry out the planned edits, in the running transaction.

    An exception raised for any record is passed on; the caller aborts the transaction. The caller
    also checks overlaps, for all records together.
    """
    with suspend_checks():
        _apply_edits(edits, change)


def _apply_edits(edits: Iterable[PlannedEdit], change: FieldEdit) -> None:
    set_change_note(change.note)
    workflow = api.portal.get_tool("portal_workflow")
    for edit in edits:
        if edit.values:
            save_first_version(edit.record)
        for name, value in edit.values.items():
            setattr(edit.record, name, value)
        if edit.values:
            notify(ObjectModifiedEvent(edit.record, Attributes(IResponsibility, *edit.values)))
        if edit.step:
            workflow.doActionFor(edit.record, edit.step, comment=change.note, mailed_together=True)


def _planned_edit(record: Responsibility, change: FieldEdit) -> PlannedEdit:
    # Without acquisition: a value of the container is none of the record.
    base = aq_base(record)
    values = {
        name: value for name, value in change.values.items() if getattr(base, name, None) != value
    }
    return PlannedEdit(record, values, change.step, _refusal(record, values, change.step))


def _refusal(record: Responsibility, values: Mapping[str, Any], step: str) -> str:
    """Return the reason why a record cannot be changed; empty if it can."""
    lock = ILockable(record, None)
    if lock is not None and lock.locked() and not lock.can_safely_unlock():
        return LOCKED
    if values and not api.user.has_permission(EDIT, obj=record):
        return _(NOT_ALLOWED, mapping={"state": _state(record)})
    workflow = api.portal.get_tool("portal_workflow")
    if step and step not in {transition["id"] for transition in workflow.getTransitionsFor(record)}:
        return _(NOT_OPEN, mapping={"state": _state(record)})
    return _broken_rule(record, values) if values else ""


def _broken_rule(record: Responsibility, values: Mapping[str, Any]) -> str:
    """Return the rule of the type that the record would break; empty for none."""
    try:
        IResponsibility.validateInvariants(_EditedRecord(record, values))
        refuse_areas_outside(aq_parent(record), record.areas)
    except FieldRefused as refused:
        return refused.args[0]
    except Invalid as invalid:
        return invalid.args[0]
    return ""


def _state(record: Responsibility) -> str:
    workflow = api.portal.get_tool("portal_workflow")
    return workflow.getTitleForStateOnType(api.content.get_state(record), record.portal_type)


class _EditedRecord:
    """A record with its new values, for the validation of invariants."""

    def __init__(self, record: Responsibility, values: Mapping[str, Any]) -> None:
        self._record = record
        self._values = values

    def __getattr__(self, name: str) -> Any:
        if name in self._values:
            return self._values[name]
        return getattr(aq_base(self._record), name)
