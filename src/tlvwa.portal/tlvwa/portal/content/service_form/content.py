"""The class of ServiceForm."""

from plone.dexterity.content import Item
from tlvwa.portal.content.service_form.schema import IServiceForm
from zope.interface import implementer


@implementer(IServiceForm)
class ServiceForm(Item):
    """A form to fill in."""
