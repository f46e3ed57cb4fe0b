"""The class of Responsibility."""

from plone.dexterity.content import Item
from zope.interface import implementer

from tlvwa.portal.content.responsibility.schema import IResponsibility
from tlvwa.portal.interfaces import IInAreas, IPortalContent


@implementer(IResponsibility, IPortalContent, IInAreas)
class Responsibility(Item):
    """What the authority around it is responsible for, where and under which law."""
