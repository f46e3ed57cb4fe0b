"""E-mail addresses on public pages: for people and screen readers, not for simple harvesters.

An address is written in character references, wherever it stands on a page. A browser shows and reads
it as any other text; a program that looks for it in the source finds none. Nothing depends on scripts.
"""

import re

from plone.transformchain.interfaces import ITransform
from zope.component import adapter
from zope.interface import Interface, implementer

from tlvwa.portal.interfaces import IPortalLayer

# What stands in a script is no text of the page, and references would not be read there. Nothing is
# sought from the middle of a word on: that takes many times as long.
FOUND = re.compile(
    r"(?P<script><script\b.*?</script>)"
    r"|(?<![\w.+-])(?:mailto:)?[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
    re.DOTALL,
)


def disguised(html):
    """A page with all its addresses in character references."""
    return FOUND.sub(lambda found: found["script"] or references(found[0]), html)


def references(text):
    """A text as HTML, every character of it as a reference."""
    return "".join(f"&#{ord(character)};" for character in text)


@implementer(ITransform)
@adapter(Interface, IPortalLayer)
class DisguiseAddresses:
    """The last step of a public page on its way out."""

    order = 8900

    def __init__(self, published, request):
        self.published = published
        self.request = request

    def transformIterable(self, result, encoding):
        """The page, with its addresses disguised; other answers, and files, are left alone."""
        response = self.request.response
        is_page = (response.getHeader("Content-Type") or "").startswith("text/html")
        if is_page and response.getHeader("X-Theme-Disabled") and isinstance(result, list):
            return disguised(b"".join(result).decode(encoding))
        return None

    def transformBytes(self, result, encoding):
        """The same for a page that an earlier step has put together."""
        return self.transformIterable([result], encoding)

    def transformUnicode(self, result, encoding):
        """The same for a page that an earlier step has decoded."""
        return self.transformIterable([result.encode(encoding)], encoding)
