"""Moves records from one authority to another, in the running transaction."""

from dataclasses import dataclass
from datetime import date, timedelta

from plone import api
from zope.event import notify
from zope.lifecycleevent import Attributes, ObjectModifiedEvent

from tlvwa.portal.content.responsibility.schema import IResponsibility
from tlvwa.portal.readmodels.follower import site_snapshot
from tlvwa.portal.readmodels.payloads import ResponsibilityPayload
from tlvwa.portal.workflow.history.initial_version import keep_first_version
from tlvwa.portal.workflow.publishing import publish

PUBLISH = "tlvwa.portal: Publish Without Review"
EDIT = "Modify portal content"


@dataclass(frozen=True, slots=True)
class HandoverResult:
    """What was done: records moved, records ended and begun anew, references turned, and left alone."""

    moved: int = 0
    begun: int = 0
    turned: int = 0
    left: int = 0


def hand_over(source, target, day: date | None = None) -> HandoverResult:
    """Give all records in an authority and its parts to ``target``.

    Without a day they move, with all they are (UID, state, history). With a day, what is law before it
    ends on the day before, and goes on as a new record of ``target`` from that day: published where
    the user may publish without review, else a draft. Records elsewhere that refer to ``source`` refer
    to ``target`` then, as far as the user may change them. A record without areas gets those it had by
    its old authority. Raises Unauthorized; nothing is done then.
    """
    moved = begun = 0
    for record in _records_in(source):
        _spell_out_areas(record)
        if day is None or (record.valid_from and record.valid_from >= day):
            api.content.move(record, target, safe_id=True)
            moved += 1
        elif record.valid_to is None or record.valid_to >= day:
            _go_on(record, target, day)
            begun += 1
    turned, left = _turn_references(source, target) if day is None else (0, 0)
    return HandoverResult(moved, begun, turned, left)


def _records_in(source):
    catalog = api.portal.get_tool("portal_catalog")
    path = "/".join(source.getPhysicalPath())
    brains = catalog(path=path, portal_type="tlvwa.portal.Responsibility", sort_on="path")
    return [brain.getObject() for brain in brains]


def _spell_out_areas(record):
    """Without areas a record holds for its authority's own: keep that when the authority changes."""
    area = getattr(record.__parent__, "area", None)
    if not record.areas and area:
        keep_first_version(record)
        record.areas = [area]
        _changed(record, "areas")


def _go_on(record, target, day):
    new = api.content.copy(record, target, safe_id=True)
    new.valid_from = day
    _changed(new, "valid_from")
    if api.content.get_state(record) == "published" and api.user.has_permission(PUBLISH, obj=new):
        publish(new)
    keep_first_version(record)
    record.valid_to = day - timedelta(days=1)
    _changed(record, "valid_to")


def _turn_references(source, target):
    """The numbers of references that were turned to ``target``, and of those the user may not change."""
    turned = left = 0
    catalog = api.portal.get_tool("portal_catalog")
    for node in list(site_snapshot().nodes.values()):
        payload = node.payload
        if not isinstance(payload, ResponsibilityPayload) or payload.record.target != source.UID():
            continue
        brains = catalog(UID=node.uid)
        record = brains[0].getObject() if brains else None
        if record is None or not api.user.has_permission(EDIT, obj=record):
            left += 1
            continue
        keep_first_version(record)
        record.refers_to = target.UID()
        _changed(record, "refers_to")
        turned += 1
    return turned, left


def _changed(record, name):
    notify(ObjectModifiedEvent(record, Attributes(IResponsibility, name)))
