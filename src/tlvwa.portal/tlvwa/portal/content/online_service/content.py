"""The class of OnlineService."""

from plone.dexterity.content import Item
from zope.interface import implementer

from tlvwa.portal.content.online_service.schema import IOnlineService
from tlvwa.portal.interfaces import IPortalContent


@implementer(IOnlineService, IPortalContent)
class OnlineService(Item):
    """A procedure that can be done online."""
