"""Moves records from one authority to another, in the running transaction."""

from dataclasses import dataclass
from datetime import date

from plone import api
from zope.event import notify
from zope.lifecycleevent import Attributes, ObjectModifiedEvent

from tlvwa.portal.common.dates import ONE_DAY
from tlvwa.portal.content.authority.schema import Authority
from tlvwa.portal.content.responsibility.schema import IResponsibility
from tlvwa.portal.readmodels.follower import site_snapshot
from tlvwa.portal.readmodels.payloads import ResponsibilityPayload
from tlvwa.portal.workflow.history.initial_version import save_first_version
from tlvwa.portal.workflow.publishing import publish

PUBLISH = "tlvwa.portal: Publish Without Review"
EDIT = "Modify portal content"


@dataclass(frozen=True, slots=True)
class HandoverResult:
    """The numbers of records and references that a handover changed.

    A continued record was ended, and a new one begins; a redirected reference names the new authority;
    a skipped one the user may not change.
    """

    moved_records: int = 0
    continued_records: int = 0
    redirected_references: int = 0
    skipped_references: int = 0


def hand_over(source: Authority, target: Authority, day: date | None = None) -> HandoverResult:
    """Give all records in an authority and its parts to ``target``.

    Without a day the records are moved with UID, state and history. With a day, a record that is
    law before it ends on the day before and is continued by a new record of ``target`` from that
    day: published if the user may publish without review, else a draft. Without a day, records
    elsewhere that refer to ``source`` then refer to ``target``, as far as the user may change them.
    A record without areas gets those of its old authority. Raises Unauthorized; nothing is done
    then.
    """
    moved = continued = 0
    for record in _records_in(source):
        _spell_out_areas(record)
        if day is None or (record.valid_from and record.valid_from >= day):
            api.content.move(record, target, safe_id=True)
            moved += 1
        elif record.valid_to is None or record.valid_to >= day:
            _continue_from(record, target, day)
            continued += 1
    changed, unchanged = _redirect_references(source, target) if day is None else (0, 0)
    return HandoverResult(moved, continued, changed, unchanged)


def _records_in(source):
    catalog = api.portal.get_tool("portal_catalog")
    path = "/".join(source.getPhysicalPath())
    brains = catalog(path=path, portal_type="tlvwa.portal.Responsibility", sort_on="path")
    return [brain.getObject() for brain in brains]


def _spell_out_areas(record):
    """Write the area of its authority into a record without areas.

    Such a record holds for its authority's own area, which must stay when the authority changes.
    """
    area = getattr(record.__parent__, "area", None)
    if not record.areas and area:
        save_first_version(record)
        record.areas = [area]
        _notify_changed(record, "areas")


def _continue_from(record, target, day):
    new = api.content.copy(record, target, safe_id=True)
    new.valid_from = day
    _notify_changed(new, "valid_from")
    if api.content.get_state(record) == "published" and api.user.has_permission(PUBLISH, obj=new):
        publish(new)
    save_first_version(record)
    record.valid_to = day - ONE_DAY
    _notify_changed(record, "valid_to")


def _redirect_references(source, target):
    """Return the numbers of references changed to ``target``, and of those not permitted."""
    changed = unchanged = 0
    catalog = api.portal.get_tool("portal_catalog")
    for node in list(site_snapshot().nodes.values()):
        payload = node.payload
        if not isinstance(payload, ResponsibilityPayload) or payload.record.target != source.UID():
            continue
        brains = catalog(UID=node.uid)
        record = brains[0].getObject() if brains else None
        if record is None or not api.user.has_permission(EDIT, obj=record):
            unchanged += 1
            continue
        save_first_version(record)
        record.refers_to = target.UID()
        _notify_changed(record, "refers_to")
        changed += 1
    return changed, unchanged


def _notify_changed(record, name):
    notify(ObjectModifiedEvent(record, Attributes(IResponsibility, name)))
