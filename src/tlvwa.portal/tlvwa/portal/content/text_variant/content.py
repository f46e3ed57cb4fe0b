"""The class of TextVariant."""

from plone.dexterity.content import Item
from zope.interface import implementer

from tlvwa.portal.content.text_variant.schema import ITextVariant
from tlvwa.portal.interfaces import IPortalContent


@implementer(ITextVariant, IPortalContent)
class TextVariant(Item):
    """The text of the service or authority around it in another language."""
