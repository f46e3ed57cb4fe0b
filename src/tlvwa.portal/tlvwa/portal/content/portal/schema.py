"""Fields and class of a portal."""

from plone.autoform import directives
from plone.dexterity.content import Container
from plone.supermodel import model
from zope.interface import implementer

from tlvwa.portal.common.i18n import _
from tlvwa.portal.common.vocabularies import AUDIENCES
from tlvwa.portal.content.fields import choice, choices, rich_text
from tlvwa.portal.interfaces import IPortalContent
from tlvwa.portal.widgets.picker.widget import ChooseOnlineTargets, ChooseServices


class IPortal(model.Schema):
    """An entrance to the finder for one audience; it contains campaigns, news and pages."""

    audience = choice(
        _("Für wen"),
        AUDIENCES,
        _("Suche und Themen zeigen die Leistungen für diese Menschen oder Stellen."),
        required=True,
        default="citizens",
    )
    directives.widget("needed_services", ChooseServices)
    needed_services = choices(
        _("Am häufigsten gebraucht"),
        "tlvwa.portal.services",
        _("Stehen oben, in dieser Reihenfolge."),
    )
    directives.widget("online_services", ChooseOnlineTargets)
    online_services = choices(
        _("Online erledigen"),
        "tlvwa.portal.online_targets",
        _("Onlinedienste und Formulare, in dieser Reihenfolge."),
    )
    full_text = rich_text(_("Text"), _("Steht unter den Leistungen."))


@implementer(IPortal, IPortalContent)
class Portal(Container):
    """An entrance to the finder for one audience."""
