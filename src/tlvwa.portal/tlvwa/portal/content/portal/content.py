"""The class of Portal."""

from plone.dexterity.content import Container
from zope.interface import implementer

from tlvwa.portal.content.portal.schema import IPortal
from tlvwa.portal.interfaces import IPortalContent


@implementer(IPortal, IPortalContent)
class Portal(Container):
    """A way into the finder for one audience."""
