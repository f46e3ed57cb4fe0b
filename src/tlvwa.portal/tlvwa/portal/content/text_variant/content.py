"""The class of TextVariant."""

from plone.dexterity.content import Item
from zope.interface import implementer

from tlvwa.portal.content.text_variant.schema import ITextVariant
from tlvwa.portal.interfaces import IPortalContent


@implementer(ITextVariant, IPortalContent)
class TextVariant(Item):
    """The text of what is around it in another language, or made easier to read."""
