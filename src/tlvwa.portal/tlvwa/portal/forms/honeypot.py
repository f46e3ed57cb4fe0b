"""The honeypot, which the templates contain: no page is parsed and serialized again to insert it.

Sites with the add-on skip collective.honeypot's check of every other request: it would write
personal data (names, streets) into the log, and refuse JSON that is no mapping.
"""

from collective.honeypot.utils import check_post
from plone.transformchain.interfaces import ITransform
from zope.component import adapter
from zope.interface import Interface, implementer

from tlvwa.portal.interfaces import IPortalLayer
from tlvwa.portal.readmodels.journal import site_journal


def check_posts_elsewhere(site, event):
    """Check POST requests with collective.honeypot on sites without the add-on."""
    if site_journal(site) is None:
        check_post(event.request)


@implementer(ITransform)
@adapter(Interface, IPortalLayer)
class NoTransform:
    """A transform that does nothing, in place of collective.honeypot's, which parses every page."""

    order = 8200

    def __init__(self, published, request):
        self.published = published
        self.request = request

    def transformBytes(self, result, encoding):
        """Leave the page unchanged."""

    def transformUnicode(self, result, encoding):
        """Leave the page unchanged."""

    def transformIterable(self, result, encoding):
        """Leave the page unchanged."""
