"""Applying a reform and withdrawing it, each whole in the running transaction (spec:reform)."""

from dataclasses import dataclass, replace

from plone import api
from zope.event import notify
from zope.lifecycleevent import Attributes, ObjectModifiedEvent

from tlvwa.portal.areas.reforms.apply import PlanRefused
from tlvwa.portal.areas.reforms.apply import withdraw_plan as withdrawn_areas
from tlvwa.portal.areas.table import write_table
from tlvwa.portal.common.clock import now, today
from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.content.responsibility.schema import IResponsibility
from tlvwa.portal.ledger.impact.suspension import suspend_checks
from tlvwa.portal.readmodels.follower import site_snapshot
from tlvwa.portal.readmodels.gazetteer_store import gazetteer_store, known_data
from tlvwa.portal.reforms import annotations
from tlvwa.portal.reforms.form_data import plan_of
from tlvwa.portal.workflow.history.initial_version import set_change_note
from tlvwa.portal.workflow.publishing import publish

REVIEWED = ("released", "published")
NOTE = _("Gebietsreform: ${title}")
NOT_REVIEWED = _("Die Reform ist noch nicht freigegeben.")
ALREADY = _("Die Reform ist schon angewendet.")
NOT_APPLIED = _("Die Reform ist nicht angewendet.")
OPEN = _("${count} Entscheidungen fehlen noch.")
NO_REASON = _("${count} Antworten würden fehlen. Nennen Sie den Grund, warum das so sein soll.")
DOUBLED = _("${count} Überschneidungen kämen hinzu. Nennen Sie den Grund, warum das so sein soll.")
TOO_LATE = _("Die Reform ist am ${day} in Kraft getreten; zurücknehmen lässt sie sich nur vorher.")
OF_REGISTER = _("Ein eingelesenes Verzeichnis lässt sich nicht zurücknehmen.")
GONE = _("„${title}“ gibt es nicht mehr.")
EDITED = _("„${title}“ wurde seither geändert.")


class ReformRefused(Exception):
    """Nothing was done; ``reasons`` are the sentences that say why."""

    def __init__(self, *reasons):
        self.reasons = reasons
        super().__init__("; ".join(reasons))


@dataclass(frozen=True)
class ReformResult:
    """How many records gained an area, ended, and began."""

    extended: int
    ended: int
    begun: int


def reform_obstacles(reform, rehearsal, reason):
    """Why a rehearsed reform cannot be applied now; empty if it can."""
    if annotations.applied(reform):
        yield say(ALREADY)
    if api.content.get_state(reform) not in REVIEWED:
        yield say(NOT_REVIEWED)
    if rehearsal.open:
        yield say(OPEN, count=len(rehearsal.open))
    if rehearsal.lost and not reason:
        yield say(NO_REASON, count=len(rehearsal.lost))
    if rehearsal.doubled and not reason:
        yield say(DOUBLED, count=len(rehearsal.doubled))


def apply_reform(reform, draft, rehearsal, reason=""):
    """Write the areas, and what the rehearsal says of the records. Raises Refused, with nothing done."""
    reasons = tuple(reform_obstacles(reform, rehearsal, reason))
    if reasons:
        raise ReformRefused(*reasons)
    changes, world = rehearsal.changes, rehearsal.world
    writing = _Writing(reform)
    gazetteer_store().write(table=write_table(draft.after))
    with suspend_checks():  # by the rehearsal, as a whole
        for uid, areas in changes.extended:
            writing.set(uid, areas=[*world.holdings[uid].areas, *areas])
        for uid, last in changes.ended:
            writing.set(uid, valid_to=last)
        for new in changes.begun:
            writing.begin(new)
    annotations.keep_applied(
        reform,
        {
            "at": now().isoformat(timespec="minutes"),
            "by": api.user.get_current().getId(),
            "reason": reason,
            "plan": None if reform.register is not None else annotations.plan_kept(plan_of(reform)),
            "fields": writing.fields,
            "made": writing.made,
        },
    )
    return ReformResult(*map(len, changes))


def withdraw_reform(reform):
    """Restore exactly what applying changed. Raises Refused, with nothing done."""
    written = annotations.applied(reform)
    if not written:
        raise ReformRefused(say(NOT_APPLIED))
    if written["plan"] is None:
        raise ReformRefused(say(OF_REGISTER))
    plan = annotations.plan_read(written["plan"])
    if today() >= plan.day:
        raise ReformRefused(say(TOO_LATE, day=f"{plan.day:%d.%m.%Y}"))
    data = known_data()
    try:
        areas = withdrawn_areas(data.areas, plan)
    except PlanRefused as refused:
        raise ReformRefused(*refused.reasons) from None
    found = _unchanged(written)
    gazetteer_store().write(table=write_table(replace(data, areas=areas)))
    writing = _Writing(reform)
    with suspend_checks():
        for uid, name, before, _after in written["fields"]:
            writing.restore(found[uid], name, before)
    with api.env.adopt_roles(["Manager"]):
        for uid, _modified in written["made"]:
            api.content.delete(found[uid], check_linkintegrity=False)
    annotations.keep_applied(reform, None)
    return ReformResult(len(written["fields"]), 0, len(written["made"]))


def _unchanged(written):
    """The records by UID. Raises Refused with all that were changed since, or are gone."""
    found, reasons = {}, []
    for uid, name, _before, after in written["fields"]:
        record = found[uid] = _record(uid)
        if record is None:
            reasons.append(say(GONE, title=uid))
        elif getattr(record, name) != after:
            reasons.append(say(EDITED, title=record.Title()))
    for uid, modified in written["made"]:
        record = found[uid] = _record(uid)
        if record is None:
            reasons.append(say(GONE, title=uid))
        elif record.modified().ISO8601() != modified:
            reasons.append(say(EDITED, title=record.Title()))
    if reasons:
        raise ReformRefused(*dict.fromkeys(reasons))
    return found


def _record(uid):
    """The record; ``None`` if it is gone. Found by the read models: the catalog would index first."""
    node = site_snapshot().nodes.get(uid)
    return api.portal.get().unrestrictedTraverse(node.path, None) if node is not None else None


class _Writing:
    """Writes records, and keeps what was: ``(UID, field, old, new)``; of new ones ``(UID, moment)``."""

    def __init__(self, reform):
        self.fields, self.made = [], []
        set_change_note(say(NOTE, title=reform.Title()))

    def set(self, uid, **values):
        record = _record(uid)
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
            made = api.content.copy(record, record.__parent__, safe_id=True)
            made.services, made.areas = list(new.services), list(new.areas)
            made.valid_from, made.valid_to = new.first, new.last
            notify(ObjectModifiedEvent(made, Attributes(IResponsibility, "services", "areas")))
            publish(made)
        self.made.append((made.UID(), made.modified().ISO8601()))
