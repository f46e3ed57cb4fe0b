"""The service's class."""

from plone.dexterity.content import Container
from zope.interface import implementer

from tlvwa.portal.content.service.schema import IService
from tlvwa.portal.interfaces import IPortalContent


@implementer(IService, IPortalContent)
class Service(Container):
    """A service of the administration; its text variants lie inside it."""

    # What an import wrote last: pairs of a field's name and the fingerprint of its value.
    imported = ()
