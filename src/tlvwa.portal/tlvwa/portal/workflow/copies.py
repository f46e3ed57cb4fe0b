"""Copies do not have the id of the original."""

from OFS.interfaces import IObjectClonedEvent
from zope.component import adapter

from tlvwa.portal.interfaces import IPortalContent


@adapter(IPortalContent, IObjectClonedEvent)
def forget_ids(obj, event):
    """Clear the id that an agency issued, in the copy and in everything in it.

    The id is unique to the original.
    """
    if getattr(obj, "identifier", None):
        obj.identifier = None
        obj.reindexObject()
