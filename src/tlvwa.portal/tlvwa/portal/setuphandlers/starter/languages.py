"""German and English: a root folder for the pages of each, and the language of a request by its path.

Nothing else decides the language, no cookie and no header: a page is the same for everybody and may be
cached. What lies beside the root folders (services, authorities, …) is one object in all languages.
"""

from plone import api
from plone.app.multilingual.browser.setup import SetupMultilingualSite
from plone.app.multilingual.interfaces import IPloneAppMultilingualInstalled
from plone.app.viewletmanager.interfaces import IViewletSettingsStorage
from zope.component import getUtility
from zope.interface import alsoProvides

from tlvwa.portal.common.urls import FINDER, FIRST_PAGE

DEFAULT, LANGUAGES = "de", ("de", "en")
MULTILINGUAL = "profile-plone.app.multilingual:default"
BY_OTHER_MEANS = (
    *("use_content_negotiation", "use_cookie_negotiation", "use_request_negotiation"),
    *("use_subdomain_negotiation", "use_cctld_negotiation", "set_cookie_always"),
)
TRANSLATABLE = "plone.translatable"
START_PAGE = "startseite"
NEUTRAL = (
    *("Service", "Specialisation", "TextVariant", "OnlineService", "ServiceForm"),
    *("Authority", "Responsibility", "Reform", "Publication", "FundingProgramme"),
)
# The shell of public pages says it for services and for the finder, too.
REPLACED = (
    ("plone.htmlhead", "plone.app.multilingual.alternate-languages"),
    ("plone.portalheader", "plone.app.multilingual.languageselector"),
)


def install_languages(portal):
    """Make the site multilingual, once; what editors have made of it since stays."""
    if any(tag in portal for tag in LANGUAGES):
        return
    _choose_by_path()
    portal.portal_setup.runAllImportStepsFromProfile(MULTILINGUAL)
    SetupMultilingualSite().setupSite(portal)
    _empty_root_folders(portal)
    _keep_neutral(portal)
    _show_start_pages(portal)
    _hide_replaced()
    portal.setLayout(FIRST_PAGE)
    # What this request creates further gets the language of its folder only where this is so.
    alsoProvides(portal.REQUEST, IPloneAppMultilingualInstalled)


def _choose_by_path():
    api.portal.set_registry_record("plone.default_language", DEFAULT)
    api.portal.set_registry_record("plone.available_languages", list(LANGUAGES))
    api.portal.set_registry_record("plone.use_path_negotiation", True)
    for name in BY_OTHER_MEANS:
        api.portal.set_registry_record(f"plone.{name}", False)


def _empty_root_folders(portal):
    """Away with the folders for media in all languages: these may lie in the site itself."""
    for tag in LANGUAGES:
        portal[tag].manage_delObjects(list(portal[tag].objectIds()))


def _keep_neutral(portal):
    """What is one object in all languages is not translated: its other languages are text variants."""
    types = portal.portal_types
    for name in NEUTRAL:
        fti = types.get(f"tlvwa.portal.{name}")
        if fti is not None:
            behaviors = tuple(name for name in fti.behaviors if name != TRANSLATABLE)
            fti.manage_changeProperties(behaviors=behaviors)


def _show_start_pages(portal):
    """A root folder may show whatever a folder may, and the finder; it begins as a start page."""
    types = portal.portal_types
    views = dict.fromkeys((*types["LRF"].view_methods, *types["Folder"].view_methods, FINDER))
    types["LRF"].manage_changeProperties(view_methods=tuple(views))
    for tag in LANGUAGES:
        portal[tag].setLayout(START_PAGE)


def _hide_replaced():
    storage = getUtility(IViewletSettingsStorage)
    for manager, viewlet in REPLACED:
        hidden = storage.getHidden(manager, "Plone Default")
        if viewlet not in hidden:
            storage.setHidden(manager, "Plone Default", (*hidden, viewlet))
