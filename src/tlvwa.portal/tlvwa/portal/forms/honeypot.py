"""The honeypot stands in forms from the start; no page is parsed and written again to put it there.

What collective.honeypot does to every other request is kept from sites with the add-on: it would write
what people send (names, streets) into the log, and refuse JSON that is no mapping.
"""

from collective.honeypot.utils import check_post
from plone.transformchain.interfaces import ITransform
from zope.component import adapter
from zope.interface import Interface, implementer

from tlvwa.portal.interfaces import IPortalLayer
from tlvwa.portal.readmodels.journal import site_journal


def check_posts_elsewhere(site, event):
    """collective.honeypot's look at every POST, for sites of the same instance without the add-on."""
    if site_journal(site) is None:
        check_post(event.request)


@implementer(ITransform)
@adapter(Interface, IPortalLayer)
class NothingAdded:
    """Takes the place of collective.honeypot's transform, which reads every page as a tree."""

    order = 8200

    def __init__(self, published, request):
        self.published = published
        self.request = request

    def transformBytes(self, result, encoding):
        """Leave the page as it is."""

    def transformUnicode(self, result, encoding):
        """Leave the page as it is."""

    def transformIterable(self, result, encoding):
        """Leave the page as it is."""
