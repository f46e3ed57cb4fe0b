"""The class of Publication."""

from plone.dexterity.content import Container
from zope.interface import implementer

from tlvwa.portal.content.publication.schema import IPublication
from tlvwa.portal.interfaces import IPortalContent


@implementer(IPublication, IPortalContent)
class Publication(Container):
    """A publication; further files of it lie inside, as Plone's own files."""

    def Subject(self):
        """The keywords, for whatever reads Dublin Core."""
        return tuple(self.keywords or ())
