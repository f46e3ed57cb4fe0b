"""A responsibility that is not saved, as the read models would keep it: for previews."""

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
    """The node of a record with these values in ``container``, as if it were published."""
    return Node(
        uid=uid,
        path="/".join((*container.getPhysicalPath(), uid)),
        portal_type=PORTAL_TYPE,
        title=values.get("title", ""),
        public=True,
        payload=_payload(uid, values),
    )


def changed_node(record, values):
    """The node of a record with some values changed, as if it were published."""
    kept = {name: getattr(record, name, None) for name, _field in getFieldsInOrder(IResponsibility)}
    payload = _payload(record.UID(), kept | values)
    return replace(node_from(record), public=True, payload=payload)


def _payload(uid, values):
    draft = Responsibility()
    setattr(draft, ATTRIBUTE_NAME, uid)
    for name, field in getFieldsInOrder(IResponsibility):
        setattr(draft, name, values.get(name, field.default))
    return responsibility_payload(draft)
