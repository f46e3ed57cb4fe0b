"""The class of Signpost."""

from plone.dexterity.content import Item
from zope.interface import implementer

from tlvwa.portal.content.signpost.schema import ISignpost
from tlvwa.portal.interfaces import IPortalContent


@implementer(ISignpost, IPortalContent)
class Signpost(Item):
    """What is done here, what is done elsewhere, and where."""
