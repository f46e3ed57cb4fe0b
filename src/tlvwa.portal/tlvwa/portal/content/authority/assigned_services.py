"""What an authority is responsible for, from the read models."""

from dataclasses import dataclass
from datetime import date

from tlvwa.portal.common.vocabularies import ROLES, label
from tlvwa.portal.finder.records import RecordEffect, Role
from tlvwa.portal.finder.validity import ONE_DAY
from tlvwa.portal.readmodels.payloads import ResponsibilityPayload, ServicePayload


@dataclass(frozen=True, slots=True)
class AssignedService:
    """One service that the authority holds a record for."""

    service: str
    title: str
    description: str
    topics: tuple[str, ...]
    role: str
    areas: tuple[str, ...]
    example: bool


def assigned_services(snapshot, authority, day, today=None):
    """The tasks of an authority by the law of ``day``, as public ``today`` (else on ``day``), by title."""
    today = today or day
    path = snapshot.nodes[authority].path if authority in snapshot.nodes else ""
    tasks = [
        _task(snapshot, child, service)
        for child in snapshot.tree.children(path)
        if isinstance(child.payload, ResponsibilityPayload)
        and _in_force(snapshot, child, day, today)
        for service in child.payload.services
        if snapshot.is_public(service, today)
    ]
    return sorted(
        filter(None, tasks), key=lambda task: (task.title.casefold(), task.role, task.areas)
    )


@dataclass(frozen=True, slots=True)
class AssignmentChange:
    """A task that begins on ``day``, or ends after it, where ``begins`` is false."""

    day: date
    begins: bool
    task: AssignedService


def assignment_changes(snapshot, authority, day, back, ahead):
    """The tasks that begin or end between two days (inclusive), as they are public on ``day``, by day.

    A record that follows another one which says the same changes nothing.
    """
    path = snapshot.nodes[authority].path if authority in snapshot.nodes else ""
    records = [
        child.payload.record
        for child in snapshot.tree.children(path)
        if isinstance(child.payload, ResponsibilityPayload)
    ]
    found = []
    for change in sorted({each for record in records for each in record.change_days}):
        if back <= change <= ahead and change > date.min:
            before = assigned_services(snapshot, authority, change - ONE_DAY, day)
            after = assigned_services(snapshot, authority, change, day)
            found += [AssignmentChange(change, True, task) for task in after if task not in before]
            found += [
                AssignmentChange(change - ONE_DAY, False, task)
                for task in before
                if task not in after
            ]
    return found


def _in_force(snapshot, node, day, today):
    record = node.payload.record
    return (
        record.effect is RecordEffect.RULE
        and record.role in (Role.RESPONSIBLE, Role.CONTACT_POINT)
        and record.valid_on(day)
        and snapshot.is_public(node.uid, today)
    )


def _task(snapshot, node, uid):
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
