"""Fields and class of a text variant (Sprachfassung)."""

from plone.autoform import directives
from plone.dexterity.content import Item
from plone.supermodel import model
from z3c.form.interfaces import IEditForm
from zope.interface import implementer

from tlvwa.portal.common.i18n import _
from tlvwa.portal.common.vocabularies import LANGUAGES
from tlvwa.portal.content.fields import choice, lines, rich_text
from tlvwa.portal.interfaces import IPortalContent


class ITextVariant(model.Schema):
    """Title, teaser and text of the object around it in another language."""

    directives.omitted(IEditForm, "variant_language")  # it is in the address, too
    variant_language = choice(_("Sprache"), LANGUAGES, _("Jede Sprache einmal."), required=True)
    synonyms = lines(
        _("Wonach die Menschen suchen"),
        _("Andere Wörter in dieser Sprache, eines je Zeile, auch umgangssprachliche."),
    )
    full_text = rich_text(_("Text"))


@implementer(ITextVariant, IPortalContent)
class TextVariant(Item):
    """The text of the object around it in another language, or in Leichte Sprache."""
