"""The services that an authority is responsible for, read from the snapshot."""

from dataclasses import dataclass
from datetime import date

from tlvwa.portal.common.dates import ONE_DAY
from tlvwa.portal.common.vocabularies import ROLES, label
from tlvwa.portal.finder.records import RecordEffect, Role
from tlvwa.portal.readmodels.payloads import ResponsibilityPayload, ServicePayload


@dataclass(frozen=True, slots=True)
class AssignedService:
    """A service for which the authority holds a record."""

    service: str
    title: str
    description: str
    topics: tuple[str, ...]
    role: str
    areas: tuple[str, ...]
    example: bool


def assigned_services(snapshot, authority, day, today=None):
    """Return the assigned services of an authority by the law of ``day``, by title.

    Only what is public ``today`` (default: ``day``) is included.
    """
    today = today or day
    path = snapshot.nodes[authority].path if authority in snapshot.nodes else ""
    services = [
        _assigned_service(snapshot, child, service)
        for child in snapshot.tree.children(path)
        if isinstance(child.payload, ResponsibilityPayload)
        and _in_force(snapshot, child, day, today)
        for service in child.payload.services
        if snapshot.is_public(service, today)
    ]
    return sorted(
        filter(None, services),
        key=lambda assigned: (assigned.title.casefold(), assigned.role, assigned.areas),
    )


def _order(assigned):
    return assigned.title.casefold(), assigned.role, assigned.areas


@dataclass(frozen=True, slots=True)
class AssignmentChange:
    """A service that is assigned from ``day`` on, or until ``day`` where ``begins`` is false."""

    day: date
    begins: bool
    assigned: AssignedService


def assignment_changes(snapshot, authority, day, back, ahead):
    """Return the changes between the days ``back`` and ``ahead`` (inclusive), by day.

    Only what is public on ``day`` is included. A record that follows another one with the same
    content is no change.
    """
    path = snapshot.nodes[authority].path if authority in snapshot.nodes else ""
    records = [
        child.payload.record
        for child in snapshot.tree.children(path)
        if isinstance(child.payload, ResponsibilityPayload)
    ]
    changes = []
    for start in sorted({day for record in records for day in record.change_days}):
        if back <= start <= ahead and start > date.min:
            before = assigned_services(snapshot, authority, start - ONE_DAY, day)
            after = assigned_services(snapshot, authority, start, day)
            changes += [
                AssignmentChange(start, True, assigned)
                for assigned in after
                if assigned not in before
            ]
            changes += [
                AssignmentChange(start - ONE_DAY, False, assigned)
                for assigned in before
                if assigned not in after
            ]
    return changes


def _in_force(snapshot, node, day, today):
    record = node.payload.record
    return (
        record.effect is RecordEffect.RULE
        and record.role in (Role.RESPONSIBLE, Role.CONTACT_POINT)
        and record.valid_on(day)
        and snapshot.is_public(node.uid, today)
    )


def _assigned_service(snapshot, node, uid):
    service = snapshot.nodes[uid]
    if not isinstance(service.payload, ServicePayload):
        return None
    holder = snapshot.tree.holder(node)
    areas = node.payload.areas or ((holder.payload.area,) if holder.payload.area else ())
    return AssignedService(
        service=uid,
        title=service.title,
        description=service.payload.description,
        topics=service.payload.topics,
        role=label(ROLES, node.payload.record.role.value),
        areas=areas,
        example=node.payload.example,
    )
