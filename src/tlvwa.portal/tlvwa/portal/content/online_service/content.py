"""The class of OnlineService."""

from plone.dexterity.content import Item
from tlvwa.portal.content.online_service.schema import IOnlineService
from zope.interface import implementer


@implementer(IOnlineService)
class OnlineService(Item):
    """A procedure that can be done online."""
