"""Payload of Plone's own content (documents, news, events, forms, folders) for the search."""

from zope.interface import implementer

from tlvwa.portal.content.texts import links_in, text, words_of
from tlvwa.portal.readmodels.nodes import IPayload
from tlvwa.portal.readmodels.payloads import PagePayload

NO_PAGES = ("LRF", "LIF")


@implementer(IPayload)
def page_payload(page):
    """Return enough to find and list a page; ``None`` for language root folders."""
    if page.portal_type in NO_PAGES:
        return None
    texts = [getattr(page, name, None) for name in ("text", "formPrologue", "formEpilogue")]
    return PagePayload(
        description=text(page.Description()),
        words=words_of(*texts),
        language=text(page.Language()),
        links=links_in(*texts),
    )
