"""Fields and class of an online service (Onlinedienst)."""

from plone.dexterity.content import Item
from plone.supermodel import model
from zope import schema
from zope.interface import implementer

from tlvwa.portal.common.i18n import _
from tlvwa.portal.common.vocabularies import TRUST_LEVELS
from tlvwa.portal.content.fields import agency_id, choice, identifier, rich_text
from tlvwa.portal.content.invariants import web_address
from tlvwa.portal.interfaces import IPortalContent


class IOnlineService(model.Schema):
    """A procedure that can be done online; a responsibility determines where it may be used."""

    url = schema.TextLine(title=_("Webadresse"), constraint=web_address)
    provider = schema.TextLine(title=_("Angeboten von"), required=False)
    trust_level = choice(
        _("Vertrauensniveau"), TRUST_LEVELS, _("Wie sicher man sich ausweisen muss.")
    )
    full_text = rich_text(_("Beschreibung"))
    identifier = identifier()
    agency_id = agency_id()


@implementer(IOnlineService, IPortalContent)
class OnlineService(Item):
    """A procedure that can be done online."""
