"""A text variant is called by its language, in its address too: /leistungen/hundesteuer/en."""

from plone.app.content.interfaces import INameFromTitle
from zope.component import adapter
from zope.interface import implementer

from tlvwa.portal.content.text_variant.schema import ITextVariant


@implementer(INameFromTitle)
@adapter(ITextVariant)
class NameFromLanguage:
    """Plone makes the short name of new content from this."""

    def __init__(self, variant):
        self.title = variant.variant_language
