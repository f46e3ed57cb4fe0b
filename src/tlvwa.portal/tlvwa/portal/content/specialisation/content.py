"""The class of Specialisation."""

from plone.dexterity.content import Item
from zope.interface import implementer

from tlvwa.portal.content.specialisation.schema import ISpecialisation
from tlvwa.portal.interfaces import IInAreas, IPortalContent


@implementer(ISpecialisation, IPortalContent, IInAreas)
class Specialisation(Item):
    """What the authority around it says of a service in its areas."""
