"""The node that a responsibility would have if it were saved; for previews."""

from dataclasses import replace

from plone.uuid.interfaces import ATTRIBUTE_NAME
from zope.schema import getFieldsInOrder

from tlvwa.portal.content.responsibility.payload import responsibility_payload
from tlvwa.portal.content.responsibility.schema import IResponsibility, Responsibility
from tlvwa.portal.readmodels.nodes import node_from
from tlvwa.portal.readmodels.payloads import Node

PORTAL_TYPE = "tlvwa.portal.Responsibility"
NEW = "new"  # stands for the UID of what has none yet


def new_node(container, values, uid=NEW):
    """Return the node of a new record with these values in ``container``, as if it were published."""
    return Node(
        uid=uid,
        path="/".join((*container.getPhysicalPath(), uid)),
        portal_type=PORTAL_TYPE,
        title=values.get("title", ""),
        public=True,
        payload=_payload(uid, values),
    )


def changed_node(record, values):
    """Return the node of a record with some values changed, as if it were published."""
    current = {
        name: getattr(record, name, None) for name, _field in getFieldsInOrder(IResponsibility)
    }
    payload = _payload(record.UID(), current | values)
    return replace(node_from(record), public=True, payload=payload)


def _payload(uid, values):
    draft = Responsibility()
    setattr(draft, ATTRIBUTE_NAME, uid)
    for name, field in getFieldsInOrder(IResponsibility):
        setattr(draft, name, values.get(name, field.default))
    return responsibility_payload(draft)
