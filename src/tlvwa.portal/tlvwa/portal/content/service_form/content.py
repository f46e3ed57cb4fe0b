"""The class of ServiceForm."""

from plone.dexterity.content import Item
from zope.interface import implementer

from tlvwa.portal.content.service_form.schema import IServiceForm
from tlvwa.portal.interfaces import IPortalContent


@implementer(IServiceForm, IPortalContent)
class ServiceForm(Item):
    """A form to fill in."""
