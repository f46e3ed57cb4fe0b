"""The node that a responsibility would have if it were saved; for previews."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from plone.dexterity.content import Container
from plone.uuid.interfaces import ATTRIBUTE_NAME
from zope.schema import getFieldsInOrder

from tlvwa.portal.content.responsibility.payload import responsibility_payload
from tlvwa.portal.content.responsibility.schema import IResponsibility, Responsibility
from tlvwa.portal.readmodels.nodes import content_node
from tlvwa.portal.readmodels.payloads import Node, ResponsibilityPayload

PORTAL_TYPE = "tlvwa.portal.Responsibility"
NEW = "new"  # stands for the UID of what has none yet


def new_node(container: Container, values: Mapping[str, Any], uid: str = NEW) -> Node:
    """Return the node of a new record with these values in ``container``, as if it were published."""
    return Node(
        uid=uid,
        path="/".join((*container.getPhysicalPath(), uid)),
        portal_type=PORTAL_TYPE,
        title=values.get("title", ""),
        public=True,
        payload=_payload(uid, values),
    )


def changed_node(record: Responsibility, values: Mapping[str, Any]) -> Node:
    """Return the node of a record with some values changed, as if it were published."""
    current = {
        name: getattr(record, name, None) for name, _field in getFieldsInOrder(IResponsibility)
    }
    payload = _payload(record.UID(), {**current, **values})
    return replace(content_node(record), public=True, payload=payload)


def _payload(uid: str, values: Mapping[str, Any]) -> ResponsibilityPayload:
    draft = Responsibility()
    setattr(draft, ATTRIBUTE_NAME, uid)
    for name, field in getFieldsInOrder(IResponsibility):
        setattr(draft, name, values.get(name, field.default))
    payload: ResponsibilityPayload = responsibility_payload(draft)
    return payload
