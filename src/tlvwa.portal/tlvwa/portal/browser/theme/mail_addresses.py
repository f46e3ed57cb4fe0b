"""E-mail addresses on public pages: readable for people and screen readers, not for simple harvesters.

Addresses are written in character references everywhere on a page. A browser shows and reads them
as any other text; a program that searches the source does not find them. No script is needed.
"""

import re

from plone.transformchain.interfaces import ITransform
from zope.component import adapter
from zope.interface import Interface, implementer

from tlvwa.portal.interfaces import IPortalLayer

# Scripts are matched first and left alone: a browser does not resolve references in them. The
# look-behind keeps the search from starting in the middle of a word, which takes many times as long.
SCRIPT_OR_ADDRESS = re.compile(
    r"(?P<script><script\b.*?</script>)"
    r"|(?<![\w.+-])(?:mailto:)?[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
    re.DOTALL,
)


def disguise(html):
    """Return a page with all its addresses in character references."""
    return SCRIPT_OR_ADDRESS.sub(
        lambda match: match["script"] or character_references(match[0]), html
    )


def character_references(text):
    """Return a text as HTML, each character as a reference."""
    return "".join(f"&#{ord(character)};" for character in text)


@implementer(ITransform)
@adapter(Interface, IPortalLayer)
class DisguiseAddresses:
    """The last transform of a public page."""

    order = 8900

    def __init__(self, published, request):
        self.published = published
        self.request = request

    def transformIterable(self, result, encoding):
        """Return the page with disguised addresses; ``None`` for other responses."""
        response = self.request.response
        is_page = (response.getHeader("Content-Type") or "").startswith("text/html")
        if is_page and response.getHeader("X-Theme-Disabled") and isinstance(result, list):
            return disguise(b"".join(result).decode(encoding))
        return None

    def transformBytes(self, result, encoding):
        """Transform a page that an earlier transform has joined."""
        return self.transformIterable([result], encoding)

    def transformUnicode(self, result, encoding):
        """Transform a page that an earlier transform has decoded."""
        return self.transformIterable([result.encode(encoding)], encoding)
