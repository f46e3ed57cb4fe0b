"""What the profiles set up beyond their files."""

from Acquisition import aq_base
from plone import api
from plone.base.interfaces import INonInstallable
from zope.component import getSiteManager
from zope.interface import implementer

from tlvwa.portal.areas.table import load_thueringen, write_table
from tlvwa.portal.changes.store import ChangeStore, IChangeStore
from tlvwa.portal.common.settings import PREFIX
from tlvwa.portal.forms.submissions import forget_submissions
from tlvwa.portal.ledger.counts import ILedgerCounts, LedgerCounts
from tlvwa.portal.linkcheck.store import ILinkStore, LinkStore
from tlvwa.portal.readmodels.gazetteer_store import GazetteerStore, IGazetteerStore
from tlvwa.portal.readmodels.journal import IJournal, Journal
from tlvwa.portal.security.embargo.catalog import install_indexes, remove_indexes
from tlvwa.portal.security.login.sessions import use_keys_of_users
from tlvwa.portal.subscriptions.store import ISubscriptions, Subscriptions

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
FIELDS_OF_FORMS = "easyform.allowedFields"
LISTS_OF_TYPES = ("plone.types_not_searched", "plone.displayed_types")
WORKFLOWS = ("tlvwa_publication_workflow", "tlvwa_form_workflow")
KEPT_BESIDE = (  # utilities of the site that begin empty
    (IJournal, Journal),
    (IChangeStore, ChangeStore),
    (ILedgerCounts, LedgerCounts),
    (ILinkStore, LinkStore),
    (ISubscriptions, Subscriptions),
)
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
        return [
            "tlvwa.portal:demo",
            "tlvwa.portal:starter",
            "tlvwa.portal:uninstall",
            "tlvwa.portal.upgrades:v20261127011",
            "tlvwa.portal.upgrades:v20261128001",
        ]


def install(tool):
    """Journal, gazetteer of Thüringen, counts, links, indexes, groups; what is there already stays."""
    manager = getSiteManager()
    for provided, factory in KEPT_BESIDE:
        if manager.queryUtility(provided) is None:
            manager.registerUtility(factory(), provided)
    if manager.queryUtility(IGazetteerStore) is None:
        store = GazetteerStore()
        manager.registerUtility(store, IGazetteerStore)
        store.write(table=write_table(load_thueringen()))
    install_indexes(api.portal.get_tool("portal_catalog"))
    use_keys_of_users(api.portal.get_tool("acl_users"))
    for name, (title, roles) in GROUPS.items():
        if api.group.get(groupname=name) is None:
            api.group.create(groupname=name, title=title, roles=list(roles))


def uninstall(tool):
    """Take away what the default profile set up.

    Content is the customer's and stays, and with it what it needs: its types (no longer offered for
    new content), their workflow, which keeps drafts private, and the lists of topics and kinds.
    """
    manager = getSiteManager()
    for provided in (*(interface for interface, _factory in KEPT_BESIDE), IGazetteerStore):
        utility = manager.queryUtility(provided)
        if utility is not None:
            manager.unregisterUtility(utility, provided)
    portal = api.portal.get()
    remove_indexes(portal.portal_catalog)
    use_keys_of_users(portal.acl_users, False)
    _forget_layouts(portal)
    forget_submissions(portal)
    registry = portal.portal_registry
    registry[FIELDS_OF_FORMS] = [
        name for name in registry[FIELDS_OF_FORMS] if not name.startswith(TYPE_PREFIX)
    ]
    ours = [name for name in portal.portal_types.objectIds() if name.startswith(TYPE_PREFIX)]
    if portal.portal_catalog.unrestrictedSearchResults(portal_type=[*ours, FORM_TYPE]):
        for name in ours:
            portal.portal_types[name].global_allow = False
        return
    for name in CODE_LISTS:
        del registry.records[name]
    for name in LISTS_OF_TYPES:
        registry[name] = type(registry[name])(
            portal_type for portal_type in registry[name] if portal_type not in ours
        )
    portal.portal_workflow.setChainForPortalTypes(ours, None)
    portal.portal_workflow.setChainForPortalTypes([FORM_TYPE], "(Default)")
    portal.portal_types.manage_delObjects(ours)
    portal.portal_workflow.manage_delObjects(list(WORKFLOWS))


def _forget_layouts(portal):
    """Folders are shown as Plone shows them: our ways of listing what lies in them are gone."""
    for portal_type in WITH_LAYOUT:
        fti = portal.portal_types.get(portal_type)
        if fti is not None:
            fti.view_methods = tuple(view for view in fti.view_methods if view not in LAYOUTS)
    for brain in portal.portal_catalog.unrestrictedSearchResults(portal_type=WITH_LAYOUT):
        folder = brain._unrestrictedGetObject()
        if getattr(aq_base(folder), "layout", "") in LAYOUTS:
            folder.manage_delProperties(["layout"])
