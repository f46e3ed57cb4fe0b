"""Applies and withdraws reforms, each completely in the running transaction (spec:reform)."""

from dataclasses import dataclass, replace

from plone import api
from zope.event import notify
from zope.lifecycleevent import Attributes, ObjectModifiedEvent

from tlvwa.portal.areas.reforms.apply import withdraw_plan as areas_without_plan
from tlvwa.portal.areas.reforms.problems import PlanRefused
from tlvwa.portal.areas.table import write_table
from tlvwa.portal.common.clock import now, today
from tlvwa.portal.common.formatting import day_text
from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.content.responsibility.schema import IResponsibility
from tlvwa.portal.ledger.impact.suspension import suspend_checks
from tlvwa.portal.readmodels.follower import site_snapshot
from tlvwa.portal.readmodels.gazetteer_store import gazetteer_store, read_gazetteer_table
from tlvwa.portal.reforms import annotations
from tlvwa.portal.reforms.form_data import ReformRefused, plan_of
from tlvwa.portal.workflow.history.initial_version import save_first_version, set_change_note
from tlvwa.portal.workflow.publishing import publish

REVIEWED = ("released", "published")
NOTE = _("Gebietsreform: ${title}")
NOT_REVIEWED = _("Die Reform ist noch nicht freigegeben.")
ALREADY_APPLIED = _("Die Reform ist schon angewendet.")
NOT_APPLIED = _("Die Reform ist nicht angewendet.")
OPEN_DECISIONS = _("${count} Entscheidungen fehlen noch.")
NO_REASON = _("${count} Antworten würden fehlen. Nennen Sie den Grund, warum das so sein soll.")
DOUBLED = _("${count} Überschneidungen kämen hinzu. Nennen Sie den Grund, warum das so sein soll.")
TOO_LATE = _("Die Reform ist am ${day} in Kraft getreten; zurücknehmen lässt sie sich nur vorher.")
OF_REGISTER = _("Ein eingelesenes Verzeichnis lässt sich nicht zurücknehmen.")
MISSING = _("„${title}“ gibt es nicht mehr.")
EDITED = _("„${title}“ wurde seither geändert.")


@dataclass(frozen=True)
class ReformResult:
    """The numbers of records that were extended to an area, ended and begun."""

    extended: int
    ended: int
    begun: int


def reform_obstacles(reform, rehearsal, reason):
    """Yield the reasons why a rehearsed reform cannot be applied now."""
    if annotations.applied_changes(reform):
        yield say(ALREADY_APPLIED)
    if api.content.get_state(reform) not in REVIEWED:
        yield say(NOT_REVIEWED)
    if rehearsal.open_proposals:
        yield say(OPEN_DECISIONS, count=len(rehearsal.open_proposals))
    if rehearsal.lost_answers and not reason:
        yield say(NO_REASON, count=len(rehearsal.lost_answers))
    if rehearsal.doubled_answers and not reason:
        yield say(DOUBLED, count=len(rehearsal.doubled_answers))


def apply_reform(reform, draft, rehearsal, reason=""):
    """Write the areas, and the changes of records that the rehearsal found.

    Raises ReformRefused; nothing is done then.
    """
    reasons = tuple(reform_obstacles(reform, rehearsal, reason))
    if reasons:
        raise ReformRefused(*reasons)
    changes, state = rehearsal.changes, rehearsal.state
    writer = _RecordWriter(reform)
    gazetteer_store().write(table=write_table(draft.after))
    with suspend_checks():  # by the rehearsal, as a whole
        for uid, areas in changes.extended_records:
            writer.set(uid, areas=[*state.assigned_records[uid].areas, *areas])
        for uid, last in changes.ended_records:
            writer.set(uid, valid_to=last)
        for new in changes.new_records:
            writer.begin(new)
    annotations.store_applied_changes(
        reform,
        {
            "at": now().isoformat(timespec="minutes"),
            "by": api.user.get_current().getId(),
            "reason": reason,
            "plan": None
            if reform.register is not None
            else annotations.plan_values(plan_of(reform)),
            "fields": writer.fields,
            "made": writer.created,
        },
    )
    return ReformResult(*map(len, changes))


def withdraw_reform(reform):
    """Restore exactly what applying changed. Raises ReformRefused; nothing is done then."""
    applied = annotations.applied_changes(reform)
    if not applied:
        raise ReformRefused(say(NOT_APPLIED))
    if applied["plan"] is None:
        raise ReformRefused(say(OF_REGISTER))
    plan = annotations.plan_from_values(applied["plan"])
    if today() >= plan.day:
        raise ReformRefused(say(TOO_LATE, day=day_text(plan.day)))
    data = read_gazetteer_table()
    try:
        areas = areas_without_plan(data.areas, plan)
    except PlanRefused as refused:
        raise ReformRefused.from_plan(refused) from None
    # Records that somebody changed since are not overwritten: then nothing at all is withdrawn.
    records = _unchanged(applied)
    gazetteer_store().write(table=write_table(replace(data, areas=areas)))
    writer = _RecordWriter(reform)
    with suspend_checks():
        for uid, name, before, _after in applied["fields"]:
            writer.restore(records[uid], name, before)
    # Whoever may withdraw a reform need not have the right to delete published records.
    with api.env.adopt_roles(["Manager"]):
        for uid, _modified in applied["made"]:
            api.content.delete(records[uid], check_linkintegrity=False)
    annotations.store_applied_changes(reform, None)
    return ReformResult(len(applied["fields"]), 0, len(applied["made"]))


def _unchanged(applied):
    """Return the records by UID. Raises ReformRefused with all that were changed or deleted since."""
    records, reasons = {}, []
    for uid, name, _before, after in applied["fields"]:
        record = records[uid] = _record(uid)
        if record is None:
            reasons.append(say(MISSING, title=uid))
        elif getattr(record, name) != after:
            reasons.append(say(EDITED, title=record.Title()))
    for uid, modified in applied["made"]:
        record = records[uid] = _record(uid)
        if record is None:
            reasons.append(say(MISSING, title=uid))
        elif record.modified().ISO8601() != modified:
            reasons.append(say(EDITED, title=record.Title()))
    if reasons:
        raise ReformRefused(*dict.fromkeys(reasons))
    return records


def _record(uid):
    """Return the record of a UID; ``None`` if it does not exist any more.

    The snapshot is asked for the path: a query of the catalog would index all pending changes
    first.
    """
    node = site_snapshot().nodes.get(uid)
    return api.portal.get().unrestrictedTraverse(node.path, None) if node is not None else None


class _RecordWriter:
    """Writes records and logs the changes.

    ``fields`` holds ``(UID, field, old, new)``, ``created`` holds ``(UID, moment of
    modification)``.
    """

    def __init__(self, reform):
        self.fields, self.created = [], []
        set_change_note(say(NOTE, title=reform.Title()))

    def set(self, uid, **values):
        record = _record(uid)
        save_first_version(record)
        for name, value in values.items():
            self.fields.append((uid, name, getattr(record, name), value))
            setattr(record, name, value)
        notify(ObjectModifiedEvent(record, Attributes(IResponsibility, *values)))

    def restore(self, record, name, value):
        setattr(record, name, value)
        notify(ObjectModifiedEvent(record, Attributes(IResponsibility, name)))

    def begin(self, new):
        record = _record(new.record)
        with api.env.adopt_roles(["Manager"]):
            copy = api.content.copy(record, record.__parent__, safe_id=True)
            copy.services, copy.areas = list(new.services), list(new.areas)
            copy.valid_from, copy.valid_to = new.first, new.last
            notify(ObjectModifiedEvent(copy, Attributes(IResponsibility, "services", "areas")))
            publish(copy)
        self.created.append((copy.UID(), copy.modified().ISO8601()))
