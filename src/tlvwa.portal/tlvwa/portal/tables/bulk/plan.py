"""What a change does to each of many records, and to which it is refused; and doing it."""

from dataclasses import dataclass

from Acquisition import aq_base, aq_parent
from plone import api
from plone.locking.interfaces import ILockable
from zope.event import notify
from zope.interface import Invalid
from zope.lifecycleevent import Attributes, ObjectModifiedEvent

from tlvwa.portal.common.i18n import _
from tlvwa.portal.common.validation_errors import FieldRefused
from tlvwa.portal.content.responsibility.draft import changed_node
from tlvwa.portal.content.responsibility.schema import IResponsibility
from tlvwa.portal.ledger.impact.overlap_guard import is_public
from tlvwa.portal.ledger.impact.suspension import suspend_checks
from tlvwa.portal.tables.bulk.change import FieldEdit
from tlvwa.portal.workflow.area_permissions.guard import refuse_areas_outside
from tlvwa.portal.workflow.history.initial_version import set_change_note
from tlvwa.portal.workflow.transition import HIDING, SHOWING

EDIT = "Modify portal content"
LOCKED = _("Wird gerade von jemand anderem bearbeitet.")
NOT_ALLOWED = _("Im Zustand „${state}“ dürfen Sie sie nicht ändern.")
NOT_OPEN = _("Der Schritt ist im Zustand „${state}“ nicht möglich, oder nicht für Sie.")


@dataclass(frozen=True)
class PlannedEdit:
    """One record: its new values, without those it has already; or the reason why it stays as it is."""

    record: object
    values: dict
    step: str = ""
    refusal: str = ""

    @property
    def changes(self):
        """Whether anything is done to the record."""
        return not self.refusal and bool(self.values or self.step)


def plan_edits(records, change: FieldEdit):
    """A line for each record."""
    return [_line(record, change) for record in records]


def nodes(lines, change: FieldEdit):
    """The records of the lines as they would be for everybody to see; ``None`` for what is hidden."""
    hides = change.step in HIDING
    return {
        line.record.UID(): None if hides else changed_node(line.record, line.values)
        for line in lines
        if hides or change.step in SHOWING or is_public(line.record)
    }


def carry_out(lines, change: FieldEdit):
    """Change what the lines say, in the running transaction.

    Whatever a record refuses now is raised; the caller gives up the transaction. Whether offices
    overlap is the caller's to judge, for all lines together.
    """
    with suspend_checks():
        _carry_out(lines, change)


def _carry_out(lines, change):
    set_change_note(change.note)
    workflow = api.portal.get_tool("portal_workflow")
    for line in lines:
        for name, value in line.values.items():
            setattr(line.record, name, value)
        if line.values:
            notify(ObjectModifiedEvent(line.record, Attributes(IResponsibility, *line.values)))
        if line.step:
            workflow.doActionFor(line.record, line.step, comment=change.note, mailed_together=True)


def _line(record, change):
    base = aq_base(record)
    values = {
        name: value for name, value in change.values.items() if getattr(base, name, None) != value
    }
    return PlannedEdit(record, values, change.step, _refusal(record, values, change.step))


def _refusal(record, values, step):
    """Why the record stays as it is; empty if nothing speaks against it."""
    lock = ILockable(record, None)
    if lock is not None and lock.locked() and not lock.can_safely_unlock():
        return LOCKED
    if values and not api.user.has_permission(EDIT, obj=record):
        return _(NOT_ALLOWED, mapping={"state": _state(record)})
    workflow = api.portal.get_tool("portal_workflow")
    if step and step not in {each["id"] for each in workflow.getTransitionsFor(record)}:
        return _(NOT_OPEN, mapping={"state": _state(record)})
    return _broken(record, values) if values else ""


def _broken(record, values):
    """The rule of the type that the record would break; empty for none."""
    try:
        IResponsibility.validateInvariants(_Changed(record, values))
        refuse_areas_outside(aq_parent(record), record.areas)
    except FieldRefused as refused:
        return refused.args[0]
    except Invalid as invalid:
        return invalid.args[0]
    return ""


def _state(record):
    workflow = api.portal.get_tool("portal_workflow")
    return workflow.getTitleForStateOnType(api.content.get_state(record), record.portal_type)


class _Changed:
    """A record as it would be."""

    def __init__(self, record, values):
        self._record = record
        self._values = values

    def __getattr__(self, name):
        if name in self._values:
            return self._values[name]
        return getattr(aq_base(self._record), name)
