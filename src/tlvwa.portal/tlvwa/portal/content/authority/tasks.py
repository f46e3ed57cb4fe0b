"""What an authority is responsible for, from the read models."""

from dataclasses import dataclass

from tlvwa.portal.content.vocabularies import ROLES, label
from tlvwa.portal.finder.records import Effect, Role
from tlvwa.portal.projection.payloads import ResponsibilityPayload, ServicePayload


@dataclass(frozen=True, slots=True)
class Task:
    """One service that the authority holds a record for."""

    service: str
    title: str
    description: str
    topics: tuple[str, ...]
    role: str
    areas: tuple[str, ...]
    example: bool


def tasks_of(models, authority, day):
    """The public tasks of an authority on ``day`` (as law and as shown), by title."""
    path = models.nodes[authority].path if authority in models.nodes else ""
    tasks = [
        _task(models, child, service)
        for child in models.tree.children(path)
        if isinstance(child.payload, ResponsibilityPayload) and _in_force(models, child, day)
        for service in child.payload.services
        if models.is_public(service, day)
    ]
    return sorted(
        filter(None, tasks), key=lambda task: (task.title.casefold(), task.role, task.areas)
    )


def _in_force(models, node, day):
    record = node.payload.record
    return (
        record.effect is Effect.RULE
        and record.role in (Role.RESPONSIBLE, Role.CONTACT_POINT)
        and record.valid_on(day)
        and models.is_public(node.uid, day)
    )


def _task(models, node, uid):
    service = models.nodes[uid]
    if not isinstance(service.payload, ServicePayload):
        return None
    holder = models.tree.holder(node)
    areas = node.payload.areas or ((holder.payload.area,) if holder.payload.area else ())
    return Task(
        service=uid,
        title=service.title,
        description=service.payload.description,
        topics=service.payload.topics,
        role=label(ROLES, node.payload.record.role.value),
        areas=areas,
        example=node.payload.example,
    )
