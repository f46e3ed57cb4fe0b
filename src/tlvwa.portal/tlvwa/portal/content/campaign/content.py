"""The class of Campaign."""

from plone.dexterity.content import Item
from plone.namedfile.interfaces import IImageScaleTraversable
from zope.interface import implementer

from tlvwa.portal.content.campaign.schema import ICampaign
from tlvwa.portal.interfaces import IPortalContent


@implementer(ICampaign, IPortalContent, IImageScaleTraversable)
class Campaign(Item):
    """A tile that points to something for some time."""
