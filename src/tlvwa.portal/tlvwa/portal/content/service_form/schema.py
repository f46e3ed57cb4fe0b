"""Fields and class of a form (Formular)."""

from plone.dexterity.content import Item
from plone.namedfile.field import NamedBlobFile
from plone.supermodel import model
from zope import schema
from zope.interface import Invalid, implementer, invariant

from tlvwa.portal.common.i18n import _
from tlvwa.portal.content.fields import agency_id, identifier
from tlvwa.portal.content.invariants import web_address
from tlvwa.portal.interfaces import IPortalContent


class IServiceForm(model.Schema):
    """A form to fill in, as a file or at an address; a responsibility determines where it is used."""

    file = NamedBlobFile(title=_("Datei"), required=False)
    url = schema.TextLine(
        title=_("Webadresse"),
        description=_("Wenn das Formular anderswo liegt."),
        required=False,
        constraint=web_address,
    )
    identifier = identifier()
    agency_id = agency_id()

    @invariant
    def somewhere(data):
        if not data.file and not data.url:
            raise Invalid(_("Das Formular braucht eine Datei oder eine Webadresse."))


@implementer(IServiceForm, IPortalContent)
class ServiceForm(Item):
    """A form to fill in."""
