"""A copy is something else: it does not bear the id of what it was made from."""

from OFS.interfaces import IObjectClonedEvent
from zope.component import adapter

from tlvwa.portal.interfaces import IPortalContent


@adapter(IPortalContent, IObjectClonedEvent)
def forget_ids(obj, event):
    """Clear the id that an agency gave, of the copy and of everything in it; it is unique to the original."""
    if getattr(obj, "identifier", None):
        obj.identifier = None
        obj.reindexObject()
