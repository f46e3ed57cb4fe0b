"""The page of a text variant."""

from Products.Five.browser import BrowserView

from tlvwa.portal.content.texts import html
from tlvwa.portal.content.vocabularies import LANGUAGES, label


class TextVariantView(BrowserView):
    """Shows the text in its own language."""

    @property
    def text(self):
        """The text, sanitised."""
        return html(self.context.full_text)

    @property
    def language(self):
        """The language, in words."""
        return label(LANGUAGES, self.context.variant_language)

    @property
    def tag(self):
        """The language tag for the page; plain German is German to a screen reader."""
        return (
            "de" if self.context.variant_language == "de-simple" else self.context.variant_language
        )

    @property
    def original(self):
        """The object whose text it is."""
        return self.context.__parent__
