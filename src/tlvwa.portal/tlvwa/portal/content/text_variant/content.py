"""The class of TextVariant."""

from plone.dexterity.content import Item
from tlvwa.portal.content.text_variant.schema import ITextVariant
from zope.interface import implementer


@implementer(ITextVariant)
class TextVariant(Item):
    """The text of the service or authority around it in another language."""
