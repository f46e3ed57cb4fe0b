"""In which languages a page can be read, and where: for the switch, and for search engines."""

from typing import NamedTuple
from urllib.parse import urlencode

from Acquisition import aq_parent
from plone import api
from plone.app.multilingual.interfaces import ITG, ITranslatable

from tlvwa.portal.answers.queries.finder_query import FACT
from tlvwa.portal.answers.texts.localized import public_variants
from tlvwa.portal.common.i18n import current_language
from tlvwa.portal.common.urls import CHANGES, FINDER, changes_url, finder_url, home_url, url_of
from tlvwa.portal.content.service.schema import IService
from tlvwa.portal.content.text_variant.placement import PAGES_WITH_VARIANTS
from tlvwa.portal.content.text_variant.schema import ITextVariant
from tlvwa.portal.interfaces import IPortalContent
from tlvwa.portal.readmodels.follower import site_snapshot

# In themselves, as those who need them look for them; never translated.
OWN_NAMES = {
    "de": "Deutsch",
    "en": "English",
    "de-simple": "Leichte Sprache",
    "uk": "Українська",
    "ru": "Русский",
    "ar": "العربية",
    "tr": "Türkçe",
    "pl": "Polski",
    "fr": "Français",
}
KEPT = frozenset({"q", "wo", "service", "authority", "area", "postal_code", "date", "topic"})
BY_LANGUAGE = {FINDER: finder_url, CHANGES: changes_url}  # pages that are in every language


class PageLanguage(NamedTuple):
    """One language of a page: its tag (BCP 47), its own name for itself, and where the page is in it.

    ``same``: what is there is this page; else it is the nearest that the language has to offer.
    """

    tag: str
    label: str
    url: str
    current: bool
    same: bool


def languages_of(context, request):
    """The languages a page can be read in, the site's first; one alone where the site has no other.

    ``context`` is the published object. Beside the site's languages stand those of the public text
    variants that it has: a service or an authority in any language, a page in Leichte Sprache
    (``de-simple``).
    """
    found = {tag: (home_url(tag), False) for tag in _tags()} | _same(context, request)
    variant = ITextVariant.providedBy(context)
    current = context.variant_language if variant else current_language()
    return [
        PageLanguage(tag, OWN_NAMES.get(tag, tag), url, tag == current, same)
        for tag, (url, same) in found.items()
    ]


def _tags():
    """The site's languages, its own first."""
    tags = api.portal.get_registry_record("plone.available_languages")
    return sorted(tags, key=lambda tag: tag != api.portal.get_default_language())


def _same(context, request):
    """Where the page itself is, by language; of what has no English text the answer in English is near."""
    url = BY_LANGUAGE.get(getattr(request.get("PUBLISHED"), "__name__", ""))
    if url is not None:
        return {tag: (url(tag, **_kept(request)), True) for tag in _tags()}
    variant = ITextVariant.providedBy(context)
    thing = aq_parent(context) if variant else context
    if IPortalContent.providedBy(thing) and not ITranslatable.providedBy(thing):
        return _answers(thing, request) | _variants(thing, request)
    easier = _variants(thing, request) if variant or _shows_itself(context, request) else {}
    return _translations(thing) | (easier if len(easier) > 1 else {})


def _shows_itself(context, request):
    """Whether the page is that of a folder or a portal, and not something else that is asked of it."""
    if getattr(context, "portal_type", "") not in PAGES_WITH_VARIANTS:
        return False
    return api.content.get_view("plone_context_state", context, request).is_view_template()


def _kept(request):
    """What of a state of the finder may stand in an address; the title of a service is not its search."""
    asked = {name: value for name, value in request.form.items() if isinstance(value, str)}
    kept = {name: value for name, value in asked.items() if name in KEPT}
    if request.get("REQUEST_METHOD") != "POST":
        kept |= {name: value for name, value in asked.items() if name.startswith(FACT)}
    return kept | {"q": ""} if kept.get("service") else kept


def _answers(thing, request):
    """For a service without a text in a language of the site: who is responsible, in that language."""
    if not IService.providedBy(thing):
        return {}
    state = _kept(request) | {"service": thing.UID(), "q": ""}
    return {tag: (finder_url(tag, **state), False) for tag in _tags()}


def _variants(thing, request):
    """What has text variants in the site's own language, and its public texts in others."""
    area = _kept(request).get("area")
    query = f"?{urlencode({'area': area})}" if area else ""
    found = {api.portal.get_default_language(): (thing.absolute_url() + query, True)}
    for each in public_variants(site_snapshot(), "/".join(thing.getPhysicalPath())):
        found[each.payload.language] = (url_of(request, each) + query, True)
    return found


def _translations(context):
    """A page of the site and the pages linked to it as its translations, as far as the visitor sees them."""
    if context is api.portal.get() or not ITranslatable.providedBy(context):
        return {}
    catalog = api.portal.get_tool("portal_catalog")
    if "TranslationGroup" not in catalog.indexes():
        return {}
    brains = catalog(TranslationGroup=ITG(context, None) or "")
    found = {brain.Language: (brain.getURL(), True) for brain in brains if brain.Language}
    return found or {api.portal.get_default_language(): (context.absolute_url(), True)}
