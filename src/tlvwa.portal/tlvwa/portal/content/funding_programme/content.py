"""The class of FundingProgramme."""

from plone.dexterity.content import Item
from zope.interface import implementer

from tlvwa.portal.content.funding_programme.schema import IFundingProgramme
from tlvwa.portal.interfaces import IPortalContent


@implementer(IFundingProgramme, IPortalContent)
class FundingProgramme(Item):
    """A funding programme."""
