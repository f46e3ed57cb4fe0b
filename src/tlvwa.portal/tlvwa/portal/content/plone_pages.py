"""What the search keeps of pages that are Plone's own: news, events, forms and folders, too."""

from zope.interface import implementer

from tlvwa.portal.content.texts import links_in, text, words_of
from tlvwa.portal.readmodels.nodes import IPayload
from tlvwa.portal.readmodels.payloads import PagePayload

NO_PAGES = ("LRF", "LIF")


@implementer(IPayload)
def page_payload(page):
    """Enough to find it and to list it; ``None`` for the roots of languages."""
    if page.portal_type in NO_PAGES:
        return None
    texts = [getattr(page, name, None) for name in ("text", "formPrologue", "formEpilogue")]
    return PagePayload(
        description=text(page.Description()),
        words=words_of(*texts),
        language=text(page.Language()),
        links=links_in(*texts),
    )
