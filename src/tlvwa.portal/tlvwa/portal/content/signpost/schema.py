"""Fields and class of a signpost (Wegweiser)."""

from plone.autoform import directives
from plone.dexterity.content import Item
from plone.supermodel import model
from zope import schema
from zope.interface import Interface, implementer

from tlvwa.portal.common.i18n import _
from tlvwa.portal.common.vocabularies import DIRECTIONS
from tlvwa.portal.content.fields import choice, rich_text, rows
from tlvwa.portal.content.invariants import web_address
from tlvwa.portal.interfaces import IPortalContent
from tlvwa.portal.widgets.rows.widget import Rows


class IDirection(Interface):
    """A matter, and who handles it."""

    title = schema.TextLine(title=_("Anliegen"))
    direction = choice(_("Wer macht das?"), DIRECTIONS, required=True, default="here")
    text = schema.TextLine(title=_("In einem Satz"), required=False)
    office = schema.TextLine(title=_("Wohin"), required=False)
    url = schema.TextLine(title=_("Webadresse"), required=False, constraint=web_address)


class ISignpost(model.Schema):
    """Lists what is done here, and what is done elsewhere and where."""

    full_text = rich_text(_("Einleitung"))
    directives.widget("entries", Rows)
    entries = rows(IDirection, _("Anliegen"), _("In der Reihenfolge, in der sie stehen sollen."))


@implementer(ISignpost, IPortalContent)
class Signpost(Item):
    """A list of what is done here, and what is done elsewhere and where."""
