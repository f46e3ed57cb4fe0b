"""What the profiles set up beyond their files."""

from Acquisition import aq_base
from plone import api
from plone.base.interfaces import INonInstallable
from zope.component import getSiteManager
from zope.interface import implementer

from tlvwa.portal.areas.table import load_thueringen, write_table
from tlvwa.portal.content.settings import PREFIX
from tlvwa.portal.editorial.ledger.counts import ILedgerCounts, LedgerCounts
from tlvwa.portal.projection.gazetteer import GazetteerStore, IGazetteerStore
from tlvwa.portal.projection.journal import IJournal, Journal

TYPE_PREFIX = "tlvwa.portal."
CODE_LISTS = (f"{PREFIX}topics", f"{PREFIX}publication_kinds")  # content may need them
LAYOUTS = frozenset(
    (
        *("zustaendigkeitsfinder", "startseite", "kacheln", "meldungen", "leistungen-a-z"),
        *("behoerden-a-z", "publikationen", "foerderprogramme"),
    )
)
WITH_LAYOUT = ("Folder", "LRF", "Plone Site")
FORM_TYPE = "EasyForm"  # collective.easyform's, in our workflow
LISTS_OF_TYPES = ("plone.types_not_searched", "plone.displayed_types")
WORKFLOWS = ("tlvwa_publication_workflow", "tlvwa_form_workflow")
# Groups of the whole site; what Plone's own roles add is for pages, news and files. A municipality's
# editors get their role on their authority, by sharing it.
GROUPS = {
    "zentralredaktion": ("Zentralredaktion", ("Zentralredaktion", "Contributor", "Editor")),
    "freigabe": ("Freigabe", ("Freigabe", "Reviewer")),
    "formulare": ("Formulare", ("Formulare",)),
    "leser": ("Leser", ("Leser", "Reader")),
}


@implementer(INonInstallable)
class HiddenProfiles:
    """Profiles that the add-ons control panel does not offer."""

    def getNonInstallableProfiles(self):
        """Demo and starter are chosen when a site is made, not among add-ons."""
        return ["tlvwa.portal:demo", "tlvwa.portal:starter", "tlvwa.portal:uninstall"]


def install(tool):
    """The journal, the counts, the gazetteer of Thüringen and the groups; what is there already stays."""
    manager = getSiteManager()
    if manager.queryUtility(IJournal) is None:
        manager.registerUtility(Journal(), IJournal)
    if manager.queryUtility(ILedgerCounts) is None:
        manager.registerUtility(LedgerCounts(), ILedgerCounts)
    if manager.queryUtility(IGazetteerStore) is None:
        store = GazetteerStore()
        manager.registerUtility(store, IGazetteerStore)
        store.write(table=write_table(load_thueringen()))
    for name, (title, roles) in GROUPS.items():
        if api.group.get(groupname=name) is None:
            api.group.create(groupname=name, title=title, roles=list(roles))


def uninstall(tool):
    """Take away what the default profile set up.

    Content is the customer's and stays, and with it what it needs: its types (no longer offered for
    new content), their workflow, which keeps drafts private, and the lists of topics and kinds.
    """
    manager = getSiteManager()
    for provided in (IJournal, IGazetteerStore, ILedgerCounts):
        utility = manager.queryUtility(provided)
        if utility is not None:
            manager.unregisterUtility(utility, provided)
    portal = api.portal.get()
    _forget_layouts(portal)
    ours = [name for name in portal.portal_types.objectIds() if name.startswith(TYPE_PREFIX)]
    if portal.portal_catalog.unrestrictedSearchResults(portal_type=[*ours, FORM_TYPE]):
        for name in ours:
            portal.portal_types[name].global_allow = False
        return
    registry = portal.portal_registry
    for name in CODE_LISTS:
        del registry.records[name]
    for name in LISTS_OF_TYPES:
        registry[name] = type(registry[name])(each for each in registry[name] if each not in ours)
    portal.portal_workflow.setChainForPortalTypes(ours, None)
    portal.portal_workflow.setChainForPortalTypes([FORM_TYPE], "(Default)")
    portal.portal_types.manage_delObjects(ours)
    portal.portal_workflow.manage_delObjects(list(WORKFLOWS))


def _forget_layouts(portal):
    """Folders are shown as Plone shows them: our ways of listing what lies in them are gone."""
    for portal_type in WITH_LAYOUT:
        fti = portal.portal_types.get(portal_type)
        if fti is not None:
            fti.view_methods = tuple(each for each in fti.view_methods if each not in LAYOUTS)
    for brain in portal.portal_catalog.unrestrictedSearchResults(portal_type=WITH_LAYOUT):
        folder = brain._unrestrictedGetObject()
        if getattr(aq_base(folder), "layout", "") in LAYOUTS:
            folder.manage_delProperties(["layout"])
