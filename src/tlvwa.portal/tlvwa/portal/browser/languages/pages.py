"""The languages in which a page can be read, with addresses."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from Acquisition import aq_parent
from plone import api
from plone.app.multilingual.interfaces import ITG, ITranslatable

from tlvwa.portal.answers.queries.finder_query import FACT
from tlvwa.portal.answers.texts.localized import public_variants
from tlvwa.portal.common.i18n import current_language
from tlvwa.portal.common.urls import (
    CHANGES,
    FINDER,
    MUNICIPALITIES,
    changes_url,
    finder_url,
    home_url,
    municipality_url,
    url_of,
    with_query,
)
from tlvwa.portal.content.service.schema import IService
from tlvwa.portal.content.text_variant.placement import PAGES_WITH_VARIANTS
from tlvwa.portal.content.text_variant.schema import ITextVariant
from tlvwa.portal.interfaces import IPortalContent
from tlvwa.portal.readmodels.follower import site_snapshot
from tlvwa.portal.readmodels.payloads import VariantPayload, payload_of

# Each language in itself: readers look for the name they know. Never translated.
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
STATE_PARAMETERS = frozenset(
    {"q", "wo", "service", "authority", "area", "postal_code", "date", "topic"}
)
# Pages that are in every language.
BY_LANGUAGE: Mapping[str, Callable[..., str]] = {FINDER: finder_url, CHANGES: changes_url}


class PageLanguage(NamedTuple):
    """A language of a page: tag (BCP 47), its own name, and the address of the page in it.

    ``same`` is true for this page in the language; else the address is the nearest that there is.
    """

    tag: str
    label: str
    url: str
    current: bool
    same: bool


def languages_of(context, request):
    """Return the languages of a page, the site's own first; only one if the site has no other.

    ``context`` is the published object. Beside the site's languages there are those of its public
    text variants: any language for a service or an authority, Leichte Sprache (``de-simple``) for a
    page.
    """
    addresses = {tag: (home_url(tag), False) for tag in _tags()} | _page_addresses(context, request)
    is_variant = ITextVariant.providedBy(context)
    current = context.variant_language if is_variant else current_language()
    return [
        PageLanguage(tag, OWN_NAMES.get(tag, tag), url, tag == current, same)
        for tag, (url, same) in addresses.items()
    ]


def _tags():
    """Return the site's languages, its own first."""
    tags = api.portal.get_registry_record("plone.available_languages")
    return sorted(tags, key=lambda tag: tag != api.portal.get_default_language())


def _page_addresses(context, request):
    """Return the addresses of the page itself by language.

    For a service without an English text the answer in English is the nearest.
    """
    published = request.get("PUBLISHED")
    name = getattr(published, "__name__", "")
    if name == MUNICIPALITIES:
        return {tag: (municipality_url(published.name, tag), True) for tag in _tags()}
    url = BY_LANGUAGE.get(name)
    if url is not None:
        return {tag: (url(tag, **_state_parameters(request)), True) for tag in _tags()}
    is_variant = ITextVariant.providedBy(context)
    owner = aq_parent(context) if is_variant else context
    if IPortalContent.providedBy(owner) and not ITranslatable.providedBy(owner):
        return _answer_addresses(owner, request) | _variant_addresses(owner, request)
    easier = (
        _variant_addresses(owner, request)
        if is_variant or _is_default_view(context, request)
        else {}
    )
    return _translation_addresses(owner) | (easier if len(easier) > 1 else {})


def _is_default_view(context, request):
    """True if the page is that of a folder or a portal, not another view of it."""
    if getattr(context, "portal_type", "") not in PAGES_WITH_VARIANTS:
        return False
    return api.content.get_view("plone_context_state", context, request).is_view_template()


def _state_parameters(request):
    """Return the parameters of the finder that may be in an address.

    With a service the search is empty: the service's title is no search.
    """
    texts = {name: value for name, value in request.form.items() if isinstance(value, str)}
    parameters = {name: value for name, value in texts.items() if name in STATE_PARAMETERS}
    if request.get("REQUEST_METHOD") != "POST":
        parameters |= {name: value for name, value in texts.items() if name.startswith(FACT)}
    return parameters | {"q": ""} if parameters.get("service") else parameters


def _answer_addresses(thing, request):
    """Return the finder's answer in each language of the site, for a service."""
    if not IService.providedBy(thing):
        return {}
    state = _state_parameters(request) | {"service": thing.UID(), "q": ""}
    return {tag: (finder_url(tag, **state), False) for tag in _tags()}


def _variant_addresses(thing, request):
    """Return the object in the site's own language and its public text variants."""
    area = _state_parameters(request).get("area")
    own_url = with_query(thing.absolute_url(), area=area)
    addresses = {api.portal.get_default_language(): (own_url, True)}
    for variant in public_variants(site_snapshot(), "/".join(thing.getPhysicalPath())):
        addresses[payload_of(variant, VariantPayload).language] = (
            with_query(url_of(request, variant), area=area),
            True,
        )
    return addresses


def _translation_addresses(context):
    """Return a page and its translations, as far as the visitor may see them."""
    if context is api.portal.get() or not ITranslatable.providedBy(context):
        return {}
    catalog = api.portal.get_tool("portal_catalog")
    if "TranslationGroup" not in catalog.indexes():
        return {}
    brains = catalog(TranslationGroup=ITG(context, None) or "")
    addresses = {brain.Language: (brain.getURL(), True) for brain in brains if brain.Language}
    return addresses or {api.portal.get_default_language(): (context.absolute_url(), True)}
