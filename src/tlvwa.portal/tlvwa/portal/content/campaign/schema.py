"""Fields and class of a campaign (Aktion)."""

from plone.autoform import directives
from plone.dexterity.content import Item
from plone.namedfile.field import NamedBlobImage
from plone.namedfile.interfaces import IImageScaleTraversable
from plone.supermodel import model
from zope import schema
from zope.interface import implementer

from tlvwa.portal.common.i18n import _
from tlvwa.portal.content.fields import choice, rich_text
from tlvwa.portal.content.invariants import web_address
from tlvwa.portal.interfaces import IPortalContent
from tlvwa.portal.widgets.picker.widget import ChooseServices
from tlvwa.portal.widgets.upload import UploadImage


class ICampaign(model.Schema):
    """A tile with picture, text and link that is shown for some time.

    It is shown during its publication period, at its position in the folder.
    """

    directives.widget("image", UploadImage)
    image = NamedBlobImage(
        title=_("Bild"),
        description=_("Breiter als hoch, am besten 16 zu 9."),
        required=False,
        accept=("image/jpeg", "image/png", "image/webp", "image/gif"),
    )
    image_alt = schema.TextLine(
        title=_("Was das Bild zeigt"),
        description=_(
            "Für Menschen, die das Bild nicht sehen. Leer, wenn es nur schmückt und der Text alles sagt."
        ),
        required=False,
    )
    directives.widget("service", ChooseServices)
    service = choice(
        _("Leistung"),
        "tlvwa.portal.services",
        _("Die Kachel führt zu ihr in den Zuständigkeitsfinder."),
    )
    link = schema.TextLine(
        title=_("Webadresse"),
        description=_(
            "Wohin die Kachel führt, wenn nicht zu einer Leistung. Beides leer: auf die Seite der Aktion."
        ),
        required=False,
        constraint=web_address,
    )
    full_text = rich_text(_("Text"), _("Steht auf der Seite der Aktion."))


@implementer(ICampaign, IPortalContent, IImageScaleTraversable)
class Campaign(Item):
    """A tile that points to something for some time."""
