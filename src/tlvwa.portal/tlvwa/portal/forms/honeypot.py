"""The honeypot stands in forms from the start; no page is parsed and written again to put it there."""

from plone.transformchain.interfaces import ITransform
from zope.component import adapter
from zope.interface import Interface, implementer

from tlvwa.portal.interfaces import IPortalLayer


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
