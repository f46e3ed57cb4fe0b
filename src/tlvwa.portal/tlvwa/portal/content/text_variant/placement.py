"""Where a text variant may be: a page may only have one in Leichte Sprache."""

from Acquisition import aq_inner, aq_parent
from plone import api
from zExceptions import BadRequest
from zope.component import adapter
from zope.lifecycleevent.interfaces import IObjectAddedEvent

from tlvwa.portal.common.i18n import _
from tlvwa.portal.common.validation_errors import FieldRefused
from tlvwa.portal.content.authority.schema import IAuthority
from tlvwa.portal.content.service.schema import IService
from tlvwa.portal.content.text_variant.schema import ITextVariant

PAGES_WITH_VARIANTS = frozenset({"LRF", "Folder", "tlvwa.portal.Portal"})


def refuse_misplaced(container, language):
    """Refuse a text variant of a language that ``container`` cannot have. Raises FieldRefused.

    Services and authorities are one object in all languages. A page is translated by another page,
    so its only variant is in its own language, made easier to read.
    """
    if IService.providedBy(container) or IAuthority.providedBy(container):
        return
    own = api.portal.get_default_language()
    if container.portal_type not in PAGES_WITH_VARIANTS or container.Language() not in ("", own):
        raise FieldRefused(
            _(
                "Eine Sprachfassung gehört in eine Leistung, eine Behörde oder in ein deutsches "
                "Portal oder einen deutschen Ordner."
            )
        )
    if not language.startswith(f"{own}-"):
        raise FieldRefused(
            _(
                "Seiten werden mit „Übersetzen“ in andere Sprachen übersetzt. Als Sprachfassung "
                "gibt es hier nur Leichte Sprache."
            )
        )


@adapter(ITextVariant, IObjectAddedEvent)
def guard_place(variant, event):
    """Refuse a misplaced text variant. Raises BadRequest with the sentence; the transaction aborts."""
    try:
        refuse_misplaced(aq_parent(aq_inner(variant)), variant.variant_language)
    except FieldRefused as refused:
        raise BadRequest(refused.doc()) from refused
