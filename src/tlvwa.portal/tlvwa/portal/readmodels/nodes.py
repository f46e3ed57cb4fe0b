"""Nodes made of content objects."""

from datetime import date, datetime, time

from AccessControl.PermissionRole import rolesForPermissionOn
from Acquisition import aq_base
from plone.dexterity.content import DexterityContent
from plone.uuid.interfaces import IUUID
from zope.component import queryAdapter
from zope.interface import Interface

from tlvwa.portal.common.clock import BERLIN
from tlvwa.portal.readmodels.payloads import Node, UnreadablePayload

# Plone writes the end of 1969 (FLOOR_DATE) and of 2499 (CEILING_DATE) for dates that are not set; the
# time zone may shift both by a day.
NEVER_BEFORE = date(1970, 1, 1)
NEVER_AFTER = date(2499, 12, 30)


class IPayload(Interface):
    """Adapts a content object of this add-on to its payload (see ``readmodels.payloads``)."""


def node_from(obj: DexterityContent) -> Node | None:
    """Return the node of a content object; ``None`` for an object without a UID."""
    uid = IUUID(obj, None)
    if not uid:
        return None
    return Node(
        uid=uid,
        path="/".join(obj.getPhysicalPath()),
        portal_type=getattr(aq_base(obj), "portal_type", ""),
        title=obj.Title(),
        public="Anonymous" in rolesForPermissionOn("View", obj),
        effective=local_day(obj, "effective_date"),
        expires=local_day(obj, "expiration_date"),
        payload=queryAdapter(obj, IPayload),
    )


def unreadable_node(uid: str, path: str, error: Exception) -> Node:
    """Return the node of an object that cannot be read: nobody finds it, but it is named."""
    reason = f"{type(error).__name__}: {error}"
    title = path.rpartition("/")[2]
    return Node(uid, path, "", title, public=False, payload=UnreadablePayload(reason))


def content_node(obj: DexterityContent) -> Node:
    """Return the node of a content object. Raises TypeError for an object without a UID."""
    node = node_from(obj)
    if node is None:
        raise TypeError(f"{obj!r} has no UID")
    return node


def local_day(obj: DexterityContent, name: str) -> date | None:
    """Return the day in Europe/Berlin of a publication date; ``None`` if it is open."""
    moment = local_moment(obj, name)
    return moment.date() if moment is not None else None


def local_moment(obj: DexterityContent, name: str) -> datetime | None:
    """Return a publication date as a moment in Europe/Berlin; ``None`` if it is open."""
    moment = getattr(aq_base(obj), name, None)
    if callable(moment):
        moment = moment()
    if not moment:
        return None
    moment = moment.asdatetime() if hasattr(moment, "asdatetime") else moment
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment, time(), BERLIN)
    moment = moment.astimezone(BERLIN)
    return moment if NEVER_BEFORE < moment.date() < NEVER_AFTER else None
