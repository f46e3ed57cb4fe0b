"""The class of Reform."""

from plone.dexterity.content import Item
from zope.interface import implementer

from tlvwa.portal.content.reform.schema import IReform
from tlvwa.portal.interfaces import IPortalContent


@implementer(IReform, IPortalContent)
class Reform(Item):
    """A change of areas on one day, planned before it is applied."""
